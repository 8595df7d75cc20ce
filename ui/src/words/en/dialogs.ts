import { pluralIn } from "../plural";

const plural = pluralIn("en");

export const dialogs = {
  asset: "Asset",
  more: (n: number) => plural(n, { one: "and 1 more", other: "and # more" }),
  failed: {
    title: (n: number) => plural(n, { one: "1 asset could not be done", other: "# assets could not be done" }),
    done: (n: number) => plural(n, { one: "1 other was done.", other: "# others were done." }),
    retry: "Try these again",
  },

  upload: {
    title: (n: number, name: string) =>
      plural(n, { one: `Upload changes of ${name}`, other: "Upload changes of # assets" }),
    text: "Each becomes a new version on the server. The version before stays in the history.",
    textOne: "It becomes a new version on the server. The version before stays in the history.",
    comment: "Comment",
    commentHint: "Others read it in the version history. You may leave it empty.",
    noComments: "This server keeps no comments with versions.",
    keepOut: "Keep checked out",
    keepOutHint: "Otherwise it is checked in after the upload.",
    go: "Upload",
  },

  discard: {
    title: (n: number, name: string) =>
      plural(n, { one: `Discard your changes of ${name}?`, other: "Discard your changes of # assets?" }),
    text: (n: number) =>
      plural(n, {
        one: "Your edited copy moves to Recovered, where it is kept for a while. The asset on the server stays as it is.",
        other:
          "Your edited copies move to Recovered, where they are kept for a while. The assets on the server stay as they are.",
      }),
    checkIn: "Check in as well",
    checkInHint: "So that others can edit again.",
    go: "Discard changes",
  },

  checkIn: {
    title: (n: number, name: string) =>
      plural(n, { one: `Check in ${name} without uploading?`, other: "Check in # assets without uploading?" }),
    text: (n: number) =>
      plural(n, {
        one: "It has changes of yours that are not uploaded. They stay on this computer, but others can edit the asset meanwhile, and then there is a conflict.",
        other:
          "They have changes of yours that are not uploaded. These stay on this computer, but others can edit the assets meanwhile, and then there are conflicts.",
      }),
    upload: "Upload changes…",
    go: "Check in anyway",
  },

  delete: {
    title: (n: number, name: string) => plural(n, { one: `Delete ${name}?`, other: "Delete # items?" }),
    asset: "It is deleted on the server, for everybody.",
    folder: "The folder and everything in it are deleted on the server, for everybody.",
    many: "They are deleted on the server, for everybody. Folders are deleted with everything in them.",
    counting: "Counting what is in it…",
    holds: (assets: string) => `${assets} in all.`,
    notCounted: "What is in it could not be counted.",
    edited: "Your edited copies move to Recovered first.",
    held: "Checked out by others",
    heldText: (n: number) =>
      plural(n, {
        one: "1 asset in it is checked out. Nothing was deleted.",
        other: "# assets in it are checked out. Nothing was deleted.",
      }),
    mineInside: "You have assets in it checked out yourself.",
    anyway: "Delete all the same, with what I have checked out",
    heldBy: (who: string) => `checked out by ${who}`,
    go: "Delete",
  },

  move: {
    title: (n: number, name: string) => plural(n, { one: `Move ${name}`, other: "Move # items" }),
    into: (folder: string) => `Move to ${folder}`,
    same: "It is in this folder already.",
    inside: "A folder can't be moved into itself.",
  },

  duplicate: {
    suffix: "copy",
  },

  folders: {
    label: "Folders",
    way: "Path",
    up: "Folder above",
    loading: "Looking into the folder…",
    none: "No folders in it",
  },

  newFolder: {
    title: (folder: string) => `New folder in ${folder}`,
    name: "Name",
    initial: "untitled folder",
    go: "Create",
    empty: "A folder needs a name.",
    slash: "A name can't have a slash in it.",
  },

  rename: {
    title: (name: string) => `Rename ${name}`,
    name: "Name",
    go: "Rename",
    ending: (from: string, to: string) =>
      `The ending changes from ${from} to ${to}. Applications may no longer know the file.`,
    noEnding: "none",
  },

  download: {
    title: (name: string) => `Download ${name}?`,
    titleMany: (n: number) => plural(n, { one: "Download 1 item?", other: "Download # items?" }),
    counting: "Counting what is in it…",
    text: (assets: string, size: string) => `That is ${assets}, ${size}.`,
    textAtLeast: (assets: string, size: string) => `That is ${assets}, at least ${size}.`,
    background: "It goes on in the background; you can pause and cancel it under Transfers.",
    uncounted: "What is in it could not be counted.",
    go: "Download",
  },

  executable: {
    title: (name: string) => `Open ${name} as a program?`,
    text: (type: string) =>
      `Files of the type ${type} run as programs, which could harm this computer. Open it only if you know where it comes from.`,
    by: (who: string) => `Last changed by ${who}.`,
    reveal: "Reveal in folder",
    go: "Open all the same",
  },

  release: {
    title: (name: string, who: string) => `Release the lock of ${who} on ${name}?`,
    titleMany: (n: number) => plural(n, { one: "Release 1 lock?", other: "Release # locks?" }),
    text: (who: string) =>
      `${who} may be editing it at this moment, and would meet a conflict with the next upload. Better ask first.`,
    go: "Release lock",
  },

  removeLocal: {
    title: (n: number, name: string) =>
      plural(n, { one: `Remove the local copy of ${name}?`, other: "Remove # local copies?" }),
    gone: "It was removed from the server. Your copy moves to Recovered, where it is kept for a while.",
    goneMany: "They were removed from the server. Your copies move to Recovered, where they are kept for a while.",
    go: "Remove local copy",
  },

  remote: {
    title: (name: string) => `${name} was changed on the server`,
    titleMany: (n: number) =>
      plural(n, { one: "1 asset was changed on the server", other: "# assets were changed on the server" }),
    text: "Your copy is older and has no changes of yours.",
    textMany: "Your copies are older and have no changes of yours.",
    goneTitle: (name: string) => `${name} was removed from the server`,
    goneTitleMany: (n: number) =>
      plural(n, { one: "1 asset was removed from the server", other: "# assets were removed from the server" }),
    goneText: "Your copy is still here. It may be the only one.",
    goneTextMany: "Your copies are still here. They may be the only ones.",
    update: "Update",
    remove: "Remove local copy",
    keep: "Leave it as it is",
    updateHint: "fetches the newer one",
    removeHint: "frees the space; the asset stays on the server",
    removeGoneHint: "moves your copy to Recovered",
    revealHint: "shows your copy, to save it elsewhere",
  },

  conflict: {
    title: (name: string) => `${name} was changed on both sides`,
    titleDeleted: (name: string) => `You changed ${name}, and it was deleted on the server`,
    titleUnrelated: (name: string) => `A file of yours is in the place of ${name}`,
    titleMany: (n: number) => plural(n, { one: "1 editing conflict", other: "# editing conflicts" }),
    text: "Nothing was sent or overwritten. Which one shall be the current one?",
    textMany: "Nothing was sent or overwritten. Decide them one by one, or all with one choice.",
    compareTitle: (name: string) => `Compare ${name}`,
    mine: "Mine, on this computer",
    copy: "My copy, on this computer",
    theirs: "Theirs, on the server",
    you: "you",
    who: "Changed by",
    when: "Changed",
    size: "Size",
    dimensions: "Dimensions",
    same: "the same",
    deleted: "Deleted on the server",
    noPreview: "No preview of this type",
    noCopy: "No copy on this computer",
    open: "Open mine",
    web: "Show theirs in the web",
    larger: (size: string) => `${size} larger`,
    smaller: (size: string) => `${size} smaller`,
    newer: "newer",
    choose: "Choose one",
    keepMine: "Keep mine",
    keepMineText: "Mine is uploaded next, with a comment. Theirs stays as the version before in the history.",
    keepMineDeleted: "Mine is uploaded again under its name, with a comment.",
    keepTheirs: "Keep theirs",
    keepTheirsText: (days: string) =>
      `Theirs replaces mine on this computer. Mine moves to Recovered, where it is kept for ${days}.`,
    keepTheirsDeleted: (days: string) =>
      `It stays deleted. Mine moves to Recovered, where it is kept for ${days}.`,
    keepBoth: "Keep both",
    keepBothText: (copy: string) => `Mine becomes a new file beside theirs, called like “${copy}”.`,
    copyName: (stem: string, ending: string) => `${stem} (… copy …)${ending}`,
    days: (n: number) => plural(n, { one: "1 day", other: "# days" }),
    aWhile: "a while",
    later: "Decide later",
    apply: (choice: string) => choice,
    applyAll: (n: number) =>
      plural(n, { one: "Do the same for this conflict", other: "Do the same for all # conflicts" }),
    place: (n: string, of: string) => `Conflict ${n} of ${of}`,
    previous: "Conflict before",
    next: "Next conflict",
    resolved: (n: number) => plural(n, { one: "1 conflict decided", other: "# conflicts decided" }),
    gone: "This conflict is decided.",
  },

  uploadHere: {
    title: (folder: string) => `Upload to ${folder}`,
    choose: "What do you want to upload?",
    files: "Choose files…",
    folder: "Choose a folder…",
    orDrop: "You can also drop files and folders onto the window.",
    planning: "Looking what is there already…",
    summary: (files: string, folders: string, size: string) => `${files} in ${folders}, ${size}`,
    summaryFlat: (files: string, size: string) => `${files}, ${size}`,
    nothing: "There is nothing to upload in what you chose.",
    renamed: (n: number) => plural(n, { one: "1 name will change", other: "# names will change" }),
    renamedText: "The server does not take these names as they are.",
    becomes: (name: string) => `becomes ${name}`,
    exists: (n: number) => plural(n, { one: "1 exists already", other: "# exist already" }),
    existsText: "What shall happen with them?",
    newVersion: "Upload as a new version",
    newVersionHint: "What is there now stays in the history.",
    keepBoth: "Keep both",
    keepBothHint: "The uploaded one gets a number in its name.",
    skip: "Skip them",
    skipHint: "Only what is new is uploaded.",
    comment: "Comment for the new versions",
    skipped: (n: number) => plural(n, { one: "1 is left out", other: "# are left out" }),
    allFiles: "Everything that is uploaded",
    go: (files: string) => `Upload ${files}`,
    pickFiles: "Files to upload",
    pickFolder: "Folder to upload",
    started: (n: number) => plural(n, { one: "Uploading 1 file…", other: "Uploading # files…" }),
    done: (n: number) => plural(n, { one: "1 file was uploaded.", other: "# files were uploaded." }),
    someFailed: (n: number) => plural(n, { one: "1 file was not uploaded", other: "# files were not uploaded" }),
    left: (time: string) => `${time} left`,
    pause: "Pause",
    resume: "Resume",
    cancel: "Cancel the upload",
  },

  link: {
    title: "A link wants to open Damson",
    open: (n: number) => plural(n, { one: "It wants to open this asset:", other: "It wants to open these # assets:" }),
    edit: (n: number) =>
      plural(n, {
        one: "It wants to check out this asset and open it for editing:",
        other: "It wants to check out these # assets and open them for editing:",
      }),
    reveal: (n: number) =>
      plural(n, {
        one: "It wants to download this asset and show it in its folder:",
        other: "It wants to download these # assets and show them in their folders:",
      }),
    on: "Server",
    unknown: (server: string) => `You are not connected to ${server}, so nothing can be opened.`,
    connect: "Connect to it…",
    warning: "Go on only if you have just followed such a link yourself.",
    goOpen: "Open",
    goEdit: "Check out and open",
    goReveal: "Reveal in folder",
    no: "Do nothing",
  },

  quit: {
    title: "Quit Damson?",
    edited: (n: number) =>
      plural(n, { one: "1 edited asset is not uploaded.", other: "# edited assets are not uploaded." }),
    left: (n: number) =>
      plural(n, {
        one: "1 asset stays checked out by you, so that nobody else can edit it.",
        other: "# assets stay checked out by you, so that nobody else can edit them.",
      }),
    transfers: (n: number) =>
      plural(n, { one: "1 transfer goes on at the next start.", other: "# transfers go on at the next start." }),
    safe: "Nothing is lost: edits stay on this computer.",
    go: "Quit",
    stay: "Stay",
  },
};
