import { pluralIn } from "../plural";

const plural = pluralIn("en");

/** Copies for the rest of the computer. */
export const files = {
  copy: "Copy files",
  copied: (n: number) => plural(n, { one: "1 file copied. Paste it wherever you need it.", other: "# files copied. Paste them wherever you need them." }),
  paste: "Paste files",
  nothingToPaste: "There are no files to paste.",
  openWith: "Open with…",
  openWithOne: (name: string) => `Open with ${name}`,
  pickApplication: "Choose an application",
  exporting: {
    menu: "Export a copy…",
    into: "Choose a folder for the copies",
    title: "Export copies",
    text: (folder: string) => `To ${folder}. Nothing there is overwritten.`,
    layout: "Folders",
    nested: "Keep the folders",
    nestedHint: "Each file stays in the folders that it is in.",
    flat: "All files in one folder",
    flatHint: "Without the folders that they are in.",
    yes: "Export",
    done: (n: number) => plural(n, { one: "1 file exported", other: "# files exported" }),
    couldNot: (n: number) => plural(n, { one: "1 file was not exported", other: "# files were not exported" }),
  },
};
