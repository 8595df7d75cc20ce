// Adding assets to collections and removing them, with what is said of it.

import AddToCollection from "../dialogs/AddToCollection.svelte";
import type { RowView } from "../ipc/bindings";
import { browsing } from "../screens/browse/browsing.svelte";
import { t } from "../words/words.svelte";
import { editCollection, type Nested } from "./collections.svelte";
import { ask } from "./dialogs.svelte";
import { go } from "./route.svelte";
import { toast, toastError } from "./toasts.svelte";

export function openCollection({ id, title }: Pick<Nested, "id" | "title">): void {
  go({ screen: "browse", place: { of: "collection", id, title } });
}

/** Asks to which collection, and adds. */
export async function addToCollection(rows: RowView[]): Promise<void> {
  const into = await ask<Nested, { rows: RowView[] }>(AddToCollection, { rows });
  if (into === undefined) return;
  try {
    await editCollection(into.id, rows, []);
    toast(t().collections.added(rows.length, into.title), {
      tone: "done",
      action: { label: t().collections.show, run: () => openCollection(into) },
    });
  } catch (thrown) {
    toastError(thrown);
  }
}

/** What is removed stays in the DAM. */
export async function removeFromCollection(rows: RowView[], from: Nested): Promise<void> {
  try {
    await editCollection(from.id, [], rows);
    browsing.selection.clear();
    browsing.list();
    toast(t().collections.removed(rows.length, from.title), { tone: "done" });
  } catch (thrown) {
    toastError(thrown);
  }
}
