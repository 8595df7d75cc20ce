// The latest snapshot, and what is read from it everywhere.

import type { Action, ConnectionView, SessionView, SnapshotView, TransferView } from "../ipc/bindings";
import { call, desk } from "../ipc/desk";

const nothing: SnapshotView = { generation: 0, current: null, connections: [], sessions: [] };
let latest = $state.raw<SnapshotView>(nothing);
let arrived = $state(false);

export function snapshot(): SnapshotView {
  return latest;
}

/** Whether the application has answered at all. */
export function hasSnapshot(): boolean {
  return arrived;
}

export function connection(): ConnectionView | null {
  return latest.connections.find((known) => known.name === latest.current) ?? null;
}

export function session(): SessionView | null {
  return latest.sessions.find((known) => known.connection === latest.current) ?? null;
}

/** Follows the application's snapshots; the answer stops it. */
export function followSnapshots(): () => void {
  const stop = desk().listen("snapshot", take);
  void call("snapshot", {}).then(take, () => (arrived = true));
  return stop;
}

/** Snapshots may overtake each other; the latest stays. */
export function take(snapshot: SnapshotView): void {
  if (arrived && snapshot.generation < latest.generation) return;
  latest = snapshot;
  arrived = true;
}

// A snapshot comes many times a second; what hangs on these runs only when they change.
const name = $derived(latest.current);
const age = $derived(session()?.generation ?? -1);

/** The name of the current connection. */
export function currentName(): string | null {
  return name;
}

/** Of the current session: grows with every change of anything that rows show. */
export function rowsGeneration(): number {
  return age;
}

const moving = $derived(
  new Map(
    (session()?.transfers ?? [])
      .filter((transfer) => transfer.state !== "finished" && transfer.state !== "cancelled")
      .map((transfer) => [transfer.path, transfer] as const),
  ),
);

/** The transfer of an asset that is not over yet, as it is at this moment. */
export function transferOf(path: string): TransferView | null {
  return moving.get(path) ?? null;
}

const later = $derived(
  new Map((session()?.queued ?? []).filter((one) => one.code === null).map((one) => [one.path, one.action] as const)),
);

/** What is done with an asset when the server is back. */
export function laterAction(path: string): Action | null {
  return later.get(path) ?? null;
}
