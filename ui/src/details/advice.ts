// What is said of the next step: what to do, or why it can't be done now. The core says which.

import type { RowView } from "../ipc/bindings";
import { STEPS } from "../state/actions";
import { refusal } from "../words/told";
import { t } from "../words/words.svelte";

export function adviceOf(row: RowView): string | null {
  if (row.status === null) return null;
  const { statuses } = t();
  const [step] = STEPS[row.status];
  const offer = row.actions.find(({ action }) => action === step);
  if (offer?.refusal && !offer.later) return refusal(offer.refusal);
  const next = row.lock.state === "mine" && step === "edit" ? statuses.nextMine : statuses.byStatus[row.status].next;
  return offer?.refusal ? `${next} ${statuses.nextLater}` : next;
}
