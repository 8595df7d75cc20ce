import "../testing/layout";

import { fireEvent, render } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";

import type { RowOrderView } from "../ipc/bindings";
import { Selection } from "../state/selection.svelte";
import { rowOf } from "../testing/rows";
import Grid from "./Grid.svelte";
import type { Listing } from "./rows.svelte";

const listing: Listing = {
  total: 5,
  known: true,
  error: null,
  generation: 1,
  ready: Promise.resolve(),
  hidden: 0,
  more: false,
  lookedThrough: null,
  row: (index) => rowOf(`/${index}.psd`),
  range: () => Promise.resolve([]),
  want: () => undefined,
  indexOf: () => -1,
  invalidate: () => undefined,
  end: () => undefined,
};
const nothing = (): void => undefined;

function grid(sort: (order: RowOrderView, descending: boolean) => void = nothing) {
  const selection = new Selection(() => listing);
  const { container } = render(Grid, { props: {
    listing,
    selection,
    listed: "folder",
    withSince: false,
    order: "name",
    renaming: null,
    dropFolder: null,
    sort,
    open: nothing,
    context: nothing,
    drag: nothing,
    renamed: nothing,
    label: "Files",
  } });
  return { container, selection };
}

describe("the rows", () => {
  it("leave the keyboard to the grid, so that none takes it along when it is scrolled away", () => {
    const { container } = grid();
    const rows = [...container.querySelectorAll("[data-index]")];
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.hasAttribute("tabindex")).toBe(false);
    expect(container.querySelector("[role=grid]")?.getAttribute("tabindex")).toBe("0");
  });

  it("have heads that are reached and sorted by from the keyboard", async () => {
    const sort = vi.fn();
    const { container, selection } = grid(sort);
    const rows = container.querySelector("[role=grid]") as HTMLElement;
    const press = (key: string) => fireEvent.keyDown(document.activeElement as Element, { key });
    rows.focus();
    await selection.choose(1, "only");
    await press("ArrowUp");
    expect(selection.active).toBe(0);
    await press("ArrowUp");
    const head = document.activeElement;
    expect(head?.closest("[role=columnheader]")?.getAttribute("aria-sort")).toBe("ascending");
    await press("End");
    expect(selection.active).toBe(0);
    expect(head?.closest("[role=columnheader]")).not.toBeNull();
    await fireEvent.click(head as Element);
    expect(sort).toHaveBeenCalledWith("name", true);
    await press("ArrowDown");
    expect(document.activeElement).toBe(rows);
  });
});
