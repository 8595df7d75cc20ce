// Numbers, sizes and times in the chosen language.

import { language, t } from "./words.svelte";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
const made = new Map<string, unknown>();

/** `400 B`, `12 kB`, `3.4 MB`; decimal units, as file managers and disks count. */
export function size(bytes: number): string {
  let unit = 0;
  let amount = bytes;
  while (amount >= 999.5 && unit < UNITS.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  if (unit === 0) return `${numbers({}).format(amount)} ${language() === "fr" ? "o" : "B"}`;
  const digits = amount >= 99.5 ? 0 : 1;
  return numbers({
    style: "unit",
    unit: UNITS[unit] ?? "byte",
    unitDisplay: "short",
    maximumFractionDigits: digits,
  }).format(amount);
}

export function rate(bytesPerSecond: number): string {
  return `${size(bytesPerSecond)}/s`;
}

/** A number with one digit behind the comma, where that is not zero. */
export function tenths(n: number): string {
  return numbers({ maximumFractionDigits: 1 }).format(n);
}

export function count(n: number): string {
  return numbers({}).format(n);
}

/** Short, for tight places: `12k`. */
export function shortCount(n: number): string {
  return numbers(n < 10_000 ? {} : { notation: "compact", maximumFractionDigits: 1 }).format(n);
}

export function percent(part: number, whole: number): string {
  const share = whole === 0 ? 1 : Math.min(1, part / whole);
  return numbers({ style: "percent", maximumFractionDigits: 0 }).format(share);
}

/** The day and the time, in full. */
export function dateTime(when: string): string {
  return dates({ dateStyle: "medium", timeStyle: "short" }).format(new Date(when));
}

/** A day, from `2027-01-31`. */
export function day(date: string): string {
  return dates({ dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`));
}

/** For a column: the time for today, else the day, each written as in `dateTime`. */
export function shortDate(when: string, now = new Date()): string {
  const date = new Date(when);
  if (date.toDateString() === now.toDateString()) {
    return dates({ timeStyle: "short" }).format(date);
  }
  return dates({ dateStyle: "medium" }).format(date);
}

/** `3 hours ago`, or `3 hr. ago` for tight places. */
export function ago(when: string, style: "long" | "short" = "long", now = Date.now()): string {
  const seconds = (new Date(when).getTime() - now) / 1000;
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [
    ["year", 31_536_000],
    ["month", 2_592_000],
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
  ];
  const relative = kept(`ago:${language()}:${style}`, () => new Intl.RelativeTimeFormat(language(), { numeric: "auto", style }));
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  return t().common.justNow;
}

/** `2 min`, `1 h 5 min`: how long something takes. */
export function duration(seconds: number): string {
  const unit = (unit: "second" | "minute" | "hour", amount: number): string =>
    numbers({ style: "unit", unit, unitDisplay: "short" }).format(amount);
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return unit("second", whole);
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return unit("minute", minutes);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return rest === 0 ? unit("hour", hours) : `${unit("hour", hours)} ${unit("minute", rest)}`;
}

/** `a, b and c`. */
export function list(parts: string[]): string {
  return kept(`list:${language()}`, () => new Intl.ListFormat(language())).format(parts);
}

function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return kept(`n:${language()}:${JSON.stringify(options)}`, () => new Intl.NumberFormat(language(), options));
}

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(`d:${language()}:${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(language(), options));
}

/** Formats are slow to make and quick to use. */
function kept<F>(key: string, make: () => F): F {
  const known = made.get(key);
  if (known !== undefined) return known as F;
  const format = make();
  made.set(key, format);
  return format;
}
