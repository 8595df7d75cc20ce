import type { Action } from "../../ipc/bindings";

export const actions = {
  /** Items that open something first. */
  more: {
    "upload-changes": "Änderungen hochladen…",
    "discard-changes": "Änderungen verwerfen…",
    compare: "Vergleichen…",
    "release-lock": "Sperre aufheben…",
    "upload-here": "Hierher hochladen…",
    move: "Verschieben…",
    delete: "Löschen…",
  } as Partial<Record<Action, string>>,
  renameOnServer: "Auf dem Server umbenennen",
  copyPath: "Pfad kopieren",
  copyLink: "Link kopieren",
  awaitFree: "Benachrichtigen, sobald verfügbar",
  awaitNoLonger: "Nicht mehr benachrichtigen",
  awaited: "Sie werden benachrichtigt, sobald das Asset verfügbar ist.",
  awaiting: "Sie werden benachrichtigt, sobald das Asset verfügbar ist.",
  copied: "Kopiert",
  moreActions: "Weitere Aktionen",
  forSome: (reason: string, name: string) => `${name}: ${reason}`,
  ofSome: (label: string, n: string) => `${label} (${n})`,
  leftOut: (why: string) => `Einige werden ausgelassen. ${why}`,
};
