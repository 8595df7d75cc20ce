// From what the person wants to see to what the application is asked.

import type { ApprovalView, OrientationView, RowsFilter, RowsQuery, RowsScope, SearchQuery, StatusView } from "../ipc/bindings";
import type { Place, ViewName } from "../state/route.svelte";
import type { Layout } from "../state/layout.svelte";

export type TypeGroup = "image" | "video" | "audio" | "document" | "layout";
export type Shape = "any" | OrientationView;
export type SizeRange = keyof typeof SIZES;
export type Decision = "any" | ApprovalView;
export type Expiry = "any" | "expired" | "month";
export type DateRange = "any" | "today" | "week" | "month" | "year";
export type Filters = {
  name: string;
  statuses: StatusView[];
  types: TypeGroup[];
  mine: boolean;
  problems: boolean;
  here: boolean;
  date: DateRange;
  theirs: boolean;
  shape: Shape;
  size: SizeRange;
  /** Everything below the folder, not only what is in it. */
  deep: boolean;
} & MetadataFilters;

/** What only the server's search compares. */
export type MetadataFilters = {
  /** Ids of tags, all of them. */
  tags: string[];
  /** So many stars or more; 0 for any. */
  stars: number;
  approval: Decision;
  expiry: Expiry;
};

export const noMetadataFilters: MetadataFilters = { tags: [], stars: 0, approval: "any", expiry: "any" };

/** From so many bytes on, and below so many. */
export const SIZES = {
  any: [null, null],
  small: [null, 1_000_000],
  medium: [1_000_000, 20_000_000],
  large: [20_000_000, 200_000_000],
  huge: [200_000_000, null],
} as const;

export const noFilters: Filters = {
  name: "",
  statuses: [],
  types: [],
  mine: false,
  problems: false,
  here: false,
  date: "any",
  theirs: false,
  shape: "any",
  size: "any",
  deep: false,
  ...noMetadataFilters,
};

export const TYPES: Record<TypeGroup, string[]> = {
  image: ["image/*"],
  video: ["video/*"],
  audio: ["audio/*"],
  document: ["application/pdf", "text/*", "application/msword", "application/vnd.*"],
  layout: ["application/x-indesign", "application/postscript", "application/illustrator", "application/x-indesign-*"],
};

const VIEWS: Record<ViewName, Partial<RowsFilter>> = {
  recent: {},
  edited: { statuses: ["edited-locally", "new-locally"] },
  conflicts: { statuses: ["editing-conflict"] },
  mine: { mine: true },
  pinned: { pinned: true },
};

export const noFilter: RowsFilter = {
  statuses: [],
  mine: false,
  pinned: false,
  problems: false,
  name: "",
  here: false,
  folders: false,
  assets: false,
  theirs: false,
  orientation: null,
  size_from: null,
  size_below: null,
  locked: null,
  types: [],
  modified_from: null,
  modified_before: null,
};

/** All rows of a scope, or those that a filter leaves, by name. */
export function plainQuery(
  scope: RowsScope,
  offset: number,
  limit: number,
  filter: Partial<RowsFilter> = {},
): RowsQuery {
  return { scope, filter: { ...noFilter, ...filter }, order: "name", descending: false, offset, limit };
}

/** How many filters beside the name restrict. */
export function activeFilters(filters: Filters): number {
  return (
    filters.statuses.length +
    filters.types.length +
    Number(filters.mine) +
    Number(filters.problems) +
    Number(filters.here) +
    Number(filters.theirs) +
    Number(filters.shape !== "any") +
    Number(filters.size !== "any") +
    Number(filters.deep) +
    Number(filters.date !== "any") +
    filters.tags.length +
    Number(filters.stars > 0) +
    Number(filters.approval !== "any") +
    Number(filters.expiry !== "any")
  );
}

/** The query of a folder or a view; a search or a collection is none. */
export function rowsQuery(
  place: Exclude<Place, { of: "search" | "collection" }>,
  filters: Filters,
  layout: Pick<Layout, "order" | "descending">,
  now = new Date(),
): Omit<RowsQuery, "offset" | "limit"> {
  const view: Partial<RowsFilter> = place.of === "view" ? VIEWS[place.view] : {};
  const own = view.statuses ?? [];
  const deep = place.of === "folder" && filters.deep;
  const [sizeFrom, sizeBelow] = SIZES[filters.size];
  const both = own.filter((status) => filters.statuses.includes(status));
  return {
    scope: place.of === "view" ? { of: "below", path: "/" } : { of: deep ? "below" : "folder", path: place.path },
    filter: {
      ...noFilter,
      statuses: own.length === 0 ? filters.statuses : both.length > 0 ? both : own,
      mine: filters.mine || view.mine === true,
      pinned: view.pinned === true,
      problems: filters.problems,
      name: filters.name.trim(),
      here: filters.here,
      // The folders themselves say nothing where everything in them is shown.
      assets: deep,
      theirs: filters.theirs,
      orientation: filters.shape === "any" ? null : filters.shape,
      size_from: sizeFrom,
      size_below: sizeBelow,
      types: filters.types.flatMap((type) => TYPES[type]),
      modified_from: since(filters.date, now),
    },
    order: layout.order,
    descending: layout.descending,
  };
}

export function searchQuery(place: Extract<Place, { of: "search" }>, filters: Filters, now = new Date()): SearchQuery {
  const [sizeFrom, sizeBelow] = SIZES[filters.size];
  return {
    text: place.text,
    name: "",
    within: place.within,
    media_types: filters.types.flatMap((type) => TYPES[type]),
    mine: filters.mine ? true : null,
    changed_after: since(filters.date, now),
    changed_before: null,
    theirs: filters.theirs,
    size_from: sizeFrom,
    size_below: sizeBelow,
    orientation: filters.shape === "any" ? null : filters.shape,
    tags: filters.tags,
    rating_from: filters.stars === 0 ? null : filters.stars,
    approval: filters.approval === "any" ? null : filters.approval,
    expires_by: expiresBy(filters.expiry, now),
  };
}

/** The filters of a folder as those of a search below it: what is about this computer is none. */
export function filtersOfSearch(filters: Filters): Filters {
  return { ...filters, name: "", statuses: [], problems: false, here: false, deep: false };
}

function expiresBy(expiry: Expiry, now: Date): string | null {
  const days = { any: null, expired: 0, month: 30 }[expiry];
  return days === null ? null : new Date(now.getTime() + days * 86_400_000).toISOString();
}

/** The beginning of a range of dates, RFC 3339. */
export function since(range: DateRange, now = new Date()): string | null {
  const days = { any: null, today: 0, week: 7, month: 30, year: 365 }[range];
  if (days === null) return null;
  const start = new Date(now);
  start.setHours(0, 0, 0, 0);
  start.setDate(start.getDate() - days);
  return start.toISOString();
}
