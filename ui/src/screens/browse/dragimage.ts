// What the system shows beside the pointer while files are dragged: the picture of the asset, or its
// type; with how many, where there are several.

import type { RowView } from "../../ipc/bindings";
import { typeIcon } from "../../state/kinds";
import { currentName } from "../../state/snapshot.svelte";
import { keptThumbnail, thumbnailKey } from "../../state/thumbnails";
import { iconDrawing } from "../../parts/icons";
import { count } from "../../words/format";

const EDGE = 96;

/** The bytes of a PNG; `null` where this page can't draw one. */
export async function dragImage(rows: readonly RowView[]): Promise<number[] | null> {
  const [first] = rows;
  if (!first) return null;
  try {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = EDGE;
    const context = canvas.getContext("2d");
    if (context === null) return null;
    const picture = await drawn(pictureOf(first));
    const share = Math.min(EDGE / picture.width, EDGE / picture.height);
    const size = { width: picture.width * share, height: picture.height * share };
    context.drawImage(picture, (EDGE - size.width) / 2, (EDGE - size.height) / 2, size.width, size.height);
    if (rows.length > 1) badge(context, count(rows.length));
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    return blob === null ? null : [...new Uint8Array(await blob.arrayBuffer())];
  } catch {
    return null;
  }
}

/** The picture that is on the screen, else that of the type. */
function pictureOf(row: RowView): string {
  for (const size of ["card", "icon", "preview"] as const) {
    const kept = keptThumbnail(thumbnailKey(currentName(), row, size));
    if (typeof kept === "string") return kept;
  }
  const colour = getComputedStyle(document.documentElement).getPropertyValue("color") || "#555";
  const drawing = iconDrawing(typeIcon(row)).replaceAll("currentColor", colour);
  return `data:image/svg+xml,${encodeURIComponent(drawing.replace(/width="16" height="16"/, `width="${EDGE}" height="${EDGE}"`))}`;
}

async function drawn(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = url;
  await image.decode();
  return image;
}

function badge(context: CanvasRenderingContext2D, text: string): void {
  context.font = "bold 15px sans-serif";
  const width = Math.max(24, context.measureText(text).width + 14);
  context.fillStyle = "#6b2d7b";
  context.beginPath();
  context.roundRect(EDGE - width, 0, width, 24, 12);
  context.fill();
  context.fillStyle = "#fff";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, EDGE - width / 2, 12.5);
}
