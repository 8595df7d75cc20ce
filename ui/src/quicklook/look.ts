// The large picture over the window, of what is selected.

import type { Rows, Selection } from "../state/selection.svelte";
import { ask } from "../state/dialogs.svelte";
import { learnt } from "../state/hints.svelte";
import QuickLook from "./QuickLook.svelte";

/** Shows what is selected; the answer comes when the person has looked. */
export async function quickLook(rows: Rows, selection: Selection): Promise<void> {
  if (selection.count === 0) return;
  learnt("quick-look");
  await ask(QuickLook, { rows, selection });
}
