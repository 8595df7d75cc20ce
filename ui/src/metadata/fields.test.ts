import { describe, expect, it } from "vitest";

import type { FormFieldView, FormView } from "../ipc/bindings";
import { changeOf, changeOfMany, commonForm, draftOf, texts, valueOf } from "./fields";

const field = (kind: FormFieldView["kind"], name = "x"): FormFieldView => ({
  name,
  label: null,
  kind,
  choices: [],
  required: false,
  read_only: false,
});

describe("fields of metadata", () => {
  it("shows every kind of value", () => {
    const shown = (date: string): string => date.slice(0, 10);
    expect(texts("Apple", shown)).toEqual(["Apple"]);
    expect(texts(["a", "b"], shown)).toEqual(["a", "b"]);
    expect(texts({ date: "2027-01-31T10:00:00Z" }, shown)).toEqual(["2027-01-31"]);
    expect(texts(12.5, shown)).toEqual(["12.5"]);
    expect(texts(false, shown)).toEqual(["false"]);
    expect(texts("", shown)).toEqual([]);
    expect(texts(undefined, shown)).toEqual([]);
  });

  it("gives back what was read when nothing was typed", () => {
    const date = { date: "2027-01-31T10:05:00.000Z" };
    for (const [kind, value] of [["text", "A"], ["texts", ["a, b", "c"]], ["date", date], ["number", 3]] as const) {
      expect(valueOf(kind, draftOf(value as never))).toEqual(value);
      expect(changeOf(field(kind), value as never, draftOf(value as never))).toBeNull();
    }
  });

  it("clears what was emptied, and nothing that was empty", () => {
    expect(changeOf(field("text"), "A", " ")).toBe("clear");
    expect(changeOf(field("text"), undefined, " ")).toBeNull();
    expect(changeOf(field("choice"), ["en", "de"], "en\nde")).toBeNull();
    expect(changeOf(field("choice"), ["en", "de"], "en\nfr")).toEqual({ set: ["en", "fr"] });
    expect(changeOf(field("texts"), ["a"], "a\n b \n a")).toEqual({ set: ["a", "b"] });
  });

  it("refuses what is no number and no date", () => {
    expect(changeOf(field("number"), 3, "three")).toBeUndefined();
    expect(changeOf(field("number"), 3, "3,5")).toEqual({ set: 3.5 });
    expect(changeOf(field("date"), undefined, "soon")).toBeUndefined();
  });

  it("of many keeps, replaces, adds and removes", () => {
    const tags = field("tags", "cq:tags");
    expect(changeOfMany(tags, "keep", "a:b")).toBeNull();
    expect(changeOfMany(tags, "add", "a:b\na:c")).toEqual({ amend: { add: ["a:b", "a:c"], remove: [] } });
    expect(changeOfMany(tags, "remove", "a:b")).toEqual({ amend: { add: [], remove: ["a:b"] } });
    expect(changeOfMany(tags, "add", "")).toBeNull();
    expect(changeOfMany(field("text"), "replace", "")).toBe("clear");
    expect(changeOfMany(field("text"), "replace", "A")).toEqual({ set: "A" });
  });

  it("offers what all forms have", () => {
    const form = (...names: string[]): FormView => ({
      built_in: false,
      sections: [{ title: "Basic", fields: names.map((name) => field("text", name)) }, { title: "Other", fields: [field("text", names[0])] }],
    });
    const common = commonForm([form("a", "b"), form("b", "c")]);
    expect(common.sections.map((section) => section.fields.map((one) => one.name))).toEqual([["b"]]);
    const fixed = form("a", "b");
    for (const one of fixed.sections[0]?.fields ?? []) one.read_only = one.name === "b";
    expect(commonForm([fixed]).sections[0]?.fields.map((one) => one.name)).toEqual(["a"]);
    expect(commonForm([]).sections).toEqual([]);
  });
});
