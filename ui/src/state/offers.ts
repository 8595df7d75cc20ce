// What the core offers for one row or for several, ready to be drawn.

import type { Action, RefusalCode, RefusalView, RowView } from "../ipc/bindings";

export type Offer = {
  action: Action;
  /** Those that allow it: it is done with them. */
  rows: RowView[];
  /** The first refusal and whose it is, where none allows it. */
  refused: Refused | null;
  /** The first refusal of those that are left out, where others allow it. */
  leftOut: Refused | null;
  /** Some of it waits until the server can be reached. */
  later: boolean;
  /** Whether it makes sense to show it greyed with its reason. */
  telling: boolean;
};
type Refused = { refusal: RefusalView; row: RowView };

/** Refusals that only say that there is nothing to do: such items are left out of menus. */
const SILENT: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  "for-folders-only",
  "for-assets-only",
  "already-checked-out",
  "not-checked-out",
  "not-administrator",
  "not-here",
  "already-here",
  "up-to-date",
  "not-edited",
  "not-in-conflict",
  "pinned",
  "not-pinned",
]);

/** An action is offered for several when one of them allows it, and done with those that do. */
export function offersFor(rows: readonly RowView[]): Offer[] {
  const first = rows[0];
  if (!first) return [];
  // Rows of a large selection share their offers.
  const groups = new Map<RowView["actions"], RowView[]>();
  for (const row of rows) {
    const group = groups.get(row.actions);
    if (group) group.push(row);
    else groups.set(row.actions, [row]);
  }
  return first.actions.map(({ action }) => {
    const may = new Set<RowView["actions"]>();
    let refused: Refused | null = null;
    let telling = false;
    let later = false;
    for (const [actions, [row]] of groups) {
      if (!row) continue;
      const offer = actions.find((other) => other.action === action);
      const refusal: RefusalView | null = offer ? offer.refusal : { code: "not-on-this-server", who: null };
      if (refusal === null || offer?.later) {
        may.add(actions);
        later ||= refusal !== null;
        continue;
      }
      refused ??= { refusal, row };
      telling ||= !SILENT.has(refusal.code);
    }
    const some = may.size > 0;
    return {
      action,
      rows: may.size === groups.size ? [...rows] : rows.filter((row) => may.has(row.actions)),
      refused: some ? null : refused,
      leftOut: some ? refused : null,
      later,
      telling: some || telling,
    };
  });
}

export function offerOf(rows: readonly RowView[], action: Action): Offer | null {
  return offersFor(rows).find((offer) => offer.action === action) ?? null;
}

export function allows(row: RowView | null, action: Action): boolean {
  const offer = row?.actions.find((other) => other.action === action);
  return offer !== undefined && (offer.refusal === null || offer.later);
}
