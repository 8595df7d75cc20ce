// The menus of rows and folders, drawn from what the core offers.

import Compare from "../compare/Compare.svelte";
import { assetSource } from "../compare/sources";
import type { Action, RowView } from "../ipc/bindings";
import { count } from "../words/format";
import { refusal } from "../words/told";
import { t } from "../words/words.svelte";
import { editMetadata, hasMetadata } from "../metadata/editing";
import { renameMany } from "../rename/renaming";
import { addToCollection, removeFromCollection } from "./collecting";
import { collectionHere, editableCollections } from "./collections.svelte";
import { lookOf, MENU_GROUPS } from "./actions";
import { act, awaitFree, copyLink, copyText, uploadHere } from "./act.svelte";
import { ask } from "./dialogs.svelte";
import { isFolder, shownName } from "./kinds";
import { copyFiles, exportCopies, openWith, pasteFiles } from "./files";
import type { MenuEntry, MenuItem } from "./menu.svelte";
import { type Offer, offersFor } from "./offers";
import { isFavourite, toggleFavourites } from "./places.svelte";
import { programName, programs } from "./programs";
import { showInFolder } from "./route.svelte";
import { currentName } from "./snapshot.svelte";
import { type ShortcutName, shortcutText } from "./shortcuts";
import { platform } from "./system.svelte";

/** What only the place knows how to do. */
export type Handlers = {
  rename: (row: RowView) => void;
  history: () => void;
  look: () => void;
  /** Rows of several folders are shown. */
  scattered: boolean;
};

/** What the menu of rows is called: whose it is. */
export function actionsFor(rows: readonly RowView[]): string {
  const [first] = rows;
  return t().shell.menuOf(rows.length === 1 && first ? shownName(first) : t().common.items(rows.length));
}

/** What the menu of a place is called. */
export function actionsHere(folder: RowView | null): string {
  return t().shell.menuOf(folder ? folder.name || t().common.root : t().browse.files);
}

export function rowMenu(rows: RowView[], handlers: Handlers): MenuEntry[] {
  const offers = new Map(offersFor(rows).map((offer) => [offer.action, offer]));
  const groups: MenuEntry[][] = MENU_GROUPS.map((group) =>
    group
      .filter((action) => !(lookOf(action).single && rows.length !== 1))
      .map((action) => offers.get(action))
      .filter((offer): offer is Offer => offer !== undefined && offer.telling)
      .map((offer) => item(offer, rows, handlers)),
  );
  const renames = offers.get("rename");
  if (rows.length > 1 && renames?.telling) {
    groups[4]?.unshift(own("rename-many", t().dialogs.renameMany.menu(renames.rows.length || rows.length), () => void renameMany(rows), "rename", reasonOf(renames, true)));
  }
  if (rows.some((row) => !isFolder(row))) {
    groups[0]?.push(own("quick-look", t().browse.quickLook.label, handlers.look, "quick-look", null));
  }
  if (hasMetadata(rows)) groups[4]?.unshift(own("metadata", t().metadata.edit, () => void editMetadata(rows), null, null));
  const [first, second] = rows;
  if (first && second && rows.length === 2 && !rows.some(isFolder)) {
    const sources = [first, second].map((row) => assetSource(currentName(), row));
    groups[0]?.push(own("compare-two", t().compare.two, () => void ask(Compare, { sources }), null, null));
  }
  if (first && rows.length === 1 && !isFolder(first)) groups[0]?.push(...openings(first));
  if (handlers.scattered && first && rows.length === 1) {
    groups[3]?.push(own("show-in-folder", t().browse.showInFolder, () => showInFolder(first.path), null, null));
  }
  if (rows.length > 0 && rows.every((row) => row.kind === "folder")) groups[2]?.push(starring(rows.map((row) => row.path)));
  groups[2]?.push(...collecting(rows));
  groups[1]?.push(...waiting(rows));
  groups[2]?.push(own("export", t().files.exporting.menu, () => void exportCopies(rows), null, null));
  groups[3]?.push(...copies(rows));
  return groups.filter((group) => group.length > 0).flatMap((group, at) => (at === 0 ? group : [{ kind: "line" as const }, ...group]));
}

export function folderMenu(folder: RowView | null, refresh: () => void, selectAll: () => void): MenuEntry[] {
  const { browse } = t();
  const offers = folder ? offersFor([folder]) : [];
  const refused = (action: Action): string | null => {
    const offer = offers.find((other) => other.action === action);
    return offer?.refused ? refusal(offer.refused.refusal) : null;
  };
  const here: MenuEntry[] = folder
    ? [
        own("new-folder", browse.newFolder, () => void act("new-folder", [folder]), "new-folder", refused("new-folder")),
        own("upload-files", browse.uploadFiles, () => void uploadHere(folder.path, "files"), "upload-here", refused("upload-here")),
        own("paste-files", t().files.paste, () => void pasteFiles(folder.path), "paste-files", refused("upload-here")),
        own("upload-folder", browse.uploadFolder, () => void uploadHere(folder.path, "folder"), null, refused("upload-here")),
        { kind: "line" },
      ]
    : [];
  const star: MenuEntry[] = folder && folder.path !== "/" ? [starring([folder.path]), { kind: "line" }] : [];
  return [
    ...here,
    ...star,
    own("select-all", browse.selectAll, selectAll, "select-all", null),
    own("refresh", browse.refresh, refresh, "refresh", null),
  ];
}

