// Transfers and orders for tests.

import type { OrderView, TransferView } from "../ipc/bindings";

export function transferOf(id: number, change: Partial<TransferView> = {}): TransferView {
  return {
    id,
    path: `/shoots/${id}.psd`,
    direction: "download",
    done: 0,
    total: 100,
    state: "waiting",
    code: null,
    said: null,
    retry_at: null,
    changed: "2026-11-21T12:00:00Z",
    part_of: null,
    ...change,
  };
}

export function orderOf(id: number, change: Partial<OrderView> = {}): OrderView {
  return {
    id,
    path: "/shoots",
    direction: "download",
    made: "2026-11-21T12:00:00Z",
    waiting: 0,
    running: 0,
    paused: 0,
    failed: 0,
    finished: 0,
    cancelled: 0,
    of: 3,
    done: 0,
    total: 300,
    over: false,
    ...change,
  };
}
