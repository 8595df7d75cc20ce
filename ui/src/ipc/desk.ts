// The one application this window talks to.

import { bridgeDesk } from "./bridge";
import type { Intent, Reply } from "./bindings";
import type { Desk, DeskCommands } from "./port";
import { tauriDesk } from "./tauri";

let current: Desk | null = null;

export function desk(): Desk {
  current ??= "__TAURI_INTERNALS__" in window ? tauriDesk() : bridgeDesk(window.location);
  return current;
}

/** Tests put their own in its place. */
export function useDesk(other: Desk | null): void {
  current = other;
}

type ReplyOf<N extends Reply["reply"]> = Extract<Reply, { reply: N }> extends { value: infer V }
  ? V
  : void;

/** Sends an intent and takes the value of the reply that it gets. */
export async function send<N extends Reply["reply"]>(intent: Intent, expected: N): Promise<ReplyOf<N>> {
  const reply = await desk().call("send", { intent });
  if (reply.reply !== expected) {
    throw new Error(`${intent.intent} was answered with ${reply.reply}, not ${expected}`);
  }
  return ("value" in reply ? reply.value : undefined) as ReplyOf<N>;
}

/** Sends an intent whose reply does not matter. */
export async function tell(intent: Intent): Promise<Reply> {
  return await desk().call("send", { intent });
}

export function call<N extends keyof DeskCommands>(
  name: N,
  args: DeskCommands[N][0],
): Promise<DeskCommands[N][1]> {
  return desk().call(name, args);
}
