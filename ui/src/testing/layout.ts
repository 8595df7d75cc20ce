// jsdom lays nothing out, opens no dialogs and knows no screen.

const nothing = (): void => undefined;

globalThis.ResizeObserver ??= class {
  observe = nothing;
  unobserve = nothing;
  disconnect = nothing;
} as never;
HTMLDialogElement.prototype.showModal ??= nothing;
HTMLDialogElement.prototype.close ??= nothing;
Element.prototype.scrollIntoView ??= nothing;
window.matchMedia ??= () => ({ matches: false, addEventListener: nothing, removeEventListener: nothing }) as never;
