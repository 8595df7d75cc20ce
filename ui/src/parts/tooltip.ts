// Tooltips: one popover for the whole window, shown by whatever is pointed at or focused.

import type { Attachment } from "svelte/attachments";

const DELAY = 500;
let bubble: HTMLElement | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
/** The keyboard is being moved by the person: what a dialog focuses as it opens explains nothing. */
let movedByKey = false;
const MOVE = /^(Tab|Arrow.*|Home|End|F6)$/;
window.addEventListener(
  "keydown",
  (event) => {
    movedByKey = MOVE.test(event.key);
  },
  { capture: true },
);
window.addEventListener("pointerdown", () => (movedByKey = false), { capture: true });

/** Shows a text while the element is pointed at or has the keyboard's focus. */
export function tooltip(text: string | null | undefined): Attachment<HTMLElement> {
  return (element) => {
    if (!text) return;
    const later = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => show(element, text), DELAY);
    };
    const focused = (): void => {
      if (movedByKey && element.matches(":focus-visible")) later();
    };
    element.addEventListener("pointerenter", later);
    element.addEventListener("pointerleave", hide);
    element.addEventListener("pointerdown", hide);
    element.addEventListener("focus", focused);
    element.addEventListener("blur", hide);
    return () => {
      hide();
      element.removeEventListener("pointerenter", later);
      element.removeEventListener("pointerleave", hide);
      element.removeEventListener("pointerdown", hide);
      element.removeEventListener("focus", focused);
      element.removeEventListener("blur", hide);
    };
  };
}

function show(element: HTMLElement, text: string): void {
  if (!element.isConnected) return;
  if (bubble === null) {
    bubble = document.createElement("div");
    bubble.className = "tooltip";
    bubble.popover = "manual";
    bubble.setAttribute("role", "tooltip");
    document.body.append(bubble);
  }
  bubble.textContent = text;
  bubble.showPopover?.();
  const at = element.getBoundingClientRect();
  const own = bubble.getBoundingClientRect();
  const below = at.bottom + 6 + own.height < window.innerHeight;
  const left = Math.min(Math.max(4, at.left + at.width / 2 - own.width / 2), window.innerWidth - own.width - 4);
  bubble.style.left = `${left}px`;
  bubble.style.top = `${below ? at.bottom + 6 : at.top - own.height - 6}px`;
}

function hide(): void {
  clearTimeout(timer);
  bubble?.hidePopover?.();
}
