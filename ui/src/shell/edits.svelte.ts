// Edits that were seen while the window is open, until they are uploaded or put off.

import { plainQuery } from "../grid/query";
import type { RowView } from "../ipc/bindings";
import { send } from "../ipc/desk";
import { currentName, session } from "../state/snapshot.svelte";

const MOST = 50;

class Edits {
  /** Newly edited assets, the latest first. */
  seen = $state.raw<RowView[]>([]);
  private connection: string | null = null;
  /** Everything that was edited when last looked: only what comes after it is new. */
  private known: Set<string> | null = null;
  private later = new Set<string>();
  private looking = false;
  private again = false;

  /** Looks what is edited; called with every change. */
  async look(): Promise<void> {
    if (this.looking) {
      this.again = true;
      return;
    }
    this.looking = true;
    do {
      this.again = false;
      await this.once();
    } while (this.again);
    this.looking = false;
  }

  /** The person does not want to be asked about these any more. */
  putOff(): void {
    for (const row of this.seen) this.later.add(row.path);
    this.seen = [];
  }

  private async once(): Promise<void> {
    const connection = currentName();
    if (connection !== this.connection) {
      this.connection = connection;
      this.known = null;
      this.later.clear();
      this.seen = [];
    }
    if (connection === null || session() === null) return;
    const page = await send(
      {
        intent: "rows",
        connection,
        query: {
          ...plainQuery({ of: "below", path: "/" }, 0, MOST, { statuses: ["edited-locally"] }),
          order: "modified",
          descending: true,
        },
      },
      "rows",
    ).catch(() => null);
    if (page === null || connection !== currentName()) return;
    const edited = new Map(page.rows.map((row) => [row.path, row]));
    if (this.known === null) {
      this.known = new Set(edited.keys());
      return;
    }
    for (const path of [...this.known, ...this.later]) {
      if (edited.has(path)) continue;
      this.known.delete(path);
      this.later.delete(path);
    }
    const still = this.seen.map((row) => edited.get(row.path)).filter((row): row is RowView => row !== undefined);
    const fresh = page.rows.filter(
      (row) => !this.known?.has(row.path) && !this.later.has(row.path) && !still.some((other) => other.path === row.path),
    );
    const transferring = (row: RowView): boolean => row.transfer?.direction === "upload" && row.transfer.state !== "failed";
    this.seen = [...fresh, ...still].filter((row) => !transferring(row));
  }
}

export const edits = new Edits();
