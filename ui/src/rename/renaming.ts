// Renames that are told with a way back: of one, and of several by one rule.

import type { RowView } from "../ipc/bindings";
import { browsing } from "../screens/browse/browsing.svelte";
import { run } from "../state/act.svelte";
import { ask } from "../state/dialogs.svelte";
import { offerOf } from "../state/offers";
import { currentName } from "../state/snapshot.svelte";
import { toast } from "../state/toasts.svelte";
import { lastName, refusal, told } from "../words/told";
import { t } from "../words/words.svelte";
import type { Step } from "./plan";
import RenameMany from "./RenameMany.svelte";
import Stopped from "./Stopped.svelte";

/** Asks for the rule, and gives the names one after the other. */
export async function renameMany(rows: readonly RowView[]): Promise<void> {
  const offer = offerOf(rows, "rename");
  if (offer === null) return;
  if (offer.refused !== null) {
    toast(refusal(offer.refused.refusal), { about: offer.refused.row.path });
    return;
  }
  const connection = currentName();
  const steps = await ask(RenameMany, { rows: asShown(offer.rows) });
  if (steps) await inOrder(steps, connection, true);
}

/** Numbers go down the list, in whichever order the rows were selected. */
function asShown(rows: readonly RowView[]): RowView[] {
  const at = new Map(rows.map((row) => [row.path, browsing.listing?.indexOf(row.path) ?? -1]));
  return [...rows].sort((one, other) => (at.get(one.path) ?? -1) - (at.get(other.path) ?? -1));
}

/** Gives one asset or folder another path in its folder. */
export async function rename(row: RowView, to: string): Promise<boolean> {
  return (await inOrder([{ row, to }], currentName(), true)) > 0;
}

/** Stops at the first that fails, and says what kept its name; `back`: offers to undo it. */
async function inOrder(steps: readonly Step[], connection: string | null, back: boolean): Promise<number> {
  const to = new Map(steps.map((step) => [step.row.path, step.to]));
  const undo = (done: readonly RowView[]): { label: string; run: () => void } | null => {
    const former = done.map((row): Step => ({ row: { ...row, path: to.get(row.path) ?? row.path }, to: row.path }));
    // What gave its name to another gets it back after that.
    return back ? { label: t().common.undo, run: () => void inOrder(former.reverse(), connection, false) } : null;
  };
  const done = await run("rename", steps.map((step) => step.row), connection, (row) => ({ to: to.get(row.path) ?? null }), {
    tellDone: (renamed) => {
      const [first] = renamed;
      if (!first) return;
      const words = t().dialogs.renameMany;
      const text = renamed.length === 1 ? words.doneOne(first.name, lastName(to.get(first.path) ?? "")) : words.done(renamed.length);
      toast(text, { tone: "done", action: undo(renamed) });
    },
    ...(steps.length > 1 && {
      stopped: (renamed, left, error) => {
        const words = told(error);
        const show = { label: t().shell.editSeen.show, run: () => void ask(Stopped, { done: renamed.length, left: [...left], error }) };
        toast(t().dialogs.renameMany.stopped(renamed.length, steps.length), { tone: "trouble", more: `${words.happened} ${words.todo}`, action: show });
        const way = undo(renamed);
        if (renamed.length > 0 && way) toast(t().dialogs.renameMany.done(renamed.length), { tone: "done", action: way });
      },
    }),
  });
  return done.length;
}
