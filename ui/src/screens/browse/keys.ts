// Keys that work anywhere in the browse screen.

import { act, copyLink, copyText, uploadHere } from "../../state/act.svelte";
import { copyFiles, pasteFiles } from "../../state/files";
import { dialogs } from "../../state/dialogs.svelte";
import { isFolder } from "../../state/kinds";
import { arrange, detailsShown, showDetails, toggleDensity } from "../../state/layout.svelte";
import { menu } from "../../state/menu.svelte";
import { offerOf } from "../../state/offers";
import { toggleFavourites } from "../../state/places.svelte";
import { openFolder, parentOf } from "../../state/route.svelte";
import { isShortcut, isTyping, type ShortcutName } from "../../state/shortcuts";
import { platform } from "../../state/system.svelte";
import type { Action, RowView } from "../../ipc/bindings";
import { reasonOf } from "../../state/menus";
import { toast } from "../../state/toasts.svelte";
import { renameMany } from "../../rename/renaming";
import { browsing } from "./browsing.svelte";

export function handleKeys(event: KeyboardEvent, _history: () => void): void {
  if (event.defaultPrevented || menu() !== null || dialogs().length > 0) return;
  const is = (name: ShortcutName): boolean => isShortcut(event, name, platform());
  const done = (run: () => void): void => {
    event.preventDefault();
    run();
  };
  if (is("search")) return done(() => focusField("search-text"));
  if (is("filter")) return done(() => focusField("filter-name"));
  if (is("refresh")) return done(() => void browsing.refresh());
  if (is("list-view")) return done(() => arrange({ mode: "list" }));
  if (is("thumbnail-view")) return done(() => arrange({ mode: "thumbnails" }));
  if (is("density")) return done(toggleDensity);
  if (is("favourite")) return done(star);
  if (is("details")) return done(() => showDetails(!detailsShown()));
  if (isTyping(event)) return;
  if (is("up") || is("up-back")) return done(up);
  if (is("select-all")) return done(() => void browsing.selection.all());
  const { folder } = browsing;
  const inFolder = (action: Action, run: (here: RowView) => void): void =>
    done(() => {
      if (folder) tryAction(action, [folder], () => run(folder));
    });
  if (is("new-folder")) return inFolder("new-folder", (here) => void act("new-folder", [here]));
  if (is("paste-files")) return inFolder("upload-here", (here) => void pasteFiles(here.path));
  if (is("upload-here")) return inFolder("upload-here", (here) => void uploadHere(here.path, "files"));
  if (onControl(event)) return;
  const rows = browsing.selected;
  const [first] = rows;
  if (!first) return;
  if (is("open")) return done(() => (rows.length === 1 && isFolder(first) ? openFolder(first.path) : tryAction("open")));
  // Text that is selected is what is copied.
  if (is("copy-files") && (getSelection()?.isCollapsed ?? true)) return done(() => void copyFiles(rows));
  if (is("copy-path")) return done(() => void copyText(rows.map((row) => row.file ?? row.path).join("\n")));
  if (is("copy-link")) return done(() => void copyLink(rows));
  if (is("rename")) {
    return done(() => {
      if (rows.length === 1) tryAction("rename", rows, () => (browsing.renaming = first.path));
      else void renameMany(rows);
    });
  }
  if (is("check-out")) {
    return done(() => tryAction(rows.every((row) => row.lock.state === "mine") ? "check-in" : "check-out"));
  }
  const plain: Action[] = ["edit", "upload-changes", "download", "reveal", "open-in-web", "delete"];
  for (const action of plain) {
    if (is(action as ShortcutName)) return done(() => tryAction(action));
  }
}

/** Carries it out with those that allow it; says why not where none does. */
function tryAction(
  action: Action,
  rows: RowView[] = browsing.selected,
  run: (able: RowView[]) => void = (able) => void act(action, able),
): void {
  const offer = offerOf(rows, action);
  if (!offer) return;
  const reason = reasonOf(offer, rows.length > 1);
  if (reason === null) run(offer.rows);
  else toast(reason);
}

function up(): void {
  const { place } = browsing;
  const above = place.of === "folder" ? parentOf(place.path) : "/";
  if (above !== null) openFolder(above);
}

/** Stars the folders that are selected, else the one that is open. */
function star(): void {
  const chosen = browsing.selected.filter(isFolder).map((row) => row.path);
  const open = browsing.place.of === "folder" && browsing.place.path !== "/" ? [browsing.place.path] : [];
  const paths = chosen.length > 0 ? chosen : open;
  if (paths.length > 0) toggleFavourites(paths);
}

function focusField(testid: string): void {
  const field = document.querySelector<HTMLInputElement>(`[data-testid=${testid}]`);
  field?.focus();
  field?.select();
}

/** Enter on a button is the button's. */
function onControl(event: KeyboardEvent): boolean {
  return event.key === "Enter" && event.target instanceof Element && event.target.closest("button, a, [role=treeitem]") !== null;
}
