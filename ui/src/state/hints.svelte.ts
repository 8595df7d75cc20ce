// Hints for whoever is new here: one at a time, each until it was done once or put away. Kept by the web view.

/** In the order in which they are given. */
export const HINTS = ["edit", "quick-look", "favourite", "keys"] as const;
export type HintName = (typeof HINTS)[number];
const KEY = "damson-hints";

let gone = $state.raw<ReadonlySet<string>>(read());
/** Whoever put one away has enough until the window opens again. */
let enough = $state(false);

/** The hint to give. */
export function hint(): HintName | null {
  return enough ? null : (HINTS.find((name) => !gone.has(name)) ?? null);
}

/** It was done: it needs no hint any more. */
export function learnt(...names: HintName[]): void {
  if (names.every((name) => gone.has(name))) return;
  gone = new Set([...gone, ...names]);
  try {
    localStorage.setItem(KEY, JSON.stringify([...gone]));
  } catch {
    // Without storage it is away as long as the window is open.
  }
}

export function putAway(...names: HintName[]): void {
  enough = true;
  learnt(...names);
}

function read(): Set<string> {
  try {
    return new Set(JSON.parse(localStorage.getItem(KEY) ?? "[]") as string[]);
  } catch {
    return new Set();
  }
}
