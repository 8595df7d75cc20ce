import type { RowProblemView } from "../ipc/bindings";
import { t } from "./words.svelte";

/** What this computer can't do with an asset, in a sentence. */
export function problemWords(problem: RowProblemView): string {
  const words: Record<string, string> = t().statuses.problem;
  // Of what a look at the disk leaves out, the detail says why.
  return words[problem.detail] ?? words[problem.code] ?? t().statuses.problem.other;
}
