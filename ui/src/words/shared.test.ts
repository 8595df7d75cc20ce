import { afterEach, describe, expect, it } from "vitest";
import { troubleOf } from "../testing/desk";
import { said } from "./catalogue";
import { told } from "./told";
import { chooseLanguage, t, type Language } from "./words.svelte";

afterEach(() => chooseLanguage("en"));

const LANGUAGES: Language[] = ["en", "de", "fr", "ja"];
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");

describe("what the window shares with the terminal", () => {
  it("counts as the language does", () => {
    const emptied = LANGUAGES.map((language) => {
      chooseLanguage(language);
      return [1, 1234].map((before) => plain(t().shell.brake["emptied-root"](before)).split(". ")[0]);
    });
    expect(emptied[0]).toEqual([
      "The cache folder was emptied all at once: it contained 1 file",
      "The cache folder was emptied all at once: it contained 1,234 files",
    ]);
    expect(emptied[1]).toEqual([
      "Der Cache-Ordner ist auf einmal leer: Er enthielt 1 Datei",
      "Der Cache-Ordner ist auf einmal leer: Er enthielt 1.234 Dateien",
    ]);
    expect(emptied[2]?.[1]).toContain("1 234 fichiers");
    expect(emptied[3]?.[1]).toContain("1,234 個");
  });

  it("advises for the window where the two differ", () => {
    for (const language of LANGUAGES) {
      chooseLanguage(language);
      for (const [code, words] of Object.entries(t().errors.byCode)) {
        const about = { path: "p", file: "f", server: "s", who: "w", detail: "d", said: "x", action: "a" };
        expect(words(about).join(" "), `${language} ${code}`).not.toContain("`damson");
      }
    }
  });

  it("says why everything was stopped", () => {
    const halted = told(troubleOf("halted", { detail: "other-account" }));
    expect(halted.happened).toBe(
      "Damson stopped all changes to be safe: The cache folder belongs to another person or another server.",
    );
  });

  it("names the action that was refused", () => {
    expect(told(troubleOf("refused", { about: "/a.psd" })).happened).toBe("This is not possible for “a.psd”.");
    chooseLanguage("de");
    expect(told(troubleOf("refused", { about: "/a.psd", action: "edit" })).happened).toBe("Bearbeiten: nicht möglich für „a.psd“.");
  });

  it("tells what can't be said from what is empty", () => {
    expect(said("de", "no-such-message")).toBeNull();
    expect(said("de", "error-halted", { detail: "x" }, "no-such-attribute")).toBeNull();
    // Without what it is about, a sentence would have a hole.
    expect(said("de", "error-locked")).toBeNull();
  });
});
