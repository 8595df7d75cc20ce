// Keys that work in the whole window.

import { dialogs } from "../state/dialogs.svelte";
import { arrange, layout } from "../state/layout.svelte";
import { menu } from "../state/menu.svelte";
import { back, forward, go } from "../state/route.svelte";
import { isShortcut, type ShortcutName } from "../state/shortcuts";
import { platform } from "../state/system.svelte";

export function handleShellKeys(event: KeyboardEvent): void {
  if (event.defaultPrevented || menu() !== null || dialogs().length > 0) return;
  const ways: [ShortcutName, () => void][] = [
    ["back", back],
    ["forward", forward],
    ["sidebar", () => arrange({ sidebarOpen: !layout().sidebarOpen })],
    ["preferences", () => go({ screen: "preferences", section: null })],
  ];
  for (const [name, run] of ways) {
    if (!isShortcut(event, name, platform())) continue;
    event.preventDefault();
    run();
    return;
  }
}
