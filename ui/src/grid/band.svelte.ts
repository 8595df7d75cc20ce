// A rubber band: a drag that starts on empty ground selects what it goes over.

import type { RowView } from "../ipc/bindings";
import { type Rows, type Selection, sharing } from "../state/selection.svelte";
import { type Box, coveredBy, type Shape } from "./windowing";

/** A press that moves less is none of a band, in pixels. */
const STILL = 4;
/** So near to an edge the rows begin to scroll, in pixels. */
const NEAR = 28;
/** The fastest that they scroll, in pixels a frame. */
const FASTEST = 40;

type Place = {
  element: HTMLElement;
  shape: () => Shape;
  rows: () => Rows;
  selection: Selection;
  /** The height of what stands above the rows while they scroll. */
  head: number;
};

export class Band {
  /** Where it is drawn, in the content of the rows. */
  box = $state.raw<Box | null>(null);
  /** The latest press became one: the click at its end is none on a row. */
  drawn = false;

  /** Follows the pointer from a press; with `more` what is selected stays selected. */
  begin(press: PointerEvent, place: Place, more: boolean): void {
    const { element, selection } = place;
    const before = selection.rows;
    const kept: ReadonlyMap<string, RowView> = more ? before : new Map();
    const listening = new AbortController();
    const from = within(element, press);
    /** Rows that were gone over: scrolled away they are not among those that are drawn. */
    const seen = new Map<number, RowView>();
    let at = { clientX: press.clientX, clientY: press.clientY };
    let frame = 0;
    let top = element.scrollTop;
    const share = sharing();
    this.drawn = false;

    const indexes = (): number[] => (this.box === null ? [] : coveredBy(this.box, place.shape()));
    const draw = (): void => {
      this.drawn = true;
      const to = within(element, at);
      this.box = {
        left: Math.max(0, Math.min(from.x, to.x)),
        top: Math.max(0, Math.min(from.y, to.y)),
        right: Math.min(element.clientWidth, Math.max(from.x, to.x)),
        bottom: Math.min(element.scrollHeight, Math.max(from.y, to.y)),
      };
      const found = new Map<number, RowView>();
      for (const index of indexes()) {
        const known = seen.get(index) ?? place.rows().row(index);
        if (!known) continue;
        const row = seen.has(index) ? known : share(known);
        seen.set(index, row);
        found.set(index, row);
      }
      selection.put(found, kept);
    };
    const scroll = (): void => {
      const edges = element.getBoundingClientRect();
      const above = edges.top + place.head + NEAR - at.clientY;
      const below = at.clientY - (edges.bottom - NEAR);
      const by = above > 0 ? -Math.min(FASTEST, above) : below > 0 ? Math.min(FASTEST, below) : 0;
      element.scrollTop += by;
      if (element.scrollTop !== top) draw();
      top = element.scrollTop;
      frame = requestAnimationFrame(scroll);
    };
    const end = (): void => {
      listening.abort();
      cancelAnimationFrame(frame);
      this.box = null;
    };
    const options = { capture: true, signal: listening.signal };
    window.addEventListener(
      "pointermove",
      (event) => {
        at = { clientX: event.clientX, clientY: event.clientY };
        if (this.box === null) {
          if (Math.hypot(at.clientX - press.clientX, at.clientY - press.clientY) < STILL) return;
          element.setPointerCapture?.(press.pointerId);
          frame = requestAnimationFrame(scroll);
        }
        draw();
      },
      options,
    );
    window.addEventListener(
      "pointerup",
      () => {
        const covered = indexes();
        end();
        // What went by too quickly to be drawn is fetched.
        if (covered.some((index) => !seen.has(index))) void selection.fetch(covered, kept);
      },
      options,
    );
    window.addEventListener("pointercancel", end, options);
    // Captured, it would be that of whatever loses the keyboard to the rows by this press.
    window.addEventListener("blur", end, { signal: listening.signal });
    window.addEventListener(
      "keydown",
      (event) => {
        if (this.box === null || event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        end();
        selection.put(new Map(), before);
      },
      options,
    );
  }
}

function within(element: HTMLElement, at: { clientX: number; clientY: number }): { x: number; y: number } {
  const edges = element.getBoundingClientRect();
  return { x: at.clientX - edges.left, y: at.clientY - edges.top + element.scrollTop };
}
