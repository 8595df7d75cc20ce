// Pictures of assets: few at a time, what is seen first, kept while there is room.

import type { ErrorCode, RowView, ThumbnailSizeView } from "../ipc/bindings";
import { send } from "../ipc/desk";
import { userError } from "../ipc/port";

const AT_ONCE = 4;
const KEPT = 600;
/** What the kept pictures may take together, in bytes as they were sent. */
const KEPT_BYTES = 64_000_000;
/** The answers that stay the same until the asset is another one. */
const FINAL: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["not-found", "unsupported"]);

/** `undefined` when the picture could not be had for now. */
type Told = (url: string | null | undefined) => void;
type Wish = {
  key: string;
  path: string;
  connection: string | null;
  size: ThumbnailSizeView;
  /** How far it is from what is seen, in pixels. */
  away: () => number;
  told: Told[];
};
const kept = new Map<string, string | null>();
const sizes = new Map<string, number>();
let bytes = 0;
const waiting = new Map<string, Wish>();
let flying = 0;

/** The size whose pixels fill an edge of so many pixels of the page, at a scale of the screen. */
export function sizeFor(edge: number, scale: number): ThumbnailSizeView {
  const pixels = edge * scale;
  return pixels <= 48 ? "icon" : pixels <= 319 ? "card" : "preview";
}

/** A key that changes when the picture may have. */
export function thumbnailKey(connection: string | null, row: RowView, size: ThumbnailSizeView): string {
  return `${connection} ${size} ${row.path} ${row.modified} ${row.processing} ${row.status} ${row.size}`;
}

export function keptThumbnail(key: string): string | null | undefined {
  const url = kept.get(key);
  if (url !== undefined) {
    kept.delete(key);
    kept.set(key, url);
  }
  return url;
}

/** Asks for a picture; the answer takes the wish back. */
export function wishThumbnail(
  key: string,
  connection: string | null,
  row: RowView,
  size: ThumbnailSizeView,
  away: () => number,
  told: Told,
): () => void {
  const wish = waiting.get(key) ?? { key, path: row.path, connection, size, away, told: [] };
  wish.told.push(told);
  waiting.set(key, wish);
  queueMicrotask(pump);
  return () => {
    wish.told = wish.told.filter((other) => other !== told);
    if (wish.told.length === 0 && waiting.get(key) === wish) waiting.delete(key);
  };
}

function pump(): void {
  while (flying < AT_ONCE) {
    const wish = nearest();
    if (!wish) return;
    waiting.delete(wish.key);
    flying += 1;
    void load(wish).finally(() => {
      flying -= 1;
      pump();
    });
  }
}

/** Rows are drawn a little beyond what is seen: those come last. */
function nearest(): Wish | undefined {
  let found: Wish | undefined;
  let least = Infinity;
  for (const wish of waiting.values()) {
    const away = wish.away();
    if (found === undefined || away < least) {
      found = wish;
      least = away;
    }
  }
  return found;
}

async function load(wish: Wish): Promise<void> {
  let url: string | null | undefined;
  try {
    const { connection, path, size } = wish;
    const thumbnail = await send({ intent: "thumbnail", connection, path, size }, "thumbnail");
    const blob = blobOf(thumbnail.data);
    url = URL.createObjectURL(blob);
    sizes.set(wish.key, blob.size);
    bytes += blob.size;
  } catch (thrown) {
    // No picture is no trouble: the type's icon is shown.
    url = FINAL.has(userError(thrown).code) ? null : undefined;
  }
  if (url !== undefined) keep(wish.key, url);
  for (const told of wish.told) told(url);
}

function keep(key: string, url: string | null): void {
  kept.set(key, url);
  for (const [other, old] of kept) {
    if (other === key || (kept.size <= KEPT && bytes <= KEPT_BYTES)) break;
    kept.delete(other);
    bytes -= sizes.get(other) ?? 0;
    sizes.delete(other);
    if (old !== null) URL.revokeObjectURL(old);
  }
}

function blobOf(base64: string): Blob {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const png = bytes[0] === 0x89;
  return new Blob([bytes], { type: png ? "image/png" : "image/jpeg" });
}
