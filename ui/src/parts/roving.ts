// One stop for Tab in a bar of buttons: the arrows move inside it, Home and End lead to its edges.

import type { Attachment } from "svelte/attachments";

type Way = "across" | "down";
const KEYS: Record<Way, { back: string; on: string }> = {
  across: { back: "ArrowLeft", on: "ArrowRight" },
  down: { back: "ArrowUp", on: "ArrowDown" },
};

/**
 * Makes a bar one stop, at the button that had the keyboard last, else at the one with `data-first`.
 * Fields are stops of their own, for the arrows are theirs; so is what opens out of the bar.
 */
export function roving(way: Way = "across"): Attachment<HTMLElement> {
  return (bar) => {
    let current: HTMLElement | null = null;
    const items = (): HTMLElement[] =>
      [...bar.querySelectorAll<HTMLElement>("button:not(:disabled)")].filter(
        (item) => item.closest("[popover]") === null,
      );
    const settle = (): void => {
      const all = items();
      if (current === null || !all.includes(current)) current = null;
      const stop = current ?? all.find((item) => item.dataset.first === "true") ?? all[0];
      for (const item of all) item.tabIndex = item === stop ? 0 : -1;
    };
    const focused = (event: FocusEvent): void => {
      const item = items().find((other) => other === event.target);
      if (!item) return;
      current = item;
      settle();
    };
    const pressed = (event: KeyboardEvent): void => {
      const all = items();
      const at = all.findIndex((item) => item === event.target);
      if (at < 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const { back, on } = KEYS[way];
      let to: HTMLElement | undefined;
      if (event.key === on) to = all[(at + 1) % all.length];
      else if (event.key === back) to = all.at(at - 1);
      else if (event.key === "Home") to = all[0];
      else if (event.key === "End") to = all.at(-1);
      if (!to) return;
      event.preventDefault();
      event.stopPropagation();
      to.focus();
    };
    const watching = new MutationObserver(settle);
    watching.observe(bar, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled", "data-first"] });
    bar.addEventListener("focusin", focused);
    bar.addEventListener("keydown", pressed);
    settle();
    return () => {
      watching.disconnect();
      bar.removeEventListener("focusin", focused);
      bar.removeEventListener("keydown", pressed);
    };
  };
}
