import { pluralIn } from "../plural";

const plural = pluralIn("fr");

export const doctor = {
  title: "Vérifier la connexion",
  titleOf: (name: string) => `Vérifier la connexion ${name}`,
  running: "Vérification étape par étape…",
  allFine: "Tout fonctionne.",
  warnings: (n: number) => plural(n, { one: "# avertissement", other: "# avertissements" }),
  fails: "Voici où se trouve le problème :",
  again: "Vérifier de nouveau",
  copy: "Copier le texte",
  copied: "Copié",
  took: (time: string) => time,
  can: "Ce que le serveur sait faire",
  yes: "oui",
  no: "non",
};
