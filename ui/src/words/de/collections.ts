import { pluralIn } from "../plural";

const plural = pluralIn("de");

/** Collections on the server. */
export const collections = {
  title: "Sammlungen",
  smart: "intelligent",
  members: (n: number) => plural(n, { one: "1 Mitglied", other: "# Mitglieder" }),
  add: "Zu Sammlung hinzufügen…",
  addTitle: (n: number, name: string) => plural(n, { one: `${name} zu einer Sammlung hinzufügen`, other: "# Objekte zu einer Sammlung hinzufügen" }),
  addYes: "Hinzufügen",
  added: (n: number, title: string) => plural(n, { one: `1 Objekt zu ${title} hinzugefügt`, other: `# Objekte zu ${title} hinzugefügt` }),
  remove: "Aus Sammlung entfernen",
  removed: (n: number, title: string) => plural(n, { one: `1 Objekt aus ${title} entfernt`, other: `# Objekte aus ${title} entfernt` }),
  show: "Zeigen",
  empty: "Diese Sammlung ist leer",
  emptyHint: "Über das Menü von Assets und Ordnern kommen sie hinein.",
  nothingFound: "Die Suche dieser Sammlung findet nichts",
  nothingFoundHint: "Eine intelligente Sammlung enthält, was die in ihr gesicherte Suche findet.",
};
