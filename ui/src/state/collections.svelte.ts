// The collections of the current connection, as the server had them when it was asked last.

import type { CollectionView, RowView } from "../ipc/bindings";
import { send } from "../ipc/desk";
import { route } from "./route.svelte";
import { connection, currentName } from "./snapshot.svelte";

/** A collection, and how many others it is in. */
export type Nested = CollectionView & { depth: number };

let known = $state.raw<Nested[]>([]);
let of = $state<string | null>(null);

/** Those of the current connection; each comes behind the one that it is in. */
export function collections(): Nested[] {
  return of !== null && of === currentName() ? known : [];
}

/** Those whose members may be added and removed. */
export function editableCollections(): Nested[] {
  return collections().filter((one) => one.editable);
}

export function collectionWith(id: string): Nested | null {
  return collections().find((one) => one.id === id) ?? null;
}

/** The collection that is shown. */
export function collectionHere(): Nested | null {
  const here = route();
  return here.screen === "browse" && here.place.of === "collection" ? collectionWith(here.place.id) : null;
}

/** Asks the server. Where it has none, or can't be asked, what is known stays. */
export async function lookAtCollections(): Promise<void> {
  const name = currentName();
  if (name === null || connection()?.capability?.collections !== true) return;
  const found = await send({ intent: "collections", connection: name }, "collections").catch(() => null);
  if (found === null || name !== currentName()) return;
  known = nested(found);
  of = name;
}

/** How deep each one is: what holds it comes before it. */
export function nested(found: CollectionView[]): Nested[] {
  const depths = new Map<string, number>();
  return found.map((one) => {
    const above = one.parent === null ? undefined : depths.get(one.parent);
    const depth = above === undefined ? 0 : above + 1;
    depths.set(one.id, depth);
    return { ...one, depth };
  });
}

/** Adds assets and folders to a collection, or removes them from it. */
export async function editCollection(id: string, add: RowView[], remove: RowView[]): Promise<void> {
  const paths = (rows: RowView[]): string[] => rows.map((row) => row.path);
  const intent = { intent: "edit-collection" as const, connection: currentName(), id, add: paths(add), remove: paths(remove) };
  await send(intent, "done");
  await lookAtCollections();
}