/** Stars folders, or takes the stars away. */
function starring(paths: string[]): MenuItem {
  const words = t().shell.favourites;
  const all = paths.every(isFavourite);
  return own("favourite", all ? words.remove : words.add, () => toggleFavourites(paths), "favourite", null);
}

/** Why an offer is refused, in words, with the name where there are several. */
export function reasonOf(offer: Offer, many: boolean): string | null {
  if (offer.refused === null) return null;
  const reason = refusal(offer.refused.refusal);
  return many ? t().actions.forSome(reason, offer.refused.row.name) : reason;
}

/** What an offer is called; with how many it is for, where some are left out. */
export function offerLabel(offer: Offer): string {
  const label = actionLabel(offer.action);
  return offer.leftOut === null ? label : t().actions.ofSome(label, count(offer.rows.length));
}

/** Why some are left out, in words. */
export function leftOutOf(offer: Offer): string | null {
  if (offer.leftOut === null) return null;
  return t().actions.forSome(refusal(offer.leftOut.refusal), offer.leftOut.row.name);
}

export function actionLabel(action: Action): string {
  return t().actions.more[action] ?? t().actions.byAction[action];
}

function item(offer: Offer, rows: RowView[], handlers: Handlers): MenuItem {
  const { action } = offer;
  const { key, danger } = lookOf(action);
  return {
    kind: "item",
    id: action,
    label: offerLabel(offer),
    icon: `action-${action}`,
    shortcut: key === undefined ? undefined : shortcutText(key, platform()),
    refused: reasonOf(offer, rows.length > 1),
    danger: danger ?? false,
    run: () => {
      const only = rows[0];
      if (action === "rename" && only) handlers.rename(only);
      else if (action === "history") handlers.history();
      else void act(action, offer.rows);
    },
  };
}

/** Other applications than the system's, those that were chosen before first. */
function openings(row: RowView): MenuEntry[] {
  const words = t().files;
  const known = programs().map((program, at) =>
    own(`open-with-${at}`, words.openWithOne(programName(program)), () => void openWith(row, program), null, null),
  );
  return [...known, own("open-with", words.openWith, () => void openWith(row, null), null, null)];
}

/** Into a collection, and out of the one that is shown. */
function collecting(rows: RowView[]): MenuEntry[] {
  const words = t().collections;
  const here = collectionHere();
  const others = editableCollections().filter((one) => one.id !== here?.id);
  // What is only on this computer is nothing to the server.
  const there = rows.length > 0 && rows.every((row) => row.kind !== "no-name" && row.status !== "new-locally");
  const add = others.length > 0 && there ? [own("collection-add", words.add, () => void addToCollection(rows), null, null)] : [];
  if (here?.editable !== true || rows.length === 0) return add;
  return [...add, own("collection-remove", words.remove, () => void removeFromCollection(rows, here), null, null)];
}

/** Waiting for what others have checked out. */
function waiting(rows: RowView[]): MenuEntry[] {
  if (rows.length === 0 || !rows.every((row) => row.lock.state === "theirs")) return [];
  const all = rows.every((row) => row.awaited);
  const label = all ? t().actions.awaitNoLonger : t().actions.awaitFree;
  return [own("await", label, () => void awaitFree(rows, !all), null, null)];
}

function copies(rows: RowView[]): MenuEntry[] {
  const paths = rows.map((row) => row.file ?? row.path).join("\n");
  return [
    own("copy-files", t().files.copy, () => void copyFiles(rows), "copy-files", null),
    own("copy-path", t().actions.copyPath, () => void copyText(paths), "copy-path", null),
    own("copy-link", t().actions.copyLink, () => void copyLink(rows), "copy-link", null),
  ];
}

function own(
  id: string,
  label: string,
  run: () => void,
  keys: ShortcutName | null,
  refused: string | null,
): MenuItem {
  const shortcut = keys === null ? undefined : shortcutText(keys, platform());
  return { kind: "item", id, label, icon: ICONS[id.replace(/-\d+$/, "")] ?? `action-${id}`, shortcut, refused, run };
}

const ICONS: Record<string, string> = {
  "quick-look": "eye",
  "show-in-folder": "type-folder",
  "upload-files": "upload",
  "upload-folder": "action-upload-here",
  "select-all": "select-all",
  refresh: "refresh",
  "compare-two": "action-compare",
  "copy-files": "type-file",
  "paste-files": "upload",
  "open-with": "action-open",
  export: "computer",
  "copy-path": "copy",
  "copy-link": "link",
  await: "clock",
  favourite: "star",
  "collection-add": "collection",
  "collection-remove": "minus",
  "rename-many": "action-rename",
};
