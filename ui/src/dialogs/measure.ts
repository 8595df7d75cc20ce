// How much there is in what was selected.

import type { MeasuredView, RowView } from "../ipc/bindings";
import { send } from "../ipc/desk";

/** Assets and bytes of these rows, folders with everything below them. */
export async function measure(connection: string | null, rows: RowView[]): Promise<MeasuredView> {
  const parts = await Promise.all(
    rows.map((row) =>
      row.kind === "asset" || row.kind === "no-file"
        ? { assets: 1, bytes: row.size ?? 0, unsized_assets: row.size === null ? 1 : 0 }
        : send({ intent: "measure", connection, folder: row.path }, "measured"),
    ),
  );
  return parts.reduce(
    (sum, part) => ({
      assets: sum.assets + part.assets,
      bytes: sum.bytes + part.bytes,
      unsized_assets: sum.unsized_assets + part.unsized_assets,
    }),
    { assets: 0, bytes: 0, unsized_assets: 0 },
  );
}
