// Where the window is, with back and forward.

export type ViewName = "recent" | "edited" | "conflicts" | "mine" | "pinned";
export type Place =
  | { of: "folder"; path: string }
  | { of: "view"; view: ViewName }
  | { of: "search"; text: string; within: string | null }
  | { of: "collection"; id: string; title: string };
export type Route =
  | { screen: "connect"; again: string | null }
  | { screen: "browse"; place: Place }
  | { screen: "transfers" }
  | { screen: "recovered" }
  | { screen: "preferences"; section: string | null };

/** What a screen wants back when the person comes back to it. */
export type Kept = { scroll: number; chosen: string[] };
type Stop = { route: Route; kept: Kept | null };

const home: Route = { screen: "browse", place: { of: "folder", path: "/" } };
const MOST = 100;
let stops = $state.raw<Stop[]>([{ route: home, kept: null }]);
let at = $state(0);
/** What is to be selected as soon as it is shown. */
let wished = $state.raw<string[]>([]);
/** The way through each server that is not shown at the moment. */
const elsewhere = new Map<string, { stops: Stop[]; at: number }>();

export function route(): Route {
  return stops[at]?.route ?? home;
}

export function canGoBack(): boolean {
  return at > 0;
}

export function canGoForward(): boolean {
  return at < stops.length - 1;
}

/** Goes there; what was ahead is forgotten. Going where one is does nothing. */
export function go(to: Route): void {
  if (same(route(), to)) return;
  const before = stops.slice(0, at + 1);
  const next = [...before, { route: to, kept: null }].slice(-MOST);
  stops = next;
  at = next.length - 1;
}

/** Shows another server, where one left it. */
export function changeServer(from: string | null, to: string): void {
  if (from !== null) elsewhere.set(from, { stops, at });
  const left = elsewhere.get(to);
  stops = left?.stops ?? [{ route: home, kept: null }];
  at = left?.at ?? 0;
}

/** Goes there without a way back to here: after connecting. */
export function restart(to: Route = home): void {
  stops = [{ route: to, kept: null }];
  at = 0;
}

/** Puts another route in the place of this one: a search whose text changes. */
export function replace(to: Route): void {
  stops = stops.map((stop, index) => (index === at ? { route: to, kept: null } : stop));
}

export function back(): void {
  if (canGoBack()) at -= 1;
}

export function forward(): void {
  if (canGoForward()) at += 1;
}

export function openFolder(path: string): void {
  go({ screen: "browse", place: { of: "folder", path } });
}

/** Opens the folder that something is in, with that selected. */
export function showInFolder(path: string): void {
  openFolder(parentOf(path) ?? "/");
  wish([path]);
}

/** Wants assets selected that are, or will be, where one is. */
export function wish(paths: string[]): void {
  wished = paths;
}

export function wishes(): string[] {
  return wished;
}

/** Whoever selects them takes them. */
export function takeWishes(): string[] {
  const paths = wished;
  wished = [];
  return paths;
}

/** Whether what is there can be put in an order: what was found or last opened has one of its own. */
export function ordered(place: Place): boolean {
  return place.of === "folder" || (place.of === "view" && place.view !== "recent");
}

export function openView(view: ViewName): void {
  go({ screen: "browse", place: { of: "view", view } });
}

/** Keeps what this stop wants back. */
export function keep(kept: Partial<Kept>): void {
  const stop = stops[at];
  if (stop) stop.kept = { scroll: 0, chosen: [], ...stop.kept, ...kept };
}

export function keptHere(): Kept | null {
  return stops[at]?.kept ?? null;
}

/** The folder above; `null` at the root. */
export function parentOf(path: string): string | null {
  if (path === "/") return null;
  const cut = path.lastIndexOf("/");
  return cut <= 0 ? "/" : path.slice(0, cut);
}

/** The folders on the way to a path, from the root, itself included. */
export function waysTo(path: string): string[] {
  const names = path.split("/").filter((name) => name !== "");
  return ["/", ...names.map((_, index) => `/${names.slice(0, index + 1).join("/")}`)];
}

/** On the way up from a folder to one above it, what one comes out of; else nothing. */
export function cameOutOf(from: Place | null, to: Place): string | null {
  if (from?.of !== "folder" || to.of !== "folder" || from.path === to.path) return null;
  const way = waysTo(from.path);
  const depth = waysTo(to.path).length;
  return way[depth - 1] === to.path ? (way[depth] ?? null) : null;
}

function same(one: Route, other: Route): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
