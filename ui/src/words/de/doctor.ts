import { pluralIn } from "../plural";

const plural = pluralIn("de");

export const doctor = {
  title: "Verbindung prüfen",
  titleOf: (name: string) => `Verbindung ${name} prüfen`,
  running: "Schritt für Schritt wird geprüft…",
  allFine: "Alles funktioniert.",
  warnings: (n: number) => plural(n, { one: "1 Warnung", other: "# Warnungen" }),
  fails: "Hier liegt das Problem:",
  again: "Erneut prüfen",
  copy: "Als Text kopieren",
  copied: "Kopiert",
  took: (time: string) => time,
  can: "Was der Server kann",
  yes: "ja",
  no: "nein",
};
