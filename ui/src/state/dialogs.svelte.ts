// Dialogs that are open, the last one in front.

import type { Component } from "svelte";

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
    const close = (answer?: Answer): void => {
      stack = stack.filter((open) => open.id !== id);
      resolve(answer);
    };
    const open = component as unknown as Component<Record<string, unknown>>;
    stack = [...stack, { id, component: open, props: { ...props, close } }];
  });
}
