// What comes of the links of a document before it is opened.

import type { Action, LinksAllowed } from "../ipc/bindings";
import { preferences } from "./system.svelte";

/** How much of what a document links to comes without a question. */
export function linksUnasked(action: Action): LinksAllowed | null {
  if (action !== "open" && action !== "edit") return null;
  const { confirm_assets: assets, confirm_bytes: bytes } = preferences();
  return { "up-to": { assets, bytes } };
}
