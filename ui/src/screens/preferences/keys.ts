// How the settings that Rust keeps are shown: which control, in which unit, under which heading.
// A key that is not here is shown by its name, with what it takes.

import type { SettingView } from "../../ipc/bindings";
import type { Words } from "../../words/words.svelte";

export type Section = "transfers" | "files" | "names" | "network";
/** How a value is written in Rust and shown here. */
export type Look =
  | { as: "toggle" }
  /** A number of `unit`s of `factor` each; `none` where there may be no limit. */
  | { as: "number"; unit: string; factor: number; none: boolean; min: number; max: number }
  | { as: "choice"; choices: { value: string; label: string }[] }
  | { as: "text" };
export type Shown = { section: Section; label: string; hint: string | null; look: Look };

const MEGA = 1_000_000;
const GIGA = 1_000_000_000;

/** What is known of a key. */
export function shown(setting: SettingView, words: Words): Shown {
  const p = words.preferences;
  const limit = (unit: string, factor: number): Look => ({
    as: "number",
    unit,
    factor,
    none: true,
    min: 0,
    max: 1_000_000,
  });
  const number = (unit: string, min: number, max: number, factor = 1): Look => ({
    as: "number",
    unit,
    factor,
    none: false,
    min,
    max,
  });
  const choice = (labels: Record<string, string>): Look => ({
    as: "choice",
    choices: setting.choices.map((value) => ({ value, label: labels[value] ?? value })),
  });
  const known: Record<string, Shown> = {
    transfers: { section: "transfers", label: p.transfers, hint: p.transfersHint, look: number("", 1, 64) },
    "download-limit": {
      section: "transfers",
      label: p.downloadLimit,
      hint: null,
      look: limit(p.megabytesPerSecond, MEGA),
    },
    "upload-limit": {
      section: "transfers",
      label: p.uploadLimit,
      hint: null,
      look: limit(p.megabytesPerSecond, MEGA),
    },
    "upload-method": {
      section: "transfers",
      label: p.uploadMethod,
      hint: p.uploadMethodHint,
      look: choice(p.uploadMethods),
    },
    proxy: { section: "network", label: p.proxy, hint: null, look: { as: "text" } },
    certificates: { section: "network", label: p.certificates, hint: null, look: { as: "text" } },
    "client-certificate": { section: "network", label: p.clientCertificate, hint: null, look: { as: "text" } },
    "file-names": { section: "names", label: p.fileNames, hint: p.fileNamesHint, look: choice(p.nameStyles) },
    "folder-names": { section: "names", label: p.folderNames, hint: null, look: choice(p.nameStyles) },
    "name-replacement": { section: "names", label: p.nameReplacement, hint: null, look: choice(p.replacements) },
    "poll-seconds": { section: "transfers", label: p.pollSeconds, hint: null, look: number(p.seconds, 5, 86_400) },
    protect: { section: "files", label: p.protect, hint: p.protectHint, look: { as: "toggle" } },
    "get-links": { section: "files", label: p.getLinks, hint: p.getLinksHint, look: { as: "toggle" } },
    "check-links": { section: "files", label: p.checkLinks, hint: p.checkLinksHint, look: { as: "toggle" } },
    "hide-expired": { section: "files", label: p.hideExpired, hint: p.hideExpiredHint, look: { as: "toggle" } },
    "cache-limit": { section: "files", label: p.cacheLimit, hint: p.cacheLimitHint, look: limit(p.gigabytes, GIGA) },
    "keep-free": { section: "files", label: p.keepFree, hint: null, look: number(p.megabytes, 0, 1_000_000, MEGA) },
    "recovered-days": { section: "files", label: p.recoveredDays, hint: null, look: number(p.days, 1, 3_650) },
    "quiet-ms": { section: "files", label: p.quietMs, hint: p.quietHint, look: number(p.seconds, 0.1, 600, 1_000) },
  };
  return (
    known[setting.key] ?? {
      section: "files",
      label: p.otherSetting(setting.key),
      hint: p.takes(setting.takes),
      look: setting.value === "true" || setting.value === "false" ? { as: "toggle" } : { as: "text" },
    }
  );
}

/** A value as it stands in the field; empty for no limit. */
export function inField(value: string, look: Look): string {
  if (look.as !== "number") return value;
  if (value === "none") return "";
  const amount = Number(value) / look.factor;
  const fine = amount < 100 ? 1_000 : 1;
  return String(Math.round(amount * fine) / fine);
}

/** What is sent for what stands in the field; `null` when it is no value. */
export function fromField(text: string, look: Look): string | null {
  const typed = text.trim().replace(",", ".");
  if (look.as !== "number") return text.trim();
  if (typed === "") return look.none ? "none" : null;
  const number = Number(typed);
  if (!Number.isFinite(number) || number < look.min || number > look.max) return null;
  if (look.none && number === 0) return "none";
  return String(Math.round(number * look.factor));
}
