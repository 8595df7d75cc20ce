// Keys that work in the whole window.

import GoTo from "../dialogs/GoTo.svelte";
import Shortcuts from "../dialogs/Shortcuts.svelte";
import { desk } from "../ipc/desk";
import { ask, dialogs } from "../state/dialogs.svelte";
import { showSidebar, sidebarShown } from "../state/layout.svelte";
import { menu } from "../state/menu.svelte";
import { back, forward, go, openView } from "../state/route.svelte";
import { isShortcut, type ShortcutName } from "../state/shortcuts";
import { platform } from "../state/system.svelte";
import { nextRegion } from "./regions";

/** Keys that work in the window whatever is open in it. */
export function handleWindowKeys(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const ways: [ShortcutName, () => void][] = [
    ["full-screen", () => void desk().window.fullScreen()],
    ["close-window", () => void desk().window.close()],
    ["help", () => dialogs().length === 0 && void ask(Shortcuts, {})],
  ];
  run(event, ways);
}

export function handleShellKeys(event: KeyboardEvent): void {
  if (event.defaultPrevented || menu() !== null || dialogs().length > 0) return;
  const ways: [ShortcutName, () => void][] = [
    ["back", back],
    ["forward", forward],
    ["sidebar", () => showSidebar(!sidebarShown())],
    ["next-region", () => nextRegion(1)],
    ["region-before", () => nextRegion(-1)],
    ["recent", () => openView("recent")],
    ["go-to", () => void ask(GoTo, {})],
    ["preferences", () => go({ screen: "preferences", section: null })],
  ];
  run(event, ways);
}

function run(event: KeyboardEvent, ways: [ShortcutName, () => void][]): void {
  for (const [name, way] of ways) {
    if (!isShortcut(event, name, platform())) continue;
    event.preventDefault();
    way();
    return;
  }
}
