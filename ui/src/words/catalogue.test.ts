import { describe, expect, it } from "vitest";

import { en } from "./en";
import { fr } from "./fr";

/** Every text of a catalogue with its place; what takes arguments gets some. */
function texts(words: unknown, place: string): [string, string][] {
  if (typeof words === "string") return [[place, words]];
  if (typeof words === "function") {
    const named = { it: "‹it›", server: "‹server›", who: "‹who›", detail: "‹detail›", said: "‹said›" };
    const fill = place.startsWith("errors.byCode") ? [named] : [2, 2, 2];
    return [
      ...texts((words as (...all: unknown[]) => unknown)(...fill), place),
      ...(fill[0] === 2 ? texts((words as (...all: unknown[]) => unknown)(1, 1, 1), place) : []),
    ];
  }
  if (typeof words === "object" && words !== null) {
    return Object.entries(words).flatMap(([key, inside]) => texts(inside, place === "" ? key : `${place}.${key}`));
  }
  return [];
}

const french = texts(fr, "");

describe("the catalogues", () => {
  it("has the same places in both languages", () => {
    const places = (all: [string, string][]): string[] => all.map(([place]) => place);
    expect(places(french).sort()).toEqual(places(texts(en, "")).sort());
  });

  it("sets French spaces and apostrophes as printers do", () => {
    const wrong = french.filter(([, text]) => /'| [?!;»:]|« |[^\s\u202f\u00a0][?!;](\s|$)/u.test(text.replace(/https?:\S*/g, "")));
    expect(wrong.filter(([place]) => place !== "browse.search.hint")).toEqual([]);
  });

  it("leaves no English in the French one", () => {
    const left = french.filter(([, text]) => /\b(the|and|of|with|your|is|are|was|not)\b/i.test(text));
    expect(left).toEqual([]);
  });
});
