// What several dialogs ask Damson about rows.

import { rowAt } from "../grid/rows.svelte";
import type { Action, ActOptions, ProblemView, RefusalView, RowView } from "../ipc/bindings";
import { tell } from "../ipc/desk";
import { userError } from "../ipc/port";
import { lastName } from "../words/told";

const noOptions: ActOptions = {
  comment: null,
  release: false,
  keep_checked_out: false,
  to: null,
  title: null,
  version: null,
  anyway: false,
  later: false,
  links: null,
  missing_links: null,
  restricted: false,
};

/** Rows that are asked for together. */
const AT_ONCE = 50;

/** The rows of these paths as they are at this moment; what is gone is left out. */
export async function rowsOf(connection: string | null, paths: string[]): Promise<RowView[]> {
  const rows: RowView[] = [];
  for (let at = 0; at < paths.length; at += AT_ONCE) {
    const found = await Promise.all(paths.slice(at, at + AT_ONCE).map((path) => rowAt(connection, path)));
    rows.push(...found.filter((row) => row !== null));
  }
  return rows;
}

/** Does an action with each, one after the other; what fails does not stop the rest. */
export async function doWith(
  connection: string | null,
  action: Action,
  paths: string[],
  options: Partial<ActOptions> = {},
): Promise<ProblemView[]> {
  const problems: ProblemView[] = [];
  for (const path of paths) {
    try {
      await tell({ intent: "act", connection, action, path, options: { ...noOptions, ...options } });
    } catch (thrown) {
      problems.push({ path, file: null, error: userError(thrown) });
    }
  }
  return problems;
}

/** Why an action is refused; `null` when it may be done, and for what is not offered at all. */
export function refusalOf(row: RowView, action: Action): RefusalView | null {
  return row.actions.find((offer) => offer.action === action)?.refusal ?? null;
}

export function nameOf(row: RowView | undefined): string {
  return row === undefined ? "" : lastName(row.path);
}
