// Errors and refusals as sentences.

import type { RefusalView, UserError } from "../ipc/bindings";
import type { Subject } from "./catalogue";
import { list } from "./format";
import { t } from "./words.svelte";

/** An error in words: what happened, and what to do about it. */
export type Told = { happened: string; todo: string; said: string | null };

export function told(error: UserError): Told {
  const words = t();
  const subject = subjectOf(error);
  const [happened, todo] = words.errors.byCode[error.code](subject);
  if (error.code === "refused" && error.refusal !== null) {
    return {
      happened: capital(happened),
      todo: refusal(error.refusal),
      said: error.said,
    };
  }
  const inTheSentence = error.said !== null && (happened.includes(error.said) || todo.includes(error.said));
  return { happened: capital(happened), todo, said: inTheSentence ? null : error.said };
}

export function refusal(refused: RefusalView): string {
  return t().refusals[refused.code](refused.who ?? t().common.somebody);
}

/** The last name of a path of the DAM or of this computer. */
export function lastName(path: string): string {
  return path.split(/[/\\]/).filter((name) => name !== "").at(-1) ?? t().common.root;
}

function subjectOf(error: UserError): Subject {
  const { actions, common, errors } = t();
  const place = error.about ?? error.file;
  const inside = error.inside.map((held) => `${lastName(held.path)} (${held.who})`);
  // The error of a halt has its code alone.
  const halt = error.code === "halted" ? errors.halts[error.detail ?? ""] : undefined;
  return {
    path: place === null ? errors.path : common.quoted(lastName(place)),
    file: place === null ? errors.file : error.code === "no-cache-folder" ? place : common.quoted(lastName(place)),
    server: error.server === null ? common.theServer : hostOf(error.server),
    who: error.who ?? error.refusal?.who ?? common.somebody,
    detail: inside.length > 0 ? list(inside) : (halt ?? error.detail ?? errors.unknownDetail),
    said: error.said ?? errors.unknownDetail,
    action: error.action === null ? errors.action : actions.byAction[error.action],
  };
}

/** A server as people say it: without what every address begins and ends with. */
export function hostOf(server: string): string {
  return server.replace(/^https?:\/\//, "").replace(/\/$/, "");
}

/** A sentence may begin with "this asset" or "the server"; the name of a server keeps its letters. */
function capital(sentence: string): string {
  return /^[a-z0-9-]+[.:]/.test(sentence) ? sentence : sentence.charAt(0).toLocaleUpperCase() + sentence.slice(1);
}
