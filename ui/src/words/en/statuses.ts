import type { ConflictView, StatusView } from "../../ipc/bindings";

/** What is said of a status: its name, what it means, and what to do next. */
export type StatusWords = { name: string; means: string; next: string };

const byStatus: Record<StatusView, StatusWords> = {
  "cloud-only": {
    name: "Cloud only",
    means: "It is on the server. There is no copy on this computer.",
    next: "Edit checks it out, downloads it and opens it. Download brings a copy to this computer.",
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
    means: "Somebody changed it on the server. Your copy is older, and you have not changed it.",
    next: "Update downloads the newer version.",
  },
  "editing-conflict": {
    name: "Editing conflict",
    means: "You and somebody else changed it. Nothing was sent or overwritten.",
    next: "Compare both versions, then keep yours, theirs or both.",
  },
  "removed-remotely": {
    name: "Removed remotely",
    means: "It was removed from the server. Your copy is still here.",
    next: "Remove your copy (it is kept in Recovered), or upload it again under its name.",
  },
  "new-locally": {
    name: "New locally",
    means: "Not on the server yet.",
    next: "Upload changes sends it to the server.",
  },
};

const byConflict: Record<ConflictView, string> = {
  "both-changed": "You and somebody else changed it. Nothing was sent or overwritten.",
  "deleted-on-server": "You changed it, and in the meantime it was deleted on the server. Your changes are still here.",
  unrelated: "One of your files is where the server has another asset. Neither was touched.",
};

export const statuses = {
  byStatus,
  byConflict,
  folder: "Folder",
  noFile: "Content without a file",
  noName: "No usable name",
  noFileMeans: "It exists only on the server. Open in web shows it.",
  nextMine: "Open it, and upload your changes when you are done.",
  nextLater: "The server can't be reached: it is queued until then.",
  checkedOutByMe: "Checked out by me",
  checkedOutBy: (who: string) => `Checked out by ${who}`,
  me: "me",
  pinned: "Pinned",
  pinnedMeans: "It is kept on this computer and up to date.",
  readOnly: "Read only",
  readOnlyMeans: "You can view it, but not change it on the server.",
  processing: "The server is still processing it",
  transfer: {
    downloading: "Downloading",
    uploading: "Uploading",
    waiting: "Waiting",
    running: "Running",
    paused: "Paused",
    retrying: "Trying again",
    failed: "Failed",
    finished: "Finished",
    cancelled: "Cancelled",
  },
  renamedHere: (former: string) =>
    `You renamed it here. On the server it is still called ${former}. If you upload it like this, it becomes a second asset.`,
  problem: {
    "renamed-here": "You renamed it here. On the server it still has its old name.",
    name: "This computer can't store a file with this name.",
    "path-too-long":
      "The path is too long for this computer. Move the cache folder to a shorter path, or shorten the names on the server.",
    "refused-name": "This name can't be part of a path, so it can't be downloaded until somebody renames it on the server.",
    withheld: "The server lists it but gives no details. What was known about it is kept.",
    "folder-there": "It is a file here and a folder on the server. Give the file another name, then upload it.",
    link: "It is a link, and links are not followed.",
    device: "It is neither a file nor a folder (a pipe, a socket or a device).",
    "check-out-ended": "Your check-out ended: somebody released it, or the server lost it. Your copy is as you left it.",
    unreadable: "The file on this computer can't be read.",
    other: "This computer has a problem with this file.",
  },
  queued: (action: string) => `Queued: ${action}`,
};
