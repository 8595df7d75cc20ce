// @vitest-environment node
import { describe, expect, it } from "vitest";

import type { ColumnName } from "../state/layout.svelte";
import { columnsFor } from "./columns";
import { coveredBy, indexAfter, perRow, scrollFor, windowOf } from "./windowing";

describe("windowOf", () => {
  it("draws what is seen and a little more", () => {
    expect(windowOf(0, 320, 32, 100_000)).toEqual({ first: 0, last: 18 });
    expect(windowOf(320_000, 320, 32, 100_000)).toEqual({ first: 9_992, last: 10_018 });
  });
  it("ends with the rows", () => {
    expect(windowOf(32 * 90, 320, 32, 100)).toEqual({ first: 82, last: 99 });
    expect(windowOf(0, 320, 32, 0).last).toBe(-1);
    expect(windowOf(9_999, 320, 32, 3)).toEqual({ first: 2, last: 2 });
  });
});

describe("coveredBy", () => {
  const box = (left: number, top: number, right: number, bottom: number) => ({ left, top, right, bottom });
  it("finds the rows of a list below its head", () => {
    const list = { head: 28, line: 32, total: 5, cards: null };
    expect(coveredBy(box(0, 60, 10, 70), list)).toEqual([1]);
    expect(coveredBy(box(300, 0, 301, 95), list)).toEqual([0, 1, 2]);
    expect(coveredBy(box(0, 150, 1, 900), list)).toEqual([3, 4]);
    expect(coveredBy(box(0, 3, 1, 20), list)).toEqual([]);
    expect(coveredBy(box(0, 200, 1, 300), list)).toEqual([]);
  });
  it("finds the cards that are touched, and none by the ground between them", () => {
    const cards = { head: 12, line: 212, total: 7, cards: { across: 3, edge: 160, gap: 12 } };
    expect(coveredBy(box(0, 0, 5, 900), cards)).toEqual([]);
    expect(coveredBy(box(20, 20, 200, 40), cards)).toEqual([0, 1]);
    expect(coveredBy(box(175, 20, 182, 40), cards)).toEqual([]);
    expect(coveredBy(box(175, 213, 400, 223), cards)).toEqual([]);
    expect(coveredBy(box(200, 100, 900, 600), cards)).toEqual([1, 2, 4, 5]);
    expect(coveredBy(box(0, 430, 900, 900), cards)).toEqual([6]);
  });
});

describe("scrollFor", () => {
  it("moves no further than it must", () => {
    expect(scrollFor(100, 320, 32, 5)).toBe(100);
    expect(scrollFor(100, 320, 32, 1)).toBe(32);
    expect(scrollFor(0, 320, 32, 20)).toBe(21 * 32 - 320);
  });
});

describe("indexAfter", () => {
  it("goes through a list", () => {
    expect(indexAfter("ArrowDown", 3, 10, 1, 5)).toBe(4);
    expect(indexAfter("ArrowDown", 9, 10, 1, 5)).toBe(9);
    expect(indexAfter("ArrowUp", 0, 10, 1, 5)).toBe(0);
    expect(indexAfter("PageDown", 7, 10, 1, 5)).toBe(9);
    expect(indexAfter("End", 0, 10, 1, 5)).toBe(9);
    expect(indexAfter("ArrowRight", 3, 10, 1, 5)).toBeNull();
    expect(indexAfter("ArrowDown", -1, 10, 1, 5)).toBe(0);
    expect(indexAfter("ArrowDown", -1, 0, 1, 5)).toBeNull();
  });
  it("goes through rows of thumbnails", () => {
    expect(indexAfter("ArrowDown", 1, 10, 4, 2)).toBe(5);
    expect(indexAfter("ArrowDown", 8, 10, 4, 2)).toBe(8);
    expect(indexAfter("ArrowUp", 2, 10, 4, 2)).toBe(2);
    expect(indexAfter("ArrowRight", 9, 10, 4, 2)).toBe(9);
    expect(indexAfter("ArrowLeft", 4, 10, 4, 2)).toBe(3);
  });
});

describe("perRow", () => {
  it("is one at least", () => {
    expect(perRow(50, 160, 12)).toBe(1);
    expect(perRow(700, 160, 12)).toBe(4);
  });
});

describe("columnsFor", () => {
  const widths = { name: 300, status: 150, lock: 120, modified: 110, size: 80, type: 90, path: 180, dimensions: 120, author: 120 };
  const usual: ColumnName[] = ["status", "lock", "modified", "size", "type"];
  const names = (room: number, chosen: ColumnName[] = usual): string[] =>
    columnsFor(room, widths, chosen).map((column) => column.name);
  it("shows all where there is room", () => {
    expect(names(900)).toEqual(["status", "lock", "modified", "size", "type"]);
    expect(names(1200, ["path", ...usual])).toEqual(["path", "status", "lock", "modified", "size", "type"]);
  });
  it("gives up the least needed first, the status last", () => {
    expect(names(760)).toEqual(["status", "lock", "modified", "size"].slice(0, 4));
    expect(names(500)).toEqual(["status", "modified"]);
    expect(names(360)).toEqual(["status"]);
    expect(names(250)).toEqual([]);
  });
});
