import { describe, expect, it } from "vitest";

import source from "../../../crates/links/src/format/mod.rs?raw";
import { LINKING, mayHaveLinks } from "./kinds";

describe("documents with links", () => {
  it("are those that have a reader", () => {
    const body = source.slice(source.indexOf("pub fn of(name"), source.indexOf("_ => return None"));
    const endings = [...body.matchAll(/"([a-z]+)"/g)].map(([, ending]) => ending);
    expect(endings.length).toBeGreaterThan(20);
    expect([...LINKING].sort()).toEqual(endings.sort());
  });

  it("are told by their endings, in any case", () => {
    expect(mayHaveLinks("Spring.INDD")).toBe(true);
    expect(mayHaveLinks("sky.jpg")).toBe(false);
    expect(mayHaveLinks("svg")).toBe(false);
  });
});
