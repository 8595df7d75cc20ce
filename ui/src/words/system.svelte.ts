// Words that differ from system to system: file managers have names of their own.

import type { Platform } from "../ipc/bindings";

let platform = $state<Platform>("linux");

/** Says which system the words are for. */
export function useSystem(of: Platform): void {
  platform = of;
}

/** The words for this computer's system; read it inside markup or `$derived`. */
export function bySystem(words: Record<Platform, string>): string {
  return words[platform];
}
