// The pictures of icons/ui by their names.

const files = import.meta.glob("../../../icons/ui/*.svg", { query: "?raw", eager: true, import: "default" }) as Record<string, string>;
const drawings = new Map(
  Object.entries(files).map(([file, drawing]) => [file.slice(file.lastIndexOf("/") + 1, -4), drawing]),
);

export function iconDrawing(name: string): string {
  return drawings.get(name) ?? "";
}
