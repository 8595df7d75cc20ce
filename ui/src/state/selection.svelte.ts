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

/** Actions work on up to that many rows; more are selected as a whole, without knowing each. */
export const MOST = 2_000;

export class Selection {
  /** Selected rows as they were last seen, in the order of selecting. */
  rows = $state.raw<ReadonlyMap<string, RowView>>(new Map());
  /** All rows are selected, and they are too many to know. */
  everything = $state(false);
  /** The row of the keyboard; -1 for none. */
  active = $state(-1);
  private anchor = -1;
  /** Counts changes, so that a range that arrives late changes nothing. */
  private turn = 0;

  constructor(private readonly from: () => Rows) {}

  get count(): number {
    return this.everything ? this.from().total : this.rows.size;
  }

  has(path: string): boolean {
    return this.everything || this.rows.has(path);
  }

  async choose(index: number, reach: Reach): Promise<void> {
    const rows = this.from();
    if (index < 0 || index >= rows.total) return;
    this.active = index;
    const turn = ++this.turn;
    if (reach === "extend" || reach === "extend-more") {
      const kept = reach === "extend-more" && !this.everything ? this.rows : new Map<string, RowView>();
      if (this.anchor < 0) this.anchor = index;
      const first = Math.max(Math.min(this.anchor, index), index - MOST + 1);
      const last = Math.min(Math.max(this.anchor, index), index + MOST - 1);
      const range = await rows.range(first, last);
      if (turn !== this.turn) return;
      this.everything = false;
      this.rows = new Map([...kept, ...range.map((row) => [row.path, row] as const)]);
      return;
    }
    this.anchor = index;
    const row = rows.row(index) ?? (await rows.range(index, index))[0];
    if (!row || turn !== this.turn) return;
    if (reach === "toggle" && !this.everything) {
      const next = new Map(this.rows);
      if (!next.delete(row.path)) next.set(row.path, row);
      this.rows = next;
    } else {
      this.rows = new Map([[row.path, row]]);
    }
    this.everything = false;
  }

  /** Moves the keyboard without selecting. */
  move(index: number): void {
    this.active = Math.max(0, Math.min(index, this.from().total - 1));
  }

  async all(): Promise<void> {
    const rows = this.from();
    const turn = ++this.turn;
    if (rows.total === 0) return;
    if (rows.total > MOST) {
      this.rows = new Map();
      this.everything = true;
      return;
    }
    const range = await rows.range(0, rows.total - 1);
    if (turn !== this.turn) return;
    this.everything = false;
    this.rows = new Map(range.map((row) => [row.path, row]));
  }

  clear(): void {
    this.turn += 1;
    this.rows = new Map();
    this.everything = false;
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

/** What a press means on this platform. */
export function reachOf(event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }, mac: boolean): Reach {
  const more = mac ? event.metaKey : event.ctrlKey;
  if (event.shiftKey) return more ? "extend-more" : "extend";
  return more ? "toggle" : "only";
}
