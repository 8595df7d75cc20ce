import { beforeEach, describe, expect, it } from "vitest";

import { columnMenu } from "./columns";
import { columnsOf, layout, type Listed, listedAs, resetColumns } from "./layout.svelte";

const choose = (listed: Listed, id: string): void => {
  const item = columnMenu(listed).find((entry) => entry.kind === "item" && entry.id === id);
  if (item?.kind === "item") item.run();
};

beforeEach(() => (["folder", "mine", "search"] as const).forEach(resetColumns));

describe("the columns", () => {
  it("are chosen for each view alone, in their order, and kept", () => {
    choose("folder", "column-dimensions");
    choose("folder", "column-lock");
    expect(columnsOf("folder")).toEqual(["status", "modified", "size", "dimensions", "type"]);
    expect(columnsOf("mine")).toEqual(["path", "status", "lock", "modified", "size", "type"]);
    expect(JSON.parse(localStorage.getItem("damson-layout") ?? "{}").chosen).toEqual({ folder: columnsOf("folder") });
    const marked = columnMenu("folder").flatMap((entry) => (entry.kind === "item" && entry.checked ? [entry.id] : []));
    expect(marked).toEqual(columnsOf("folder").map((name) => `column-${name}`));
  });
  it("are the usual ones again when those are chosen", () => {
    choose("search", "column-author");
    choose("search", "column-author");
    expect(layout().chosen).toEqual({});
    choose("search", "column-path");
    choose("search", "columns-usual");
    expect(layout().chosen).toEqual({});
  });
  it("of a folder have no folder", () => {
    expect(columnMenu("folder").some((entry) => entry.kind === "item" && entry.id === "column-path")).toBe(false);
    expect(listedAs({ of: "view", view: "mine" })).toBe("mine");
    expect(listedAs({ of: "search", text: "x", within: null })).toBe("search");
  });
});
