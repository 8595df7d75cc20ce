// F6 goes from one region of the window to the next, Shift and F6 to the one before.

const ORDER = ["toolbar", "tree", "list", "details", "edits"];
const STOPS = '[tabindex="0"], button:not(:disabled, [tabindex="-1"]), input:not(:disabled), select, a[href]';

export function nextRegion(by: 1 | -1): void {
  const there = ORDER.map((name) => document.querySelector<HTMLElement>(`[data-region=${name}]`)).filter(
    (region): region is HTMLElement => region !== null && stopOf(region) !== null,
  );
  if (there.length === 0) return;
  const at = there.findIndex((region) => region.contains(document.activeElement));
  const next = at < 0 ? (by > 0 ? 0 : there.length - 1) : (at + by + there.length) % there.length;
  const region = there[next];
  if (region) stopOf(region)?.focus();
}

/** Where the keyboard goes in a region: the region itself, or its one stop, or the first. */
function stopOf(region: HTMLElement): HTMLElement | null {
  return region.matches('[tabindex="0"]') ? region : region.querySelector<HTMLElement>(STOPS);
}
