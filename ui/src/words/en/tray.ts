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
  halted: "Stopped to be safe: please look",
  transferring: { one: "1 transfer running", other: "{count} transfers running" },
  paused: { one: "1 transfer paused", other: "{count} transfers paused" },
  failed: { one: "1 transfer failed", other: "{count} transfers failed" },
  edited: { one: "1 asset edited locally", other: "{count} assets edited locally" },
  conflicts: { one: "1 editing conflict", other: "{count} editing conflicts" },
  checked_out: { one: "1 asset checked out by me", other: "{count} assets checked out by me" },
  conflict_found: {
    title: "Editing conflict",
    body: {
      one: "You and somebody else changed {name}. Nothing was overwritten.",
      other: "You and others changed {count} assets. Nothing was overwritten.",
    },
  },
  upload_failed: {
    title: "Upload failed",
    body: { one: "{name} was not uploaded. Damson says why.", other: "{count} assets were not uploaded. Damson says why." },
  },
  download_failed: {
    title: "Download failed",
    body: {
      one: "{name} was not downloaded. Damson says why.",
      other: "{count} assets were not downloaded. Damson says why.",
    },
  },
  checked_in: {
    title: "Checked in",
    body: { one: "{name} is free to be checked out.", other: "{count} assets are free to be checked out." },
  },
  login_needed_notice: {
    title: "Login needed",
    body: { one: "You are not logged in to {name}.", other: "You are not logged in to {count} servers." },
  },
  halted_notice: {
    title: "Damson stopped all changes to be safe",
    body: { one: "Look at {name}, then go on.", other: "Look at {count} connections, then go on." },
  },
};
