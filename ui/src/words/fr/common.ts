import { pluralIn } from "../plural";

const plural = pluralIn("fr");

export const common = {
  damson: "Damson",
  ok: "OK",
  cancel: "Annuler",
  close: "Fermer",
  back: "Retour",
  forward: "Suivant",
  retry: "Réessayer",
  dismiss: "Masquer",
  later: "Plus tard",
  save: "Enregistrer",
  undo: "Annuler",
  remove: "Retirer",
  loading: "Lecture en cours…",
  justNow: "à l’instant",
  nothing: "–",
  and: (first: string, more: number) =>
    plural(more, { one: `${first} et # autre`, other: `${first} et # autres` }),
  assets: (n: number) => plural(n, { one: "# ressource", other: "# ressources" }),
  folders: (n: number) => plural(n, { one: "# dossier", other: "# dossiers" }),
  items: (n: number) => plural(n, { one: "# élément", other: "# éléments" }),
  files: (n: number) => plural(n, { one: "# fichier", other: "# fichiers" }),
  versions: (n: number) => plural(n, { one: "# version", other: "# versions" }),
  pixels: (width: string, height: string) => `${width} × ${height} px`,
  quoted: (name: string) => `« ${name} »`,
  root: "Toutes les ressources",
};
