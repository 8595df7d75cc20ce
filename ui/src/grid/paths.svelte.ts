// Rows of given paths in a given order: what was last opened. What is gone is left out.

import type { RowsFilter, RowView, UserError } from "../ipc/bindings";
import { send } from "../ipc/desk";
import { plainQuery } from "./query";
import type { Listing } from "./rows.svelte";

/** Between two looks at all of them, in milliseconds. */
const REST = 1000;

export class PathRows implements Listing {
  readonly more = false;
  readonly lookedThrough = null;
  readonly hidden = 0;
  readonly error: UserError | null = null;
  readonly ready: Promise<void>;
  known = $state(false);
  generation = $state(0);
  private rows = $state.raw<RowView[]>([]);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private ended = false;

  constructor(
    private readonly connection: string,
    private readonly paths: readonly string[],
    private readonly filter: RowsFilter,
  ) {
    this.ready = this.look();
  }

  get total(): number {
    return this.rows.length;
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
  /** All of them are there. */
  want(): void {}
  invalidate(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.look();
    }, REST);
  }
  end(): void {
    this.ended = true;
    clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    const asked = this.paths.map((path) => {
      const query = plainQuery({ of: "one", path }, 0, 1, this.filter);
      return send({ intent: "rows", connection: this.connection, query }, "rows").catch(() => null);
    });
    const pages = await Promise.all(asked);
    if (this.ended) return;
    this.rows = pages.flatMap((page) => page?.rows ?? []);
    this.generation += 1;
    this.known = true;
  }
}
