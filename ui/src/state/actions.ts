// What the window knows of each action beside its words: the one table of them. Whether it may be done with a
// row comes from the core, with the row.

import type { Action, StatusView } from "../ipc/bindings";
import type { ShortcutName } from "./shortcuts";

type Look = {
  /** The group of the menus that it stands in, in the order of this table; none where other places offer it. */
  menu?: number;
  /** Its key, which menus and hints show. */
  key?: ShortcutName;
  /** The key carries it out with what is selected; what needs more than that has a rule of its own. */
  plainKey?: true;
  /** Its place in the bar, from the left. */
  bar?: number;
  /** It never leaves the bar, so that its neighbours never change their places. */
  steady?: true;
  /** What of the bar stands out: the lowest that is possible. */
  urgency?: number;
  /** Nothing that is done with several at once. */
  single?: true;
  danger?: true;
  /** It is among the recents afterwards. */
  opens?: true;
  /** What it makes is selected. */
  makes?: true;
};

const LOOKS: Record<Action, Look> = {
  open: { menu: 0, key: "open", bar: 1, steady: true, urgency: 4, opens: true },
  edit: { menu: 0, key: "edit", plainKey: true, bar: 0, steady: true, urgency: 3, opens: true },
  compare: { menu: 0, bar: 2, urgency: 0 },
  update: { menu: 0, bar: 4, urgency: 2 },
  "upload-changes": { menu: 0, key: "upload-changes", plainKey: true, bar: 3, urgency: 1 },
  "discard-changes": { menu: 0, bar: 7 },
  "check-out": { menu: 1, key: "check-out", bar: 8 },
  "check-in": { menu: 1, key: "check-out", bar: 6 },
  "release-lock": { menu: 1 },
  download: { menu: 2, key: "download", plainKey: true, bar: 5, steady: true, urgency: 5 },
  "remove-local-copy": { menu: 2 },
  pin: { menu: 2 },
  unpin: { menu: 2 },
  reveal: { menu: 3, key: "reveal", plainKey: true, bar: 9 },
  "open-in-web": { menu: 3, key: "open-in-web", plainKey: true },
  rename: { menu: 4, key: "rename", single: true, makes: true },
  move: { menu: 4 },
  duplicate: { menu: 4, makes: true },
  delete: { menu: 4, key: "delete", plainKey: true, danger: true },
  history: { menu: 5, single: true },
  "new-folder": { makes: true },
  "upload-here": {},
  "keep-mine": {},
  "keep-theirs": {},
  "keep-both": {},
  restore: {},
};

export function lookOf(action: Action): Look {
  return LOOKS[action];
}

const ALL = Object.keys(LOOKS) as Action[];

function inOrderOf(place: "bar" | "urgency"): Action[] {
  const placed = ALL.flatMap((action) => {
    const at = LOOKS[action][place];
    return at === undefined ? [] : [{ action, at }];
  });
  return placed.sort((one, other) => one.at - other.at).map(({ action }) => action);
}

/** The groups of a row's menu. */
export const MENU_GROUPS: readonly (readonly Action[])[] = [...new Set(ALL.flatMap((action) => LOOKS[action].menu ?? []))]
  .sort()
  .map((group) => ALL.filter((action) => LOOKS[action].menu === group));
/** What most want to do, from the left. */
export const BAR: readonly Action[] = inOrderOf("bar");
/** What stands out in the bar, the most urgent first. */
export const URGENT: readonly Action[] = inOrderOf("urgency");
/** Those whose key does nothing but carry them out. */
export const PLAIN_KEYS: readonly { action: Action; key: ShortcutName }[] = ALL.flatMap((action) => {
  const { key, plainKey } = LOOKS[action];
  return plainKey && key ? [{ action, key }] : [];
});

/** What a status leads to, the likeliest first. */
export const STEPS: Record<StatusView, readonly [Action, ...Action[]]> = {
  "cloud-only": ["edit", "download"],
  "available-locally": ["edit", "open"],
  "edited-locally": ["upload-changes", "discard-changes"],
  "modified-remotely": ["update", "compare"],
  "editing-conflict": ["compare"],
  "removed-remotely": ["remove-local-copy", "compare"],
  "new-locally": ["upload-changes"],
};
