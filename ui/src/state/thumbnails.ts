// Pictures of assets: few at a time, the latest wish first, kept while there is room.

import type { RowView, ThumbnailSizeView } from "../ipc/bindings";
import { send } from "../ipc/desk";

const AT_ONCE = 4;
const KEPT = 600;

type Wish = { key: string; path: string; connection: string | null; size: ThumbnailSizeView; told: ((url: string | null) => void)[] };
const kept = new Map<string, string | null>();
const waiting = new Map<string, Wish>();
let flying = 0;

/** A key that changes when the picture may have. */
export function thumbnailKey(connection: string | null, row: RowView, size: ThumbnailSizeView): string {
  return `${connection} ${size} ${row.path} ${row.modified} ${row.processing}`;
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
  told: (url: string | null) => void,
): () => void {
  const wish = waiting.get(key) ?? { key, path: row.path, connection, size, told: [] };
  wish.told.push(told);
  // Set anew, it is the latest, and the latest is what the person looks at.
  waiting.delete(key);
  waiting.set(key, wish);
  queueMicrotask(pump);
  return () => {
    wish.told = wish.told.filter((other) => other !== told);
    if (wish.told.length === 0) waiting.delete(key);
  };
}

function pump(): void {
  while (flying < AT_ONCE) {
    const wish = [...waiting.values()].at(-1);
    if (!wish) return;
    waiting.delete(wish.key);
    flying += 1;
    void load(wish).finally(() => {
      flying -= 1;
      pump();
    });
  }
}

async function load(wish: Wish): Promise<void> {
  let url: string | null = null;
  try {
    const { connection, path, size } = wish;
    const thumbnail = await send({ intent: "thumbnail", connection, path, size }, "thumbnail");
    url = URL.createObjectURL(blobOf(thumbnail.data));
  } catch {
    // No picture is no trouble: the type's icon is shown.
  }
  kept.set(wish.key, url);
  for (const [key, old] of kept) {
    if (kept.size <= KEPT) break;
    kept.delete(key);
    if (old !== null) URL.revokeObjectURL(old);
  }
  for (const told of wish.told) told(url);
}

function blobOf(base64: string): Blob {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const png = bytes[0] === 0x89;
  return new Blob([bytes], { type: png ? "image/png" : "image/jpeg" });
}
