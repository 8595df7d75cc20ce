import { pluralIn } from "../plural";

const plural = pluralIn("fr");

/** Collections on the server. */
export const collections = {
  title: "Collections",
  smart: "dynamique",
  members: (n: number) => plural(n, { one: "# élément", other: "# éléments" }),
  add: "Ajouter à une collection…",
  addTitle: (n: number, name: string) => plural(n, { one: `Ajouter ${name} à une collection`, other: "Ajouter # éléments à une collection" }),
  addYes: "Ajouter",
  added: (n: number, title: string) => plural(n, { one: `# élément ajouté à ${title}`, other: `# éléments ajoutés à ${title}` }),
  remove: "Retirer de la collection",
  removed: (n: number, title: string) => plural(n, { one: `# élément retiré de ${title}`, other: `# éléments retirés de ${title}` }),
  show: "Afficher",
  empty: "Cette collection est vide",
  emptyHint: "Ajoutez-y des ressources et des dossiers depuis leur menu.",
  nothingFound: "La recherche de cette collection ne trouve rien",
  nothingFoundHint: "Une collection dynamique contient ce que trouve la recherche qui y est enregistrée.",
};
