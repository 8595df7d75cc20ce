// A name for each of several by one rule: a pattern, and words that are replaced before.

import type { RowView } from "../ipc/bindings";
import { splitName } from "../state/splitname";

export type Rule = {
  /** With `{name}`, `{n}` or `{n:3}`, and `{date}`; the extension stays. */
  pattern: string;
  find: string;
  replace: string;
  /** The first number. */
  start: number;
};

const PART = /\{([^{}]*)\}/g;
const NUMBER = /^n(?::([1-9]))?$/;

/** A part of the pattern in braces that means nothing; `null` where all of them do. */
export function strangePart(pattern: string): string | null {
  for (const [part, inside = ""] of pattern.matchAll(PART)) {
    if (inside !== "name" && inside !== "date" && !NUMBER.test(inside)) return part;
  }
  return null;
}

/** The name of the row that stands there; `null` where it needs a date that is not known. */
export function nameBy(rule: Rule, row: Pick<RowView, "kind" | "name" | "modified">, position: number): string | null {
  const [stem, extension] = row.kind === "folder" ? [row.name, ""] : splitName(row.name);
  const replaced = rule.find === "" ? stem : stem.replaceAll(rule.find, () => rule.replace);
  let dateless = false;
  const made = rule.pattern.replace(PART, (part, inside: string) => {
    if (inside === "name") return replaced;
    if (inside === "date") {
      dateless ||= row.modified === null;
      return row.modified === null ? "" : dayOf(row.modified);
    }
    const number = NUMBER.exec(inside);
    return number ? String(rule.start + position).padStart(Number(number[1] ?? 1), "0") : part;
  });
  const trimmed = made.trim();
  return dateless ? null : trimmed === "" ? "" : trimmed + extension;
}

/** The day here, as names have it in every language: it sorts. */
function dayOf(time: string): string {
  const date = new Date(time);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
