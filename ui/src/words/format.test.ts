import { afterEach, describe, expect, it } from "vitest";

import { ago, dateTime, duration, list, percent, rate, shortCount, shortDate, size } from "./format";
import { pluralIn } from "./plural";
import { useSystem } from "./system.svelte";
import { told } from "./told";
import { chooseLanguage, languageFor, t } from "./words.svelte";
import { troubleOf } from "../testing/desk";

afterEach(() => chooseLanguage("en"));
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");

describe("sizes and times", () => {
  it("are short and in the language", () => {
    expect(size(0)).toBe("0 B");
    expect(size(999)).toBe("999 B");
    expect(plain(size(1_500))).toBe("1.5 kB");
    expect(plain(size(999_950))).toBe("1 MB");
    expect(plain(size(123_456_789))).toBe("123 MB");
    expect(plain(size(4_200_000_000_000))).toBe("4.2 TB");
    expect(plain(rate(2_400_000))).toBe("2.4 MB/s");
    expect(plain(duration(95))).toBe("2 min");
    expect(plain(duration(3_900))).toBe("1 hr 5 min");
    expect(percent(1, 3)).toBe("33%");
    expect(percent(0, 0)).toBe("100%");
    expect(shortCount(100_000)).toBe("100K");
    expect(ago(new Date(Date.now() - 7_300_000).toISOString())).toBe("2 hours ago");
    expect(list(["a", "b", "c"])).toBe("a, b, and c");
    chooseLanguage("fr");
    expect(size(12)).toBe("12 o");
    expect(plain(size(1_500))).toBe("1,5 ko");
    expect(list(["a", "b"])).toBe("a et b");
    chooseLanguage("de");
    expect(plain(size(1_500))).toBe("1,5 kB");
    expect(list(["a", "b"])).toBe("a und b");
    expect(ago(new Date(Date.now() - 7_300_000).toISOString())).toBe("vor 2 Stunden");
    chooseLanguage("ja");
    expect(list(["a", "b", "c"])).toBe("a、b、c");
    expect(plain(ago(new Date(Date.now() - 7_300_000).toISOString()))).toBe("2 時間前");
  });
});

describe("a moment", () => {
  it("is written in one way, in a column as in full", () => {
    const now = new Date(2026, 10, 21, 18, 0);
    const today = new Date(2026, 10, 21, 9, 5).toISOString();
    const before = new Date(2026, 10, 2, 9, 5).toISOString();
    for (const language of ["en", "fr"] as const) {
      chooseLanguage(language);
      expect(dateTime(today)).toContain(shortDate(today, now));
      expect(dateTime(before)).toContain(shortDate(before, now));
    }
  });
});

describe("plurals", () => {
  it("follow the language: nothing is singular in French", () => {
    const forms = { one: "# file", other: "# files" };
    expect(pluralIn("en")(0, forms)).toBe("0 files");
    expect(pluralIn("fr")(0, forms)).toBe("0 file");
    expect(pluralIn("en")(1234, forms)).toBe("1,234 files");
    expect(pluralIn("de")(1234, forms)).toBe("1.234 files");
  });
  it("may name the one thing in a language without a singular", () => {
    const forms = { one: "hero.psd", other: "# 個" };
    expect(pluralIn("ja")(1, forms)).toBe("hero.psd");
    expect([0, 2].map((n) => pluralIn("ja")(n, forms))).toEqual(["0 個", "2 個"]);
  });
});

describe("the language", () => {
  it("is the system's unless chosen", () => {
    expect(languageFor("system", "fr-CH")).toBe("fr");
    expect(languageFor("system", "de_AT.UTF-8")).toBe("de");
    expect(languageFor("system", "ja-JP")).toBe("ja");
    expect(languageFor("system", "jam")).toBe("en");
    expect(languageFor("system", "sv-SE")).toBe("en");
    expect(languageFor("en", "fr-CH")).toBe("en");
  });
});

describe("what the file manager is called", () => {
  it("is by the system", () => {
    const called = (["windows", "macos", "linux"] as const).map((system) => {
      useSystem(system);
      return t().actions.byAction.reveal;
    });
    expect(called).toEqual(["Show in Explorer", "Show in Finder", "Show in Files"]);
  });
});

describe("errors", () => {
  it("say what happened, to what, and what to do", () => {
    const words = told(troubleOf("locked", { about: "/shoot/hero.psd", who: "omar" }));
    expect(words.happened).toBe("“hero.psd” is checked out by omar. Nothing was changed.");
    expect(words.todo).toContain("omar");
  });
  it("begin with a capital even without a subject", () => {
    expect(told(troubleOf("offline")).happened).toBe("The server can't be reached.");
    expect(told(troubleOf("not-found")).happened).toBe("This asset is not on the server.");
  });
  it("tell the refusal of an action", () => {
    const refused = troubleOf("refused", { about: "/a.psd", action: "edit", refusal: { code: "checked-out-by", who: "omar" } });
    expect(told(refused)).toMatchObject({ happened: "Edit is not possible for “a.psd”.", todo: "It is checked out by omar." });
  });
  it("name those who hold what is inside", () => {
    const locked = troubleOf("locked-inside", { about: "/shoot", inside: [{ path: "/shoot/a.psd", who: "omar" }] });
    expect(told(locked).happened).toContain("a.psd (omar)");
  });
  it("repeat what the server said only once", () => {
    expect(told(troubleOf("disk", { said: "EIO" })).said).toBeNull();
    expect(told(troubleOf("forbidden", { said: "no write permission" })).said).toBe("no write permission");
  });
  it("have words for every code, which are whole sentences", () => {
    const subject = { path: "p", file: "f", server: "s", who: "w", detail: "d", said: "x", action: "a" };
    for (const [code, words] of Object.entries(t().errors.byCode)) {
      const [happened, todo] = words(subject);
      expect(happened.length, code).toBeGreaterThan(8);
      expect(todo.length, code).toBeGreaterThan(5);
      expect(happened + todo, code).not.toContain("undefined");
    }
  });
});
