// What the browse screen shows: the place, its rows, what is selected in them.

import type { Action, RowOrderView, RowView, UserError } from "../../ipc/bindings";
import { send, tell } from "../../ipc/desk";
import { userError } from "../../ipc/port";
import { type Filters, noFilters, rowsQuery, searchQuery } from "../../grid/query";
import { PathRows } from "../../grid/paths.svelte";
import { FoundRows, KnownRows, type Listing, rowAt } from "../../grid/rows.svelte";
import { lookAtCollections } from "../../state/collections.svelte";
import { arrange, layout } from "../../state/layout.svelte";
import { noteRecent, recents } from "../../state/places.svelte";
import { cameOutOf, go, keep, keptHere, parentOf, type Place } from "../../state/route.svelte";
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
/** So often one looks for what is to be selected. */
const TRIES = 8;
/** So many rows are looked through for it, and so many at a time. */
const FAR = 20_000;
const AT_ONCE = 500;

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
  /** The action that stands out in the bar for what is selected. */
  standing = $state<Action | null>(null);
  readonly selection = new Selection(() => this.listing ?? nothing);
  private connection: string | null = null;
  /** The filters that the next place begins with. */
  private wished: Filters | null = null;
  /** The listing that takes the place of the one shown as soon as it has rows. */
  private next: Listing | null = null;
  private again: ReturnType<typeof setTimeout> | undefined;
  private looked = 0;
  /** What is selected as soon as it is among the rows; `seen` where one did not scroll away from it. */
  private wanted: { paths: string[]; seen: boolean; tries: number } | null = null;

  /** The one row that is selected. */
  get single(): RowView | null {
    const { rows } = this.selection;
    return rows.size === 1 ? ([...rows.values()][0] ?? null) : null;
  }

  get selected(): RowView[] {
    return [...this.selection.rows.values()];
  }

  /** Shows another place: what is known at once, and what the server says as soon as it says it. */
  show(connection: string, place: Place): void {
    const elsewhere =
      connection !== this.connection || JSON.stringify(place) !== JSON.stringify(this.place);
    const kept = keptHere()?.chosen ?? [];
    const out = connection === this.connection ? cameOutOf(this.place, place) : null;
    this.connection = connection;
    this.place = place;
    this.wanted = null;
    if (kept.length > 0) this.wanted = { paths: kept, seen: true, tries: 0 };
    else if (out !== null) this.wanted = { paths: [out], seen: false, tries: 0 };
    if (elsewhere) {
      this.filters = this.wished ?? noFilters;
      this.wished = null;
      this.renaming = null;
    }
    this.selection.clear();
    this.selection.active = -1;
    this.folder = null;
    this.list(elsewhere ? PATIENCE : Infinity);
    void this.lookAtFolder();
    if (place.of !== "folder") return;
    if (elsewhere && place.path !== "/") noteRecent({ path: place.path, folder: true });
    void this.refresh();
  }

  /**
   * Lists anew: other filters, another order. The rows before stay until there are others, so that
   * nothing flickers, but no longer than that many milliseconds.
   */
  list(patience = Infinity): void {
    if (this.connection === null) return;
    this.next?.end();
    const next = listingOf(this.connection, this.place, this.filters);
    this.next = next;
    const { place } = this;
    const swap = (): void => {
      if (this.next !== next) return;
      this.next = null;
      this.listing?.end();
      this.listing = next;
      this.listed = place;
      void next.ready.then(() => this.seek());
    };
    if (this.listing === null) {
      swap();
      return;
    }
    void next.ready.then(swap);
    if (patience !== Infinity) setTimeout(swap, patience);
  }

  /** Selects what was just made here, or is to be shown, as soon as it is among the rows. */
  select(paths: string[]): void {
    const { place } = this;
    if (place.of !== "folder" || paths.length === 0 || parentOf(paths[0] ?? "/") !== place.path) return;
    this.selection.clear();
    this.wanted = { paths, seen: false, tries: 0 };
    void this.seek();
  }

  /** Looks for what is to be selected; it may come with the next rows. */
  async seek(): Promise<void> {
    const { listing, wanted } = this;
    if (wanted === null || !listing?.known || this.next !== null || wanted.tries >= TRIES) return;
    wanted.tries += 1;
    const found = await placesOf(listing, wanted.paths);
    if (this.listing !== listing || this.wanted !== wanted || found.size === 0) return;
    // The others come with the next rows.
    if (!wanted.seen && found.size < wanted.paths.length && wanted.tries < TRIES) return;
    this.wanted = null;
    // Whoever chose something meanwhile keeps that.
    if (this.selection.count > 0) return;
    const [only] = found.keys();
    if (found.size === 1 && only !== undefined && !wanted.seen) await this.selection.lead(only);
    else this.selection.put(found);
  }

  filter(change: Partial<Filters>): void {
    const deeper = change.deep === true && !this.filters.deep;
    this.filters = { ...this.filters, ...change };
    this.selection.clear();
    this.anew();
    if (deeper) void this.refresh();
  }

  /** Opens a place with filters of its own. */
  open(place: Place, filters: Filters): void {
    if (JSON.stringify(place) === JSON.stringify(this.place)) this.filter({ ...noFilters, ...filters });
    else {
      this.wished = { ...noFilters, ...filters };
      go({ screen: "browse", place });
    }
  }

  order(order: RowOrderView, descending: boolean): void {
    arrange({ order, descending });
    this.anew();
  }

  /** Other rows, or another order, are read from the top. */
  private anew(): void {
    keep({ scroll: 0, chosen: [] });
    this.wanted = null;
    this.selection.active = -1;
    this.list();
  }

  /** Asks the server what is in the folder. */
  async refresh(): Promise<void> {
    const { place, connection } = this;
    if (connection === null) return;
    if (place.of !== "folder") {
      await tell({ intent: "wake" }).catch(() => undefined);
      if (place.of === "search" || place.of === "collection") this.list();
      if (place.of === "collection") void lookAtCollections();
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
      // Counting what is below a folder lists all of it.
      if (this.filters.deep) await send({ intent: "measure", connection, folder: place.path }, "measured");
      else await send({ intent: "refresh", connection, folder: place.path }, "done");
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

  /** The server is back: what it could not tell is asked for again. */
  reached(): void {
    if (this.refreshError !== null || this.listing?.error != null) void this.refresh();
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
    void this.seek();
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
      if (this.place.of !== "search" && this.place.of !== "collection") this.selection.drop([single.path]);
    } else {
      this.selection.refresh((path) => (path === row.path ? row : undefined));
    }
  }
}

