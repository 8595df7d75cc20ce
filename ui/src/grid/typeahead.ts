// Letters that are typed lead to the row whose name begins with them.

import type { Rows } from "../state/selection.svelte";
import { inOrder } from "./order";

/** Letters within that time belong together, in milliseconds. */
const TOGETHER = 900;
/** How far ahead names are compared one by one. */
const NEAR = 300;

export class TypeAhead {
  private letters = "";
  private last = 0;
  private turn = 0;

  get typing(): boolean {
    return this.letters !== "" && Date.now() - this.last < TOGETHER;
  }

  /** The index of the row that is meant; `null` when none is, or more was typed meanwhile. */
  async type(letter: string, from: number, rows: Rows, byName: boolean): Promise<number | null> {
    const now = Date.now();
    this.letters = now - this.last < TOGETHER ? this.letters + letter : letter;
    this.last = now;
    const turn = ++this.turn;
    const same = new Set(this.letters).size === 1;
    const wanted = (same ? letter : this.letters).toLocaleLowerCase();
    // The same letter again goes on to the next; further letters may stay where they are.
    const start = this.letters.length === 1 || same ? from + 1 : Math.max(0, from);
    const near = nearby(wanted, start, rows);
    if (near !== null) return near;
    if (rows.total <= NEAR || !byName) {
      const all = await rows.range(0, Math.min(rows.total, 1000) - 1);
      if (turn !== this.turn) return null;
      const at = [...all.keys()].find((index) => begins(all[(index + start) % all.length]?.name, wanted));
      return at === undefined ? null : (at + start) % all.length;
    }
    const found = await search(wanted, rows);
    return turn === this.turn ? found : null;
  }
}

function nearby(wanted: string, start: number, rows: Rows): number | null {
  for (let step = 0; step < Math.min(NEAR, rows.total); step += 1) {
    const index = (start + step) % rows.total;
    const row = rows.row(index);
    if (!row) return null;
    if (begins(row.name, wanted)) return index;
  }
  return null;
}

/** Looks in the sorted names: folders come first, then the rest, each by name. */
async function search(wanted: string, rows: Rows): Promise<number | null> {
  const row = async (index: number): Promise<{ name: string; folder: boolean } | null> => {
    const found = rows.row(index) ?? (await rows.range(index, index))[0];
    return found ? { name: found.name, folder: found.kind === "folder" } : null;
  };
  const first = async (low: number, high: number, after: (found: { name: string; folder: boolean }) => boolean): Promise<number> => {
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const found = await row(middle);
      if (!found) return high;
      if (after(found)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const assets = await first(0, rows.total, (found) => !found.folder);
  for (const [low, high] of [
    [0, assets],
    [assets, rows.total],
  ] as const) {
    const at = await first(low, high, (found) => inOrder(found.name, wanted) >= 0);
    if (at < high && begins((await row(at))?.name, wanted)) return at;
  }
  return null;
}

function begins(name: string | undefined, wanted: string): boolean {
  return name?.toLocaleLowerCase().startsWith(wanted) ?? false;
}
