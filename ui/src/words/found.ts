// What the doctor found, in words.

import type { CheckView, FindingView } from "../ipc/bindings";
import { day, size } from "./format";
import { t } from "./words.svelte";

type Code = Exclude<FindingView["code"], "free-space">;
/** For each thing that can be found, its words; days are written out already. */
export type FoundWords = { [C in Code]: (found: Extract<FindingView, { code: C }>) => string };

/** What a step found; `null` where there is nothing to say. */
export function foundWords(check: CheckView): string | null {
  const { found } = check;
  if (found === null) return check.detail;
  if (found.code === "free-space") return size(found.megabytes * 1_000_000);
  const words = t().doctor.found as Record<Code, (found: FindingView) => string>;
  return words[found.code](found.code === "certificate" || found.code === "client-certificate" ? { ...found, until: day(found.until) } : found);
}
