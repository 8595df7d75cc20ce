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
    what: "What to export",
    kinds: { original: "Original", web: "Web", fpo: "FPO / low resolution", thumbnail: "Thumbnail" },
    kindHints: {
      original: "The file as it was uploaded.",
      web: "A JPEG for pages and mails, mostly 1280 px.",
      fpo: "Stands in a layout for the original: same proportions, small file.",
      thumbnail: "A small picture, mostly a PNG of 319 px.",
    },
    within: (width: number, height: number) => `up to ${width} × ${height} px`,
    missing: "Assets that lack it are listed afterwards; nothing is exported in their place.",
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
