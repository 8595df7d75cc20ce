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
};

const LINGER = 5_000;
const MOST = 4;
let list = $state.raw<Toast[]>([]);
let next = 1;

export function toasts(): Toast[] {
  return list;
}

/** Shows a note. Trouble stays until it is dismissed; the rest goes by itself. */
export function toast(
  text: string,
  options: { tone?: ToastTone; more?: string | null; action?: ToastAction | null } = {},
): number {
  const shown: Toast = {
    id: next++,
    tone: options.tone ?? "info",
    text,
    more: options.more ?? null,
    action: options.action ?? null,
  };
  const others = list.filter((other) => other.text !== text || other.more !== shown.more);
  list = [...others, shown].slice(-MOST);
  if (shown.tone !== "trouble") setTimeout(() => dismiss(shown.id), LINGER);
  return shown.id;
}

/** Shows what was thrown, in words. What the person cancelled is no trouble. */
export function toastError(thrown: unknown, action: ToastAction | null = null): void {
  const error: UserError = userError(thrown);
  if (error.code === "cancelled") return;
  const words = told(error);
  toast(words.happened, { tone: "trouble", more: words.todo, action });
}

export function dismiss(id: number): void {
  list = list.filter((shown) => shown.id !== id);
}
