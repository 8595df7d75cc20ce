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
