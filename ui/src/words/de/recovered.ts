import { pluralIn } from "../plural";
import { actionNames } from "../catalogue";

const plural = pluralIn("de");

export const recovered = {
  title: "Wiederherstellung",
  text: (days: string) =>
    `Dateien, die sonst überschrieben oder entfernt worden wären und nirgendwo anders existieren, werden hier ${days} aufbewahrt.`,
  textPlain:
    "Dateien, die sonst überschrieben oder entfernt worden wären und nirgendwo anders existieren, werden hier einige Zeit aufbewahrt.",
  days: (n: number) => plural(n, { one: "1 Tag", other: "# Tage" }),
  columns: { name: "Name", why: "Grund", when: "Datum", size: "Größe" },
  from: (folder: string) => `aus ${folder}`,
  restore: "Wiederherstellen",
  restoreLabel: (name: string) => `${name} wiederherstellen`,
  restored: (name: string) => `${name} ist wieder im Cache-Ordner`,
  get reveal() {
    return actionNames("de").reveal;
  },
  revealLabel: (name: string) => `${name} in seinem Ordner anzeigen`,
  remove: "Entfernen",
  removeLabel: (name: string) => `${name} endgültig entfernen`,
  removeTitle: (name: string) => `${name} endgültig entfernen?`,
  removeText: "Diese Kopie existiert nirgendwo anders. Das kann nicht rückgängig gemacht werden.",
  removeGo: "Endgültig entfernen",
  emptyTitle: "Nichts wiederherzustellen",
  emptyText: "Bevor Damson eine Änderung überschreibt oder entfernt, wird sie hierher verschoben.",
  count: (n: number) => plural(n, { one: "1 Datei", other: "# Dateien" }),
  restoreHint: "Die Datei kommt an ihren Platz zurück oder unter einem freien Namen daneben.",
};
