import { pluralIn } from "../plural";

const plural = pluralIn("de");

/** Copies for the rest of the computer. */
export const files = {
  copy: "Dateien kopieren",
  copied: (n: number) => plural(n, { one: "1 Datei kopiert. Fügen Sie sie ein, wo Sie sie brauchen.", other: "# Dateien kopiert. Fügen Sie sie ein, wo Sie sie brauchen." }),
  paste: "Dateien einfügen",
  nothingToPaste: "Es gibt keine Dateien zum Einfügen.",
  openWith: "Öffnen mit …",
  openWithOne: (name: string) => `Öffnen mit ${name}`,
  pickApplication: "Anwendung auswählen",
  exporting: {
    menu: "Kopie exportieren …",
    into: "Ordner für die Kopien auswählen",
    title: "Kopien exportieren",
    text: (folder: string) => `Nach ${folder}. Dort wird nichts überschrieben.`,
    what: "Was exportiert wird",
    kinds: { original: "Original", web: "Web", fpo: "FPO / niedrige Auflösung", thumbnail: "Miniatur" },
    kindHints: {
      original: "Die Datei, wie sie hochgeladen wurde.",
      web: "Ein JPEG für Seiten und Mails, meist 1280 px.",
      fpo: "Steht im Layout für das Original: gleiche Proportionen, kleine Datei.",
      thumbnail: "Ein kleines Bild, meist ein PNG mit 319 px.",
    },
    within: (width: number, height: number) => `bis ${width} × ${height} px`,
    missing: "Assets ohne diese Darstellung werden danach aufgelistet; an ihrer Stelle wird nichts exportiert.",
    layout: "Ordner",
    nested: "Ordner behalten",
    nestedHint: "Jede Datei bleibt in den Ordnern, in denen sie liegt.",
    flat: "Alle Dateien in einen Ordner",
    flatHint: "Ohne die Ordner, in denen sie liegen.",
    yes: "Exportieren",
    done: (n: number) => plural(n, { one: "1 Datei exportiert", other: "# Dateien exportiert" }),
    couldNot: (n: number) => plural(n, { one: "1 Datei wurde nicht exportiert", other: "# Dateien wurden nicht exportiert" }),
  },
};
