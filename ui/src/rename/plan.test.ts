// @vitest-environment node
import { describe, expect, it } from "vitest";

import { rowOf } from "../testing/rows";
import { inTurn, type Named, plan } from "./plan";

const named = (path: string, name: string | null, change: Partial<Named> = {}): Named => ({
  row: rowOf(path),
  name,
  refused: false,
  exists: false,
  ...change,
});
const troubles = (...all: Named[]) => plan(all).map((one) => one.trouble);
const order = (...all: Named[]) => inTurn(plan(all)).steps.map(({ row, to }) => `${row.path} ${to}`);

describe("a batch of names", () => {
  it("says which can not be given, and why", () => {
    expect(
      troubles(
        named("/a.psd", "a.psd"),
        named("/b.psd", ""),
        named("/c.psd", null),
        named("/d.psd", "d?.psd", { refused: true }),
        named("/e.psd", "x.psd"),
        named("/f.psd", "X.psd"),
        named("/g.psd", "there.psd", { exists: true }),
        named("/h.psd", "fine.psd"),
      ),
    ).toEqual(["same", "empty", "date", "refused", "twice", "twice", "taken", null]);
  });

  it("does not mix up folders, and lets the case of letters change", () => {
    expect(troubles(named("/a/x.psd", "n.psd"), named("/b/y.psd", "n.psd"), named("/c/z.psd", "Z.psd", { exists: true }))).toEqual([null, null, null]);
  });

  it("gives a name that another of the batch leaves once it has left it", () => {
    const all = [named("/1.psd", "2.psd", { exists: true }), named("/2.psd", "3.psd", { exists: true }), named("/3.psd", "4.psd")];
    expect(order(...all)).toEqual(["/3.psd /4.psd", "/2.psd /3.psd", "/1.psd /2.psd"]);
  });

  it("refuses names that would have to be exchanged, or that one keeps", () => {
    expect(troubles(named("/1.psd", "2.psd", { exists: true }), named("/2.psd", "1.psd", { exists: true }))).toEqual(["taken", "taken"]);
    expect(troubles(named("/1.psd", "2.psd", { exists: true }), named("/2.psd", "bad?", { refused: true }))).toEqual(["taken", "refused"]);
    expect(troubles(named("/1.psd", "2.psd", { exists: true }), named("/2.psd", "2.psd", { exists: true }))).toEqual(["twice", "same"]);
  });
});
