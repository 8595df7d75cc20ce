// Folders that this person stars, and what was last opened or edited here: for each server, kept by the web view.

import type { Filters } from "../grid/query";
import { learnt } from "./hints.svelte";
import type { Place } from "./route.svelte";
import { currentName } from "./snapshot.svelte";

export type Places = { favourites: string[]; recents: Recent[]; searches: KeptSearch[] };
/** What was searched or filtered for, to be shown again. */
export type KeptSearch = { name: string; place: Place; filters: Filters };
export type Recent = { path: string; folder: boolean };
const KEY = "damson-places";
/** No more are kept of what was last opened. */
export const MOST_RECENT = 40;
const none: Places = { favourites: [], recents: [], searches: [] };

let all = $state.raw<Record<string, Places>>(read());

export function favourites(): string[] {
  return here().favourites;
}

export function isFavourite(path: string): boolean {
  return here().favourites.includes(path);
}

/** Stars folders; where all of them are starred, takes the stars away. */
export function toggleFavourites(paths: readonly string[]): void {
  const before = here().favourites;
  const fresh = paths.filter((path) => !before.includes(path));
  learnt("favourite");
  put({ favourites: fresh.length > 0 ? [...before, ...fresh] : before.filter((path) => !paths.includes(path)) });
}

/** Puts a favourite a place further up or down. */
export function shiftFavourite(path: string, by: 1 | -1): void {
  const list = [...here().favourites];
  const at = list.indexOf(path);
  const to = at + by;
  if (at < 0 || to < 0 || to >= list.length) return;
  list.splice(at, 1);
  list.splice(to, 0, path);
  put({ favourites: list });
}

export function keptSearches(): KeptSearch[] {
  return here().searches;
}

/** Keeps a search; one of the same name gives way. */
export function keepSearch(search: KeptSearch): void {
  const others = here().searches.filter((other) => other.name !== search.name);
  put({ searches: [...others, search].sort((one, other) => one.name.localeCompare(other.name)) });
}

export function forgetSearch(name: string): void {
  put({ searches: here().searches.filter((other) => other.name !== name) });
}

/** The latest first. */
export function recents(): Recent[] {
  return here().recents;
}

/** Something was opened or edited. Of the folders on the way down, the last alone stays. */
export function noteRecent(...latest: Recent[]): void {
  const before = here().recents;
  const [last] = before;
  const [first] = latest;
  const passed = last?.folder && first?.folder && within(first.path, last.path) ? last.path : null;
  const others = before.filter((one) => one.path !== passed && !latest.some((other) => other.path === one.path));
  put({ recents: [...latest, ...others].slice(0, MOST_RECENT) });
}

export function forgetRecents(): void {
  put({ recents: [] });
}

/** What was renamed or moved keeps its star and its place among the recents, with all that is in it. */
export function followPlaces(connection: string | null, moved: ReadonlyMap<string, string>): void {
  if (connection === null || moved.size === 0) return;
  const { favourites, recents, searches } = all[connection] ?? none;
  const now = (path: string): string => {
    for (const [from, to] of moved) if (path === from || within(path, from)) return to + path.slice(from.length);
    return path;
  };
  keep(connection, {
    favourites: [...new Set(favourites.map(now))],
    recents: recents.map((one) => ({ ...one, path: now(one.path) })),
    searches: searches.map((one) => ({ ...one, place: follow(one.place, now) })),
  });
}

/** A search that is kept goes on in the folder that it was made in. */
function follow(place: Place, now: (path: string) => string): Place {
  switch (place.of) {
    case "folder":
      return { ...place, path: now(place.path) };
    case "search":
      return { ...place, within: place.within === null ? null : now(place.within) };
    case "view":
    case "collection":
      return place;
  }
}

function within(path: string, folder: string): boolean {
  return path.startsWith(folder === "/" ? "/" : `${folder}/`);
}

function here(): Places {
  return all[currentName() ?? ""] ?? none;
}

function put(change: Partial<Places>): void {
  const connection = currentName();
  if (connection !== null) keep(connection, { ...here(), ...change });
}

function keep(connection: string, places: Places): void {
  all = { ...all, [connection]: places };
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // Without storage they last as long as the window.
  }
}

function read(): Record<string, Places> {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Record<string, Partial<Places>>;
    return Object.fromEntries(Object.entries(kept).map(([name, places]) => [name, { ...none, ...places }]));
  } catch {
    return {};
  }
}
