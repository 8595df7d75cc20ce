import { pluralIn } from "../plural";

const plural = pluralIn("en");

export const common = {
  damson: "Damson",
  ok: "OK",
  cancel: "Cancel",
  close: "Close",
  back: "Back",
  forward: "Forward",
  retry: "Try again",
  dismiss: "Dismiss",
  later: "Later",
  save: "Save",
  remove: "Remove",
  undo: "Undo",
  loading: "Loading…",
  justNow: "just now",
  nothing: "–",
  and: (first: string, more: number) =>
    plural(more, { one: `${first} and 1 more`, other: `${first} and # more` }),
  assets: (n: number) => plural(n, { one: "1 asset", other: "# assets" }),
  folders: (n: number) => plural(n, { one: "1 folder", other: "# folders" }),
  items: (n: number) => plural(n, { one: "1 item", other: "# items" }),
  files: (n: number) => plural(n, { one: "1 file", other: "# files" }),
  versions: (n: number) => plural(n, { one: "1 version", other: "# versions" }),
  pixels: (width: string, height: string) => `${width} × ${height} px`,
  quoted: (name: string) => `“${name}”`,
  root: "All assets",
};
