// Dialogs that are open, the last one in front.

import { type Component, tick } from "svelte";

/** What every dialog gets: a way to close itself with its answer. */
export type Closing<Answer> = { close: (answer?: Answer) => void };
type Open = { id: number; component: Component<Record<string, unknown>>; props: Record<string, unknown> };

let stack = $state.raw<Open[]>([]);
let next = 1;

export function dialogs(): Open[] {
  return stack;
}

/** Opens a dialog and waits for its answer; `undefined` when it was cancelled. */
export function ask<Answer, Props extends object>(
  component: Component<Props & Closing<Answer>>,
  props: Props,
): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const id = next++;
    const before = document.activeElement;
    const close = (answer?: Answer): void => {
      stack = stack.filter((open) => open.id !== id);
      void tick().then(() => giveBack(before));
      resolve(answer);
    };
    const open = component as unknown as Component<Record<string, unknown>>;
    stack = [...stack, { id, component: open, props: { ...props, close } }];
  });
}

/** The keyboard goes back to where it was; to the rows, where that went meanwhile. */
function giveBack(before: Element | null): void {
  if (document.activeElement !== null && document.activeElement !== document.body) return;
  const there = before instanceof HTMLElement && before.isConnected && before !== document.body;
  const element = there ? before : document.querySelector<HTMLElement>("[role=grid]");
  element?.focus({ preventScroll: true });
}
