// Rows for tests.

import type { Action, OfferView, RefusalView, RowView } from "../ipc/bindings";

export const ACTIONS: Action[] = [
  "open", "edit", "check-out", "check-in", "upload-changes", "discard-changes", "download", "update",
  "remove-local-copy", "keep-mine", "keep-theirs", "keep-both", "compare", "reveal", "open-in-web",
  "release-lock", "upload-here", "rename", "move", "duplicate", "new-folder", "delete", "pin", "unpin",
  "history", "restore",
];

/** Offers of every action; those named are refused. */
export function offers(refused: Partial<Record<Action, RefusalView>> = {}): OfferView[] {
  return ACTIONS.map((action) => ({ action, refusal: refused[action] ?? null, later: false }));
}

/** An asset that is available locally. */
export function rowOf(path: string, change: Partial<RowView> = {}): RowView {
  return {
    path,
    name: path.slice(path.lastIndexOf("/") + 1),
    title: null,
    kind: "asset",
    status: "available-locally",
    conflict: null,
    checked: "2026-11-21T10:00:00Z",
    lock: { state: "free" },
    locked_since: null,
    size: 1000,
    modified: "2026-11-20T10:00:00Z",
    modified_by: null,
    media_type: "image/png",
    dimensions: null,
    read_only: false,
    pinned: false,
    awaited: false,
    processing: false,
    restrictions: [],
    written_back: false,
    file: null,
    transfer: null,
    problem: null,
    below: {},
    actions: offers(),
    ...change,
  };
}
