import type { RowProblemView } from "../ipc/bindings";
import { t } from "./words.svelte";

/** What this computer can't do with an asset, in a sentence. */
export function problemWords(problem: RowProblemView): string {
  const words: Record<string, string> = t().statuses.problem;
  return words[problem.code] ?? t().statuses.problem.other;
}
