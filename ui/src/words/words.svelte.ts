// The language of the window, and its words.

import { de } from "./de";
import { en } from "./en";
import { fr } from "./fr";
import { ja } from "./ja";

export type Language = "en" | "de" | "fr" | "ja";
export type Words = typeof en;

const catalogues: Record<Language, Words> = { en, de, fr, ja };
let chosen = $state<Language>("en");

/** The words of the chosen language; read it inside markup or `$derived` so that a change is seen. */
export function t(): Words {
  return catalogues[chosen];
}

export function language(): Language {
  return chosen;
}

export function chooseLanguage(language: Language): void {
  chosen = language;
  document.documentElement.lang = language;
}

/** The language for a preference and the operating system's locale. */
export function languageFor(preference: "system" | Language, locale: string): Language {
  if (preference !== "system") return preference;
  const [spoken] = locale.toLowerCase().split(/[-_.]/);
  return spoken === "de" || spoken === "fr" || spoken === "ja" ? spoken : "en";
}
