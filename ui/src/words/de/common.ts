import { pluralIn } from "../plural";

const plural = pluralIn("de");

export const common = {
  damson: "Damson",
  ok: "OK",
  cancel: "Abbrechen",
  close: "Schließen",
  back: "Zurück",
  forward: "Vor",
  retry: "Erneut versuchen",
  dismiss: "Ausblenden",
  later: "Später",
  save: "Speichern",
  remove: "Entfernen",
  undo: "Rückgängig",
  loading: "Wird geladen…",
  justNow: "gerade eben",
  nothing: "–",
  and: (first: string, more: number) =>
    plural(more, { one: `${first} und 1 weiteres`, other: `${first} und # weitere` }),
  assets: (n: number) => plural(n, { one: "1 Asset", other: "# Assets" }),
  folders: (n: number) => plural(n, { one: "1 Ordner", other: "# Ordner" }),
  items: (n: number) => plural(n, { one: "1 Element", other: "# Elemente" }),
  files: (n: number) => plural(n, { one: "1 Datei", other: "# Dateien" }),
  versions: (n: number) => plural(n, { one: "1 Version", other: "# Versionen" }),
  pixels: (width: string, height: string) => `${width} × ${height} px`,
  quoted: (name: string) => `„${name}“`,
  root: "Alle Assets",
};
