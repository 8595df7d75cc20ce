// What is said of the next step: what to do, or why it can't be done now. The core says which.

import type { Action, RowView, StatusView } from "../ipc/bindings";
import { refusal } from "../words/told";
import { t } from "../words/words.svelte";

/** The step that a status leads to. */
const STEP: Record<StatusView, Action> = {
  "cloud-only": "edit",
  "available-locally": "edit",
  "edited-locally": "upload-changes",
  "modified-remotely": "update",
  "editing-conflict": "compare",
  "removed-remotely": "remove-local-copy",
  "new-locally": "upload-changes",
};

export function adviceOf(row: RowView): string | null {
  if (row.status === null) return null;
  const { statuses } = t();
  const offer = row.actions.find(({ action }) => action === STEP[row.status ?? "cloud-only"]);
  if (offer?.refusal && !offer.later) return refusal(offer.refusal);
  const next = row.lock.state === "mine" && STEP[row.status] === "edit" ? statuses.nextMine : statuses.byStatus[row.status].next;
  return offer?.refusal ? `${next} ${statuses.nextLater}` : next;
}
