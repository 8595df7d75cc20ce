import type { ConflictView, StatusView } from "../../ipc/bindings";

/** What is said of a status: its name, what it means, and what to do next. */
export type StatusWords = { name: string; means: string; next: string };

const byStatus: Record<StatusView, StatusWords> = {
  "cloud-only": {
    name: "Cloud only",
    means: "It is on the server. There is no copy on this computer.",
    next: "Edit checks it out, downloads it and opens it. Download brings a copy here.",
  },
  "available-locally": {
    name: "Available locally",
    means: "A copy is on this computer, the same as on the server.",
    next: "Edit checks it out and opens it.",
  },
  "edited-locally": {
    name: "Edited locally",
    means: "You changed the copy on this computer. The server has not changed.",
    next: "Upload your changes when you are done; that also checks it in.",
  },
  "modified-remotely": {
    name: "Modified remotely",
    means: "Somebody changed it on the server. Your copy is older and has no changes of yours.",
    next: "Update fetches the newer one.",
  },
  "editing-conflict": {
    name: "Editing conflict",
    means: "You and somebody else changed it. Nothing was sent or overwritten.",
    next: "Compare both sides, then keep yours, theirs or both.",
  },
  "removed-remotely": {
    name: "Removed remotely",
    means: "It was removed from the server. Your copy is still here.",
    next: "Remove your copy (it is kept in Recovered), or upload it again under its name.",
  },
  "new-locally": {
    name: "New locally",
    means: "The server has not got this file yet.",
    next: "Upload changes sends it to the server.",
  },
};

const byConflict: Record<ConflictView, string> = {
  "both-changed": "You and somebody else changed it. Nothing was sent or overwritten.",
  "deleted-on-server": "You changed it, and meanwhile it was deleted on the server. Your changes are still here.",
  unrelated: "A file of yours is where the server has another asset. Neither was touched.",
};

export const statuses = {
  byStatus,
  byConflict,
  folder: "Folder",
  noFile: "Content without a file",
  noName: "No usable name",
  noFileMeans: "It lives on the server only. Open in web shows it.",
  checkedOutByMe: "Checked out by me",
  checkedOutBy: (who: string) => `Checked out by ${who}`,
  me: "me",
  pinned: "Pinned",
  pinnedMeans: "It is kept on this computer and up to date.",
  readOnly: "Read only",
  readOnlyMeans: "You may look at it, but not change it on the server.",
  processing: "The server is still working on it",
  transfer: {
    downloading: "Downloading",
    uploading: "Uploading",
    waiting: "Waiting",
    running: "Running",
    paused: "Paused",
    retrying: "Tries again",
    failed: "Failed",
    finished: "Finished",
    cancelled: "Cancelled",
  },
  problem: {
    name: "This computer can't hold a file with that name.",
    "path-too-long":
      "The path is too long for this computer. Move the cache folder to a shorter place, or shorten the names on the server.",
    "refused-name": "No path can hold this name, so it can't be downloaded until somebody renames it on the server.",
    "folder-there": "It is a file here and a folder on the server. Give the file another name, then upload it.",
    unreadable: "The file on this computer can't be read.",
    other: "This computer has a problem with this file.",
  },
};
