// What a column says of a row, as a text: for readers, where there is no room for it.

import type { RowView } from "../ipc/bindings";
import { isFolder, typeWord } from "../state/kinds";
import type { ColumnName } from "../state/layout.svelte";
import { parentOf } from "../state/route.svelte";
import { count, dateTime, size } from "../words/format";
import { t } from "../words/words.svelte";

/** Empty where the column says nothing of it. */
export function cellText(row: RowView, column: ColumnName): string {
  const { statuses, common } = t();
  switch (column) {
    case "name":
      return "";
    case "status":
      return row.status === null ? "" : statuses.byStatus[row.status].name;
    case "lock":
      if (row.lock.state === "free") return "";
      return row.lock.state === "mine" ? statuses.checkedOutByMe : statuses.checkedOutBy(row.lock.who);
    case "modified":
      return row.modified === null ? "" : dateTime(row.modified);
    case "size":
      return row.size === null || isFolder(row) ? "" : size(row.size);
    case "type":
      return typeWord(row);
    case "path":
      return parentOf(row.path) === "/" ? common.root : (parentOf(row.path) ?? "");
    case "dimensions":
      return row.dimensions === null ? "" : common.pixels(count(row.dimensions.width), count(row.dimensions.height));
    case "author":
      return row.modified_by ?? "";
  }
}

/** The columns that have something to say of a row, with their names. */
export function spoken(row: RowView, columns: readonly ColumnName[]): string {
  const { columns: names } = t().browse;
  return columns
    .map((column) => [names[column], cellText(row, column)] as const)
    .filter(([, text]) => text !== "")
    .map(([name, text]) => t().browse.spoken(name, text))
    .join(", ");
}
