// @vitest-environment node
import { describe, expect, it } from "vitest";

import tokens from "./tokens.css?raw";

/** The light and the dark value of a token. */
function values(name: string): string[] {
  const found = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(tokens);
  if (!found) throw new Error(`no --${name} in two colours`);
  return found.slice(1);
}
const channels = (colour: string): number[] => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
const light = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one: string, other: string): number => {
  const [most = 0, least = 0] = [light(one), light(other)].sort((a, b) => b - a);
  return (most + 0.05) / (least + 0.05);
};
function each(inks: string[], grounds: string[], least: number): void {
  for (const ink of inks) {
    for (const ground of grounds) {
      values(ink).forEach((colour, at) => {
        expect(contrast(colour, values(ground)[at] ?? ""), `${ink} on ${ground}, ${at === 0 ? "light" : "dark"}`).toBeGreaterThanOrEqual(least);
      });
    }
  }
}

describe("the colours", () => {
  it("round pictures have no tint", () => {
    for (const colour of values("ground-picture")) expect(new Set(channels(colour)).size).toBe(1);
    each(["ink-picture"], ["ground-picture"], 4.5);
  });
  it("of texts can be read on every ground, selected and active ones too", () => {
    const grounds = ["ground-side", "ground", "ground-raised", "ground-sunken", "ground-hover", "selected", "selected-quiet"];
    each(["ink", "ink-soft", "ink-faint", "accent", "tone-conflict"], grounds, 4.5);
  });
  it("of the borders of fields are seen", () => {
    each(["line-strong"], ["ground-side", "ground", "ground-raised", "ground-sunken"], 3);
  });
});
