import { pluralIn } from "../plural";
import { actionNames } from "../catalogue";

const plural = pluralIn("fr");

export const recovered = {
  title: "Récupérés",
  text: (days: string) =>
    `Les fichiers qui auraient été remplacés ou supprimés et n’existent nulle part ailleurs sont conservés ici ${days}.`,
  textPlain:
    "Les fichiers qui auraient été remplacés ou supprimés et n’existent nulle part ailleurs sont conservés ici un certain temps.",
  days: (n: number) => plural(n, { one: "# jour", other: "# jours" }),
  columns: { name: "Nom", why: "Raison", when: "Date", size: "Taille" },
  from: (folder: string) => `depuis ${folder}`,
  restore: "Restaurer",
  restoreLabel: (name: string) => `Restaurer ${name}`,
  restored: (name: string) => `${name} est de retour dans le dossier de cache`,
  get reveal() {
    return actionNames("fr").reveal;
  },
  revealLabel: (name: string) => `Afficher ${name} dans son dossier`,
  remove: "Supprimer",
  removeLabel: (name: string) => `Supprimer ${name} définitivement`,
  removeTitle: (name: string) => `Supprimer ${name} définitivement ?`,
  removeText: "Cette copie n’existe nulle part ailleurs. Cette action est irréversible.",
  removeGo: "Supprimer définitivement",
  emptyTitle: "Rien à récupérer",
  emptyText: "Quand Damson devrait remplacer ou supprimer une modification, il la place d’abord ici.",
  count: (n: number) => plural(n, { one: "# fichier", other: "# fichiers" }),
  restoreHint: "Le fichier retrouve sa place, ou se range à côté sous un nom libre.",
};
