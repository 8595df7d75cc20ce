import { pluralIn } from "../plural";
import { actions } from "./actions";

const plural = pluralIn("en");

export const recovered = {
  title: "Recovered",
  text: (days: string) =>
    `Files that would have been overwritten or removed, and exist nowhere else, are kept here for ${days}.`,
  textPlain: "Files that would have been overwritten or removed, and exist nowhere else, are kept here for a while.",
  days: (n: number) => plural(n, { one: "1 day", other: "# days" }),
  /** Why a file is here, by the word from the engine. */
  why: {
    discarded: "You discarded your changes",
    "kept-theirs": "You kept their version in a conflict",
    deleted: "It was deleted on the server",
    altered: "The server changed the file while receiving it, or somebody overwrote it right away",
    "removed-from-server": "It was removed from the server",
    replaced: "It would have been replaced",
  } as Record<string, string>,
  otherWhy: "It would have been lost",
  columns: { name: "Name", why: "Why", when: "When", size: "Size" },
  from: (folder: string) => `from ${folder}`,
  restore: "Restore",
  restoreLabel: (name: string) => `Restore ${name}`,
  restored: (name: string) => `${name} is back in the cache folder`,
  get reveal() {
    return actions.byAction.reveal;
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
