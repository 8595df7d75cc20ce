import { pluralIn } from "../plural";
import { actionNames } from "../catalogue";

const plural = pluralIn("en");

export const dialogs = {
  asset: "Asset",
  more: (n: number) => plural(n, { one: "and 1 more", other: "and # more" }),
  failed: {
    title: (n: number) => plural(n, { one: "It didn't work for 1 asset", other: "It didn't work for # assets" }),
    done: (n: number) => plural(n, { one: "It worked for 1 other.", other: "It worked for # others." }),
    retry: "Try these again",
  },

  upload: {
    title: (n: number, name: string) =>
      plural(n, { one: `Upload changes to ${name}`, other: "Upload changes to # assets" }),
    text: {
      kept: "Each becomes a new version on the server. The previous version stays in the history.",
      without: "Each replaces what is on the server. This server keeps no earlier versions.",
    },
    textOne: {
      kept: "It becomes a new version on the server. The previous version stays in the history.",
      without: "It replaces what is on the server. This server keeps no earlier versions.",
    },
    textNew: (n: number) =>
      plural(n, { one: "It becomes a new asset on the server.", other: "They become new assets on the server." }),
    textSomeNew: (n: number) =>
      plural(n, { one: "1 of them is not on the server yet.", other: "# of them are not on the server yet." }),
    comment: "Comment",
    commentHint: "Others see it in the version history. You can leave it empty.",
    noComments: "This server doesn't store comments with versions.",
    keepOut: "Keep checked out",
    keepOutHint: "Otherwise it is checked in after the upload.",
    go: "Upload",
  },

  discard: {
    title: (n: number, name: string) =>
      plural(n, { one: `Discard your changes to ${name}?`, other: "Discard your changes to # assets?" }),
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
        one: "You have changes to it that are not uploaded. They stay on this computer, but others can edit the asset in the meantime, which leads to a conflict.",
        other:
          "You have changes to them that are not uploaded. They stay on this computer, but others can edit the assets in the meantime, which leads to conflicts.",
      }),
    upload: "Upload changes…",
    go: "Check in anyway",
  },

  delete: {
    title: (n: number, name: string) => plural(n, { one: `Delete ${name}?`, other: "Delete # items?" }),
    asset: "It will be deleted on the server, for everybody.",
    folder: "The folder and everything in it will be deleted on the server, for everybody.",
    many: "They will be deleted on the server, for everybody. Folders are deleted with everything in them.",
    counting: "Counting its contents…",
    holds: (assets: string) => `${assets} in total.`,
    notCounted: "Its contents could not be counted.",
    edited: "Your edited copies are moved to Recovered first.",
    held: "Checked out by others",
    heldText: (n: number) =>
      plural(n, {
        one: "1 asset inside is checked out. Nothing was deleted.",
        other: "# assets inside are checked out. Nothing was deleted.",
      }),
    mineInside: "You have checked out assets inside it yourself.",
    anyway: "Delete it anyway, including what I have checked out",
    heldBy: (who: string) => `checked out by ${who}`,
    go: "Delete",
  },

  move: {
    title: (n: number, name: string) => plural(n, { one: `Move ${name}`, other: "Move # items" }),
    into: (folder: string) => `Move to ${folder}`,
    same: "It is already in this folder.",
    inside: "A folder can't be moved into itself.",
  },

  duplicate: {
    suffix: "copy",
  },

  renameMany: {
    menu: (n: number) => plural(n, { one: "Rename 1 item…", other: "Rename # items…" }),
    title: (n: number) => plural(n, { one: "Rename 1 item", other: "Rename # items" }),
    pattern: "New names",
    patternHint: "The extension stays. {n:3} is a number with three digits, {date} the day of the last change.",
    strange: (part: string) => `${part} means nothing here.`,
    insert: "Insert",
    parts: { "{name}": "Name", "{n:3}": "Number", "{date}": "Date" },
    find: "Find in the name",
    replace: "Replace with",
    start: "First number",
    preview: "Preview",
    now: "Current name",
    then: "New name",
    troubles: {
      same: "Stays as it is",
      empty: "The name would be empty.",
      date: "The date is not known.",
      refused: "The server doesn't take this name.",
      twice: "Several would have this name.",
      taken: "This name is taken.",
    },
    wrong: (n: number) => plural(n, { one: "1 name can't be used.", other: "# names can't be used." }),
    stops: "They are renamed one after the other. If one fails, the rest keep their names.",
    go: (n: number) => plural(n, { one: "Rename 1 item", other: "Rename # items" }),
    doneOne: (from: string, to: string) => `Renamed “${from}” to “${to}”.`,
    done: (n: number) => plural(n, { one: "Renamed 1 item.", other: "Renamed # items." }),
    stopped: (done: number, of: number) => `Renamed ${done} of ${of}, then stopped`,
    kept: (n: number) => plural(n, { one: "1 item keeps its name:", other: "# items keep their names:" }),
  },
  folders: {
    label: "Folders",
  },

  newFolder: {
    title: (folder: string) => `New folder in ${folder}`,
    name: "Name",
    initial: "untitled folder",
    go: "Create",
    empty: "A folder needs a name.",
    slash: "A name can't contain a slash.",
  },

  rename: {
    title: (name: string) => `Rename ${name}`,
    name: "Name",
    go: "Rename",
    ending: (from: string, to: string) =>
      `The file extension changes from ${from} to ${to}. Applications may no longer recognise the file.`,
    noEnding: "none",
  },

  download: {
    title: (name: string) => `Download ${name}?`,
    titleMany: (n: number) => plural(n, { one: "Download 1 item?", other: "Download # items?" }),
    counting: "Counting its contents…",
    text: (assets: string, size: string) => `This is ${assets}, ${size}.`,
    textAtLeast: (assets: string, size: string) => `This is ${assets}, at least ${size}.`,
    background: "The download runs in the background; you can pause or cancel it under Transfers.",
    uncounted: "Its contents could not be counted.",
    go: "Download",
  },

  manyLinks: {
    title: (name: string) => `Download what ${name} links to?`,
    text: (assets: string, bytes: string) => `${assets} (${bytes}) that it links to aren't on this computer.`,
    without: "Without them its application shows missing links.",
    none: "Open without",
    all: "Download and open",
  },

  linksMissing: {
    title: (name: string) => `Upload what ${name} links to?`,
    titleMany: "Upload what these documents link to?",
    text: "The server does not have these files. Without them, others see missing links.",
    alone: "These files are uploaded from this computer:",
    nowhere: "Not on this computer either:",
    loading: "Looking for linked files…",
    none: "Upload without",
    all: "Upload all",
    only: "Upload",
  },

  restricted: {
    title: (name: string) => `Use “${name}” anyway?`,
    titleMany: (n: number) => `Use these ${n} assets anyway?`,
    others: (n: number) => (n === 1 ? "And 1 other." : `And ${n} others.`),
    go: "Use it anyway",
    goMany: "Use them anyway",
  },

  executable: {
    title: (name: string) => `Open ${name} as a program?`,
    text: (type: string) =>
      `Files of type ${type} run as programs, which could harm this computer. Open it only if you know where it comes from.`,
    by: (who: string) => `Last changed by ${who}.`,
    go: "Open anyway",
  },

  release: {
    title: (name: string, who: string) => `Release ${who}'s lock on ${name}?`,
    titleMany: (n: number) => plural(n, { one: "Release 1 lock?", other: "Release # locks?" }),
    text: (who: string) =>
      `${who} may be editing it right now, and would run into a conflict with the next upload. It is better to ask first.`,
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
    text: "Your copy is older, and you have not changed it.",
    textMany: "Your copies are older, and you have not changed them.",
    goneTitle: (name: string) => `${name} was removed from the server`,
    goneTitleMany: (n: number) =>
      plural(n, { one: "1 asset was removed from the server", other: "# assets were removed from the server" }),
    goneText: "Your copy is still here. It may be the only one.",
    goneTextMany: "Your copies are still here. They may be the only ones.",
    update: "Update",
    remove: "Remove local copy",
    keep: "Leave it as it is",
    updateHint: "downloads the newer version",
    removeHint: "frees disk space; the asset stays on the server",
    removeGoneHint: "moves your copy to Recovered",
    revealHint: "shows your copy, so that you can save it elsewhere",
  },

  conflict: {
    title: (name: string, who: string) => `You and ${who} both changed ${name}`,
    titleElsewhere: (name: string) => `You changed ${name} here and elsewhere`,
    titleDeleted: (name: string) => `You changed ${name}, and it was deleted on the server`,
    titleUnrelated: (name: string) => `Your file is in the place of ${name}`,
    titleMany: (n: number) => plural(n, { one: "1 editing conflict", other: "# editing conflicts" }),
    text: "Nothing was sent or overwritten. Which version do you want to keep?",
    textMany: "Nothing was sent or overwritten. Resolve them one by one, or all with one choice.",
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
    web: "Open theirs in web",
    larger: (size: string) => `${size} larger`,
    smaller: (size: string) => `${size} smaller`,
    newer: "newer",
    choose: "Choose one",
    keepMine: "Keep mine",
    keepMineText: "Your version will be uploaded. Theirs stays in the history.",
    keepMineDeleted: "Your version will be uploaded again under its name.",
    keepTheirs: "Keep theirs",
    keepTheirsText: (days: string) =>
      `Their version replaces yours on this computer. Yours moves to Recovered, where it is kept for ${days}.`,
    keepTheirsDeleted: (days: string) =>
      `It stays deleted. Your version moves to Recovered, where it is kept for ${days}.`,
    keepBoth: "Keep both",
    keepBothText: (copy: string) => `Your version becomes a new file next to theirs, with a name like “${copy}”.`,
    copyName: (stem: string, ending: string) => `${stem} (… copy …)${ending}`,
    days: (n: number) => plural(n, { one: "1 day", other: "# days" }),
    aWhile: "a while",
    later: "Decide later",
    apply: (choice: string) => choice,
    applyAll: (n: number) =>
      plural(n, { one: "Do this for this conflict", other: "Do this for all # conflicts" }),
    place: (n: string, of: string) => `Conflict ${n} of ${of}`,
    previous: "Previous conflict",
    next: "Next conflict",
    resolved: (n: number) => plural(n, { one: "1 conflict resolved", other: "# conflicts resolved" }),
    gone: "This conflict is resolved.",
  },

  uploadHere: {
    title: (folder: string) => `Upload to ${folder}`,
    choose: "What do you want to upload?",
    files: "Choose files…",
    folder: "Choose a folder…",
    orDrop: "You can also drop files and folders onto the window.",
    planning: "Checking what is already there…",
    summary: (files: string, folders: string, size: string) => `${files} in ${folders}, ${size}`,
    summaryFlat: (files: string, size: string) => `${files}, ${size}`,
    nothing: "What you chose contains nothing to upload.",
    renamed: (n: number) => plural(n, { one: "1 name will change", other: "# names will change" }),
    renamedText: "The server doesn't accept these names as they are, or two of these files would have the same name.",
    becomes: (name: string) => `becomes ${name}`,
    exists: (n: number) => plural(n, { one: "1 already exists", other: "# already exist" }),
    existsText: "What should happen to these files?",
    newVersion: "Upload as a new version",
    newVersionHint: "The existing version stays in the history.",
    newVersionHintWithout: "It replaces what is there now: this server keeps no earlier versions.",
    keepBoth: "Keep both",
    keepBothHint: "The uploaded file gets a number in its name.",
    skip: "Skip them",
    skipHint: "Only new files are uploaded.",
    comment: "Comment for the new versions",
    skipped: (n: number) => plural(n, { one: "1 is skipped", other: "# are skipped" }),
    allFiles: "All files to be uploaded",
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
    unread: "A link can't be followed: it is incomplete, or Damson doesn't know it.",
    title: "Open from a link?",
    open: (n: number) => plural(n, { one: "This link will open this asset:", other: "This link will open these # assets:" }),
    edit: (n: number) =>
      plural(n, {
        one: "This link will check out this asset and open it for editing:",
        other: "This link will check out these # assets and open them for editing:",
      }),
    reveal: (n: number) =>
      plural(n, {
        one: "This link will download this asset and show it in its folder:",
        other: "This link will download these # assets and show them in their folders:",
      }),
    on: "Server",
    unknown: (server: string) => `You are not connected to ${server}, so nothing can be opened.`,
    connect: "Connect to this server…",
    warning: "Continue only if you have just clicked such a link yourself.",
    goOpen: "Open",
    goEdit: "Check out and open",
    get goReveal() {
      return actionNames("en").reveal;
    },
    no: "Cancel",
  },

  quit: {
    title: "Quit Damson?",
    edited: (n: number) =>
      plural(n, { one: "1 edited asset is not uploaded.", other: "# edited assets are not uploaded." }),
    newFiles: (n: number) => plural(n, { one: "1 new file is not uploaded.", other: "# new files are not uploaded." }),
    left: (n: number) =>
      plural(n, {
        one: "You still have 1 asset checked out, so nobody else can edit it.",
        other: "You still have # assets checked out, so nobody else can edit them.",
      }),
    transfers: (n: number) =>
      plural(n, { one: "1 transfer will continue at the next start.", other: "# transfers will continue at the next start." }),
    safe: "Nothing is lost: edits stay on this computer.",
    go: "Quit",
    stay: "Cancel",
  },
};
