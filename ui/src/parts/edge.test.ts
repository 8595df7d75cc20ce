import { describe, expect, it } from "vitest";

import { draggedEdge } from "./edge";

describe("an edge that is dragged", () => {
  it("selects no text, and says how far it went", () => {
    const edge = document.createElement("span");
    const went: number[] = [];
    const stop = draggedEdge(
      () => 300,
      (from, by) => went.push(from - by),
    )(edge);
    const press = new MouseEvent("mousedown", { cancelable: true });
    edge.dispatchEvent(press);
    expect(press.defaultPrevented).toBe(true);
    edge.dispatchEvent(new MouseEvent("pointerdown", { clientX: 500 }));
    edge.dispatchEvent(new MouseEvent("pointermove", { clientX: 460 }));
    edge.dispatchEvent(new Event("lostpointercapture"));
    edge.dispatchEvent(new MouseEvent("pointermove", { clientX: 100 }));
    expect(went).toEqual([340]);
    if (typeof stop === "function") stop();
  });
});
