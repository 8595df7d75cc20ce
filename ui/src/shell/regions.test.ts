import { afterEach, describe, expect, it } from "vitest";

import { nextRegion } from "./regions";

afterEach(() => (document.body.innerHTML = ""));
const at = (): string | undefined => document.activeElement?.id;

describe("the regions", () => {
  it("are gone through in their order, round and back, those that are there", () => {
    document.body.innerHTML = `
      <div data-region="tree"><span id="away" tabindex="-1"></span><span id="tree" tabindex="0"></span></div>
      <div data-region="toolbar"><button id="back" tabindex="-1"></button><button id="bar" tabindex="0"></button></div>
      <div data-region="list" id="list" tabindex="0"></div>`;
    const went = [1, 1, 1, 1].map(() => {
      nextRegion(1);
      return at();
    });
    expect(went).toEqual(["bar", "tree", "list", "bar"]);
    nextRegion(-1);
    expect(at()).toBe("list");
  });
});
