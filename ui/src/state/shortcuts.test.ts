// @vitest-environment node
import { describe, expect, it } from "vitest";

import { isShortcut, shortcutNames, shortcutText } from "./shortcuts";

const press = (key: string, held: Partial<KeyboardEvent> = {}): KeyboardEvent =>
  ({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, code: "", ...held }) as KeyboardEvent;

describe("shortcuts", () => {
  it("are written as each platform does", () => {
    expect(shortcutText("edit", "windows")).toBe("Ctrl+E");
    expect(shortcutText("edit", "macos")).toBe("⌘E");
    expect(shortcutText("delete", "linux")).toBe("Del");
    expect(shortcutText("delete", "macos")).toBe("⌘⌫");
    expect(shortcutText("up", "macos")).toBe("⌘↑");
  });

  it("take the platform's own key and no further ones", () => {
    expect(isShortcut(press("e", { ctrlKey: true }), "edit", "windows")).toBe(true);
    expect(isShortcut(press("e", { ctrlKey: true }), "edit", "macos")).toBe(false);
    expect(isShortcut(press("e", { metaKey: true }), "edit", "macos")).toBe(true);
    expect(isShortcut(press("E", { ctrlKey: true, shiftKey: true }), "edit", "windows")).toBe(false);
    expect(isShortcut(press("Enter"), "open", "linux")).toBe(true);
    expect(isShortcut(press("Enter", { altKey: true }), "open", "linux")).toBe(false);
    expect(isShortcut(press("Enter"), "rename", "macos")).toBe(true);
  });

  it("of a platform are those that it has, Space among them", () => {
    expect(shortcutNames("linux")).toContain("up-back");
    expect(shortcutNames("macos")).not.toContain("up-back");
    expect(isShortcut(press("Backspace"), "up-back", "windows")).toBe(true);
    expect(isShortcut(press("Backspace"), "up-back", "macos")).toBe(false);
    expect(isShortcut(press("F6", { shiftKey: true }), "region-before", "linux")).toBe(true);
    expect(isShortcut(press(" "), "quick-look", "linux")).toBe(true);
    expect(shortcutText("close-window", "macos")).toBe("⌘W");
  });

  it("know the key under Option on a Mac", () => {
    const typed = press("ç", { metaKey: true, altKey: true, code: "KeyC" });
    expect(isShortcut(typed, "copy-path", "macos")).toBe(true);
  });
});
