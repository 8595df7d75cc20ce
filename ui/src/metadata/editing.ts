// Editing the metadata of one asset or of many.

import EditMetadata from "../dialogs/EditMetadata.svelte";
import type { RowView } from "../ipc/bindings";
import { ask } from "../state/dialogs.svelte";
import { connection } from "../state/snapshot.svelte";
import { toast } from "../state/toasts.svelte";
import { lastName } from "../words/told";
import { t } from "../words/words.svelte";

/** Whether the metadata of these can be edited, as far as is known. */
export function hasMetadata(rows: readonly RowView[]): boolean {
  const supported = connection()?.capability?.metadata === true;
  return supported && rows.length > 0 && rows.every((row) => row.kind === "asset" && row.status !== "new-locally");
}

/** Asks for it and says what came of it; `true` when something was saved. */
export async function editMetadata(rows: readonly RowView[]): Promise<boolean> {
  const saved = await ask<number, { rows: RowView[] }>(EditMetadata, { rows: [...rows] });
  if (saved === undefined || saved === 0) return false;
  const [row] = rows;
  const words = t().metadata;
  toast(rows.length === 1 && row ? words.saved(lastName(row.path)) : words.savedMany(saved), { tone: "done" });
  return true;
}
