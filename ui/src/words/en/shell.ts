import { pluralIn } from "../plural";

const plural = pluralIn("en");

export const shell = {
  sidebar: "Sidebar",
  showSidebar: "Show sidebar",
  hideSidebar: "Hide sidebar",
  views: "Views",
  folders: "Folders",
  view: {
    all: "All assets",
    edited: "Edited locally",
    conflicts: "Conflicts",
    mine: "Checked out by me",
    pinned: "Pinned",
    transfers: "Transfers",
    recovered: "Recovered",
  },
  counted: (name: string, n: string) => `${name}, ${n}`,
  preferences: "Preferences",
  connection: "Connection",
  switchTo: (name: string) => `Switch to ${name}`,
  addConnection: "Connect to another server…",
  logIn: "Log in again…",
  logOut: "Log out",
  showCacheFolder: "Show cache folder",
  state: {
    stopped: "Not connected",
    connecting: "Connecting…",
    online: "Online",
    offline: "Offline",
    "login-needed": "Login needed",
  },
  offlineSince: (when: string) => `Offline since ${when}`,
  checkedAt: (when: string) => `Last checked ${when}`,
  offlineBanner: (server: string, since: string) =>
    `${server} can't be reached since ${since}. What is on this computer works; the rest goes on when the server is back.`,
  offlineBannerNoTime: (server: string) =>
    `${server} can't be reached. What is on this computer works; the rest goes on when the server is back.`,
  waiting: (n: number) => plural(n, { one: "1 action waits for it.", other: "# actions wait for it." }),
  showWaiting: "Show what waits",
  newConflicts: (n: number) =>
    plural(n, {
      one: "Somebody else changed an asset that you edited.",
      other: "Others changed # assets that you edited.",
    }),
  freed: (name: string, who: string) => `${name} is free: ${who} checked it in.`,
  rebuilt:
    "What Damson had noted about your copies was damaged, so it looked at every file and at the server again. Nothing was removed. Copies that differ from the server are shown as conflicts.",
  tryNow: "Try now",
  loginBanner: (server: string) => `You are not logged in to ${server}. Nothing on this computer is lost.`,
  brake: {
    title: "Damson stopped all changes to be safe.",
    "emptied-root": (before: number) =>
      plural(before, {
        one: "The cache folder lost everything at once: 1 file was in it.",
        other: "The cache folder lost everything at once: # files were in it.",
      }),
    "mass-change": (changed: number, of: number) =>
      plural(changed, { one: "1 file", other: "# files" }) +
      plural(of, { one: " of 1 changed or vanished at once.", other: " of # changed or vanished at once." }),
    "other-account": "The cache folder belongs to another person or another server.",
    "clock-jump": "The clock of this computer jumped.",
    look: "Look whether that is as you want it. Nothing is transferred or changed until you go on.",
    goOn: "Go on",
    reveal: "Show cache folder",
  },
  editSeen: {
    one: (name: string) => `You changed ${name}.`,
    many: (n: number) => plural(n, { one: "You changed 1 asset.", other: "You changed # assets." }),
    offer: (name: string) => `You changed ${name}, and it is not checked out.`,
    offerMany: (n: number) =>
      plural(n, {
        one: "You changed 1 asset that is not checked out.",
        other: "You changed # assets that are not checked out.",
      }),
    comment: "Comment for this version",
    commentShort: "Comment",
    upload: "Upload changes",
    checkOut: "Check out",
    show: "Show",
  },
  transfers: {
    label: "Transfers",
    one: (name: string) => `Transferring ${name}`,
    many: (n: number) => plural(n, { one: "1 transfer", other: "# transfers" }),
    left: (time: string) => `${time} left`,
    failed: (n: number) => plural(n, { one: "1 transfer failed", other: "# transfers failed" }),
    paused: (n: number) => plural(n, { one: "1 transfer paused", other: "# transfers paused" }),
    pauseAll: "Pause all",
    resumeAll: "Resume all",
    show: "Show transfers",
  },
};
