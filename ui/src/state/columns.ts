// The menu that says how rows are shown: which columns a list has, how much room they take.

import { t } from "../words/words.svelte";
import { arrange, COLUMNS, columnsOf, layout, type Listed, resetColumns, toggleColumn } from "./layout.svelte";
import type { MenuEntry } from "./menu.svelte";
import { shortcutText } from "./shortcuts";
import { platform } from "./system.svelte";

/** Edges of thumbnails, in pixels. */
const SIZES = { sheet: 96, small: 136, medium: 200, large: 288 };

/** The density, the size of thumbnails, and the columns of a list. */
export function viewMenu(listed: Listed): MenuEntry[] {
  const { mode, density, thumbnail } = layout();
  const words = t().browse.layout;
  const shortcut = shortcutText("density", platform());
  const densities = (["comfortable", "compact"] as const).map((one) => ({
    kind: "item" as const,
    id: `density-${one}`,
    label: words[one],
    checked: density === one,
    shortcut: density === one ? undefined : shortcut,
    run: () => arrange({ density: one }),
  }));
  const sizes = Object.entries(SIZES) as [keyof typeof SIZES, number][];
  const further: MenuEntry[] =
    mode === "list"
      ? [{ kind: "heading", label: t().browse.columnsMenu }, ...columnMenu(listed)]
      : [
          { kind: "heading", label: words.size },
          ...sizes.map(([name, edge]) => ({
            kind: "item" as const,
            id: `size-${name}`,
            label: words.sizes[name],
            checked: thumbnail === edge,
            run: () => arrange({ thumbnail: edge }),
          })),
        ];
  return [{ kind: "heading", label: words.density }, ...densities, { kind: "line" }, ...further];
}

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
