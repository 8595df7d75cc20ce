import { pluralIn } from "../plural";
import { actionNames } from "../catalogue";

const plural = pluralIn("en");

export const recovered = {
  title: "Recovered",
  text: (days: string) =>
    `Files that would have been overwritten or removed, and exist nowhere else, are kept here for ${days}.`,
  textPlain: "Files that would have been overwritten or removed, and exist nowhere else, are kept here for a while.",
  days: (n: number) => plural(n, { one: "1 day", other: "# days" }),
  columns: { name: "Name", why: "Why", when: "When", size: "Size" },
  from: (folder: string) => `from ${folder}`,
  restore: "Restore",
  restoreLabel: (name: string) => `Restore ${name}`,
  restored: (name: string) => `${name} is back in the cache folder`,
  get reveal() {
    return actionNames("en").reveal;
  },
  revealLabel: (name: string) => `Show ${name} in its folder`,
  remove: "Remove",
  removeLabel: (name: string) => `Remove ${name} for good`,
  removeTitle: (name: string) => `Remove ${name} for good?`,
  removeText: "This copy exists nowhere else. You can't undo this.",
  removeGo: "Remove for good",
  emptyTitle: "Nothing to recover",
  emptyText: "Before Damson overwrites or removes an edit, it moves it here.",
  count: (n: number) => plural(n, { one: "1 file", other: "# files" }),
  restoreHint: "It is put back where it was, or next to it under a free name.",
};