function listingOf(connection: string, place: Place, filters: Filters): Listing {
  if (place.of === "search") {
    const search = searchQuery(place, filters);
    return new FoundRows(connection, (page) => ({ intent: "search", connection, search, page }));
  }
  if (place.of === "collection") {
    return new FoundRows(connection, (page) => ({ intent: "collection-members", connection, id: place.id, page }));
  }
  const query = rowsQuery(place, filters, layout());
  if (place.of !== "view" || place.view !== "recent") return new KnownRows(connection, query);
  return new PathRows(connection, recents().map((recent) => recent.path), query.filter);
}

/** Where rows stand that are there, by their paths. */
async function placesOf(listing: Listing, paths: string[]): Promise<Map<number, RowView>> {
  const near = paths.map((path) => listing.indexOf(path));
  if (near.every((at) => at >= 0)) return rowsAt(near, (at) => listing.row(at));
  const wanted = new Set(paths);
  const found = new Map<number, RowView>();
  for (let from = 0; from < Math.min(FAR, listing.total) && found.size < wanted.size; from += AT_ONCE) {
    const rows = await listing.range(from, Math.min(listing.total, from + AT_ONCE) - 1).catch(() => []);
    rows.forEach((row, at) => {
      if (wanted.has(row.path)) found.set(from + at, row);
    });
  }
  return found;
}

function rowsAt(places: number[], row: (at: number) => RowView | undefined): Map<number, RowView> {
  return new Map(places.flatMap((at) => (row(at) ? [[at, row(at)!]] : [])));
}

export const browsing = new Browsing();
