// How this person arranged the window; kept by the web view.

import type { RowOrderView } from "../ipc/bindings";

export type ColumnName = "name" | "status" | "lock" | "modified" | "size" | "type" | "path";
export type Layout = {
  mode: "list" | "thumbnails";
  /** The edge of a thumbnail in pixels. */
  thumbnail: number;
  columns: Record<ColumnName, number>;
  order: RowOrderView;
  descending: boolean;
  sidebar: number;
  sidebarOpen: boolean;
  details: number;
  detailsOpen: boolean;
};

const KEY = "damson-layout";
const usual: Layout = {
  mode: "list",
  thumbnail: 160,
  columns: { name: 300, status: 196, lock: 120, modified: 110, size: 86, type: 90, path: 180 },
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

function read(): Layout {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Layout>;
    return { ...usual, ...kept, columns: { ...usual.columns, ...kept.columns } };
  } catch {
    return usual;
  }
}
