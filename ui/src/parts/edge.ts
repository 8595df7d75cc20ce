// An edge that is dragged to make room: nothing is selected or pressed meanwhile.

import type { Attachment } from "svelte/attachments";

/** Calls `to` with how far the pointer went to the right, in pixels; `begin` gives what it starts from. */
export function draggedEdge<T>(begin: () => T, to: (from: T, by: number) => void, active: (is: boolean) => void = () => undefined): Attachment<HTMLElement> {
  return (edge) => {
    const down = (event: PointerEvent): void => {
      const { clientX } = event;
      const from = begin();
      edge.setPointerCapture?.(event.pointerId);
      active(true);
      const move = (moved: PointerEvent): void => to(from, moved.clientX - clientX);
      const end = (): void => {
        active(false);
        edge.removeEventListener("pointermove", move);
      };
      edge.addEventListener("pointermove", move);
      edge.addEventListener("lostpointercapture", end, { once: true });
    };
    // The press of a mouse begins to select text, whatever became of the pointer's.
    const press = (event: MouseEvent): void => event.preventDefault();
    edge.addEventListener("pointerdown", down);
    edge.addEventListener("mousedown", press);
    return () => {
      edge.removeEventListener("pointerdown", down);
      edge.removeEventListener("mousedown", press);
    };
  };
}
