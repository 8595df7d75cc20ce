// What the core offers for one row or for several, ready to be drawn.

import type { ActionView, RefusalCode, RefusalView, RowView } from "../ipc/bindings";

export type Offer = {
  action: ActionView;
  /** The first refusal and whose it is; `null` when all allow it. */
  refused: { refusal: RefusalView; row: RowView } | null;
  /** Some of it waits until the server can be reached. */
  later: boolean;
  /** Whether it makes sense to show it greyed with its reason. */
  telling: boolean;
};

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

/** An action is offered for several when it is offered for each. */
export function offersFor(rows: readonly RowView[]): Offer[] {
  const first = rows[0];
  if (!first) return [];
  return first.actions.map(({ action }) => {
    let refused: Offer["refused"] = null;
    let telling = false;
    let later = false;
    for (const row of rows) {
      const offer = row.actions.find((other) => other.action === action);
      const refusal: RefusalView | null = offer
        ? offer.refusal
        : { code: "not-on-this-server", who: null };
      if (refusal === null || offer?.later) {
        telling = true;
        later ||= refusal !== null;
        continue;
      }
      refused ??= { refusal, row };
      telling ||= !SILENT.has(refusal.code);
    }
    return { action, refused, later: later && refused === null, telling: refused === null || telling };
  });
}

export function offerOf(rows: readonly RowView[], action: ActionView): Offer | null {
  return offersFor(rows).find((offer) => offer.action === action) ?? null;
}

export function allows(row: RowView | null, action: ActionView): boolean {
  const offer = row?.actions.find((other) => other.action === action);
  return offer !== undefined && (offer.refusal === null || offer.later);
}
