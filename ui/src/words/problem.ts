import type { RowProblemView } from "../ipc/bindings";
import { t } from "./words.svelte";

/** What this computer can't do with an asset, in a sentence. */
export function problemWords(problem: RowProblemView): string {
  const { leftOut, ...statuses } = t().statuses;
  const words: Record<string, string> = statuses.problem;
  // Of what a look at the disk leaves out, the detail says why.
  return (leftOut as Record<string, string>)[problem.detail] ?? words[problem.code] ?? statuses.problem.other;
}
