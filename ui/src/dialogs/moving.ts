// Where rows can be moved, as far as their places tell.

import type { RowView } from "../ipc/bindings";
import { parentOf } from "../state/route.svelte";

/** Why rows can't go into a folder; `null` where they can. */
export function notInto(rows: readonly RowView[], folder: string): "same" | "inside" | null {
  if (rows.every((row) => parentOf(row.path) === folder)) return "same";
  const inside = rows.some((row) => row.kind === "folder" && (folder === row.path || folder.startsWith(`${row.path}/`)));
  return inside ? "inside" : null;
}
