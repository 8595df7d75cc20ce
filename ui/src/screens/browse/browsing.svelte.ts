// What the browse screen shows: the place, its rows, what is selected in them.

import type { RowOrderView, RowView, UserError } from "../../ipc/bindings";
import { send, tell } from "../../ipc/desk";
import { userError } from "../../ipc/port";
import { type Filters, noFilters, rowsQuery, searchQuery } from "../../grid/query";
import { FoundRows, KnownRows, type Listing, rowAt } from "../../grid/rows.svelte";
import { arrange, layout } from "../../state/layout.svelte";
import { keep, type Place } from "../../state/route.svelte";
import { type Rows, Selection } from "../../state/selection.svelte";

const nothing: Rows = { total: 0, row: () => undefined, range: () => Promise.resolve([]) };
/** How long the rows of another place may stay, in milliseconds. */
const PATIENCE = 100;
/** How often one looks while the server is asked, in milliseconds. */
const MEANWHILE = 600;
/** So many rows fill the screen: further ones come with the next change. */
const FEW = 200;
/** Rows are looked at again at most that often, in milliseconds. */
const OFTEN = 120;

class Browsing {
  place = $state.raw<Place>({ of: "folder", path: "/" });
  filters = $state.raw<Filters>(noFilters);
  listing = $state.raw<Listing | null>(null);
  /** The place that the listing is of: for a moment that is still the one before. */
  listed = $state.raw<Place | null>(null);
  /** The folder itself, with what may be done in it; `null` in views and searches. */
  folder = $state.raw<RowView | null>(null);
  /** The server is being asked what is in the folder. */
  refreshing = $state(false);
  refreshError = $state.raw<UserError | null>(null);
  /** The path whose name is being typed. */
  renaming = $state<string | null>(null);
  /** The folder that a drag from the desktop is above. */
  dropFolder = $state<string | null>(null);
  readonly selection = new Selection(() => this.listing ?? nothing);
  private connection: string | null = null;
  /** The listing that takes the place of the one shown as soon as it has rows. */
  private next: Listing | null = null;
  private again: ReturnType<typeof setTimeout> | undefined;
  private looked = 0;

  /** The one row that is selected. */
  get single(): RowView | null {
    const { rows, everything } = this.selection;
    return !everything && rows.size === 1 ? ([...rows.values()][0] ?? null) : null;
  }

  get selected(): RowView[] {
    return this.selection.everything ? [] : [...this.selection.rows.values()];
  }

  /** Shows another place: what is known at once, and what the server says as soon as it says it. */
  show(connection: string, place: Place): void {
    const elsewhere =
      connection !== this.connection || JSON.stringify(place) !== JSON.stringify(this.place);
    this.connection = connection;
    this.place = place;
    if (elsewhere) {
      this.filters = noFilters;
      this.renaming = null;
    }
    this.selection.clear();
    this.selection.active = -1;
    this.folder = null;
    this.list(elsewhere ? PATIENCE : Infinity);
    void this.lookAtFolder();
    if (place.of === "folder") void this.refresh();
  }

  /**
   * Lists anew: other filters, another order. The rows before stay until there are others, so that
   * nothing flickers, but no longer than that many milliseconds.
   */
  list(patience = Infinity): void {
    if (this.connection === null) return;
    this.next?.end();
    const next: Listing =
      this.place.of === "search"
        ? new FoundRows(this.connection, searchQuery(this.place, this.filters))
        : new KnownRows(this.connection, rowsQuery(this.place, this.filters, layout()));
    this.next = next;
    const { place } = this;
    const swap = (): void => {
      if (this.next !== next) return;
      this.next = null;
      this.listing?.end();
      this.listing = next;
      this.listed = place;
    };
    if (this.listing === null) {
      swap();
      return;
    }
    void next.ready.then(swap);
    if (patience !== Infinity) setTimeout(swap, patience);
  }

  filter(change: Partial<Filters>): void {
    this.filters = { ...this.filters, ...change };
    this.selection.clear();
    this.anew();
  }

  order(order: RowOrderView, descending: boolean): void {
    arrange({ order, descending });
    this.anew();
  }

  /** Other rows, or another order, are read from the top. */
  private anew(): void {
    keep({ scroll: 0, active: null });
    this.selection.active = -1;
    this.list();
  }

  /** Asks the server what is in the folder. */
  async refresh(): Promise<void> {
    const { place, connection } = this;
    if (connection === null) return;
    if (place.of !== "folder") {
      await tell({ intent: "wake" }).catch(() => undefined);
      if (place.of === "search") this.list();
      return;
    }
    this.refreshing = true;
    this.refreshError = null;
    // A large folder arrives page by page: what has come is shown meanwhile, as far as there is room.
    const looking = setInterval(() => {
      const { listing } = this;
      if (this.place === place && listing && listing.total < FEW) listing.invalidate();
    }, MEANWHILE);
    try {
      await send({ intent: "refresh", connection, folder: place.path }, "done");
    } catch (thrown) {
      if (this.place === place) this.refreshError = userError(thrown);
    } finally {
      clearInterval(looking);
      if (this.place === place) {
        this.refreshing = false;
        this.listing?.invalidate();
        void this.lookAtFolder();
      }
    }
  }

  /** Something changed: looks again, but not more often than a person sees. */
  changed(): void {
    if (this.again !== undefined) return;
    const wait = Math.max(0, this.looked + OFTEN - Date.now());
    this.again = setTimeout(() => {
      this.again = undefined;
      this.looked = Date.now();
      this.listing?.invalidate();
      void this.lookAtFolder();
      void this.lookAtSelected();
    }, wait);
  }

  /** Takes newer rows of what is selected out of the listing. */
  refreshSelection(): void {
    const { listing } = this;
    if (!listing || this.selection.rows.size > 200) return;
    this.selection.refresh((path) => {
      const at = listing.indexOf(path);
      return at < 0 ? undefined : listing.row(at);
    });
  }

  private async lookAtFolder(): Promise<void> {
    const { place, connection } = this;
    if (place.of !== "folder" || connection === null) return;
    const folder = await rowAt(connection, place.path).catch(() => null);
    if (this.place === place) this.folder = folder;
  }

  /** A selected row may have left the listing: a view shows it no longer, it was renamed, deleted. */
  private async lookAtSelected(): Promise<void> {
    const { single, connection } = this;
    if (!single || connection === null) return;
    const row = await rowAt(connection, single.path).catch(() => single);
    if (this.single?.path !== single.path) return;
    if (row === null) {
      if (this.place.of !== "search") this.selection.drop([single.path]);
    } else {
      this.selection.refresh((path) => (path === row.path ? row : undefined));
    }
  }
}

export const browsing = new Browsing();
