// Assets and folders that are dragged: inside the window they move, or are copied; beyond its edge
// they become files that other applications take.

import type { RowView } from "../../ipc/bindings";
import { call } from "../../ipc/desk";
import { relocate } from "../../state/act.svelte";
import { parentOf } from "../../state/route.svelte";
import { currentName } from "../../state/snapshot.svelte";
import { platform } from "../../state/system.svelte";
import { dismiss, toast, toastError } from "../../state/toasts.svelte";
import { t } from "../../words/words.svelte";
import { dragImage } from "./dragimage";
import { browsing } from "./browsing.svelte";

export type Drag = { rows: RowView[]; x: number; y: number; copy: boolean };
let current = $state.raw<Drag | null>(null);
/** What left the window as files, and may come back. */
let outside: { rows: RowView[]; files: ReadonlySet<string> } | null = null;

/** What is being dragged inside the window. */
export function drag(): Drag | null {
  return current;
}

/** Follows the pointer from a press on rows until it is released, or leaves the window. */
export function beginDrag(rows: RowView[], from: { clientX: number; clientY: number }): void {
  outside = null;
  const listening = new AbortController();
  const end = (): void => {
    listening.abort();
    current = null;
    browsing.dropFolder = null;
  };
  const at = (event: MouseEvent): void => {
    const { clientX: x, clientY: y } = event;
    if (x < 0 || y < 0 || x >= window.innerWidth || y >= window.innerHeight) {
      end();
      void dragOut(rows);
      return;
    }
    current = { rows, x, y, copy: copies(event) };
    browsing.dropFolder = targetOf(rows, folderAt(x, y));
  };
  const options = { capture: true, signal: listening.signal };
  window.addEventListener("pointermove", at, options);
  window.addEventListener("pointercancel", end, options);
  window.addEventListener("blur", end, options);
  window.addEventListener(
    "pointerup",
    (event) => {
      const folder = targetOf(rows, folderAt(event.clientX, event.clientY));
      end();
      if (folder !== null) void dropInto(rows, folder, copies(event));
    },
    options,
  );
  const key = (event: KeyboardEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") end();
    else if (current) current = { ...current, copy: copies(event) };
  };
  window.addEventListener("keydown", key, options);
  window.addEventListener("keyup", key, options);
  current = { rows, x: from.clientX, y: from.clientY, copy: false };
}

/** Moves rows into a folder, or copies them there. */
export async function dropInto(rows: readonly RowView[], folder: string, copy: boolean): Promise<void> {
  const able = rows.filter((row) => canGo(row, folder));
  if (able.length > 0) await relocate(able, folder, copy);
}

/** The rows that were dragged out of this window, when their files come back. */
export function cameBack(paths: readonly string[]): RowView[] | null {
  if (outside === null || paths.length === 0 || !paths.every((path) => outside?.files.has(path))) return null;
  const { rows } = outside;
  outside = null;
  return rows;
}

/** The folder row, tree item or place that is below a point. */
export function folderAt(x: number, y: number): string | null {
  const below = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-folder]");
  return below?.dataset.folder ?? null;
}

/** A folder that at least one of the rows can go to: on its own folder nothing happens. */
function targetOf(rows: readonly RowView[], folder: string | null): string | null {
  return folder !== null && rows.some((row) => canGo(row, folder)) ? folder : null;
}

function canGo(row: RowView, folder: string): boolean {
  return parentOf(row.path) !== folder && row.path !== folder && !folder.startsWith(`${row.path}/`);
}

function copies(event: { ctrlKey: boolean; altKey: boolean }): boolean {
  return platform() === "macos" ? event.altKey : event.ctrlKey;
}

/** Hands assets to other applications, as files. */
async function dragOut(rows: RowView[]): Promise<void> {
  const assets = rows.filter((row) => row.kind === "asset");
  if (assets.length === 0) return;
  const missing = assets.filter((row) => row.status === "cloud-only").length;
  const note = missing > 0 ? toast(t().browse.preparing(missing)) : null;
  try {
    const files = await call("drag_out", { connection: currentName(), paths: assets.map((row) => row.path), image: await dragImage(assets) });
    outside = { rows: assets, files: new Set(files) };
  } catch (thrown) {
    toastError(thrown);
  } finally {
    if (note !== null) dismiss(note);
  }
}
