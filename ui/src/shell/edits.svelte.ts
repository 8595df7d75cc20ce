// Edits that were seen while the window is open, until they are uploaded or put off.

import { plainQuery } from "../grid/query";
import type { RowView } from "../ipc/bindings";
import { send } from "../ipc/desk";
import { allows } from "../state/offers";
import { noteRecent } from "../state/places.svelte";
import { currentName, session } from "../state/snapshot.svelte";

const MOST = 50;

class Edits {
  /** Newly edited assets, the latest first. */
  seen = $state.raw<RowView[]>([]);
  /** What the comment is being typed for: nothing joins it meanwhile. */
  private held = $state.raw<ReadonlySet<string> | null>(null);
  /** Being uploaded, until the rows show it. */
  private sending = $state.raw<ReadonlySet<string>>(new Set());
  /** Comments that were typed and not sent, by what they are for. */
  private drafts = $state.raw<ReadonlyMap<string, string>>(new Map());
  private focused = false;
  private connection: string | null = null;
  /** Everything that was edited when last looked: only what comes after it is new. */
  private known: Set<string> | null = null;
  private later = new Set<string>();
  private looking = false;
  private again = false;

  /** What the bar is about. */
  get offered(): RowView[] {
    const rows = this.seen.filter((row) => !this.sending.has(row.path));
    const held = rows.filter((row) => this.held?.has(row.path));
    return held.length > 0 ? held : rows;
  }

  /** Edits that are seen beside those that the bar is about. */
  get others(): number {
    return this.seen.filter((row) => !this.sending.has(row.path)).length - this.offered.length;
  }

  /** The bar offers to upload what it is about. */
  get uploadable(): boolean {
    const rows = this.offered;
    return rows.length > 0 && rows.every((row) => allows(row, "upload-changes"));
  }

  /** The bar's upload is that of exactly these rows: nothing else needs to offer it. */
  uploads(rows: readonly RowView[]): boolean {
    const about = new Set(this.offered.map((row) => row.path));
    return this.uploadable && rows.length === about.size && rows.every((row) => about.has(row.path));
  }

  get comment(): string {
    return this.drafts.get(keyOf(this.offered)) ?? "";
  }

  set comment(text: string) {
    this.hold();
    const key = keyOf(this.offered);
    this.drafts = new Map([...this.drafts, [key, text]]);
    this.letGo();
  }

  /** The field of the comment has the keyboard, or has it no more. */
  focus(focused: boolean): void {
    this.focused = focused;
    if (focused) this.hold();
    else this.letGo();
  }

  /** Uploads what the bar is about with its comment, which stays where that fails. */
  async upload(send: (rows: RowView[], comment: string | null) => Promise<boolean>): Promise<void> {
    const rows = this.offered;
    const text = this.comment.trim();
    const paths = new Set(rows.map((row) => row.path));
    this.sending = new Set([...this.sending, ...paths]);
    this.held = null;
    const sent = await send(rows, text || null);
    if (sent) this.drafts = new Map([...this.drafts].filter(([key]) => key !== keyOf(rows)));
    this.sending = new Set([...this.sending].filter((path) => !paths.has(path)));
    if (sent) this.seen = this.seen.filter((row) => !paths.has(row.path));
    await this.look();
  }

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
    const rows = this.offered;
    for (const row of rows) this.later.add(row.path);
    this.drafts = new Map([...this.drafts].filter(([key]) => key !== keyOf(rows)));
    this.held = null;
    this.seen = this.seen.filter((row) => !rows.includes(row));
  }

  private hold(): void {
    const held = this.offered.map((row) => row.path);
    this.held = held.length > 0 ? new Set(held) : null;
  }

  /** Others may join when nothing is being typed and nothing was. */
  private letGo(): void {
    if (!this.focused && this.comment.trim() === "") this.held = null;
  }

  private async once(): Promise<void> {
    const connection = currentName();
    if (connection !== this.connection) {
      this.connection = connection;
      this.known = null;
      this.later.clear();
      this.seen = [];
      this.held = null;
      this.drafts = new Map();
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
    if (fresh.length > 0) noteRecent(...fresh.map(({ path }) => ({ path, folder: false })));
    const transferring = (row: RowView): boolean => row.transfer?.direction === "upload" && row.transfer.state !== "failed";
    this.seen = [...fresh, ...still].filter((row) => !transferring(row));
    this.drafts = new Map([...this.drafts].filter(([key]) => key.split("\n").every((path) => edited.has(path))));
    if (!this.seen.some((row) => this.held?.has(row.path))) this.held = null;
    if (this.focused && this.held === null) this.hold();
  }
}

function keyOf(rows: readonly RowView[]): string {
  const paths = rows.map((row) => row.path);
  return paths.sort().join("\n");
}

export const edits = new Edits();
