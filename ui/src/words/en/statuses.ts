export const statuses = {
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
  writtenBack: "Probably only metadata was written into the file on the server, after you edited the metadata here.",
  transfer: {
    downloading: "Downloading",
    uploading: "Uploading",
  },
  renamedHere: (former: string) =>
    `You renamed it here. On the server it is still called ${former}. If you upload it like this, it becomes a second asset.`,
  queued: (action: string) => `Queued: ${action}`,
};
