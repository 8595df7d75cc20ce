// @vitest-environment node
import { describe, expect, it } from "vitest";

import { rowOf } from "../testing/rows";
import { inOrder } from "./order";
import { TypeAhead } from "./typeahead";

describe("the order of names", () => {
  // As in `crates/core/src/name/order.rs`.
  it.each([
    [["img_1.psd", "img_002.psd", "img_2.psd", "img_10.psd", "img_10a.psd"]],
    [["apfel", "äpfel", "apfelmus", "birne", "zebra"]],
    [["øre", "ost", "zebra"]],
    [["a", "a 2", "a-2", "a.psd", "a1", "a_1", "ab"]],
    [["shot 9", "shot 99999999999999999998", "shot 99999999999999999999"]],
    [["1", "2", "10", "a", "日本"]],
  ])("is that of the journal: %j", (names) => {
    expect([...names].reverse().sort(inOrder)).toEqual(names);
  });

  it("is what letters that are typed are looked for in, among thousands of rows", async () => {
    const names = Array.from({ length: 3_000 }, (_, at) => `img_${at}.psd`);
    const all = [...names, "Äpfel.psd", "zebra.psd"].sort(inOrder);
    const rows = {
      total: all.length,
      row: () => undefined,
      range: (first: number, last: number) => Promise.resolve(all.slice(first, last + 1).map((name) => rowOf(`/${name}`))),
    };
    const at = async (word: string): Promise<string | undefined> => {
      const ahead = new TypeAhead();
      let found: number | null = null;
      for (const letter of word) found = await ahead.type(letter, -1, rows, true);
      return found === null ? undefined : all[found];
    };
    expect(await at("z")).toBe("zebra.psd");
    expect(await at("img_2500")).toBe("img_2500.psd");
    expect(await at("img_9.")).toBe("img_9.psd");
    expect(await at("ä")).toBe("Äpfel.psd");
  });
});
