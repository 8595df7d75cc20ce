// @vitest-environment node
import { describe, expect, it } from "vitest";

import { nameBy, type Rule, strangePart } from "./rule";

const asset = (name: string, modified: string | null = "2026-11-20T12:00:00Z") => ({ kind: "asset" as const, name, modified });
const rule = (change: Partial<Rule>): Rule => ({ pattern: "{name}", find: "", replace: "", start: 1, ...change });

describe("a rule", () => {
  it.each([
    [rule({}), "hero.psd", 0, "hero.psd"],
    [rule({ pattern: "shoot {n:3}" }), "hero.psd", 4, "shoot 005.psd"],
    [rule({ pattern: "{n}-{name}", start: 98 }), "hero.tar.gz", 2, "100-hero.tar.gz"],
    [rule({ pattern: "{n:2}", start: 123 }), "hero.psd", 0, "123.psd"],
    [rule({ pattern: "{date} {name}" }), "hero.psd", 0, "2026-11-20 hero.psd"],
    [rule({ find: "e", replace: "$&" }), "hero.jpeg", 0, "h$&ro.jpeg"],
    [rule({ find: "DSC_", replace: "" }), "DSC_0012.NEF", 0, "0012.NEF"],
    [rule({ pattern: "  {name}  " }), ".hidden", 0, ".hidden"],
    [rule({ find: "hero", replace: "" }), "hero.psd", 0, ""],
    [rule({ pattern: "" }), "hero.psd", 0, ""],
  ] as const)("%j makes of %s at %i: %s", (how, name, position, made) => {
    expect(nameBy(how, asset(name), position)).toBe(made);
  });

  it("takes the whole name of a folder, and needs a date where one is wanted", () => {
    expect(nameBy(rule({ pattern: "{name} old" }), { kind: "folder", name: "Round 1.5", modified: null }, 0)).toBe("Round 1.5 old");
    expect(nameBy(rule({ pattern: "{date}" }), asset("hero.psd", null), 0)).toBeNull();
  });

  it("finds what means nothing in its pattern", () => {
    expect(strangePart("{name} {n} {n:4} {date}")).toBeNull();
    expect(strangePart("{name} {N}")).toBe("{N}");
    expect(strangePart("{n:0}")).toBe("{n:0}");
    expect(strangePart("{}")).toBe("{}");
  });
});
