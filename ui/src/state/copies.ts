// Copies that were just made can be taken back, as long as nobody else works on them.

import { rowsOf } from "../dialogs/rows";
import type { RowView } from "../ipc/bindings";
import { errorOf } from "../ipc/port";
import { t } from "../words/words.svelte";
import { toastError, type ToastAction } from "./toasts.svelte";

/** Offers to remove copies again. What somebody wrote to or checked out meanwhile stays, and is told. */
export function takingBack(
  connection: string | null,
  paths: string[],
  remove: (copies: RowView[]) => Promise<unknown>,
): ToastAction {
  // Copies that nobody can tell of are left alone.
  const made = rowsOf(connection, paths).catch((): RowView[] => []);
  const run = async (): Promise<void> => {
    const before = new Map((await made).map((row) => [row.path, row]));
    const now = await rowsOf(connection, paths);
    const same = now.filter((row) => isUntouched(before.get(row.path), row));
    if (same.length > 0) await remove(same);
    const touched = now.find((row) => !same.includes(row));
    if (touched) toastError(errorOf("changed", touched.path), null, touched.path);
  };
  return { label: t().common.undo, run: () => void run().catch(toastError) };
}

/** A server that says who wrote may work on a new asset for a while, and change its time. */
export function isUntouched(before: RowView | undefined, now: RowView): boolean {
  if (before === undefined || now.lock.state === "theirs" || now.size !== before.size) return false;
  return now.modified_by === null ? now.modified === before.modified : now.modified_by === before.modified_by;
}
