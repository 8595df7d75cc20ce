// Names that a person gives, as the server and the team's convention take them.

import Confirm from "../dialogs/Confirm.svelte";
import type { RowView } from "../ipc/bindings";
import { send } from "../ipc/desk";
import { t } from "../words/words.svelte";
import { ask } from "./dialogs.svelte";
import { isFolder } from "./kinds";
import { currentName } from "./snapshot.svelte";
import { toast, toastError } from "./toasts.svelte";

/** The name that a row will get; where it is another than the given one, the person is asked first. */
export async function nameToUse(row: RowView, given: string): Promise<string | null> {
  try {
    const asked = { connection: currentName(), name: given, is_folder: isFolder(row) };
    const taken = await send({ intent: "name-for", ...asked }, "name");
    if (taken.title === null) return taken.name;
    if (taken.name === row.name) {
      toast(t().browse.calledSo(row.name));
      return null;
    }
    const yes = await ask(Confirm, {
      title: t().actions.byAction.rename,
      text: t().browse.otherName(given, taken.name),
      yes: t().actions.byAction.rename,
    });
    return yes ? taken.name : null;
  } catch (thrown) {
    toastError(thrown);
    return null;
  }
}
