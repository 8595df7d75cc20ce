// What is selected, and where the keyboard is.

import type { RowView } from "../ipc/bindings";

/** The rows that are selected from. */
export interface Rows {
  readonly total: number;
  row(index: number): RowView | undefined;
  range(first: number, last: number): Promise<RowView[]>;
}

/** How a press or a key changes the selection. */
export type Reach =
  /** Only that one. */
  | "only"
  /** That one more, or less. */
  | "toggle"
  /** Everything from the anchor to it. */
  | "extend"
  /** Everything from the anchor to it, and what was selected. */
  | "extend-more";

/** No more rows are selected at once. */
export const MOST = 20_000;
/** Selections from that many rows on share what their rows offer. */
const LARGE = 200;

export class Selection {
  /** Selected rows as they were last seen, in the order of selecting. */
  rows = $state.raw<ReadonlyMap<string, RowView>>(new Map());
  /** How many were meant, where those are more than are selected at once. */
  meant = $state<number | null>(null);
  /** Rows are still being fetched to be selected. */
  busy = $state(false);
  /** The row of the keyboard; -1 for none. */
  active = $state(-1);
  /** The row that was led to, to be scrolled to. */
  sought = $state.raw<{ index: number } | null>(null);
  private anchor = -1;
  /** Counts changes, so that a range that arrives late changes nothing. */
  private turn = 0;

  constructor(private readonly from: () => Rows) {}

  get count(): number {
    return this.rows.size;
  }

  has(path: string): boolean {
    return this.rows.has(path);
  }

  async choose(index: number, reach: Reach): Promise<void> {
    const rows = this.from();
    if (index < 0 || index >= rows.total) return;
    this.active = index;
    const turn = ++this.turn;
    if (reach === "extend" || reach === "extend-more") {
      const kept = reach === "extend-more" ? this.rows : new Map<string, RowView>();
      if (this.anchor < 0) this.anchor = index;
      await this.take(Math.min(this.anchor, index), Math.max(this.anchor, index), turn, kept, index < this.anchor);
      return;
    }
    this.anchor = index;
    const row = rows.row(index) ?? (await rows.range(index, index))[0];
    if (!row || turn !== this.turn) return;
    this.meant = null;
    this.busy = false;
    if (reach === "toggle") {
      const next = new Map(this.rows);
      if (!next.delete(row.path)) next.set(row.path, row);
      this.rows = next;
    } else {
      this.rows = new Map([[row.path, row]]);
    }
  }

  /** Selects one row from elsewhere than the rows, which scroll to it. */
  async lead(index: number): Promise<void> {
    await this.choose(index, "only");
    this.sought = { index };
  }

  /** Selects these, which stand at those places, beside those that are kept. */
  put(found: ReadonlyMap<number, RowView>, kept: ReadonlyMap<string, RowView> = new Map()): void {
    this.turn += 1;
    this.meant = null;
    this.busy = false;
    this.rows = new Map([...kept, ...[...found.values()].map((row) => [row.path, row] as const)]);
    this.active = [...found.keys()].at(-1) ?? -1;
    this.anchor = this.active;
  }

  /** Selects what stands at these places, in their order, which is fetched as far as it is not here. */
  async fetch(places: readonly number[], kept: ReadonlyMap<string, RowView>): Promise<void> {
    const [first, last] = [places[0], places.at(-1)];
    if (first === undefined || last === undefined) return;
    await this.take(first, last, ++this.turn, kept, false, new Set(places));
  }

  /** A press on a row that is selected: ranges begin there, wherever it stood when it was chosen. */
  rest(index: number): void {
    this.active = index;
    this.anchor = index;
  }

  /** Moves the keyboard without selecting. */
  move(index: number): void {
    this.active = Math.max(0, Math.min(index, this.from().total - 1));
  }

  async all(): Promise<void> {
    const { total } = this.from();
    const turn = ++this.turn;
    if (total > 0) await this.take(0, total - 1, turn, new Map(), false);
  }

  clear(): void {
    this.turn += 1;
    this.rows = new Map();
    this.meant = null;
    this.busy = false;
    this.sought = null;
  }

  /** Selects a range, from its end where the keyboard went up, as far as so many can be selected. */
  private async take(
    first: number,
    last: number,
    turn: number,
    kept: ReadonlyMap<string, RowView>,
    up: boolean,
    only: ReadonlySet<number> | null = null,
  ): Promise<void> {
    const length = last - first + 1;
    if (length > MOST) {
      if (up) last = first + MOST - 1;
      else first = last - MOST + 1;
    }
    this.busy = length > LARGE;
    const range = await this.from()
      .range(first, last)
      .catch(() => []);
    if (turn !== this.turn) return;
    this.busy = false;
    this.meant = length > MOST ? length : null;
    const meant = only === null ? range : range.filter((_, at) => only.has(first + at));
    const rows = meant.length > LARGE ? shared(meant) : meant;
    this.rows = new Map([...kept, ...rows.map((row) => [row.path, row] as const)]);
  }

  /** Takes newer looks at rows that are selected. */
  refresh(row: (path: string) => RowView | undefined): void {
    let changed = false;
    const next = new Map<string, RowView>();
    for (const [path, before] of this.rows) {
      const now = row(path) ?? before;
      changed ||= now !== before;
      next.set(path, now);
    }
    if (changed) this.rows = next;
  }

  /** Takes rows out that are no longer there. */
  drop(paths: Iterable<string>): void {
    const next = new Map(this.rows);
    for (const path of paths) next.delete(path);
    if (next.size !== this.rows.size) this.rows = next;
  }
}

/** Most rows offer the same: they hold it once, so that thousands are small and quick to look at. */
function shared(rows: RowView[]): RowView[] {
  return rows.map(sharing());
}

/** Gives rows that offer the same the same offers. */
export function sharing(): (row: RowView) => RowView {
  const known = new Map<string, RowView["actions"]>();
  return (row) => {
    const key = JSON.stringify(row.actions);
    const actions = known.get(key) ?? row.actions;
    known.set(key, actions);
    return { ...row, actions };
  };
}

/** What a press means on this platform. */
export function reachOf(event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }, mac: boolean): Reach {
  const more = mac ? event.metaKey : event.ctrlKey;
  if (event.shiftKey) return more ? "extend-more" : "extend";
  return more ? "toggle" : "only";
}
