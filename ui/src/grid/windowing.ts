// Which rows are drawn for a place of the scroll bar.

export type Window = { first: number; last: number };

/** Rows above and below what is seen, so that scrolling never shows nothing. */
const SPARE = 8;

/** The rows to draw, inclusive; `last` is -1 when there are none. */
export function windowOf(scrollTop: number, height: number, rowHeight: number, count: number): Window {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - SPARE);
  const last = Math.min(count - 1, Math.ceil((scrollTop + height) / rowHeight) + SPARE);
  return { first: Math.min(first, Math.max(0, count - 1)), last };
}

/** Where to scroll so that a row is seen whole; the same place when it is. */
export function scrollFor(scrollTop: number, height: number, rowHeight: number, row: number): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  if (top + rowHeight > scrollTop + height) return top + rowHeight - height;
  return scrollTop;
}

/** How many thumbnails stand beside each other. */
export function perRow(width: number, edge: number, gap: number): number {
  return Math.max(1, Math.floor((width - gap) / (edge + gap)));
}

/** The edge that fills the line when that many stand beside each other. */
export function filling(width: number, across: number, gap: number, edge: number): number {
  const room = Math.floor((width - gap) / across) - gap;
  return Math.min(Math.max(edge, room), Math.round(edge * 1.5));
}

/** How rows lie in their content, in pixels. */
export type Shape = {
  /** The height above the first. */
  head: number;
  /** From one line of rows to the next. */
  line: number;
  total: number;
  /** Cards: how many stand beside each other, how wide they are, and what is between them. */
  cards: { across: number; edge: number; gap: number } | null;
};
export type Box = { left: number; top: number; right: number; bottom: number };

/** The rows that a box touches, in their order. */
export function coveredBy(box: Box, { head, line, total, cards }: Shape): number[] {
  const gap = cards?.gap ?? 0;
  const across = cards?.across ?? 1;
  // The ground between two cards belongs to neither.
  const first = (from: number, step: number): number => Math.max(0, Math.floor((from + gap) / step));
  const last = (to: number, step: number): number => Math.floor(to / step);
  const lines = [first(box.top - head, line), last(box.bottom - head, line)] as const;
  const step = cards === null ? Infinity : cards.edge + gap;
  const columns = cards === null ? ([0, 0] as const) : ([first(box.left - gap, step), Math.min(across - 1, last(box.right - gap, step))] as const);
  const found: number[] = [];
  for (let at = lines[0]; at <= lines[1] && at * across < total; at += 1) {
    for (let column = columns[0]; column <= columns[1]; column += 1) {
      if (at * across + column < total) found.push(at * across + column);
    }
  }
  return found;
}

/** Where a key leads in a list, or in rows of `across`; `null` when it is no such key. */
export function indexAfter(
  key: string,
  at: number,
  count: number,
  across: number,
  page: number,
): number | null {
  const to = (index: number): number => Math.max(0, Math.min(count - 1, index));
  if (count === 0) return null;
  if (at < 0 && ["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"].includes(key)) return 0;
  switch (key) {
    case "ArrowDown":
      return at + across > count - 1 ? (across === 1 ? to(at + 1) : at) : at + across;
    case "ArrowUp":
      return at - across < 0 ? (across === 1 ? to(at - 1) : at) : at - across;
    case "ArrowRight":
      return across > 1 ? to(at + 1) : null;
    case "ArrowLeft":
      return across > 1 ? to(at - 1) : null;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    case "PageDown":
      return to(at + page * across);
    case "PageUp":
      return to(at - page * across);
    default:
      return null;
  }
}
