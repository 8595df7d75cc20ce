// Keys of the window, as each platform has them.

import type { Platform } from "../ipc/bindings";

export type ShortcutName =
  | "open"
  | "quick-look"
  | "edit"
  | "upload-changes"
  | "download"
  | "check-out"
  | "reveal"
  | "open-in-web"
  | "copy-files"
  | "paste-files"
  | "copy-path"
  | "copy-link"
  | "rename"
  | "delete"
  | "new-folder"
  | "upload-here"
  | "select-all"
  | "refresh"
  | "search"
  | "filter"
  | "details"
  | "sidebar"
  | "back"
  | "forward"
  | "up"
  | "up-back"
  | "go-to"
  | "recent"
  | "favourite"
  | "list-view"
  | "thumbnail-view"
  | "density"
  | "next-region"
  | "region-before"
  | "full-screen"
  | "close-window"
  | "help"
  | "preferences";

/** `Mod` is Ctrl, or Command on a Mac. */
type Keys = { usual: string; mac?: string };
const SHORTCUTS: Record<ShortcutName, Keys> = {
  open: { usual: "Enter", mac: "Mod+O" },
  "quick-look": { usual: "Space" },
  edit: { usual: "Mod+E" },
  "upload-changes": { usual: "Mod+U" },
  download: { usual: "Mod+D" },
  "check-out": { usual: "Mod+L" },
  reveal: { usual: "Mod+Shift+R" },
  "open-in-web": { usual: "Mod+Shift+O" },
  "copy-files": { usual: "Mod+C" },
  "paste-files": { usual: "Mod+V" },
  "copy-path": { usual: "Mod+Shift+C", mac: "Mod+Alt+C" },
  "copy-link": { usual: "Mod+Shift+L" },
  rename: { usual: "F2", mac: "Enter" },
  delete: { usual: "Delete", mac: "Mod+Backspace" },
  "new-folder": { usual: "Mod+Shift+N" },
  "upload-here": { usual: "Mod+Shift+U" },
  "select-all": { usual: "Mod+A" },
  refresh: { usual: "F5", mac: "Mod+R" },
  search: { usual: "Mod+F" },
  filter: { usual: "Mod+Shift+F" },
  details: { usual: "Alt+Enter", mac: "Mod+I" },
  sidebar: { usual: "Mod+B", mac: "Mod+Alt+S" },
  back: { usual: "Alt+ArrowLeft", mac: "Mod+[" },
  forward: { usual: "Alt+ArrowRight", mac: "Mod+]" },
  up: { usual: "Alt+ArrowUp", mac: "Mod+ArrowUp" },
  // Where Backspace deletes with Command, it does not go up.
  "up-back": { usual: "Backspace", mac: "" },
  "go-to": { usual: "Mod+Shift+G" },
  recent: { usual: "Mod+Shift+H" },
  favourite: { usual: "Mod+Shift+S" },
  "list-view": { usual: "Mod+1" },
  "thumbnail-view": { usual: "Mod+2" },
  density: { usual: "Mod+3" },
  "next-region": { usual: "F6" },
  "region-before": { usual: "Shift+F6" },
  // A Mac's own menu has it.
  "full-screen": { usual: "F11", mac: "" },
  "close-window": { usual: "Mod+W" },
  help: { usual: "F1", mac: "Mod+/" },
  preferences: { usual: "Mod+," },
};
const MAC_SIGNS: Record<string, string> = {
  Mod: "⌘",
  Shift: "⇧",
  Alt: "⌥",
  Enter: "↩",
  Backspace: "⌫",
  ArrowUp: "↑",
};
const SIGNS: Record<string, string> = {
  Mod: "Ctrl",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  Delete: "Del",
};

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey"> & { code?: string };

export function isShortcut(event: Pressed, name: ShortcutName, platform: Platform): boolean {
  const parts = keysOf(name, platform).split("+");
  const key = parts.at(-1) ?? "";
  const has = (modifier: string): boolean => parts.slice(0, -1).includes(modifier);
  const mac = platform === "macos";
  const mod = mac ? event.metaKey : event.ctrlKey;
  const otherMod = mac ? event.ctrlKey : event.metaKey;
  if (has("Mod") !== mod || otherMod || has("Shift") !== event.shiftKey || has("Alt") !== event.altKey) {
    return false;
  }
  // With Option a Mac types another letter: the key's place tells then.
  const pressed = event.key === " " ? "space" : event.key.toLowerCase();
  return (key !== "" && pressed === key.toLowerCase()) || (has("Alt") && event.code === `Key${key}`);
}

/** Every key that this platform has. */
export function shortcutNames(platform: Platform): ShortcutName[] {
  const all = Object.keys(SHORTCUTS) as ShortcutName[];
  return all.filter((name) => keysOf(name, platform) !== "");
}

/** How a menu shows it: `Ctrl+E`, `⌘E`. */
export function shortcutText(name: ShortcutName, platform: Platform): string {
  const parts = keysOf(name, platform).split("+");
  if (platform === "macos") return parts.map((part) => MAC_SIGNS[part] ?? part).join("");
  return parts.map((part) => SIGNS[part] ?? part).join("+");
}

function keysOf(name: ShortcutName, platform: Platform): string {
  const keys = SHORTCUTS[name];
  return platform === "macos" ? (keys.mac ?? keys.usual) : keys.usual;
}

/** Keys belong to the text field while somebody types. */
export function isTyping(event: Event): boolean {
  const at = event.target;
  return (
    at instanceof HTMLElement &&
    (at.isContentEditable || at.matches("input:not([type=checkbox]):not([type=range]), textarea, select"))
  );
}
