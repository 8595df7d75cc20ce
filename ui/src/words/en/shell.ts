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
    recent: "Recent",
    edited: "Edited locally",
    conflicts: "Conflicts",
    mine: "Checked out by me",
    pinned: "Pinned",
    transfers: "Transfers",
    recovered: "Recovered",
  },
  favourites: {
    title: "Favourites",
    add: "Add to favourites",
    remove: "Remove from favourites",
    up: "Move up",
    down: "Move down",
    /** Beside the name of one whose folder is gone. */
    lost: "not found",
    gone: (path: string) => `${path} is no longer on the server`,
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
    `${server} can't be reached since ${since}. You can keep working with what is on this computer; everything else continues when the server is back.`,
  offlineBannerNoTime: (server: string) =>
    `${server} can't be reached. You can keep working with what is on this computer; everything else continues when the server is back.`,
  waiting: (n: number) => plural(n, { one: "1 action is queued.", other: "# actions are queued." }),
  showWaiting: "Show queue",
  newConflicts: (n: number) =>
    plural(n, {
      one: "Somebody else changed an asset that you edited.",
      other: "Others changed # assets that you edited.",
    }),
  freed: (name: string, who: string) => `${name} is available: ${who} no longer has it checked out.`,
  rebuilt:
    "Damson's records of your copies were damaged, so it compared every file with the server again. Nothing was removed. Copies that differ from the server are shown as conflicts.",
  unwatched: (folders: number, limit: boolean) =>
    limit
      ? `This computer can't watch any more folders, so changes in ${folders === 1 ? "a folder" : `${folders} folders`} appear up to a minute later. Its administrator can raise the limit (on Linux: fs.inotify.max_user_watches).`
      : `Damson is not allowed to read ${folders === 1 ? "a folder" : `${folders} folders`} in the cache folder, so changes there don't appear.`,
  tryNow: "Try now",
  loginBanner: (server: string) => `You are not logged in to ${server}. Nothing on this computer is lost.`,
  brake: {
    title: "Damson stopped all changes to be safe.",
    "emptied-root": (before: number) =>
      plural(before, {
        one: "The cache folder was emptied all at once: it contained 1 file.",
        other: "The cache folder was emptied all at once: it contained # files.",
      }),
    "mass-change": (changed: number, of: number) =>
      plural(changed, { one: "1 file", other: "# files" }) +
      plural(of, { one: " of 1 changed or disappeared all at once.", other: " of # changed or disappeared all at once." }),
    vanished: (gone: number, of: number) =>
      plural(gone, { one: "1 pinned file", other: "# pinned files" }) +
      plural(of, {
        one: " of 1 disappeared from the server all at once. If you continue, the copy moves to Recovered.",
        other: " of # in a folder disappeared from the server all at once. If you continue, the copies move to Recovered.",
      }),
    "other-account": "The cache folder belongs to another person or another server.",
    "clock-jump": "This computer's clock jumped.",
    look: "Check that this is what you want. Nothing is transferred or changed until you continue.",
    goOn: "Continue",
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
  /** What the bars of the window are called. */
  bars: {
    server: "Server and sidebar",
    place: "Place and tools",
    view: "Filter, order and layout",
    actions: "Actions for the selection",
  },
  menuOf: (what: string) => `Actions for ${what}`,
  /** Searches that are kept. */
  searches: {
    title: "Searches",
    keep: "Keep this search",
    name: "Name",
    hint: "It appears in the sidebar, with its filters.",
    taken: "The search of this name is replaced.",
    yes: "Keep",
    forget: "Remove from searches",
  },
  /** The sheet of shortcuts. */
  keys: {
    title: "Keyboard shortcuts",
    hint: "The arrows move in the list, in the folders and in bars of buttons. From the first row, the up arrow leads to the column heads. Letters lead to the name that begins with them.",
    groups: { work: "Work with assets", go: "Go somewhere", look: "Select and arrange", window: "Window" },
    names: {
      "quick-look": "Quick look",
      "check-out": "Check out or check in",
      "copy-path": "Copy path",
      "copy-files": "Copy files",
      "paste-files": "Paste files",
      "copy-link": "Copy link",
      back: "Back",
      forward: "Forward",
      up: "Folder above",
      "go-to": "Go to a path or an address",
      recent: "Recent",
      favourite: "Add to favourites, or remove",
      search: "Search",
      filter: "Filter by name",
      refresh: "Refresh",
      "select-all": "Select all",
      "list-view": "List",
      "thumbnail-view": "Thumbnails",
      density: "Comfortable or compact",
      details: "Show or hide details",
      sidebar: "Show or hide the sidebar",
      "next-region": "Next part of the window",
      "region-before": "Previous part of the window",
      "full-screen": "Full screen",
      preferences: "Preferences",
      "close-window": "Close the window",
      help: "Keyboard shortcuts",
    },
  },
};
