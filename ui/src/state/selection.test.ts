import { describe, expect, it } from "vitest";

import { offers, rowOf } from "../testing/rows";
import { MOST, reachOf, type Rows, Selection } from "./selection.svelte";

/** Made once: a test of thousands of rows is about the rows. */
const actions = offers();

function rowsOf(total: number): Rows {
  return {
    total,
    row: (index) => (index < 200 ? rowOf(`/f/${index}`, { actions }) : undefined),
    range: async (first, last) =>
      Array.from({ length: last - first + 1 }, (_, at) => rowOf(`/f/${first + at}`, { actions: [...actions] })),
  };
}
const names = (selection: Selection): string[] => [...selection.rows.keys()].map((path) => path.slice(3));

describe("Selection", () => {
  it("selects one, more and less", async () => {
    const selection = new Selection(() => rowsOf(10));
    await selection.choose(2, "only");
    await selection.choose(5, "toggle");
    expect(names(selection)).toEqual(["2", "5"]);
    await selection.choose(2, "toggle");
    expect(names(selection)).toEqual(["5"]);
    await selection.choose(1, "only");
    expect(names(selection)).toEqual(["1"]);
  });

  it("extends from where it began, in both directions", async () => {
    const selection = new Selection(() => rowsOf(10));
    await selection.choose(4, "only");
    await selection.choose(6, "extend");
    expect(names(selection)).toEqual(["4", "5", "6"]);
    await selection.choose(3, "extend");
    expect(names(selection)).toEqual(["3", "4"]);
  });

  it("extends from where a selected row stands now", async () => {
    const selection = new Selection(() => rowsOf(10));
    await selection.choose(6, "only");
    // Renamed, it moved up.
    selection.rest(1);
    await selection.choose(3, "extend");
    expect(names(selection)).toEqual(["1", "2", "3"]);
  });

  it("keeps what was selected when extending with both keys", async () => {
    const selection = new Selection(() => rowsOf(20));
    await selection.choose(0, "only");
    await selection.choose(10, "toggle");
    await selection.choose(12, "extend-more");
    expect(names(selection)).toEqual(["0", "10", "11", "12"]);
  });

  it("selects rows that are not here yet", async () => {
    const selection = new Selection(() => rowsOf(1000));
    await selection.choose(195, "only");
    await selection.choose(205, "extend");
    expect(selection.count).toBe(11);
  });

  it("selects all of thousands, whose rows share what they offer", async () => {
    const selection = new Selection(() => rowsOf(5_000));
    await selection.all();
    expect(selection.count).toBe(5_000);
    expect(selection.meant).toBeNull();
    expect(new Set([...selection.rows.values()].map((row) => row.actions)).size).toBe(1);
    await selection.choose(10, "only");
    await selection.choose(4_999, "extend");
    expect(selection.count).toBe(4_990);
  });

  it("says when more were meant than are selected at once", async () => {
    const selection = new Selection(() => rowsOf(100_000));
    await selection.choose(0, "only");
    await selection.choose(90_000, "extend");
    expect(selection.count).toBe(MOST);
    expect(selection.has("/f/90000")).toBe(true);
    expect(selection.meant).toBe(90_001);
    await selection.all();
    expect([selection.count, selection.meant]).toEqual([MOST, 100_000]);
    await selection.choose(3, "only");
    expect([selection.count, selection.meant]).toEqual([1, null]);
  });

  it("lets the latest press win over a range that arrives late", async () => {
    let arrive = (): void => undefined;
    const slow = rowsOf(1000);
    slow.range = (first, last) =>
      new Promise((resolve) => {
        arrive = () => resolve([rowOf(`/f/${first}`), rowOf(`/f/${last}`)]);
      });
    const selection = new Selection(() => slow);
    await selection.choose(1, "only");
    const late = selection.choose(500, "extend");
    await selection.choose(7, "only");
    arrive();
    await late;
    expect(names(selection)).toEqual(["7"]);
  });

  it("takes newer looks and drops what is gone", async () => {
    const selection = new Selection(() => rowsOf(10));
    await selection.choose(1, "only");
    await selection.choose(2, "toggle");
    selection.refresh((path) => (path === "/f/1" ? rowOf(path, { status: "edited-locally" }) : undefined));
    expect(selection.rows.get("/f/1")?.status).toBe("edited-locally");
    selection.drop(["/f/1"]);
    expect(names(selection)).toEqual(["2"]);
  });

  it("reads the keys of each platform", () => {
    const keys = { shiftKey: false, ctrlKey: false, metaKey: false };
    expect(reachOf({ ...keys, ctrlKey: true }, false)).toBe("toggle");
    expect(reachOf({ ...keys, ctrlKey: true }, true)).toBe("only");
    expect(reachOf({ ...keys, metaKey: true }, true)).toBe("toggle");
    expect(reachOf({ ...keys, shiftKey: true }, true)).toBe("extend");
    expect(reachOf({ ...keys, shiftKey: true, ctrlKey: true }, false)).toBe("extend-more");
  });
});
