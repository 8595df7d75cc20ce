import { pluralIn } from "../plural";

const plural = pluralIn("en");

export const details = {
  /** For whoever is new here. */
  hints: {
    label: "Tip",
    gotIt: "Got it",
    none: "No more tips",
    texts: {
      edit: (keys: string) =>
        `Select an asset and choose Edit (${keys}). It is checked out for you, so that nobody else changes it meanwhile, and opens in its application.`,
      "quick-look": (keys: string) => `Press ${keys} for a large picture of what is selected.`,
      favourite: (keys: string) => `The star behind the name of a folder (${keys}) keeps it at hand above the folders.`,
      keys: (keys: string) => `${keys} shows every keyboard shortcut.`,
    },
  },
  label: "Details",
  none: "Select an asset to see its details.",
  preview: (name: string) => `Preview of ${name}`,
  noPreview: "No preview",
  status: "Status",
  next: "What to do next",
  lastChecked: (when: string) => `Last checked ${when}`,
  neverChecked: "Not checked with the server yet",
  properties: "Properties",
  title: "Title",
  name: "Name",
  size: "Size",
  dimensions: "Dimensions",
  type: "Type",
  modified: "Modified",
  modifiedBy: (when: string, who: string) => `${when} by ${who}`,
  path: "Path",
  file: "On this computer",
  lock: "Checked out",
  lockSince: (who: string, when: string) => `by ${who}, since ${when}`,
  since: (ago: string, when: string) => `Known since ${when} (${ago})`,
  lockBy: (who: string) => `by ${who}`,
  below: "In this folder",
  links: {
    title: "Linked files",
    show: "Show linked files",
    none: "Links to no files",
    fetch: (n: number) => plural(n, { one: "Download 1 linked file", other: "Download # linked files" }),
    byName: "found by its name",
    incomplete: "There may be more: the document could not be read to its end.",
    targets: { asset: "On the server", "not-found": "Not on the server", embedded: "Embedded", remote: "On the web" },
    troubles: {
      "no-reader": "Links in files of this type can't be read.",
      broken: "Its links can't be read: the file is damaged, or of another type than its name says.",
      "too-large": "Its links can't be read: there is too much to look through.",
    },
  },
  versions: "Versions",
  noVersions: "No earlier versions",
  currentVersion: "Current version",
  version: (label: string) => `Version ${label}`,
  noComment: "No comment",
  restore: "Restore",
  restoreTitle: (label: string) => `Restore version ${label}?`,
  restoreText:
    "It becomes the current version on the server. The version that is current now stays in the history.",
  restored: (label: string) => `Version ${label} was restored`,
  many: "Selection",
  total: (size: string) => `${size} in total`,
};
