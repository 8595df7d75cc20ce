import { pluralIn } from "../plural";

const plural = pluralIn("fr");

/** Copies for the rest of the computer. */
export const files = {
  copy: "Copier les fichiers",
  copied: (n: number) => plural(n, { one: "# fichier copié. Collez-le où vous en avez besoin.", other: "# fichiers copiés. Collez-les où vous en avez besoin." }),
  paste: "Coller les fichiers",
  nothingToPaste: "Aucun fichier à coller.",
  openWith: "Ouvrir avec…",
  openWithOne: (name: string) => `Ouvrir avec ${name}`,
  pickApplication: "Choisir une application",
  exporting: {
    menu: "Exporter une copie…",
    into: "Choisir un dossier pour les copies",
    title: "Exporter des copies",
    text: (folder: string) => `Vers ${folder}. Rien n’y sera écrasé.`,
    what: "Que faut-il exporter ?",
    kinds: { original: "Original", web: "Web", fpo: "FPO / basse résolution", thumbnail: "Vignette" },
    kindHints: {
      original: "Le fichier tel qu’il a été chargé.",
      web: "Un JPEG pour des pages et des mails, le plus souvent de 1280 px.",
      fpo: "Remplace l’original dans une mise en page : mêmes proportions, petit fichier.",
      thumbnail: "Une petite image, le plus souvent un PNG de 319 px.",
    },
    within: (width: number, height: number) => `jusqu’à ${width} × ${height} px`,
    missing: "Les ressources sans ce rendu sont indiquées ensuite ; rien n’est exporté à leur place.",
    layout: "Dossiers",
    nested: "Garder les dossiers",
    nestedHint: "Chaque fichier reste dans les dossiers où il se trouve.",
    flat: "Tous les fichiers dans un seul dossier",
    flatHint: "Sans les dossiers où ils se trouvent.",
    yes: "Exporter",
    done: (n: number) => plural(n, { one: "# fichier exporté", other: "# fichiers exportés" }),
    couldNot: (n: number) => plural(n, { one: "# fichier n’a pas été exporté", other: "# fichiers n’ont pas été exportés" }),
  },
};
