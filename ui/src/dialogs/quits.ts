// Quitting while something stays behind is asked about first.

import type { QuitView } from "../ipc/bindings";
import { call, desk } from "../ipc/desk";
import { ask } from "../state/dialogs.svelte";
import { toastError } from "../state/toasts.svelte";
import Quit from "./Quit.svelte";

/** Asks whenever the person wants to quit; the answer stops it. */
export function followQuits(): () => void {
  let asking = false;
  return desk().listen("quit", (left: QuitView) => {
    if (asking) return;
    asking = true;
    void ask(Quit, { left })
      .then(async (yes) => {
        if (yes) await call("quit", { anyway: true });
      })
      .catch(toastError)
      .finally(() => (asking = false));
  });
}
