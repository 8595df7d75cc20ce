// Keys that an input method uses (Japanese, Chinese, accents by a dead key) are its own: an Enter that
// takes a word over neither submits a form nor opens an asset, an Escape that drops it closes nothing.

/** Keeps such keys from everything else in the window; the answer stops it. */
export function leaveToInputMethod(): () => void {
  window.addEventListener("keydown", keep, { capture: true });
  return () => window.removeEventListener("keydown", keep, { capture: true });
}

/** WebKit sends the Enter that ends a composition after its end: only its number tells then. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

function keep(event: KeyboardEvent): void {
  if (isComposing(event)) event.stopImmediatePropagation();
}
