// The one menu that can be open: a context menu or that of a button.

export type MenuItem = {
  kind: "item";
  id: string;
  label: string;
  icon?: string;
  /** As `shortcutText` writes it. */
  shortcut?: string;
  /** Why it can't be chosen. */
  refused?: string | null;
  /** A mark in front of it; such items are a choice. */
  checked?: boolean;
  /** Of such items several may be marked. */
  several?: boolean;
  danger?: boolean;
  run: () => void;
};
export type MenuEntry = MenuItem | { kind: "line" } | { kind: "heading"; label: string };
export type Menu = {
  label: string;
  entries: MenuEntry[];
  /** Where: below a thing, or at a point. */
  at: { left: number; top: number; bottom: number; right: number };
  /** The button that opened it, and closes it. */
  button: Element | null;
};

let open = $state.raw<Menu | null>(null);

export function menu(): Menu | null {
  return open;
}

export function showMenu(label: string, entries: MenuEntry[], at: Element | { x: number; y: number }): void {
  const button = at instanceof Element ? at : null;
  if (button !== null && open?.button === button) {
    closeMenu();
    return;
  }
  const place =
    at instanceof Element
      ? at.getBoundingClientRect()
      : { left: at.x, right: at.x, top: at.y, bottom: at.y };
  open = {
    label,
    entries,
    at: { left: place.left, right: place.right, top: place.top, bottom: place.bottom },
    button,
  };
}

/** Closes the menu; one that is no longer open closes none. */
export function closeMenu(which: Menu | null = open): void {
  if (open === which) open = null;
}
