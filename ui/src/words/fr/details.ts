import { pluralIn } from "../plural";

const plural = pluralIn("fr");

export const details = {
  /** For whoever is new here. */
  hints: {
    label: "Astuce",
    gotIt: "Compris",
    none: "Ne plus afficher d’astuces",
    texts: {
      edit: (keys: string) =>
        `Sélectionnez une ressource et choisissez Modifier (${keys}). Elle est extraite pour vous, afin que personne d’autre ne la modifie entre-temps, et s’ouvre dans son application.`,
      "quick-look": (keys: string) => `${keys} affiche une grande image de la sélection.`,
      favourite: (keys: string) => `L’étoile après le nom d’un dossier (${keys}) le garde à portée de main, au-dessus des dossiers.`,
      keys: (keys: string) => `${keys} affiche tous les raccourcis clavier.`,
    },
  },
  label: "Détails",
  none: "Sélectionnez une ressource pour en voir les détails.",
  preview: (name: string) => `Aperçu de ${name}`,
  noPreview: "Pas d’aperçu",
  status: "État",
  next: "Et ensuite",
  lastChecked: (when: string) => `Dernière vérification ${when}`,
  neverChecked: "Pas encore vérifié auprès du serveur",
  properties: "Propriétés",
  title: "Titre",
  name: "Nom",
  size: "Taille",
  dimensions: "Dimensions",
  type: "Type",
  modified: "Modification",
  modifiedBy: (when: string, who: string) => `${when} par ${who}`,
  path: "Chemin",
  file: "Sur cet ordinateur",
  lock: "Extraction",
  lockSince: (who: string, when: string) => `par ${who}, depuis ${when}`,
  since: (ago: string, when: string) => `Connu depuis le ${when} (${ago})`,
  lockBy: (who: string) => `par ${who}`,
  below: "Dans ce dossier",
  links: {
    title: "Fichiers liés",
    show: "Afficher les fichiers liés",
    none: "Aucun fichier lié",
    fetch: (n: number) => plural(n, { one: "Télécharger # fichier lié", other: "Télécharger # fichiers liés" }),
    byName: "reconnu à son nom",
    incomplete: "Il peut y en avoir d’autres : le document n’a pas pu être lu jusqu’au bout.",
    targets: { asset: "Sur le serveur", "not-found": "Absent du serveur", embedded: "Incorporé", remote: "Sur le web" },
    troubles: {
      "no-reader": "Les liens des fichiers de ce type ne peuvent pas être lus.",
      broken: "Les liens ne peuvent pas être lus : le fichier est endommagé, ou d’un autre type que ne le dit son nom.",
      "too-large": "Les liens ne peuvent pas être lus : le fichier est trop volumineux pour cela.",
    },
  },
  versions: "Versions",
  noVersions: "Aucune version antérieure",
  currentVersion: "Version actuelle",
  version: (label: string) => `Version ${label}`,
  noComment: "Sans commentaire",
  restore: "Restaurer",
  restoreTitle: (label: string) => `Restaurer la version ${label} ?`,
  restoreText:
    "Elle devient la version actuelle sur le serveur. Celle qui l’est aujourd’hui reste dans l’historique.",
  restored: (label: string) => `La version ${label} a été restaurée`,
  many: "La sélection",
  total: (size: string) => `${size} en tout`,
};
