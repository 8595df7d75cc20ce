// An application for tests: answers what it is told to, and remembers what it was asked.

import type { Intent, Reply, SessionView, SnapshotView, UserError } from "../ipc/bindings";
import { useDesk } from "../ipc/desk";
import type { Desk, DeskCommands, DeskEvents } from "../ipc/port";
import { userError } from "../ipc/port";

type Answer = (intent: Intent) => Reply | UserError | undefined;

export class FakeDesk implements Desk {
  readonly sent: Intent[] = [];
  readonly called: { name: string; args: unknown }[] = [];
  readonly window = {
    close: () => this.asked("close"),
    fullScreen: () => this.asked("full-screen"),
  };
  private listeners: { name: string; heard: (event: never) => void }[] = [];

  constructor(private readonly answer: Answer = () => undefined) {
    useDesk(this);
  }

  call<N extends keyof DeskCommands>(name: N, args: DeskCommands[N][0]): Promise<DeskCommands[N][1]> {
    this.called.push({ name, args });
    if (name !== "send") return Promise.resolve(null as never);
    const { intent } = args as DeskCommands["send"][0];
    this.sent.push(intent);
    const answer = this.answer(intent) ?? { reply: "done" };
    return "code" in answer ? Promise.reject(answer) : Promise.resolve(answer as never);
  }

  listen<N extends keyof DeskEvents>(name: N, heard: (event: DeskEvents[N]) => void): () => void {
    const listener = { name, heard: heard as (event: never) => void };
    this.listeners.push(listener);
    return () => (this.listeners = this.listeners.filter((other) => other !== listener));
  }

  private asked(name: string): Promise<void> {
    this.called.push({ name, args: null });
    return Promise.resolve();
  }

  emit<N extends keyof DeskEvents>(name: N, event: DeskEvents[N]): void {
    for (const listener of this.listeners) if (listener.name === name) listener.heard(event as never);
  }
}

export function troubleOf(code: UserError["code"], change: Partial<UserError> = {}): UserError {
  return { ...userError("nothing"), code, said: null, ...change };
}

/** A snapshot of one connection that is online. */
export function snapshotOf(generation: number, session: Partial<SessionView> = {}): SnapshotView {
  return {
    generation,
    current: "studio",
    connections: [],
    sessions: [
      {
        connection: "studio",
        generation,
        state: "online",
        since: null,
        halted: null,
        counts: { by_status: {}, mine: 0, pinned: 0, recovered: 0, problems: 0 },
        transfers: [],
        totals: { waiting: 0, paused: 0, running: 0, failed: 0, done: 0, total: 0, rate: null, seconds_left: null },
        orders: [],
        offer_check_out: [],
        queued: [],
        freed: [],
        rebuilt: null,
        unwatched: null,
        ...session,
      },
    ],
  };
}
