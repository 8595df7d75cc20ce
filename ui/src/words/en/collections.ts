import { pluralIn } from "../plural";

const plural = pluralIn("en");

/** Collections on the server. */
export const collections = {
  title: "Collections",
  smart: "smart",
  members: (n: number) => plural(n, { one: "1 member", other: "# members" }),
  add: "Add to collection…",
  addTitle: (n: number, name: string) => plural(n, { one: `Add ${name} to a collection`, other: "Add # items to a collection" }),
  addYes: "Add",
  added: (n: number, title: string) => plural(n, { one: `1 item added to ${title}`, other: `# items added to ${title}` }),
  remove: "Remove from collection",
  removed: (n: number, title: string) => plural(n, { one: `1 item removed from ${title}`, other: `# items removed from ${title}` }),
  show: "Show",
  empty: "This collection is empty",
  emptyHint: "Add assets and folders to it from their menus.",
  nothingFound: "The search of this collection finds nothing",
  nothingFoundHint: "A smart collection holds whatever the search that is saved in it finds.",
};
