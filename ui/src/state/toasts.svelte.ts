// Short notes at the edge of the window.

import type { UserError } from "../ipc/bindings";
import { userError } from "../ipc/port";
import { told } from "../words/told";

export type ToastTone = "info" | "done" | "trouble";
export type ToastAction = { label: string; run: () => void };
export type Toast = {
  id: number;
  tone: ToastTone;
  text: string;
  more: string | null;
  action: ToastAction | null;
  /** The asset it is about; it goes when that is dealt with. */
  about: string | null;
  /** It is told once, and waits until the person puts it away. */
  stays: boolean;
};
type Options = Partial<Omit<Toast, "id" | "text">>;

/** How long a note stays that nobody points at, in milliseconds. */
const LINGER: Record<ToastTone, number> = { info: 5_000, done: 5_000, trouble: 20_000 };
const MOST = 4;
let list = $state.raw<Toast[]>([]);
let next = 1;
const timers = new Map<number, ReturnType<typeof setTimeout>>();

export function toasts(): Toast[] {
  return list;
}

/** Shows a note for a while: longer when it is trouble. */
export function toast(text: string, options: Options = {}): number {
  const shown: Toast = {
    id: next++,
    tone: options.tone ?? "info",
    text,
    more: options.more ?? null,
    action: options.action ?? null,
    about: options.about ?? null,
    stays: options.stays ?? false,
  };
  const others = list.filter((other) => other.text !== text || other.more !== shown.more);
  list = [...others, shown].slice(-MOST);
  release(shown.id);
  return shown.id;
}

/** Shows what was thrown, in words. What the person cancelled is no trouble. */
export function toastError(thrown: unknown, action: ToastAction | null = null, about: string | null = null): void {
  const error: UserError = userError(thrown);
  if (error.code === "cancelled") return;
  const words = told(error);
  toast(words.happened, { tone: "trouble", more: words.todo, action, about: about ?? error.about });
}

/** Keeps a note while the person reads it. */
export function hold(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
}

/** Lets a note go after its time. */
export function release(id: number): void {
  hold(id);
  const shown = list.find((other) => other.id === id);
  if (shown && !shown.stays) timers.set(id, setTimeout(() => dismiss(id), LINGER[shown.tone]));
}

export function dismiss(id: number): void {
  hold(id);
  list = list.filter((shown) => shown.id !== id);
}

/** What was told of these assets is dealt with. */
export function settleToasts(paths: Iterable<string>): void {
  const about = new Set(paths);
  for (const shown of list) if (shown.about !== null && about.has(shown.about)) dismiss(shown.id);
}
