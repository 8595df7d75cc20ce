// The catalogue that the window shares with the terminal (`words/` at the top of the project): what
// both say is there, once, and by the same names.

import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import type {
  Action,
  ConflictView,
  DoctorStep,
  ErrorCode,
  FindingView,
  Health,
  RefusalCode,
  StatusView,
  TransferDirectionView,
  TransferStateView,
} from "../ipc/bindings";
import type { FoundWords } from "./found";
import { bySystem } from "./system.svelte";
import type { Language } from "./words.svelte";

/** What an error is about, in words: never empty. */
export type Subject = {
  /** The asset, folder or file. */
  path: string;
  /** The file on this computer. */
  file: string;
  server: string;
  who: string;
  detail: string;
  said: string;
  action: string;
};
/** What happened, and what to do about it. */
export type ErrorWords = [happened: string, todo: string];
/** What is said of a status: its name, what it means, and what to do next. */
export type StatusWords = { name: string; means: string; next: string };
type Parameters = Record<string, FluentVariable>;

const files = import.meta.glob<string>("../../../words/*/{actions,doctor,errors,halts,recovered,refusals,statuses,unknown}.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});
const bundles = new Map<Language, FluentBundle>();

function textsOf(language: Language): string[] {
  return Object.entries(files)
    .filter(([file]) => file.includes(`/words/${language}/`))
    .map(([, text]) => text);
}

function bundleOf(language: Language): FluentBundle {
  const known = bundles.get(language);
  if (known !== undefined) return known;
  // Nothing here is written from right to left.
  const bundle = new FluentBundle(language, { useIsolating: false });
  for (const text of textsOf(language)) bundle.addResource(new FluentResource(text));
  bundles.set(language, bundle);
  return bundle;
}

/** A message, or an attribute of one; English for what a language lacks, which tests rule out. */
export function said(language: Language, message: string, parameters: Parameters = {}, attribute?: string): string | null {
  const system = bySystem({ windows: "windows", macos: "macos", linux: "linux" });
  for (const each of [language, "en"] as const) {
    const bundle = bundleOf(each);
    const found = bundle.getMessage(message);
    const pattern = attribute === undefined ? found?.value : found?.attributes[attribute];
    if (!pattern) continue;
    const errors: Error[] = [];
    const text = bundle.formatPattern(pattern, { system, ...parameters }, errors);
    if (errors.length === 0) return text;
  }
  return null;
}

/** The messages of a family by what follows its name, as `error-`. */
function all<Code extends string, T>(family: string, words: (code: Code) => T): Record<Code, T> {
  const names = textsOf("en").flatMap((text) => [...text.matchAll(/^([a-z][a-z0-9-]*) =/gm)].map((found) => found[1] ?? ""));
  const codes = names.filter((name) => name.startsWith(family)).map((name) => name.slice(family.length) as Code);
  return Object.fromEntries(codes.map((code) => [code, words(code)])) as Record<Code, T>;
}

/** What actions are called; file managers have names of their own. */
export function actionNames(language: Language): Record<Action, string> {
  const names = all<Action, string>("action-", (action) => said(language, `action-${action}`) ?? action);
  return Object.defineProperty(names, "reveal", {
    enumerable: true,
    get: () => said(language, "action-reveal") ?? "",
  });
}

/** What is wrong with a row, by its code; what a look at the disk leaves out is a reason of its own. */
const PROBLEMS = {
  "renamed-here": "problem-renamed-here",
  name: "problem-name",
  "path-too-long": "problem-path-too-long",
  "refused-name": "problem-refused-name",
  withheld: "problem-withheld",
  "folder-there": "problem-folder-there",
  "check-out-ended": "problem-check-out-ended",
  other: "problem-other",
} as const;

/** What the window takes from the catalogue, in the places of its own words. */
export function shared(language: Language) {
  const say = (message: string, parameters?: Parameters, attribute?: string): string =>
    said(language, message, parameters, attribute) ?? "";
  const messages = <Code extends string>(family: string): Record<Code, string> =>
    all<Code, string>(family, (code) => say(family + code));
  return {
    common: { theServer: say("unknown-server"), somebody: say("unknown-who") },
    errors: {
      path: say("unknown-path"),
      file: say("unknown-file"),
      action: say("unknown-action"),
      unknownDetail: say("unknown-said"),
      halts: all<string, string>("halt-", (code) => say(`halt-${code}`, {}, "short")),
      byCode: all<ErrorCode, (about: Subject) => ErrorWords>("error-", (code) => (about) => [
        say(`error-${code}`, about),
        say(`error-${code}`, about, "todo"),
      ]),
    },
    refusals: all<RefusalCode, (who: string) => string>(
      "refusal-",
      (code) => (who) => said(language, `refusal-${code}`, { who }, "reason") ?? say(`refusal-${code}`, { who }),
    ),
    statuses: {
      byStatus: all<StatusView, StatusWords>("status-", (status) => ({
        name: say(`status-${status}`),
        means: say(`status-${status}`, {}, "means"),
        next: say(`status-${status}`, {}, "next"),
      })),
      byConflict: messages<ConflictView>("conflict-"),
      problem: Object.fromEntries(Object.entries(PROBLEMS).map(([code, message]) => [code, say(message)])) as Record<
        keyof typeof PROBLEMS,
        string
      >,
      leftOut: messages("left-out-"),
    },
    transfers: {
      states: messages<TransferStateView>("transfer-"),
      directions: messages<TransferDirectionView>("direction-"),
    },
    doctor: {
      steps: messages<DoctorStep>("step-"),
      health: messages<Health>("health-"),
      capabilities: messages<string>("capability-"),
      found: all<FindingView["code"], (found: FindingView) => string>(
        "finding-",
        () => (found) => finding(found, say),
      ) as unknown as FoundWords,
    },
    recovered: {
      /** Why a file is here, by the word from the engine. */
      why: messages<string>("kept-"),
      otherWhy: say("kept-other"),
    },
    shell: {
      rebuilt: say("journal-rebuilt"),
      unwatched: (folders: number, limit: boolean): string =>
        limit
          ? `${say("unwatched-limit", { folders })} ${say("unwatched-limit", {}, "todo")}`
          : say("unwatched-denied", { folders }),
    },
    brake: {
      "emptied-root": (before: number): string => say("halt-emptied-root", { before }),
      "mass-change": (changed: number, of: number): string => say("halt-mass-change", { changed, of }),
      vanished: (gone: number, of: number): string => say("halt-vanished", { gone, of }),
      "other-account": say("halt-other-account"),
      "clock-jump": (seconds: number): string => say("halt-clock-jump", { seconds: Math.abs(seconds) }),
    },
  };
}

/** What a step of the doctor found. */
function finding(found: FindingView, say: (message: string, parameters?: Parameters, attribute?: string) => string): string {
  switch (found.code) {
    case "proxy": {
      const address = found.address ?? say("finding-proxy", {}, "unreadable");
      const variable = found.variable ?? say("finding-proxy", {}, "settings");
      return found.user === null
        ? say("finding-proxy", { address, variable })
        : say("finding-proxy", { address, variable, user: found.user }, "as");
    }
    case "certificate":
    case "client-certificate": {
      const issuer = found.issuer ?? say("finding-certificate", {}, "itself");
      if (found.code === "client-certificate") return say("finding-client-certificate", { ...found, issuer });
      return say("finding-certificate", { ...found, issuer, trusted: found.trusted ? "yes" : "no" });
    }
    case "by-script": {
      const { script, address } = found;
      return address === null ? say("finding-by-script", { script }, "none") : say("finding-by-script", { script, address });
    }
    case "top-folder":
      return say("finding-top-folder", { entries: found.entries }, found.more ? "more" : undefined);
    case "compares-writes": {
      const compares = found.compares === null ? "unknown" : found.compares ? "yes" : "no";
      return say("finding-compares-writes", { compares });
    }
    default:
      return say(`finding-${found.code}`, found as Parameters);
  }
}
