// The menu of the filters.

import type { StatusView } from "../../ipc/bindings";
import type { DateRange, Filters, TypeGroup } from "../../grid/query";
import type { MenuEntry, MenuItem } from "../../state/menu.svelte";
import type { Place } from "../../state/route.svelte";
import { t } from "../../words/words.svelte";
import { browsing } from "./browsing.svelte";

const STATUSES: StatusView[] = [
  "cloud-only",
  "available-locally",
  "edited-locally",
  "modified-remotely",
  "editing-conflict",
  "removed-remotely",
  "new-locally",
];
const TYPES: TypeGroup[] = ["image", "video", "audio", "document", "layout"];
const DATES: DateRange[] = ["any", "today", "week", "month", "year"];

export function filterEntries(place: Place): MenuEntry[] {
  const words = t().browse.filters;
  const { filters } = browsing;
  const search = place.of === "search";
  const statuses: MenuEntry[] = search
    ? []
    : [
        { kind: "heading", label: words.status },
        ...STATUSES.map((status) =>
          choice(`filter-${status}`, t().statuses.byStatus[status].name, filters.statuses.includes(status), {
            statuses: toggled(filters.statuses, status),
          }),
        ),
      ];
  const here: MenuEntry[] = search
    ? []
    : [
        choice("filter-here", words.here, filters.here, { here: !filters.here }),
        choice("filter-problems", words.problems, filters.problems, { problems: !filters.problems }),
      ];
  return [
    ...statuses,
    { kind: "heading", label: words.lock },
    choice("filter-mine", words.mine, filters.mine, { mine: !filters.mine }),
    ...here,
    { kind: "heading", label: words.type },
    ...TYPES.map((type) =>
      choice(`filter-${type}`, t().browse.types[type], filters.types.includes(type), {
        types: toggled(filters.types, type),
      }),
    ),
    { kind: "heading", label: words.date },
    ...DATES.map((date) => choice(`filter-${date}`, dateWord(date), filters.date === date, { date })),
  ];
}

function dateWord(date: DateRange): string {
  const words = t().browse.filters;
  return { any: words.anyTime, today: words.today, week: words.week, month: words.month, year: words.year }[date];
}

function choice(id: string, label: string, checked: boolean, change: Partial<Filters>): MenuItem {
  return { kind: "item", id, label, checked, run: () => browsing.filter(change) };
}

function toggled<T>(list: T[], one: T): T[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}
