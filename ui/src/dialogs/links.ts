// Links from pages: each is shown and asked about, one after the other.

import type { LinkView } from "../ipc/bindings";
import { call, desk } from "../ipc/desk";
import { ask } from "../state/dialogs.svelte";
import { toast } from "../state/toasts.svelte";
import { t } from "../words/words.svelte";
import Link from "./Link.svelte";

/** Takes the links that came before and those that come; the answer stops it. */
export function followLinks(): () => void {
  let before: Promise<unknown> = Promise.resolve();
  const show = (link: LinkView): void => {
    if (link.unread !== null) {
      toast(t().dialogs.link.unread, { tone: "trouble", more: link.unread });
      return;
    }
    before = before.then(() => ask(Link, { link }));
  };
  const stop = desk().listen("link", show);
  void call("links", {}).then(
    (links) => links.forEach(show),
    () => undefined,
  );
  return stop;
}
