import { describe, expect, it } from "vitest";

import { orderOf, transferOf } from "../../testing/transfers";
import { linesOf } from "./lines";

describe("the lines of the transfers", () => {
  it("has one line for an order, with its parts inside", () => {
    const parts = [transferOf(1, { part_of: 7 }), transferOf(2, { part_of: 7, state: "running" })];
    const { current, failed, history } = linesOf([...parts, transferOf(3)], [orderOf(7)]);
    expect(current.map((line) => line.id)).toEqual(["order 7", "transfer 3"]);
    expect(current[0]?.parts.map((part) => part.id)).toEqual([2, 1]);
    expect([failed, history]).toEqual([[], []]);
  });

  it("puts an order where it stands: under way, failed in part, or over", () => {
    const orders = [orderOf(1), orderOf(2, { over: true, failed: 1 }), orderOf(3, { over: true })];
    const { current, failed, history } = linesOf([], orders);
    expect([current, failed, history].map((lines) => lines.map((line) => line.id))).toEqual([
      ["order 1"],
      ["order 2"],
      ["order 3"],
    ]);
  });

  it("shows a part whose order is not told any more by itself", () => {
    const { history } = linesOf([transferOf(4, { part_of: 9, state: "finished" })], []);
    expect(history.map((line) => line.id)).toEqual(["transfer 4"]);
  });

  it("shows what failed before what is done", () => {
    const parts = [
      transferOf(1, { part_of: 7, state: "finished" }),
      transferOf(2, { part_of: 7 }),
      transferOf(3, { part_of: 7, state: "failed" }),
    ];
    const { current } = linesOf(parts, [orderOf(7)]);
    expect(current[0]?.parts.map((part) => part.id)).toEqual([3, 2, 1]);
  });
});
