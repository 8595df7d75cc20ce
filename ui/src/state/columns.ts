// The menu that says which columns a list has.

import { t } from "../words/words.svelte";
import { COLUMNS, columnsOf, type Listed, resetColumns, toggleColumn } from "./layout.svelte";
import type { MenuEntry } from "./menu.svelte";

export function columnMenu(listed: Listed): MenuEntry[] {
  const shown = columnsOf(listed);
  const words = t().browse;
  // Everything in a folder is in the same one.
  const able = COLUMNS.filter((name) => name !== "path" || listed !== "folder");
  return [
    ...able.map((name) => ({
      kind: "item" as const,
      id: `column-${name}`,
      label: words.columns[name],
      checked: shown.includes(name),
      several: true,
      run: () => toggleColumn(listed, name),
    })),
    { kind: "line" },
    { kind: "item", id: "columns-usual", label: words.usualColumns, run: () => resetColumns(listed) },
  ];
}
