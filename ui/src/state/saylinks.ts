// What did not come, or does not go along, of the files that a document links to.

import type { BulkView, RowView } from "../ipc/bindings";
import Problems from "../dialogs/Problems.svelte";
import { t } from "../words/words.svelte";
import { ask } from "./dialogs.svelte";
import { toast } from "./toasts.svelte";

/** An application will ask for the links that did not come, or that others do not get. */
export function sayLinks(words: (name: string, n: number) => string, row: RowView, links: BulkView): void {
  if (links.problems.length === 0) return;
  const title = words(row.name, links.problems.length);
  toast(title, {
    tone: "trouble",
    action: { label: t().shell.editSeen.show, run: () => void ask(Problems, { title, problems: links.problems, done: links.done }) },
  });
}
