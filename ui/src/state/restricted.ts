// The question before assets are used that have expired, are rejected or need a licence. The core says
// which these are, and before what it is asked.

import Restricted from "../dialogs/Restricted.svelte";
import type { RestrictedView, RowView, UserError } from "../ipc/bindings";
import { send } from "../ipc/desk";
import { ask } from "./dialogs.svelte";
import { currentName } from "./snapshot.svelte";

/** Whether what was refused as restricted is to be used all the same: one question for all. */
export async function useAnyway(connection: string | null, errors: readonly UserError[]): Promise<boolean> {
  const restricted: RestrictedView = {
    count: errors.reduce((sum, error) => sum + error.restricted.count, 0),
    assets: errors.flatMap((error) => error.restricted.assets),
  };
  return (await ask(Restricted, { connection, restricted })) === true;
}

/** Whether copies of the rows may go elsewhere. */
export async function mayTake(rows: readonly RowView[]): Promise<boolean> {
  const connection = currentName();
  const paths = rows.map((row) => row.path);
  const restricted = await send({ intent: "restricted", connection, action: null, paths }, "restricted");
  return restricted.count === 0 || (await ask(Restricted, { connection, restricted })) === true;
}
