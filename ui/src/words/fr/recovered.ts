import { pluralIn } from "../plural";

const plural = pluralIn("fr");

export const recovered = {
  title: "Récupérés",
  text: (days: string) =>
    `Ce qui aurait été remplacé ou supprimé et n’existe nulle part ailleurs est conservé ici ${days}.`,
  textPlain:
    "Ce qui aurait été remplacé ou supprimé et n’existe nulle part ailleurs est conservé ici un certain temps.",
  days: (n: number) => plural(n, { one: "# jour", other: "# jours" }),
  /** Why a file is here, by the word from the engine. */
  why: {
    discarded: "Vous avez ignoré vos modifications",
    "kept-theirs": "Dans un conflit, vous avez gardé la leur",
    deleted: "Supprimé sur le serveur",
    "removed-from-server": "Supprimé du serveur",
    replaced: "Aurait été remplacé",
  } as Record<string, string>,
  otherWhy: "Aurait été perdu",
  columns: { name: "Nom", why: "Raison", when: "Date", size: "Taille" },
  from: (folder: string) => `depuis ${folder}`,
  restore: "Restaurer",
  restoreLabel: (name: string) => `Restaurer ${name}`,
  restored: (name: string) => `${name} est de retour dans le dossier de cache`,
  reveal: "Afficher dans le dossier",
  revealLabel: (name: string) => `Afficher ${name} dans son dossier`,
  remove: "Supprimer",
  removeLabel: (name: string) => `Supprimer ${name} définitivement`,
  removeTitle: (name: string) => `Supprimer ${name} définitivement ?`,
  removeText: "Cette copie n’existe nulle part ailleurs. Elle ne pourra pas être rétablie.",
  removeGo: "Supprimer définitivement",
  emptyTitle: "Rien à récupérer",
  emptyText: "Quand Damson devrait remplacer ou supprimer une modification, il la place d’abord ici.",
  count: (n: number) => plural(n, { one: "# fichier", other: "# fichiers" }),
  restoreHint: "Le fichier retrouve sa place, ou se range à côté sous un nom libre.",
};
