import type { DeskWords } from "../../ipc/bindings";

/** What the tray, the menu bar and notifications say; the application fills in what is in braces. */
export const tray: DeskWords = {
  language: "en",
  open: "Open Damson",
  pause_all: "Pause all transfers",
  resume_all: "Resume all transfers",
  quit: "Quit Damson",
  no_connection: "Not connected to a DAM",
  up_to_date: "Up to date",
  connecting: "Connecting…",
  offline: "Offline",
  login_needed: "Login needed",
  halted: "Stopped to be safe: please check",
  transferring: { one: "1 transfer running", other: "{count} transfers running" },
  paused: { one: "1 transfer paused", other: "{count} transfers paused" },
  failed: { one: "1 transfer failed", other: "{count} transfers failed" },
  edited: { one: "1 asset edited locally", other: "{count} assets edited locally" },
  new_files: { one: "1 new file not uploaded", other: "{count} new files not uploaded" },
  conflicts: { one: "1 editing conflict", other: "{count} editing conflicts" },
  checked_out: { one: "1 asset checked out by me", other: "{count} assets checked out by me" },
  conflict_found: {
    title: "Editing conflict",
    body: {
      one: "You and somebody else both changed {name}. Nothing was overwritten.",
      other: "You and others changed {count} assets. Nothing was overwritten.",
    },
  },
  upload_failed: {
    title: "Upload failed",
    body: { one: "{name} was not uploaded. Open Damson to see why.", other: "{count} assets were not uploaded. Open Damson to see why." },
  },
  download_failed: {
    title: "Download failed",
    body: {
      one: "{name} was not downloaded. Open Damson to see why.",
      other: "{count} assets were not downloaded. Open Damson to see why.",
    },
  },
  order_done: {
    title: "Transfers done",
    body: { one: "Everything in {name} was transferred.", other: "{count} transfers of several files are done." },
  },
  checked_in: {
    title: "Checked in",
    body: { one: "{name} is available for you to check out.", other: "{count} assets are available for you to check out." },
  },
  login_needed_notice: {
    title: "Login needed",
    body: { one: "You are not logged in to {name}.", other: "You are not logged in to {count} servers." },
  },
  halted_notice: {
    title: "Damson stopped all changes to be safe",
    body: { one: "Check {name}, then continue.", other: "Check {count} connections, then continue." },
  },
};
