// Rows by range: pages that are fetched when somebody looks at them, and again when they are stale.

import type { RowPageView, RowView } from "../ipc/bindings";

export type FetchPage = (offset: number, limit: number) => Promise<RowPageView>;
type Page = { rows: RowView[]; stale: boolean; used: number };

export const PAGE = 60;
/** Pages that are kept; the least recently looked at go first. */
const KEPT = 24;
const AT_ONCE = 3;
/** How many pages are fetched ahead of somebody who scrolls. */
const AHEAD = 4;

/**
 * The rows of one query. What is shown stays shown until something newer takes its place: a stale
 * page is still a page.
 */
export class RangeCache {
  total = 0;
  /** How many are left out because they have expired. */
  hidden = 0;
  /** Of the latest page. */
  generation = -1;
  /** Whether any page has arrived. */
  known = false;
  error: unknown = null;
  private pages = new Map<number, Page>();
  private look = { from: 0, to: 0, direction: 0 };
  private failed = new Set<number>();
  private flying = new Set<number>();
  private clock = 0;
  private ended = false;
  /** Counts invalidations, so that a page asked for before one is known as stale. */
  private epoch = 0;

  constructor(
    private readonly fetch: FetchPage,
    private readonly changed: () => void,
  ) {}

  row(index: number): RowView | undefined {
    return this.pages.get(Math.floor(index / PAGE))?.rows[index % PAGE];
  }

  /** The index of a path among what is here. */
  indexOf(path: string): number {
    for (const [number, page] of this.pages) {
      const at = page.rows.findIndex((row) => row.path === path);
      if (at >= 0) return number * PAGE + at;
    }
    return -1;
  }

  /** Says which rows are looked at, and which way the person moves: -1, 0 or 1. */
  want(first: number, last: number, direction = 0): void {
    const from = Math.floor(Math.max(0, first) / PAGE);
    const to = Math.floor(Math.max(0, last) / PAGE);
    this.clock += 1;
    for (let number = from; number <= to; number += 1) {
      const page = this.pages.get(number);
      if (page) page.used = this.clock;
    }
    this.look = { from, to, direction };
    this.failed.clear();
    this.pump();
  }

  /** Everything may have changed: what is looked at is fetched again. */
  invalidate(): void {
    this.epoch += 1;
    for (const page of this.pages.values()) page.stale = true;
    this.failed.clear();
    this.pump();
  }

  /** The rows of a range, fetched where they are not here. */
  async range(first: number, last: number): Promise<RowView[]> {
    const rows: RowView[] = [];
    let index = first;
    while (index <= last) {
      const here = this.row(index);
      if (here) {
        rows.push(here);
        index += 1;
        continue;
      }
      const page = await this.fetch(index, Math.min(1000, last - index + 1));
      if (page.rows.length === 0) break;
      rows.push(...page.rows);
      index += page.rows.length;
    }
    return rows;
  }

  /** Nothing that still arrives is taken. */
  end(): void {
    this.ended = true;
  }

  /** The pages that are looked at, and those that scrolling leads to, the nearest first. */
  private wanted(): { seen: number[]; ahead: number[] } {
    const { from, to, direction } = this.look;
    const seen: number[] = [];
    for (let number = from; number <= to; number += 1) seen.push(number);
    if (!this.known) return { seen, ahead: [] };
    const next = Array.from({ length: direction === 0 ? 1 : AHEAD }, (_, step) => step + 1);
    const around =
      direction < 0
        ? [...next.map((step) => from - step), to + 1]
        : [...next.map((step) => to + step), from - 1];
    const pages = Math.max(1, Math.ceil(this.total / PAGE));
    const exists = (number: number): boolean => number >= 0 && number < pages;
    return { seen: seen.filter(exists), ahead: around.filter(exists) };
  }

  /** What is missing before the eyes comes first, then what is stale there, then what is ahead. */
  private pump(): void {
    if (this.ended) return;
    const { seen, ahead } = this.wanted();
    const missing = (number: number): boolean => !this.pages.has(number);
    const stale = (number: number): boolean => this.pages.get(number)?.stale === true;
    // What is only ahead leaves a place for what is looked at next.
    this.start([...seen.filter(missing), ...seen.filter(stale)], AT_ONCE);
    this.start(ahead.filter(missing), AT_ONCE - 1);
  }

  private start(pages: number[], most: number): void {
    for (const number of pages) {
      if (this.flying.size >= most) return;
      if (!this.flying.has(number) && !this.failed.has(number)) void this.load(number);
    }
  }

  private async load(number: number): Promise<void> {
    const epoch = this.epoch;
    this.flying.add(number);
    try {
      const page = await this.fetch(number * PAGE, PAGE);
      if (this.ended) return;
      this.take(number, page, epoch !== this.epoch);
    } catch (thrown) {
      if (this.ended) return;
      this.error = thrown;
      // Not asked for again by itself: the next look or change does.
      this.failed.add(number);
      this.changed();
    } finally {
      this.flying.delete(number);
    }
    this.pump();
  }

  private take(number: number, page: RowPageView, stale: boolean): void {
    // A page of another generation with another total moved the rows of the others.
    if (this.known && page.total !== this.total) {
      for (const other of this.pages.values()) other.stale = true;
    }
    this.error = null;
    this.known = true;
    this.total = page.total;
    this.hidden = page.hidden;
    this.generation = Math.max(this.generation, page.generation);
    this.pages.set(number, { rows: page.rows, stale, used: ++this.clock });
    for (const other of [...this.pages.keys()]) {
      if (other * PAGE >= Math.max(1, this.total)) this.pages.delete(other);
    }
    this.forget();
    this.changed();
  }

  private forget(): void {
    const { seen, ahead } = this.wanted();
    const wanted = [...seen, ...ahead];
    while (this.pages.size > KEPT) {
      let oldest = -1;
      let used = Infinity;
      for (const [number, page] of this.pages) {
        if (page.used < used && !wanted.includes(number)) {
          oldest = number;
          used = page.used;
        }
      }
      if (oldest < 0) return;
      this.pages.delete(oldest);
    }
  }
}
