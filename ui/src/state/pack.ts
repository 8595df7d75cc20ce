// A document with what it links to, as a folder of its own elsewhere.

import type { RowView } from "../ipc/bindings";
import { call, send } from "../ipc/desk";
import Problems from "../dialogs/Problems.svelte";
import { t } from "../words/words.svelte";
import { ask } from "./dialogs.svelte";
import { currentName } from "./snapshot.svelte";
import { toast, toastError } from "./toasts.svelte";

/** Asks where it goes, makes it, and says what it lacks. */
export async function pack(row: RowView): Promise<void> {
  const words = t().details.links;
  try {
    const into = await call("pick_folder", { title: words.packInto });
    if (into === null) return;
    const packed = await send({ intent: "package", connection: currentName(), path: row.path, into }, "packaged");
    const { folder, files, problems } = packed;
    const done = words.packed(row.name, folder, words.packFiles(files));
    if (problems.length === 0) {
      toast(done, { tone: "done" });
      return;
    }
    const title = words.packLacks(row.name, problems.length);
    const show = { label: t().shell.editSeen.show, run: () => void ask(Problems, { title, problems, done: 0 }) };
    toast(title, { tone: "trouble", more: done, action: show });
  } catch (thrown) {
    toastError(thrown);
  }
}
