// Which picture and which word a type of file has.

import type { RowView } from "../ipc/bindings";

const BY_EXTENSION: Record<string, string> = {
  psd: "photo", psb: "photo", cr2: "photo", cr3: "photo", nef: "photo", arw: "photo", dng: "photo", raf: "photo",
  ai: "vector", eps: "vector", svg: "vector",
  indd: "layout", idml: "layout", indt: "layout", qxp: "layout",
  zip: "archive", rar: "archive", "7z": "archive", tar: "archive", gz: "archive",
  glb: "model", gltf: "model", obj: "model", usdz: "model", fbx: "model",
  otf: "font", ttf: "font", woff: "font", woff2: "font",
  pdf: "document", doc: "document", docx: "document", ppt: "document", pptx: "document", xls: "document",
  xlsx: "document", key: "document", pages: "document", numbers: "document",
  txt: "text", md: "text", csv: "text", json: "text", xml: "text", html: "text",
  prproj: "video", aep: "video", mov: "video", mp4: "video",
};

/** The name of the type's picture in icons/ui. */
export function typeIcon(row: Pick<RowView, "kind" | "name" | "media_type">): string {
  if (row.kind === "folder" || row.kind === "root") return "type-folder";
  const known = BY_EXTENSION[extensionOf(row.name).toLowerCase()];
  if (known) return `type-${known}`;
  const family = row.media_type?.split("/")[0];
  if (family === "image" || family === "video" || family === "audio" || family === "font" || family === "text") {
    return `type-${family}`;
  }
  return "type-file";
}

/** What the column says: `PSD`, `JPEG`; empty for folders. */
export function typeWord(row: Pick<RowView, "kind" | "name" | "media_type">): string {
  if (row.kind !== "asset" && row.kind !== "no-file") return "";
  const extension = extensionOf(row.name);
  if (extension !== "" && extension.length <= 5) return extension.toUpperCase();
  const subtype = row.media_type?.split("/")[1]?.replace(/^(x-|vnd\.)/, "");
  return subtype?.toUpperCase().slice(0, 12) ?? "";
}

export function extensionOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? "" : name.slice(dot + 1);
}

/** The endings of documents whose links can be read, as crates/links/src/format has them. */
export const LINKING: ReadonlySet<string> = new Set([
  "indd", "indt", "idml", "icml", "icma", "idms", "inx", "ai", "ait", "pdf", "psd", "psb", "prproj", "aep", "aet", "svg",
  "html", "htm", "xhtml", "css", "gltf", "docx", "docm", "dotx", "pptx", "pptm", "potx", "xlsx", "xlsm", "xltx",
  "fcpxml", "xmeml",
]);

export function mayHaveLinks(name: string): boolean {
  return LINKING.has(extensionOf(name).toLowerCase());
}

/** What it is called; what can't be the name of a path stands in the title. */
export function shownName(row: Pick<RowView, "kind" | "name" | "title">): string {
  return row.kind === "no-name" ? (row.title ?? row.name) : row.name;
}

export function isFolder(row: Pick<RowView, "kind">): boolean {
  return row.kind === "folder" || row.kind === "root";
}
