import type { TransferDirectionView, TransferStateView } from "../../ipc/bindings";
import { pluralIn } from "../plural";

const plural = pluralIn("en");

const states: Record<TransferStateView, string> = {
  waiting: "Waiting",
  running: "Under way",
  paused: "Paused",
  retrying: "Tries again",
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
  clear: "Clear history",
  retryAll: "Try all failed again",
  pause: (name: string) => `Pause ${name}`,
  resume: (name: string) => `Resume ${name}`,
  cancel: (name: string) => `Cancel ${name}`,
  retry: (name: string) => `Try ${name} again`,
  show: (name: string) => `Show ${name} in its folder`,
  retryAt: (when: string) => `Tries again ${when}`,
  retrySoon: "Tries again in a moment",
  finishedAt: (when: string) => when,
  inFolder: (folder: string) => `in ${folder}`,
  queued: "Asked for meanwhile",
  queuedSince: (ago: string) => `Asked ${ago}`,
  queuedCancel: (name: string) => `Do not do it with ${name}`,
  queuedForget: (name: string) => `Forget it for ${name}`,
  emptyTitle: "No transfers",
  emptyText: "Downloads and uploads appear here, and stay in the history.",
  cancelled: "Cancelled by you",
  offline: {
    title: "Waiting for the server",
    text: "What is listed here goes on by itself as soon as the server answers.",
    edits: (n: number) =>
      plural(n, { one: "1 edited asset can be uploaded then.", other: "# edited assets can be uploaded then." }),
    show: "Show edits",
  },
};
