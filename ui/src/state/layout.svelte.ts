// How this person arranged the window; kept by the web view.

import type { RowOrderView } from "../ipc/bindings";
import type { Place, ViewName } from "./route.svelte";

export type ColumnName = "name" | "status" | "lock" | "modified" | "size" | "type" | "path" | "dimensions" | "author";
/** What has columns of its own. */
export type Listed = "folder" | "search" | ViewName;
export type Layout = {
  mode: "list" | "thumbnails";
  /** The edge of a thumbnail in pixels. */
  thumbnail: number;
  /** Compact: lower rows, and cards as on a contact sheet. */
  density: "comfortable" | "compact";
  columns: Record<ColumnName, number>;
  /** The columns beside the name that the person chose, where they are not the usual ones. */
  chosen: Partial<Record<Listed, ColumnName[]>>;
  order: RowOrderView;
  descending: boolean;
  sidebar: number;
  sidebarOpen: boolean;
  details: number;
  detailsOpen: boolean;
};

/** A narrower window has no room for the sidebar beside the rest, in pixels. */
export const SLIM = 640;

const KEY = "damson-layout";
const usual: Layout = {
  mode: "list",
  thumbnail: 160,
  density: "comfortable",
  columns: { name: 300, status: 196, lock: 120, modified: 110, size: 86, type: 90, path: 180, dimensions: 120, author: 120 },
  chosen: {},
  order: "name",
  descending: false,
  sidebar: 220,
  sidebarOpen: true,
  details: 300,
  detailsOpen: true,
};

let current = $state.raw<Layout>(read());
let narrow = $state(false);
let over = $state(false);
/** There is too little room for the sidebar beside the rest: it lies over it then. */
let slim = $state(false);
let drawer = $state(false);

export function layout(): Layout {
  return current;
}

export function arrange(change: Partial<Layout>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // Without storage the arrangement lasts as long as the window.
  }
}

export function toggleDensity(): void {
  arrange({ density: current.density === "compact" ? "comfortable" : "compact" });
}

/** In the order in which columns are shown. */
export const COLUMNS: ColumnName[] = ["path", "status", "lock", "modified", "author", "size", "dimensions", "type"];

export function listedAs(place: Place): Listed {
  // What is in a collection comes from many folders, as what a search finds.
  if (place.of === "collection") return "search";
  return place.of === "view" ? place.view : place.of;
}

/** The columns beside the name, as far as there is room. */
export function columnsOf(listed: Listed): ColumnName[] {
  return current.chosen[listed] ?? usualColumns(listed);
}

/** Shows a column more, or less; the usual ones are not kept as a choice. */
export function toggleColumn(listed: Listed, name: ColumnName): void {
  const before = new Set(columnsOf(listed));
  if (!before.delete(name)) before.add(name);
  const next = COLUMNS.filter((column) => before.has(column));
  const { [listed]: _, ...others } = current.chosen;
  const isUsual = next.join() === usualColumns(listed).join();
  arrange({ chosen: isUsual ? others : { ...others, [listed]: next } });
}

export function resetColumns(listed: Listed): void {
  const { [listed]: _, ...others } = current.chosen;
  arrange({ chosen: others });
}

function usualColumns(listed: Listed): ColumnName[] {
  const usual: ColumnName[] = ["path", "status", "lock", "modified", "size", "type"];
  return usual.filter((name) => name !== "path" || listed !== "folder");
}

/** Whether there is too little room for details beside the rows: they lie over them then. */
export function isNarrow(): boolean {
  return narrow;
}

export function setNarrow(is: boolean): void {
  narrow = is;
}

export function detailsShown(): boolean {
  return narrow ? over : current.detailsOpen;
}

/** Opens or closes the details; over the rows only for the moment, beside them for good. */
export function showDetails(show: boolean): void {
  if (narrow) over = show;
  else arrange({ detailsOpen: show });
}

export function isSlim(): boolean {
  return slim;
}

export function setSlim(is: boolean): void {
  slim = is;
  if (!is) drawer = false;
}

export function sidebarShown(): boolean {
  return slim ? drawer : current.sidebarOpen;
}

/** Opens or closes the sidebar; over the rest only for the moment, beside it for good. */
export function showSidebar(show: boolean): void {
  if (slim) drawer = show;
  else arrange({ sidebarOpen: show });
}

function read(): Layout {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Layout>;
    return { ...usual, ...kept, columns: { ...usual.columns, ...kept.columns } };
  } catch {
    return usual;
  }
}
