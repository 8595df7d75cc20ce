import { describe, expect, it } from "vitest";
import type { RenditionKindView, RenditionView } from "../ipc/bindings";
import { ofOne } from "./renditions";

const words = {
  kinds: { original: "Original", web: "Web", fpo: "FPO", thumbnail: "Thumbnail" },
  within: (width: number, height: number) => `up to ${width} × ${height} px`,
};

function rendition(name: string, kind: RenditionKindView, edge: number | null): RenditionView {
  const within = edge === null ? null : { width: edge, height: edge };
  return { name, kind, media_type: "image/png", dimensions: null, within, size: null };
}

describe("what can be exported of one asset", () => {
  it("is the largest of each kind that it has, and what has no kind by its name", () => {
    const all = [
      rendition("original", "original", null),
      rendition("t48.png", "thumbnail", 48),
      rendition("t319.png", "thumbnail", 319),
      rendition("card.png", "other", 600),
    ];
    expect(ofOne(all, words).map(({ value, hint }) => [value, hint])).toEqual([
      ["original", "PNG"],
      ["thumbnail", "PNG · up to 319 × 319 px"],
      ["card.png", "PNG · up to 600 × 600 px"],
    ]);
  });
});
