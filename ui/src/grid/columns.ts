// Which columns fit, how wide they are, and how one orders by them.

import type { RowOrderView } from "../ipc/bindings";
import type { ColumnName } from "../state/layout.svelte";

export type Column = { name: ColumnName; width: number; order: RowOrderView | null };

/** The name has that much room at least: so many pixels, and that share of all. */
export const NAME_LEAST = 200;
const NAME_SHARE = 0.36;
export const LEAST = 56;
export const MOST = 480;

/** How the journal can order; `null`: not by that. */
const ORDERS: Record<ColumnName, RowOrderView | null> = {
  name: "name",
  status: "status",
  lock: "lock",
  modified: "modified",
  size: "size",
  type: "type",
  path: "path",
  dimensions: null,
  author: null,
};
/** In the order in which they go when there is too little room. */
const GIVEN_UP: ColumnName[] = ["type", "author", "dimensions", "size", "lock", "modified", "path", "status"];

/** The columns after the name that fit beside it; the name takes the rest. */
export function columnsFor(
  room: number,
  widths: Record<ColumnName, number>,
  /** In the order in which they are shown. */
  chosen: readonly ColumnName[],
  /** This one stays the longest. */
  kept: ColumnName = "status",
): Column[] {
  const shown = new Set(chosen);
  const taken = (): number => [...shown].reduce((sum, name) => sum + widths[name], 0);
  for (const name of [...GIVEN_UP.filter((other) => other !== kept), kept]) {
    if (taken() + Math.max(NAME_LEAST, room * NAME_SHARE) <= room) break;
    shown.delete(name);
  }
  return chosen.filter((name) => shown.has(name)).map((name) => ({
    name,
    width: widths[name],
    order: ORDERS[name],
  }));
}

export function orderOf(name: ColumnName): RowOrderView | null {
  return ORDERS[name];
}

export function widthWithin(width: number): number {
  return Math.round(Math.max(LEAST, Math.min(MOST, width)));
}
