import type { TransferDirectionView, TransferStateView } from "../../ipc/bindings";
import { pluralIn } from "../plural";

const plural = pluralIn("en");

const states: Record<TransferStateView, string> = {
  waiting: "Waiting",
  running: "Running",
  paused: "Paused",
  retrying: "Trying again",
  failed: "Failed",
  finished: "Finished",
  cancelled: "Cancelled",
};

const directions: Record<TransferDirectionView, string> = { download: "Download", upload: "Upload" };

export const transfers = {
  title: "Transfers",
  states,
  directions,
  current: "Current",
  failed: "Failed",
  history: "History",
  summary: (n: number) => plural(n, { one: "1 transfer", other: "# transfers" }),
  idle: "Nothing is being transferred.",
  overall: "All transfers",
  doneOf: (done: string, of: string) => `${done} of ${of}`,
  rate: (rate: string) => rate,
  left: (time: string) => `${time} left`,
  waitingN: (n: number) => plural(n, { one: "1 waiting", other: "# waiting" }),
  pauseAll: "Pause all",
  resumeAll: "Resume all",
  cancelAll: "Cancel all",
  cancelAllAsked: {
    title: "Cancel all transfers?",
    text: "What is already here or on the server stays. Everything else has to be asked for again.",
    yes: "Cancel all transfers",
  },
  first: (name: string) => `Move ${name} to the front`,
  /** What was asked for at once. */
  orders: {
    download: (name: string) => `Downloading ${name}`,
    upload: (name: string) => `Uploading to ${name}`,
    over: {
      download: (name: string) => `Downloaded ${name}`,
      upload: (name: string) => `Uploaded to ${name}`,
    },
    files: (n: number) => plural(n, { one: "1 file", other: "# files" }),
    of: (done: string, of: number) => plural(of, { one: `${done} of 1 file`, other: `${done} of # files` }),
    counting: (done: number) => `${plural(done, { one: "1 file", other: "# files" })} so far`,
    failed: (n: number) => plural(n, { one: "1 failed", other: "# failed" }),
    cancelled: (n: number) => plural(n, { one: "1 cancelled", other: "# cancelled" }),
    open: (name: string) => `Show the files of ${name}`,
    close: (name: string) => `Hide the files of ${name}`,
    parts: (name: string) => `Files of ${name}`,
    more: (n: number) => plural(n, { one: "1 more file", other: "# more files" }),
  },
  clear: "Clear history",
  retryAll: "Retry all failed",
  pause: (name: string) => `Pause ${name}`,
  resume: (name: string) => `Resume ${name}`,
  cancel: (name: string) => `Cancel ${name}`,
  retry: (name: string) => `Retry ${name}`,
  show: (name: string) => `Show ${name} in its folder`,
  retryAt: (when: string) => `Trying again ${when}`,
  retrySoon: "Trying again in a moment",
  finishedAt: (when: string) => when,
  inFolder: (folder: string) => `in ${folder}`,
  queued: "Queued while offline",
  queuedSince: (ago: string) => `Queued ${ago}`,
  queuedCancel: (name: string) => `Remove ${name} from the queue`,
  queuedForget: (name: string) => `Remove ${name} from the queue`,
  emptyTitle: "No transfers",
  emptyText: "Downloads and uploads appear here, and stay in the history.",
  cancelled: "Cancelled by you",
  offline: {
    title: "Waiting for the server",
    text: "What is listed here continues by itself as soon as the server responds.",
    edits: (n: number) =>
      plural(n, { one: "1 edited asset can be uploaded then.", other: "# edited assets can be uploaded then." }),
    show: "Show edits",
  },
};
