import type { DeskWords } from "../../ipc/bindings";

export const tray: DeskWords = {
  language: "de",
  open: "Damson öffnen",
  pause_all: "Alle Übertragungen anhalten",
  resume_all: "Alle Übertragungen fortsetzen",
  quit: "Damson beenden",
  no_connection: "Mit keinem DAM verbunden",
  up_to_date: "Auf dem neuesten Stand",
  connecting: "Verbinden…",
  offline: "Offline",
  login_needed: "Anmeldung erforderlich",
  halted: "Vorsichtshalber angehalten: bitte prüfen",
  transferring: { one: "1 Übertragung läuft", other: "{count} Übertragungen laufen" },
  paused: { one: "1 Übertragung angehalten", other: "{count} Übertragungen angehalten" },
  failed: { one: "1 Übertragung fehlgeschlagen", other: "{count} Übertragungen fehlgeschlagen" },
  edited: { one: "1 Asset lokal bearbeitet", other: "{count} Assets lokal bearbeitet" },
  new_files: { one: "1 neue Datei nicht hochgeladen", other: "{count} neue Dateien nicht hochgeladen" },
  conflicts: { one: "1 Bearbeitungskonflikt", other: "{count} Bearbeitungskonflikte" },
  checked_out: { one: "1 Asset von mir ausgecheckt", other: "{count} Assets von mir ausgecheckt" },
  conflict_found: {
    title: "Bearbeitungskonflikt",
    body: {
      one: "Sie und eine andere Person haben {name} geändert. Nichts wurde überschrieben.",
      other: "Sie und andere haben {count} Assets geändert. Nichts wurde überschrieben.",
    },
  },
  upload_failed: {
    title: "Hochladen fehlgeschlagen",
    body: {
      one: "{name} wurde nicht hochgeladen. Den Grund sehen Sie in Damson.",
      other: "{count} Assets wurden nicht hochgeladen. Den Grund sehen Sie in Damson.",
    },
  },
  download_failed: {
    title: "Herunterladen fehlgeschlagen",
    body: {
      one: "{name} wurde nicht heruntergeladen. Den Grund sehen Sie in Damson.",
      other: "{count} Assets wurden nicht heruntergeladen. Den Grund sehen Sie in Damson.",
    },
  },
  order_done: {
    title: "Übertragung abgeschlossen",
    body: { one: "Alles in {name} wurde übertragen.", other: "{count} Übertragungen mehrerer Dateien sind abgeschlossen." },
  },
  checked_in: {
    title: "Eingecheckt",
    body: { one: "{name} kann jetzt ausgecheckt werden.", other: "{count} Assets können jetzt ausgecheckt werden." },
  },
  login_needed_notice: {
    title: "Anmeldung erforderlich",
    body: { one: "Sie sind nicht bei {name} angemeldet.", other: "Sie sind bei {count} Servern nicht angemeldet." },
  },
  halted_notice: {
    title: "Damson hat vorsichtshalber alle Änderungen angehalten",
    body: { one: "Prüfen Sie {name} und fahren Sie dann fort.", other: "Prüfen Sie {count} Verbindungen und fahren Sie dann fort." },
  },
};
