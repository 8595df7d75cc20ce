import type { ConflictView, StatusView } from "../../ipc/bindings";

/** What is said of a status: its name, what it means, and what to do next. */
export type StatusWords = { name: string; means: string; next: string };

const byStatus: Record<StatusView, StatusWords> = {
  "cloud-only": {
    name: "Nur in der Cloud",
    means: "Das Asset ist auf dem Server. Auf diesem Computer gibt es keine Kopie.",
    next: "„Bearbeiten“ checkt es aus, lädt es herunter und öffnet es. „Herunterladen“ holt eine Kopie auf diesen Computer.",
  },
  "available-locally": {
    name: "Lokal verfügbar",
    means: "Auf diesem Computer ist eine Kopie, die mit dem Server übereinstimmt.",
    next: "„Bearbeiten“ checkt das Asset aus und öffnet es.",
  },
  "edited-locally": {
    name: "Lokal bearbeitet",
    means: "Sie haben die Kopie auf diesem Computer geändert. Auf dem Server ist alles unverändert.",
    next: "Laden Sie Ihre Änderungen hoch, wenn Sie fertig sind; dabei wird auch eingecheckt.",
  },
  "modified-remotely": {
    name: "Remote geändert",
    means: "Jemand hat das Asset auf dem Server geändert. Ihre Kopie ist älter, und Sie haben sie nicht geändert.",
    next: "„Aktualisieren“ lädt die neuere Version herunter.",
  },
  "editing-conflict": {
    name: "Bearbeitungskonflikt",
    means: "Sie und eine andere Person haben das Asset geändert. Nichts wurde gesendet oder überschrieben.",
    next: "Vergleichen Sie beide Versionen und behalten Sie dann Ihre, die vom Server oder beide.",
  },
  "removed-remotely": {
    name: "Remote entfernt",
    means: "Das Asset wurde vom Server entfernt. Ihre Kopie ist noch da.",
    next: "Entfernen Sie Ihre Kopie (sie bleibt in „Wiederherstellung“) oder laden Sie sie unter ihrem Namen erneut hoch.",
  },
  "new-locally": {
    name: "Lokal neu",
    means: "Noch nicht auf dem Server.",
    next: "„Änderungen hochladen“ sendet die Datei an den Server.",
  },
};

const byConflict: Record<ConflictView, string> = {
  "both-changed": "Sie und eine andere Person haben das Asset geändert. Nichts wurde gesendet oder überschrieben.",
  "deleted-on-server":
    "Sie haben das Asset geändert, und inzwischen wurde es auf dem Server gelöscht. Ihre Änderungen sind noch da.",
  unrelated: "Eine Ihrer Dateien liegt dort, wo der Server ein anderes Asset hat. Beide wurden nicht angetastet.",
};

export const statuses = {
  byStatus,
  byConflict,
  folder: "Ordner",
  noFile: "Inhalt ohne Datei",
  noName: "Kein verwendbarer Name",
  noFileMeans: "Der Inhalt existiert nur auf dem Server. „Im Browser öffnen“ zeigt ihn an.",
  nextMine: "Öffnen Sie es und laden Sie Ihre Änderungen hoch, wenn Sie fertig sind.",
  nextLater: "Der Server ist nicht erreichbar: Es wird bis dahin vorgemerkt.",
  checkedOutByMe: "Von mir ausgecheckt",
  checkedOutBy: (who: string) => `Ausgecheckt von ${who}`,
  me: "ich",
  pinned: "Angeheftet",
  pinnedMeans: "Bleibt auf diesem Computer und wird aktuell gehalten.",
  readOnly: "Schreibgeschützt",
  readOnlyMeans: "Sie können es ansehen, aber auf dem Server nicht ändern.",
  processing: "Wird auf dem Server noch verarbeitet",
  transfer: {
    downloading: "Wird heruntergeladen",
    uploading: "Wird hochgeladen",
    waiting: "Wartet",
    running: "Läuft",
    paused: "Angehalten",
    retrying: "Neuer Versuch",
    failed: "Fehlgeschlagen",
    finished: "Abgeschlossen",
    cancelled: "Abgebrochen",
  },
  renamedHere: (former: string) =>
    `Sie haben es hier umbenannt. Auf dem Server heißt es noch ${former}. Wenn Sie es so hochladen, entsteht ein zweites Asset.`,
  problem: {
    "renamed-here": "Sie haben es hier umbenannt. Auf dem Server hat es noch den alten Namen.",
    name: "Dieser Computer kann keine Datei mit diesem Namen speichern.",
    "path-too-long":
      "Der Pfad ist zu lang für diesen Computer. Verschieben Sie den Cache-Ordner an einen Ort mit kürzerem Pfad oder kürzen Sie die Namen auf dem Server.",
    "refused-name":
      "Dieser Name kann nicht Teil eines Pfads sein. Herunterladen ist erst möglich, wenn jemand das Asset auf dem Server umbenennt.",
    withheld: "Der Server nennt es, gibt aber keine Auskunft dazu. Was bisher bekannt war, bleibt erhalten.",
    "folder-there":
      "Hier ist es eine Datei, auf dem Server ein Ordner. Geben Sie der Datei einen anderen Namen und laden Sie sie dann hoch.",
    link: "Es ist ein Link, und Links wird nicht gefolgt.",
    device: "Es ist weder eine Datei noch ein Ordner (sondern eine Pipe, ein Socket oder ein Gerät).",
    "check-out-ended":
      "Sie haben das Asset nicht mehr ausgecheckt: Jemand hat die Sperre aufgehoben, oder der Server hat sie verloren. Ihre Kopie ist unverändert.",
    unreadable: "Die Datei auf diesem Computer kann nicht gelesen werden.",
    other: "Dieser Computer hat ein Problem mit dieser Datei.",
  },
  queued: (action: string) => `In der Warteschlange: ${action}`,
};
