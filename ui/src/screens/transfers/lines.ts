// Which lines the list of transfers has: an order is one, whatever it takes.

import type { OrderView, TransferView } from "../../ipc/bindings";

export type Line =
  | { id: string; order: OrderView; parts: TransferView[]; transfer: null }
  | { id: string; order: null; parts: []; transfer: TransferView };

export type Lines = { current: Line[]; failed: Line[]; history: Line[] };

/** The lines of what the snapshot tells, each where it belongs. */
export function linesOf(transfers: readonly TransferView[], orders: readonly OrderView[]): Lines {
  const lines: Lines = { current: [], failed: [], history: [] };
  const parts = new Map<number, TransferView[]>(orders.map((order) => [order.id, []]));
  for (const order of orders) {
    const line: Line = { id: `order ${order.id}`, order, parts: parts.get(order.id) ?? [], transfer: null };
    const where = !order.over ? lines.current : order.failed > 0 ? lines.failed : lines.history;
    where.push(line);
  }
  for (const transfer of transfers) {
    const own = transfer.part_of === null ? undefined : parts.get(transfer.part_of);
    if (own) {
      own.push(transfer);
      continue;
    }
    const line: Line = { id: `transfer ${transfer.id}`, order: null, parts: [], transfer };
    if (transfer.state === "failed") lines.failed.push(line);
    else if (transfer.state === "finished" || transfer.state === "cancelled") lines.history.push(line);
    else lines.current.push(line);
  }
  for (const own of parts.values()) own.sort((one, other) => rank(one) - rank(other) || one.id - other.id);
  return lines;
}

/** What needs a person first, then what moves. */
function rank(one: TransferView): number {
  switch (one.state) {
    case "failed":
      return 0;
    case "running":
      return 1;
    case "retrying":
    case "waiting":
    case "paused":
      return 2;
    case "finished":
    case "cancelled":
      return 3;
  }
}

/** How many of an order have come to an end. */
export function ended(order: OrderView): number {
  return order.finished + order.failed + order.cancelled;
}
