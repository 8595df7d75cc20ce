// What of a batch of new names can be carried out, and in which order.

import type { RowView } from "../ipc/bindings";
import { parentOf } from "../state/route.svelte";

/** `same`: it has that name. The others are reasons why it can't have it. */
export type Trouble = "same" | "empty" | "date" | "refused" | "twice" | "taken";
export type Named = {
  row: RowView;
  /** `null`: there is no date for it. */
  name: string | null;
  /** The server takes no such name. */
  refused: boolean;
  /** Something else has that path, as far as is known. */
  exists: boolean;
};
export type Step = { row: RowView; to: string };
export type Planned = { row: RowView; name: string; trouble: Trouble | null };

export function plan(all: readonly Named[]): Planned[] {
  const before = new Set(all.map(({ row }) => key(row.path)));
  const wanted = new Map<string, number>();
  for (const { row, name } of all) if (name) wanted.set(key(pathOf(row, name)), (wanted.get(key(pathOf(row, name))) ?? 0) + 1);
  const planned = all.map(({ row, name, refused, exists }): Planned => {
    const trouble = ((): Trouble | null => {
      if (name === null) return "date";
      if (name === "") return "empty";
      if (name === row.name) return "same";
      if (refused) return "refused";
      const path = key(pathOf(row, name));
      if ((wanted.get(path) ?? 0) > 1) return "twice";
      // What another of the batch leaves is free.
      return exists && !before.has(path) ? "taken" : null;
    })();
    return { row, name: name ?? "", trouble };
  });
  const stuck = inTurn(planned).stuck;
  return planned.map((one) => (stuck.has(one.row.path) ? { ...one, trouble: "taken" } : one));
}

/**
 * The steps in an order in which every name is free when its turn comes; those whose name never gets free
 * are stuck: what has it stays, or waits for them in turn.
 */
export function inTurn(planned: readonly Planned[]): { steps: Step[]; stuck: ReadonlySet<string> } {
  const taken = new Set(planned.map(({ row }) => key(row.path)));
  const steps: Step[] = [];
  let left = planned.filter(({ trouble }) => trouble === null);
  for (let before = -1; before !== left.length; ) {
    before = left.length;
    left = left.filter(({ row, name }) => {
      const to = pathOf(row, name);
      if (taken.has(key(to)) && key(to) !== key(row.path)) return true;
      taken.delete(key(row.path));
      taken.add(key(to));
      steps.push({ row, to });
      return false;
    });
  }
  return { steps, stuck: new Set(left.map(({ row }) => row.path)) };
}

export function pathOf(row: RowView, name: string): string {
  const folder = parentOf(row.path) ?? "/";
  return folder === "/" ? `/${name}` : `${folder}/${name}`;
}

/** Names that differ by case alone are one on many a computer. */
function key(path: string): string {
  return path.normalize("NFC").toLowerCase();
}
