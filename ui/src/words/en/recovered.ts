import { pluralIn } from "../plural";

const plural = pluralIn("en");

export const recovered = {
  title: "Recovered",
  text: (days: string) =>
    `What would have been overwritten or removed and exists nowhere else is kept here for ${days}.`,
  textPlain: "What would have been overwritten or removed and exists nowhere else is kept here for a while.",
  days: (n: number) => plural(n, { one: "1 day", other: "# days" }),
  /** Why a file is here, by the word from the engine. */
  why: {
    discarded: "You discarded your changes",
    "kept-theirs": "In a conflict you kept theirs",
    deleted: "It was deleted on the server",
    "removed-from-server": "It was removed from the server",
    replaced: "It would have been replaced",
  } as Record<string, string>,
  otherWhy: "It would have been lost",
  columns: { name: "Name", why: "Why", when: "When", size: "Size" },
  from: (folder: string) => `from ${folder}`,
  restore: "Restore",
  restoreLabel: (name: string) => `Restore ${name}`,
  restored: (name: string) => `${name} is back in the cache folder`,
  reveal: "Reveal in folder",
  revealLabel: (name: string) => `Reveal ${name} in its folder`,
  remove: "Remove",
  removeLabel: (name: string) => `Remove ${name} for good`,
  removeTitle: (name: string) => `Remove ${name} for good?`,
  removeText: "This copy exists nowhere else. It can't be brought back.",
  removeGo: "Remove for good",
  emptyTitle: "Nothing was recovered",
  emptyText: "When Damson would overwrite or remove an edit, it moves it here first.",
  count: (n: number) => plural(n, { one: "1 file", other: "# files" }),
  restoreHint: "It is put back where it was, or beside it under a free name.",
};
