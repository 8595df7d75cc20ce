import { describe, expect, it } from "vitest";

import { de } from "./de";
import { en } from "./en";
import { fr } from "./fr";
import { ja } from "./ja";

const SUBJECT = { path: "‹path›", file: "‹file›", action: "‹action›", server: "‹server›", who: "‹who›", detail: "‹detail›", said: "‹said›" };
const FINDING = {
  host: "‹host›", address: "‹address›", user: "‹user›", variable: "‹variable›", whose: "‹whose›", issuer: "‹issuer›", until: "‹until›",
  product: "‹product›", at: "‹at›", why: "‹why›", trusted: true, more: 771, entries: 772, compares: null,
};

/** The arguments that a text is called with, by its place: such as can be found in it again. */
function given(place: string, times: unknown[][]): unknown[][] {
  if (place.startsWith("errors.byCode")) return [[SUBJECT]];
  const found = "doctor.found.";
  return place.startsWith(found) ? [[{ ...FINDING, code: place.slice(found.length) }]] : times;
}

/** Every text of a catalogue by its place. */
function texts(words: unknown, times: unknown[][], place = ""): [string, string][] {
  if (typeof words === "string") return [[place, words]];
  if (typeof words === "function") {
    const say = words as (...all: unknown[]) => unknown;
    return given(place, times).flatMap((all) => texts(say(...all), times, place));
  }
  if (typeof words === "object" && words !== null) {
    return Object.entries(words).flatMap(([key, inside]) => texts(inside, times, place === "" ? key : `${place}.${key}`));
  }
  return [];
}

const TEXTS = (words: unknown): [string, string][] => texts(words, [[2, 2, 2], [1, 1, 1]]);

/** What each place names of its arguments, and of what is in braces. */
function named(words: unknown): Map<string, string> {
  return new Map(
    texts(words, [[771, 772, 773]]).map(([place, text]) => {
      const names = text.match(/77[123]|‹\w+›|\{\w+\}/g) ?? [];
      return [place, [...new Set(names)].sort().join(" ")];
    }),
  );
}

/** Names, units and the like, which are the same everywhere. */
const SAME =
  /^(connect\.(addressExample|cloudService|connectors|found)|preferences\.(languages|otherSetting|gigabytes|megabytes)|common\.(damson|ok)|tray\.language|dialogs\.conflict\.copyName)/;
const english = TEXTS(en);

describe.each([
  ["de", de],
  ["fr", fr],
  ["ja", ja],
])("the catalogue of %s", (language, words) => {
  const all = TEXTS(words);

  it("has the same places as English", () => {
    const places = (of: [string, string][]): string[] => of.map(([place]) => place).sort();
    expect(places(all)).toEqual(places(english));
  });

  it("names what English names", () => {
    const wanted = named(en);
    const differs = [...named(words)].filter(([place, names]) => wanted.get(place) !== names);
    expect(differs.map(([place, names]) => `${place}: ${names}, not ${wanted.get(place) ?? ""}`)).toEqual([]);
  });

  it("is empty only where English is", () => {
    const spoken = new Set(english.filter(([, text]) => text !== "").map(([place]) => place));
    expect(all.filter(([place, text]) => text === "" && spoken.has(place))).toEqual([]);
  });

  it("leaves no English", () => {
    const left = all.filter(([place, text]) => !SAME.test(place) && ENGLISH.test(ownWords(language, text)));
    expect(left).toEqual([]);
  });
});

const ENGLISH = /\b(the|and|of|with|your|is|are|was|not|you|to|it)\b/i;

/** Without what only looks like English: marks, "was" and "IT" in German, and a term of Adobe's. */
function ownWords(language: string, text: string): string {
  const plain = text.replace(/‹\w+›/g, "").replace(/\bIT\b|Server-to-Server/g, "");
  return language === "de" ? plain.replace(/\bwas\b/gi, "") : plain;
}

describe("French", () => {
  it("sets spaces and apostrophes as printers do", () => {
    const wrong = TEXTS(fr).filter(([, text]) =>
      /'| [?!;»:]|« |[^\s\u202f\u00a0][?!;](\s|$)/u.test(text.replace(/https?:\S*/g, "")),
    );
    expect(wrong.filter(([place]) => place !== "browse.search.hint")).toEqual([]);
  });

  it("has one verb for an upload, and one for giving changes up", () => {
    expect(TEXTS(fr).filter(([, text]) => /téléverse|l’envoi\b|ignorer (les|mes|vos) modif/i.test(text))).toEqual([]);
  });
});

describe("German", () => {
  it("sets quotation marks as printers do, and is polite", () => {
    const wrong = TEXTS(de).filter(([, text]) => /["”'’]|\b(du|dein|deine|dich|dir)\b/i.test(text));
    expect(wrong).toEqual([]);
  });
});

describe("Japanese", () => {
  const JAPANESE = "\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Han}";

  it("is written in Japanese, with its own punctuation", () => {
    const none = TEXTS(ja).filter(
      ([place, text]) => !SAME.test(place) && /[a-z]{4,}/i.test(sameInAll(text)) && !new RegExp(`[${JAPANESE}]`, "u").test(text),
    );
    expect(none).toEqual([]);
    const western = new RegExp(`[${JAPANESE}][,!?;:]|[${JAPANESE}]\\.(\\s|$)`, "u");
    expect(TEXTS(ja).filter(([, text]) => western.test(text))).toEqual([]);
  });
});

/** Without names that are the same in every language. */
function sameInAll(text: string): string {
  return text.replace(/https?:\S+|‹\w+›|Adobe Experience Manager( as a Cloud Service| Assets)?|WebDAV|Damson/g, "");
}
