// What of a document's links the server has not.

import type { LinkedView } from "../ipc/bindings";

export type Missing = {
  /** On this computer: where, and where it goes in the DAM. */
  here: { file: string; to: string }[];
  /** As the document has it. */
  nowhere: string[];
};

/** Each file once, in the order of the documents. */
export function missingOf(links: readonly LinkedView[]): Missing {
  const here = new Map<string, { file: string; to: string }>();
  const nowhere = new Set<string>();
  for (const link of links) {
    if (link.file !== null && link.upload_to !== null) here.set(link.upload_to, { file: link.file, to: link.upload_to });
    else if (link.row?.status === "new-locally") here.set(link.row.path, { file: link.row.name, to: link.row.path });
    else if (link.target === "not-found") nowhere.add(link.written);
  }
  return { here: [...here.values()], nowhere: [...nowhere] };
}
