import type { TransferDirectionView, TransferStateView } from "../../ipc/bindings";
import { pluralIn } from "../plural";

const plural = pluralIn("de");

const states: Record<TransferStateView, string> = {
  waiting: "Wartet",
  running: "Läuft",
  paused: "Angehalten",
  retrying: "Neuer Versuch",
  failed: "Fehlgeschlagen",
  finished: "Abgeschlossen",
  cancelled: "Abgebrochen",
};

const directions: Record<TransferDirectionView, string> = { download: "Herunterladen", upload: "Hochladen" };

export const transfers = {
  title: "Übertragungen",
  states,
  directions,
  current: "Aktuell",
  failed: "Fehlgeschlagen",
  history: "Verlauf",
  summary: (n: number) => plural(n, { one: "1 Übertragung", other: "# Übertragungen" }),
  idle: "Zurzeit wird nichts übertragen.",
  overall: "Alle Übertragungen",
  doneOf: (done: string, of: string) => `${done} von ${of}`,
  rate: (rate: string) => rate,
  left: (time: string) => `noch ${time}`,
  waitingN: (n: number) => plural(n, { one: "1 wartet", other: "# warten" }),
  pauseAll: "Alle anhalten",
  resumeAll: "Alle fortsetzen",
  cancelAll: "Alle abbrechen",
  cancelAllAsked: {
    title: "Alle Übertragungen abbrechen?",
    text: "Was schon hier oder auf dem Server ist, bleibt. Alles andere muss neu angefordert werden.",
    yes: "Alle Übertragungen abbrechen",
  },
  first: (name: string) => `${name} vorziehen`,
  /** What was asked for at once. */
  orders: {
    download: (name: string) => `${name} wird heruntergeladen`,
    upload: (name: string) => `Hochladen nach ${name}`,
    over: {
      download: (name: string) => `${name} heruntergeladen`,
      upload: (name: string) => `Nach ${name} hochgeladen`,
    },
    files: (n: number) => plural(n, { one: "1 Datei", other: "# Dateien" }),
    of: (done: string, of: number) => plural(of, { one: `${done} von 1 Datei`, other: `${done} von # Dateien` }),
    counting: (done: number) => `bisher ${plural(done, { one: "1 Datei", other: "# Dateien" })}`,
    failed: (n: number) => plural(n, { one: "1 fehlgeschlagen", other: "# fehlgeschlagen" }),
    cancelled: (n: number) => plural(n, { one: "1 abgebrochen", other: "# abgebrochen" }),
    open: (name: string) => `Dateien von ${name} anzeigen`,
    close: (name: string) => `Dateien von ${name} ausblenden`,
    parts: (name: string) => `Dateien von ${name}`,
    more: (n: number) => plural(n, { one: "1 weitere Datei", other: "# weitere Dateien" }),
  },
  clear: "Verlauf löschen",
  retryAll: "Alle fehlgeschlagenen wiederholen",
  pause: (name: string) => `${name} anhalten`,
  resume: (name: string) => `${name} fortsetzen`,
  cancel: (name: string) => `${name} abbrechen`,
  retry: (name: string) => `${name} erneut versuchen`,
  show: (name: string) => `${name} in seinem Ordner anzeigen`,
  retryAt: (when: string) => `Neuer Versuch ${when}`,
  retrySoon: "Neuer Versuch in Kürze",
  finishedAt: (when: string) => when,
  inFolder: (folder: string) => `in ${folder}`,
  queued: "Offline vorgemerkt",
  queuedSince: (ago: string) => `Vorgemerkt ${ago}`,
  queuedCancel: (name: string) => `${name} aus der Warteschlange entfernen`,
  queuedForget: (name: string) => `${name} aus der Warteschlange entfernen`,
  emptyTitle: "Keine Übertragungen",
  emptyText: "Hier erscheint, was heruntergeladen und hochgeladen wird, und bleibt im Verlauf.",
  cancelled: "Von Ihnen abgebrochen",
  offline: {
    title: "Warten auf den Server",
    text: "Was hier steht, läuft von selbst weiter, sobald der Server antwortet.",
    edits: (n: number) =>
      plural(n, {
        one: "1 bearbeitetes Asset kann dann hochgeladen werden.",
        other: "# bearbeitete Assets können dann hochgeladen werden.",
      }),
    show: "Änderungen anzeigen",
  },
};
