// The rows of a place as the grid shows them: a folder or a view by range, a search or a collection page by
// page.

import type { Intent, RowsQuery, RowView, UserError } from "../ipc/bindings";
import { send } from "../ipc/desk";
import { userError } from "../ipc/port";
import type { Rows } from "../state/selection.svelte";
import { plainQuery } from "./query";
import { RangeCache } from "./range";

export interface Listing extends Rows {
  /** Whether there is an answer at all. */
  readonly known: boolean;
  readonly error: UserError | null;
  readonly generation: number;
  /** When there is an answer, good or bad. */
  readonly ready: Promise<void>;
  /** A search has further pages. */
  readonly more: boolean;
  /** How many results of a search were looked through here, where the server can't compare. */
  readonly lookedThrough: number | null;
  /** How many are left out because they have expired. */
  readonly hidden: number;
  want(first: number, last: number, direction: number): void;
  indexOf(path: string): number;
  /** Something changed. */
  invalidate(): void;
  end(): void;
}

/** Rows of the journal: there at once, whatever the server does. */
export class KnownRows implements Listing {
  readonly more = false;
  readonly lookedThrough = null;
  readonly ready: Promise<void>;
  private version = $state(0);
  private readonly cache: RangeCache;

  constructor(connection: string, query: Omit<RowsQuery, "offset" | "limit">) {
    let answered = (): void => undefined;
    this.ready = new Promise((resolve) => (answered = resolve));
    this.cache = new RangeCache(
      (offset, limit) => send({ intent: "rows", connection, query: { ...query, offset, limit } }, "rows"),
      () => {
        this.version += 1;
        answered();
      },
    );
    this.cache.want(0, 0);
  }

  get total(): number {
    return this.read().total;
  }
  get hidden(): number {
    return this.read().hidden;
  }
  get known(): boolean {
    return this.read().known;
  }
  get generation(): number {
    return this.read().generation;
  }
  get error(): UserError | null {
    const { error } = this.read();
    return error === null ? null : userError(error);
  }
  row(index: number): RowView | undefined {
    return this.read().row(index);
  }
  indexOf(path: string): number {
    return this.read().indexOf(path);
  }
  range(first: number, last: number): Promise<RowView[]> {
    return this.cache.range(first, last);
  }
  want(first: number, last: number, direction: number): void {
    this.cache.want(first, last, direction);
  }
  invalidate(): void {
    this.cache.invalidate();
  }
  end(): void {
    this.cache.end();
  }

  /** The cache, read so that whoever reads is told of changes. */
  private read(): RangeCache {
    void this.version;
    return this.cache;
  }
}

/** What the server found, or what is in a collection, as far as it was asked. */
export class FoundRows implements Listing {
  readonly generation = 0;
  readonly ready: Promise<void>;
  error = $state.raw<UserError | null>(null);
  known = $state(false);
  hidden = $state(0);
  private rows = $state.raw<RowView[]>([]);
  private next = $state.raw<string | null>(null);
  private leftOut = $state(0);
  private asking = false;
  private seen: [number, number] = [0, 40];
  private ended = false;

  constructor(
    private readonly connection: string,
    /** What asks for a page, or for the first one. */
    private readonly asks: (page: string | null) => Intent,
  ) {
    this.ready = this.ask(null);
  }

  get total(): number {
    return this.rows.length;
  }
  get more(): boolean {
    return this.next !== null;
  }
  get lookedThrough(): number | null {
    return this.leftOut === 0 ? null : this.rows.length + this.leftOut;
  }
  row(index: number): RowView | undefined {
    return this.rows[index];
  }
  indexOf(path: string): number {
    return this.rows.findIndex((row) => row.path === path);
  }
  range(first: number, last: number): Promise<RowView[]> {
    return Promise.resolve(this.rows.slice(first, last + 1));
  }
  /** Near the end the next page is fetched. */
  want(first: number, last: number): void {
    this.seen = [first, last + 1];
    if (this.next !== null && last >= this.rows.length - 20) void this.ask(this.next);
  }
  /** What is seen of it is looked at again in the journal, a row at a time. */
  invalidate(): void {
    for (const row of this.rows.slice(...this.seen)) void this.look(row.path);
  }
  end(): void {
    this.ended = true;
  }

  private async ask(page: string | null): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      let from = page;
      // A page may bring nothing that fits, and nobody scrolls to the end of nothing.
      do {
        const found = await send(this.asks(from), "found");
        if (this.ended) return;
        this.rows = from === null ? found.rows : [...this.rows, ...found.rows];
        this.leftOut = (from === null ? 0 : this.leftOut) + found.left_out;
        this.hidden = (from === null ? 0 : this.hidden) + found.hidden;
        this.next = found.next;
        this.error = null;
        from = found.next;
      } while (from !== null && this.seen[1] >= this.rows.length - 20);
    } catch (thrown) {
      this.error = userError(thrown);
    } finally {
      this.asking = false;
      this.known = true;
    }
  }

  private async look(path: string): Promise<void> {
    const row = await rowAt(this.connection, path).catch(() => null);
    if (row === null || this.ended) return;
    this.rows = this.rows.map((known) => (known.path === path ? row : known));
  }
}

/** One row as it is known; `null` when it is not. */
export async function rowAt(connection: string | null, path: string): Promise<RowView | null> {
  const page = await send(
    {
      intent: "rows",
      connection,
      query: plainQuery({ of: "one", path }, 0, 1),
    },
    "rows",
  );
  return page.rows[0] ?? null;
}
