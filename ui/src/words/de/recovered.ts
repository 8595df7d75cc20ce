import { pluralIn } from "../plural";
import { actions } from "./actions";

const plural = pluralIn("de");

export const recovered = {
  title: "Wiederherstellung",
  text: (days: string) =>
    `Dateien, die sonst überschrieben oder entfernt worden wären und nirgendwo anders existieren, werden hier ${days} aufbewahrt.`,
  textPlain:
    "Dateien, die sonst überschrieben oder entfernt worden wären und nirgendwo anders existieren, werden hier einige Zeit aufbewahrt.",
  days: (n: number) => plural(n, { one: "1 Tag", other: "# Tage" }),
  /** Why a file is here, by the word from the engine. */
  why: {
    discarded: "Sie haben Ihre Änderungen verworfen",
    "kept-theirs": "Sie haben bei einem Konflikt die Serverversion behalten",
    deleted: "Auf dem Server gelöscht",
    altered: "Der Server hat die Datei beim Empfang geändert, oder jemand hat sie sofort überschrieben",
    "removed-from-server": "Vom Server entfernt",
    replaced: "Wäre ersetzt worden",
  } as Record<string, string>,
  otherWhy: "Wäre verloren gegangen",
  columns: { name: "Name", why: "Grund", when: "Datum", size: "Größe" },
  from: (folder: string) => `aus ${folder}`,
  restore: "Wiederherstellen",
  restoreLabel: (name: string) => `${name} wiederherstellen`,
  restored: (name: string) => `${name} ist wieder im Cache-Ordner`,
  get reveal() {
    return actions.byAction.reveal;
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
