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
