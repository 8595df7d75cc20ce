// @vitest-environment node
import { describe, expect, it } from "vitest";

import { atFull, fitting, wholeOf } from "./zoom";

describe("the size of a picture", () => {
  it("is that of the asset, of which a rendition is smaller", () => {
    const asset = { width: 6000, height: 4000 };
    expect(wholeOf(asset, { width: 1280, height: 853 })).toEqual(asset);
    expect(wholeOf(null, { width: 1280, height: 853 })).toEqual({ width: 1280, height: 853 });
  });
  it("is that of the picture where the asset lies on its side, or the server is wrong", () => {
    expect(wholeOf({ width: 6000, height: 4000 }, { width: 853, height: 1280 }).width).toBe(853);
    expect(wholeOf({ width: 60, height: 40 }, { width: 600, height: 400 }).width).toBe(600);
  });
  it("fits the window, and a small picture is not blown up", () => {
    expect(fitting({ width: 4000, height: 2000 }, { width: 1000, height: 900 })).toEqual({ width: 1000, height: 500 });
    expect(fitting({ width: 40, height: 20 }, { width: 1000, height: 900 })).toEqual({ width: 40, height: 20 });
  });
  it("at 100 % has one pixel of the screen for each of the asset", () => {
    expect(atFull({ width: 4000, height: 2000 }, 2)).toEqual({ width: 2000, height: 1000 });
  });
});
