import { describe, expect, it } from "vitest";

import { rowOf } from "../testing/rows";
import { notInto } from "./moving";

describe("a move", () => {
  it.each([
    [["/a/x.psd"], "/a", "same"],
    [["/a/x.psd", "/b/y.psd"], "/a", null],
    [["/a/x.psd"], "/", null],
    [["/a/"], "/a", "inside"],
    [["/a/"], "/a/b/c", "inside"],
    [["/a/"], "/ab", null],
    [["/a/"], "/", "same"],
    [["/a/", "/x.psd"], "/a", "inside"],
  ])("of %j into %s: %s", (paths, folder, reason) => {
    const rows = paths.map((path) => (path.endsWith("/") ? rowOf(path.slice(0, -1), { kind: "folder", status: null }) : rowOf(path)));
    expect(notInto(rows, folder)).toBe(reason);
  });
});
