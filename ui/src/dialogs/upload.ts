// An upload from this computer, after the person said go.

import type { IfExistsView } from "../ipc/bindings";
import { send } from "../ipc/desk";
import { ask } from "../state/dialogs.svelte";
import { go } from "../state/route.svelte";
import { toast, toastError } from "../state/toasts.svelte";
import { t } from "../words/words.svelte";
import Problems from "./Problems.svelte";

export type Upload = {
  connection: string | null;
  into: string;
  sources: string[];
  ifExists: IfExistsView;
  comment: string | null;
  /** How many files are expected. */
  files: number;
};

/** Uploads in the background; the transfers show how far it is. */
export async function start(upload: Upload): Promise<void> {
  const { connection, into, sources, ifExists, comment, files } = upload;
  toast(t().dialogs.uploadHere.started(files), {
    action: { label: t().shell.transfers.show, run: () => go({ screen: "transfers" }) },
  });
  try {
    const { done, problems } = await send(
      { intent: "upload-here", connection, into, sources, if_exists: ifExists, comment },
      "bulk",
    );
    if (problems.length > 0) {
      await ask(Problems, { title: t().dialogs.uploadHere.someFailed(problems.length), problems, done });
    } else {
      toast(t().dialogs.uploadHere.done(done), { tone: "done" });
    }
  } catch (thrown) {
    toastError(thrown);
  }
}
