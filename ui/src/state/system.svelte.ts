// The computer and the person's preferences of the window.

import type { DeskPreferences, Platform, System } from "../ipc/bindings";
import { call, desk } from "../ipc/desk";
import { useSystem } from "../words/system.svelte";
import { chooseLanguage, languageFor, t } from "../words/words.svelte";

let computer = $state.raw<System>({
  platform: guess(),
  locale: navigator.language,
  version: "",
  commit: null,
  dev: false,
  demo_wanted: false,
});
let answered = $state(false);
let kept = $state.raw<DeskPreferences>({
  language: "system",
  theme: "system",
  start_at_login: false,
  start_hidden: false,
  close_to_tray: false,
  notifications: true,
  aem_asset_links: false,
  double_click: "open",
  confirm_assets: 50,
  confirm_bytes: 1_000_000_000,
});

export function system(): System {
  return computer;
}

/** Whether the application has said what the computer is like, or that it can't. */
export function hasSystem(): boolean {
  return answered;
}

export function platform(): Platform {
  return computer.platform;
}

export function preferences(): DeskPreferences {
  return kept;
}

/** Keeps changed preferences; what they mean for the window is applied at once. */
export async function changePreferences(change: Partial<DeskPreferences>): Promise<void> {
  apply(await call("set_preferences", { preferences: { ...kept, ...change } }));
}

/** Asks for the computer and the preferences and follows their changes; the answer stops it. */
export function followSystem(): () => void {
  const stop = desk().listen("preferences", apply);
  void Promise.all([call("system", {}), call("preferences", {})]).then(
    ([system, preferences]) => {
      computer = system;
      apply(preferences);
      answered = true;
    },
    () => {
      apply(kept);
      answered = true;
    },
  );
  return stop;
}

function apply(preferences: DeskPreferences): void {
  kept = preferences;
  const root = document.documentElement;
  if (preferences.theme === "system") delete root.dataset.theme;
  else root.dataset.theme = preferences.theme;
  root.dataset.platform = computer.platform;
  useSystem(computer.platform);
  chooseLanguage(languageFor(preferences.language, computer.locale));
  void call("set_words", { words: t().tray }).catch(() => undefined);
}

function guess(): Platform {
  if (/mac/i.test(navigator.platform)) return "macos";
  return /win/i.test(navigator.platform) ? "windows" : "linux";
}
