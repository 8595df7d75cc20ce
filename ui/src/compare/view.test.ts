import { describe, expect, it } from "vitest";

import { moved, whole, zoomed } from "./view";

const room = { width: 400, height: 200 };

describe("the view of both pictures", () => {
  it("is never smaller than the whole, and never larger than 32 times", () => {
    expect(zoomed(whole, 0.5, { x: 0, y: 0 }, room)).toEqual(whole);
    expect(zoomed(whole, 100, { x: 0, y: 0 }, room).scale).toBe(32);
  });

  it("keeps what is under the pointer where it is", () => {
    const at = { x: 100, y: -50 };
    const near = zoomed(whole, 2, at, room);
    // The point of the picture under the pointer: (at - shift) / scale.
    expect({ x: (at.x - near.x) / near.scale, y: (at.y - near.y) / near.scale }).toEqual(at);
  });

  it("moves no edge into the room", () => {
    const near = zoomed(whole, 2, { x: 0, y: 0 }, room);
    expect(moved(near, 1_000, -1_000, room)).toEqual({ scale: 2, x: 200, y: -100 });
    expect(moved(whole, 50, 50, room)).toEqual(whole);
  });
});
