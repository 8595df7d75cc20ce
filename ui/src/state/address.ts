// Addresses and paths that a person types or pastes, and the way to what they name.

import type { ConnectionView } from "../ipc/bindings";
import { tell } from "../ipc/desk";
import { rowAt } from "../grid/rows.svelte";
import { isFolder } from "./kinds";
import { openFolder, parentOf, showInFolder } from "./route.svelte";
import { currentName } from "./snapshot.svelte";

/** Where AEM has its assets, in the addresses of its pages too. */
const DAM = "/content/dam";

/**
 * The path in the DAM that a text means: a path, AEM's own spelling of one, or the address of a page
 * or file of this server. `null` when it means none.
 */
export function pathIn(text: string, server: Pick<ConnectionView, "url" | "connector">): string | null {
  const typed = text.trim();
  if (typed.startsWith("/")) return tidy(server.connector === "aem" ? (belowDam(typed) ?? typed) : typed);
  if (!/^(https?|davs?):\/\//i.test(typed)) return null;
  const address = parsed(typed.replace(/^dav/i, "http"));
  const base = parsed(server.url.replace(/^dav/i, "http"));
  if (address === null || base === null || address.host !== base.host) return null;
  if (server.connector === "aem") {
    const found = belowDam(decoded(address.pathname + address.search + address.hash));
    return found === null ? null : tidy(found);
  }
  const root = decoded(base.pathname).replace(/\/$/, "");
  const path = decoded(address.pathname);
  return path === root || path.startsWith(`${root}/`) ? tidy(path.slice(root.length)) : null;
}

/** Opens a folder, or the folder of an asset with that selected; false when there is no such thing. */
export async function openPath(path: string, connection = currentName()): Promise<boolean> {
  const look = () => rowAt(connection, path).catch(() => null);
  let row = await look();
  const parent = parentOf(path);
  if (row === null && parent !== null) {
    await tell({ intent: "refresh", connection, folder: parent }).catch(() => undefined);
    row = await look();
  }
  if (row === null) return false;
  if (isFolder(row)) openFolder(path);
  else showInFolder(path);
  return true;
}

function belowDam(text: string): string | null {
  const at = text.indexOf(DAM);
  if (at < 0) return null;
  const rest = text.slice(at + DAM.length).replace(/[?#&].*$/, "").replace(/\/jcr:content(\/.*)?$/, "");
  return rest === "" || rest.startsWith("/") ? rest : null;
}

function tidy(path: string): string {
  const names = path.split("/").filter((name) => name !== "");
  return `/${names.join("/")}`;
}

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
