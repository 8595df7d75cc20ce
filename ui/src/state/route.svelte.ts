// Where the window is, with back and forward.

export type ViewName = "edited" | "conflicts" | "mine" | "pinned";
export type Place =
  | { of: "folder"; path: string }
  | { of: "view"; view: ViewName }
  | { of: "search"; text: string; within: string | null };
export type Route =
  | { screen: "connect"; again: string | null }
  | { screen: "browse"; place: Place }
  | { screen: "transfers" }
  | { screen: "recovered" }
  | { screen: "preferences"; section: string | null };

/** What a screen wants back when the person comes back to it. */
export type Kept = { scroll: number; active: string | null };
type Stop = { route: Route; kept: Kept | null };

const home: Route = { screen: "browse", place: { of: "folder", path: "/" } };
const MOST = 100;
let stops = $state.raw<Stop[]>([{ route: home, kept: null }]);
let at = $state(0);

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

/** Goes there without a way back to here: after connecting, after switching servers. */
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

export function openView(view: ViewName): void {
  go({ screen: "browse", place: { of: "view", view } });
}

/** Keeps what this stop wants back. */
export function keep(kept: Kept): void {
  const stop = stops[at];
  if (stop) stop.kept = kept;
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

function same(one: Route, other: Route): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
