// What the window may ask of the application, whichever way it gets there.

import type {
  BulkView,
  ConnectedView,
  DeskPreferences,
  DeskWords,
  DropView,
  ErrorCode,
  Intent,
  LinkView,
  LoginProgress,
  LoginWindow,
  QuitView,
  Reply,
  ShowView,
  SnapshotView,
  System,
  UpdateProgress,
  UpdateView,
  UserError,
} from "./bindings";

export type DeskEvents = {
  snapshot: SnapshotView;
  link: LinkView;
  drop: DropView;
  login: LoginProgress;
  update: UpdateProgress;
  preferences: DeskPreferences;
  /** A line of the tray was chosen. */
  show: ShowView;
  /** The person wants to quit while something is left. */
  quit: QuitView;
};

/** The commands beside intents: their arguments and their answers. */
export type DeskCommands = {
  send: [{ intent: Intent }, Reply];
  snapshot: [Empty, SnapshotView];
  system: [Empty, System];
  pick_files: [{ title: string }, string[]];
  pick_folder: [{ title: string }, string | null];
  start_demo: [Empty, ConnectedView];
  login_window: [{ connect: LoginWindow }, ConnectedView];
  cancel_login_window: [Empty, null];
  /** `image`: a PNG that is shown beside the pointer. */
  drag_out: [{ connection: string | null; paths: string[]; image: number[] | null }, string[]];
  /** The `damson:` links of assets, one a line. */
  link_to: [{ connection: string | null; paths: string[] }, string];
  /** Downloads what is not here, and puts the copies on the clipboard. */
  copy_files: [{ connection: string | null; paths: string[] }, string[]];
  /** The files that were copied in the file manager. */
  copied_files: [Empty, string[]];
  /** `rendition`: the word of a kind, or the name of one; `null` for the copies themselves. */
  export: [{ connection: string | null; paths: string[]; folder: string; flat: boolean; rendition: string | null }, BulkView];
  pick_application: [{ title: string }, string | null];
  open_with: [{ connection: string | null; path: string; program: string }, null];
  copy_text: [{ text: string }, null];
  preferences: [Empty, DeskPreferences];
  set_preferences: [{ preferences: DeskPreferences }, DeskPreferences];
  set_words: [{ words: DeskWords }, null];
  preview_link: [{ url: string }, LinkView];
  links: [Empty, LinkView[]];
  support_bundle: [Empty, string];
  show_file: [{ file: string }, null];
  licences: [Empty, string];
  check_update: [Empty, UpdateView | null];
  install_update: [Empty, null];
  quit: [{ anyway: boolean }, QuitView];
  log: [{ level: "warn" | "error"; message: string }, null];
};
type Empty = Record<never, never>;

/** The application behind the window. Every promise may reject with a `UserError`. */
export interface Desk {
  call<N extends keyof DeskCommands>(name: N, args: DeskCommands[N][0]): Promise<DeskCommands[N][1]>;
  /** Calls back with every event from now on; the answer stops it. */
  listen<N extends keyof DeskEvents>(name: N, heard: (event: DeskEvents[N]) => void): () => void;
  /** The window that the page is in. */
  window: { close(): Promise<void>; fullScreen(): Promise<void> };
}

export function isUserError(thing: unknown): thing is UserError {
  return typeof thing === "object" && thing !== null && "code" in thing && "inside" in thing;
}

/** Anything that was thrown, as an error that has words. */
export function userError(thing: unknown): UserError {
  if (isUserError(thing)) return thing;
  return { ...errorOf("unexpected", null), said: thing instanceof Error ? thing.message : String(thing) };
}

/** An error about an asset that the page found itself. */
export function errorOf(code: ErrorCode, about: string | null): UserError {
  return {
    code,
    about,
    file: null,
    who: null,
    server: null,
    detail: null,
    said: null,
    action: null,
    refusal: null,
    inside: [],
    restricted: { count: 0, assets: [] },
  };
}
