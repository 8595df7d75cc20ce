import type { Action } from "../../ipc/bindings";

export const actions = {
  /** Items that open something first. */
  more: {
    "upload-changes": "Upload changes…",
    "discard-changes": "Discard changes…",
    compare: "Compare…",
    "release-lock": "Release lock…",
    "upload-here": "Upload here…",
    move: "Move…",
    delete: "Delete…",
  } as Partial<Record<Action, string>>,
  renameOnServer: "Rename on the server",
  copyPath: "Copy path",
  copyLink: "Copy link",
  awaitFree: "Notify me when it's available",
  awaitNoLonger: "Don't notify me",
  awaited: "We'll notify you when it's available.",
  awaiting: "We'll notify you when it's available.",
  copied: "Copied",
  moreActions: "More actions",
  forSome: (reason: string, name: string) => `${name}: ${reason}`,
  ofSome: (label: string, n: string) => `${label} (${n})`,
  leftOut: (why: string) => `Some are left out. ${why}`,
};
