// Carrying out actions: what must be asked first, one or many, and what is said afterwards.

import { SvelteMap } from "svelte/reactivity";

import type { Action, ActOptions, ErrorCode, Reply, RowView, UserError } from "../ipc/bindings";
import { call } from "../ipc/desk";
import { userError } from "../ipc/port";
import CheckIn from "../dialogs/CheckIn.svelte";
import Confirm from "../dialogs/Confirm.svelte";
import Conflict from "../dialogs/Conflict.svelte";
import Delete from "../dialogs/Delete.svelte";
import Discard from "../dialogs/Discard.svelte";
import DownloadSize from "../dialogs/DownloadSize.svelte";
import Executable from "../dialogs/Executable.svelte";
import LinksMissing from "../dialogs/LinksMissing.svelte";
import ManyLinks from "../dialogs/ManyLinks.svelte";
import MoveTo from "../dialogs/MoveTo.svelte";
import NewFolder from "../dialogs/NewFolder.svelte";
import Problems from "../dialogs/Problems.svelte";
import ReleaseLock from "../dialogs/ReleaseLock.svelte";
import RemoteChange from "../dialogs/RemoteChange.svelte";
import UploadChanges from "../dialogs/UploadChanges.svelte";
import UploadPreview from "../dialogs/UploadPreview.svelte";
import { count } from "../words/format";
import { lastName, refusal, told } from "../words/told";
import { t } from "../words/words.svelte";
import { lookOf } from "./actions";
import { takingBack } from "./copies";
import { ask } from "./dialogs.svelte";
import { learnt } from "./hints.svelte";
import { extensionOf } from "./kinds";
import { linksUnasked } from "./linksunasked";
import { offerOf } from "./offers";
import { go, parentOf, wish } from "./route.svelte";
import { followPlaces, noteRecent } from "./places.svelte";
import { currentName } from "./snapshot.svelte";
import { useAnyway } from "./restricted";
import { sayLinks } from "./saylinks";
import { splitName } from "./splitname";
import { preferences } from "./system.svelte";
import { settleToasts, toast, toastError, type ToastAction } from "./toasts.svelte";

export type Given = Partial<ActOptions>;
/** Several at a time keep the server busy without flooding it. */
const AT_ONCE = 3;
/** Opening more windows than that at once is asked for first. */
const MANY_TO_OPEN = 10;

/** Bulk actions under way. */
export type Running = { id: number; action: Action; done: number; of: number };
let running = $state.raw<Running[]>([]);
let next = 1;

/** Rows whose turn has not come yet. */
const queued = new SvelteMap<string, Action>();

/** What is still to be done with an asset of the current server. */
export function queuedAction(path: string): Action | null {
  return queued.get(`${currentName()} ${path}`) ?? null;
}

export function runningActions(): Running[] {
  return running;
}

/**
 * Carries out an action on rows: asks what must be asked, sends it, and says what went wrong.
 * The answer tells whether anything was sent.
 */
export async function act(action: Action, rows: readonly RowView[], given: Given = {}): Promise<boolean> {
  const first = rows[0];
  if (!first) return false;
  const connection = currentName();
  switch (action) {
    case "compare":
    case "keep-mine":
    case "keep-theirs":
    case "keep-both":
      return await decide(action, rows, connection);
    case "upload-changes": {
      if (given.comment !== undefined) break;
      const answer = await ask(UploadChanges, { rows: [...rows] });
      if (!answer) return false;
      given = { comment: answer.comment, keep_checked_out: answer.keepCheckedOut };
      break;
    }
    case "discard-changes": {
      const answer = await ask(Discard, { rows: [...rows] });
      if (!answer) return false;
      given = { release: answer.release };
      break;
    }
    case "delete": {
      const answer = await ask(Delete, { rows: [...rows] });
      if (!answer) return false;
      given = { anyway: answer.anyway };
      break;
    }
    case "move": {
      if (given.to) break;
      const answer = await ask(MoveTo, { rows: [...rows] });
      if (!answer) return false;
      return await relocate(rows, answer.folder, false);
    }
    case "rename":
      if (!given.to) return false;
      break;
    case "duplicate":
      return await duplicate(rows, connection);
    case "new-folder": {
      const answer = await ask(NewFolder, { into: first.path });
      if (!answer) return false;
      given = { to: join(first.path, answer.name), title: answer.title };
      break;
    }
    case "upload-here":
      return await uploadHere(first.path, "files");
    case "release-lock":
      if (!(await ask(ReleaseLock, { rows: [...rows] }))) return false;
      break;
    case "open":
    case "edit":
      if (rows.length > MANY_TO_OPEN && !(await confirmed(action, rows))) return false;
      break;
    case "download":
    case "pin":
      if (!(await mayDownload(rows))) return false;
      break;
    case "restore":
    case "history":
    case "check-out":
    case "check-in":
    case "update":
    case "remove-local-copy":
    case "reveal":
    case "open-in-web":
    case "unpin":
      break;
  }
  const options = given;
  return (await run(action, rows, connection, () => options)).length > 0;
}

/** Tells when the assets that others have checked out are free, or no longer. */
export async function awaitFree(rows: readonly RowView[], wanted: boolean): Promise<void> {
  const connection = currentName();
  try {
    for (const row of rows) await call("send", { intent: { intent: "await", connection, path: row.path, wanted } });
    if (wanted) toast(t().actions.awaiting, { tone: "done" });
  } catch (thrown) {
    toastError(thrown);
  }
}

/** Files or a folder of this computer, chosen by the person, into a folder of the DAM. */
export async function uploadHere(into: string, what: "files" | "folder"): Promise<boolean> {
  const title = what === "files" ? t().browse.uploadFiles : t().browse.uploadFolder;
  try {
    const folder = what === "folder" ? await call("pick_folder", { title }) : null;
    const sources = what === "files" ? await call("pick_files", { title }) : folder === null ? [] : [folder];
    if (sources.length === 0) return false;
    return (await ask(UploadPreview, { into, sources })) === true;
  } catch (thrown) {
    toastError(thrown);
    return false;
  }
}

/** A path of a name in a folder. */
export function join(folder: string, name: string): string {
  return folder === "/" ? `/${name}` : `${folder}/${name}`;
}

export async function copyText(text: string): Promise<void> {
  try {
    await call("copy_text", { text });
    toast(t().actions.copied, { tone: "done" });
  } catch (thrown) {
    toastError(thrown);
  }
}

/** The links that open the rows in Damson on another computer. */
export async function copyLink(rows: readonly RowView[]): Promise<void> {
  try {
    const link = await call("link_to", { connection: currentName(), paths: rows.map((row) => row.path) });
    await copyText(link);
  } catch (thrown) {
    toastError(thrown);
  }
}

/** Keep one side: asked in the dialog that shows both, unless it was chosen for one row. */
async function decide(
  action: "compare" | "keep-mine" | "keep-theirs" | "keep-both",
  rows: readonly RowView[],
  connection: string | null,
): Promise<boolean> {
  const conflicts = rows.filter((row) => row.status === "editing-conflict");
  if (action !== "compare") return (await run(action, rows, connection, () => ({}))).length > 0;
  if (conflicts.length > 0) {
    return (await ask(Conflict, { paths: conflicts.map((row) => row.path) })) === true;
  }
  return (await ask(RemoteChange, { rows: [...rows] })) === true;
}

/** Moves rows into a folder, or copies them there, without a question: it can be taken back. */
export async function relocate(rows: readonly RowView[], folder: string, copy: boolean): Promise<boolean> {
  const action = copy ? "duplicate" : "move";
  const offer = offerOf(rows, action);
  if (offer === null) return false;
  if (offer.refused !== null) {
    toast(refusal(offer.refused.refusal), { tone: "trouble", about: offer.refused.row.path });
    return false;
  }
  const connection = currentName();
  const done = await run(action, offer.rows, connection, (row) => ({ to: join(folder, row.name) }), { tellDone: (moved) => {
    const first = moved[0];
    if (!first) return;
    const what = moved.length === 1 ? t().common.quoted(first.name) : t().common.items(moved.length);
    const where = folder === "/" ? t().common.root : lastName(folder);
    const text = copy ? t().browse.copied(what, where) : t().browse.moved(what, where);
    const undo = { label: t().common.undo, run: () => void moveBack(moved, folder, connection) };
    const unmake = (): ToastAction => unmaking(moved.map((row) => join(folder, row.name)), connection);
    toast(text, { tone: "done", action: copy ? unmake() : undo });
  } });
  return done.length > 0;
}

async function moveBack(moved: readonly RowView[], folder: string, connection: string | null): Promise<void> {
  const before = new Map(moved.map((row) => [join(folder, row.name), row.path]));
  const rows = moved.map((row) => ({ ...row, path: join(folder, row.name) }));
  await run("move", rows, connection, (row) => ({ to: before.get(row.path) ?? null }));
}

async function duplicate(rows: readonly RowView[], connection: string | null): Promise<boolean> {
  const to = new Map(rows.map((row) => [row.path, join(parentOf(row.path) ?? "/", t().browse.copyName(...splitName(row.name)))]));
  const copyOf = (row: RowView): string => to.get(row.path) ?? row.path;
  const done = await run("duplicate", rows, connection, (row) => ({ to: copyOf(row) }), {
    tellDone: (made) => sayDone("duplicate", made, unmaking(made.map(copyOf), connection)),
  });
  return done.length > 0;
}

const unmaking = (copies: string[], connection: string | null): ToastAction =>
  takingBack(connection, copies, (rows) => run("delete", rows, connection, () => ({})));

/** What can be done about an action that went well. */
function takeBack(action: Action, done: readonly RowView[], connection: string | null): ToastAction | null {
  if (action === "remove-local-copy") {
    return { label: t().common.undo, run: () => void run("download", done, connection, () => ({ restricted: true })) };
  }
  // The bytes are kept there, and come back beside what the server has.
  if (action === "discard-changes") {
    return { label: t().browse.showRecovered, run: () => go({ screen: "recovered" }) };
  }
  return null;
}

/** Whether so much may be downloaded: asked where it is more than the person set. */
export async function mayDownload(rows: readonly RowView[]): Promise<boolean> {
  return isSmall(rows) || (await ask(DownloadSize, { rows: [...rows] })) === true;
}

/** A few assets are not worth a question; what is in folders has to be counted. */
function isSmall(rows: readonly RowView[]): boolean {
  const { confirm_assets: assets, confirm_bytes: bytes } = preferences();
  const all = rows.reduce((sum, row) => sum + (row.size ?? 0), 0);
  return (
    rows.every((row) => row.kind === "asset") &&
    (assets === 0 || rows.length <= assets) &&
    (bytes === 0 || all <= bytes)
  );
}

/** Opening very many windows at once is asked for first. */
async function confirmed(action: Action, rows: readonly RowView[]): Promise<boolean> {
  const { confirm } = t().browse;
  const name = t().actions.byAction[action];
  const title = confirm.title(name, t().common.assets(rows.length));
  return (await ask(Confirm, { title, text: confirm.many(rows.length), yes: name })) === true;
}

type Telling = {
  tellDone?: (done: RowView[]) => void;
  /** Goes one by one and stops at the first that fails: `left` has it, and all that come after it. */
  stopped?: (done: RowView[], left: RowView[], error: UserError) => void;
};

/** Carries an action out with rows, says how it went, and returns those that it was done with. */
export async function run(
  action: Action,
  rows: readonly RowView[],
  connection: string | null,
  options: (row: RowView) => Given,
  { tellDone = (done) => sayDone(action, done, takeBack(action, done, connection)), stopped }: Telling = {},
): Promise<RowView[]> {
  const id = next++;
  const queue = [...rows];
  const troubles: { row: RowView; error: UserError }[] = [];
  const succeeded: RowView[] = [];
  let left: RowView[] = [];
  const atOnce = stopped ? 1 : AT_ONCE;
  const show = (done: number): void => {
    const others = running.filter((other) => other.id !== id);
    running = rows.length > 1 && done < rows.length ? [...others, { id, action, done, of: rows.length }] : others;
  };
  let done = 0;
  show(0);
  const mark = (row: RowView): string => `${connection} ${row.path}`;
  for (const row of rows.slice(atOnce)) queued.set(mark(row), action);
  const work = async (): Promise<void> => {
    for (let row = queue.shift(); row; row = queue.shift()) {
      queued.delete(mark(row));
      try {
        const problems = await one(action, row, connection, options(row));
        troubles.push(...problems);
        if (problems.length === 0) succeeded.push(row);
      } catch (thrown) {
        const error = userError(thrown);
        if (error.code !== "cancelled") troubles.push({ row, error });
        if (stopped || ENDS.has(error.code)) {
          left = [row, ...queue];
          queue.length = 0;
        }
      }
      done += 1;
      show(done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, rows.length) }, work));
  for (const row of rows) queued.delete(mark(row));
  show(rows.length);
  settleToasts(succeeded.map((row) => row.path));
  if (action === "edit" && succeeded.length > 0) learnt("edit");
  if (lookOf(action).opens && connection === currentName()) {
    const assets = succeeded.filter((row) => row.kind === "asset");
    if (assets.length > 0) noteRecent(...assets.map(({ path }) => ({ path, folder: false })));
  }
  if (action === "rename" || action === "move") {
    followPlaces(connection, new Map(succeeded.map((row) => [row.path, options(row).to ?? row.path])));
  }
  if (lookOf(action).makes) wish(succeeded.flatMap((row) => options(row).to ?? []));
  const lacking = troubles.filter(({ error }) => error.code === "links-missing").map(({ row }) => row);
  if (lacking.length > 0) {
    const others = troubles.filter(({ error }) => error.code !== "links-missing");
    if (others.length > 0) say(action, succeeded.length, rows.length, others, connection);
    return [...succeeded, ...(await uploadLacking(lacking, connection, options))];
  }
  const restricted = troubles.filter(({ error }) => error.code === "restricted");
  if (restricted.length > 0) {
    const others = troubles.filter(({ error }) => error.code !== "restricted");
    if (others.length > 0) say(action, succeeded.length, rows.length, others, connection);
    if (!(await useAnyway(connection, restricted.map(({ error }) => error)))) return succeeded;
    const wanted = restricted.map(({ row }) => row);
    return [...succeeded, ...(await run(action, wanted, connection, (row) => ({ ...options(row), restricted: true })))];
  }
  const [first] = troubles;
  if (first && stopped) stopped(succeeded, left, first.error);
  else if (first) say(action, succeeded.length, rows.length, troubles, connection);
  else if (succeeded.length > 0) tellDone(succeeded);
  return succeeded;
}

/** Uploads documents whose links the server has not: with them, without them, or not at all. */
async function uploadLacking(
  rows: RowView[],
  connection: string | null,
  options: (row: RowView) => Given,
): Promise<RowView[]> {
  const answer = await ask(LinksMissing, { rows });
  if (!answer) return [];
  const missing_links = answer === "all" ? "upload" : null;
  return await run("upload-changes", rows, connection, (row) => ({ ...options(row), missing_links }));
}

/** Says what went well where the rows do not show it. */
function sayDone(action: Action, done: readonly RowView[], back: ToastAction | null = null): void {
  const [first, ...others] = done;
  if (first === undefined) return;
  const unseen = back !== null || action === "delete" || action === "move" || action === "duplicate" || others.length > 0;
  const assets = done.every((row) => row.kind === "asset") ? t().common.assets : t().common.items;
  const what = others.length === 0 ? t().common.quoted(first.name) : assets(done.length);
  if (unseen) toast(t().browse.did[action](what), { tone: "done", action: back });
}

/** After these the other rows would say the same. */
const ENDS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "offline",
  "login-needed",
  "halted",
  "shutting-down",
  "not-answering",
]);

async function one(
  action: Action,
  row: RowView,
  connection: string | null,
  given: Given,
): Promise<{ row: RowView; error: UserError }[]> {
  // What needs the server waits for it, where the core lets it.
  const options: ActOptions = {
    comment: null,
    release: false,
    keep_checked_out: false,
    to: null,
    title: null,
    version: null,
    anyway: false,
    later: true,
    links: linksUnasked(action),
    missing_links: action === "upload-changes" ? "ask" : null,
    restricted: false,
    ...given,
  };
  const reply: Reply = await call("send", { intent: { intent: "act", connection, action, path: row.path, options } });
  if (reply.reply === "queued") toast(t().browse.waitsForServer, { more: t().browse.waitsForServerMore });
  if (reply.reply === "opened") sayLinks(t().browse.linksMissing, row, reply.value.links);
  if (reply.reply === "sent") sayLinks(t().browse.linksNotThere, row, reply.value.links);
  if (reply.reply !== "bulk") return [];
  return reply.value.problems.map((problem) => ({ row: { ...row, path: problem.path }, error: problem.error }));
}

/** Opens a document with all that it links to, or without. */
async function openWithLinks(action: Action, row: RowView): Promise<void> {
  const answer = await ask(ManyLinks, { row });
  if (answer === "all") await act(action, [row], { links: null });
  if (answer === "none") await act(action, [row], { links: "none" });
}

/** Says what went wrong. */
function say(
  action: Action,
  done: number,
  asked: number,
  troubles: { row: RowView; error: UserError }[],
  connection: string | null,
): void {
  const first = troubles[0];
  if (!first) return;
  if (troubles.length === 1) {
    if (first.error.code === "edits-not-uploaded" && action === "check-in") {
      void checkInEdited(first.row);
    } else if (first.error.code === "executable-type" && (action === "open" || action === "edit")) {
      void openExecutable(action, first.row);
    } else if (first.error.code === "many-links") {
      void openWithLinks(action, first.row);
    } else {
      toastError(first.error, remedy(action, first.row, first.error, connection), first.row.path);
    }
    return;
  }
  const words = told(first.error);
  const problems = troubles.map(({ row, error }) => ({ path: row.path, file: null, error }));
  // In a folder more can fail than was asked for.
  const of = done > 0 && done + troubles.length === asked ? count(asked) : null;
  const title = t().browse.couldNot[action](t().browse.some(count(troubles.length), of));
  toast(title, {
    tone: "trouble",
    more: `${words.happened} ${words.todo}`,
    action: { label: t().shell.editSeen.show, run: () => void ask(Problems, { title, problems, done }) },
  });
}

/** Checking in what was edited: anyway, or with the edits. */
async function checkInEdited(row: RowView): Promise<void> {
  const answer = await ask(CheckIn, { rows: [row] });
  if (answer === "anyway") await act("check-in", [row], { release: true });
  if (answer === "upload") await act("upload-changes", [row]);
}

/** A file that may run as a program is opened only by who expects one. */
async function openExecutable(action: Action, row: RowView): Promise<void> {
  if (await ask(Executable, { row, type: extensionOf(row.name) })) await act(action, [row], { anyway: true });
}

/** The one thing that helps with an error, as a button. */
function remedy(action: Action, row: RowView, error: UserError, connection: string | null): ToastAction | null {
  const again = (other: Action, given: Given = {}): ToastAction => ({
    label: t().actions.more[other] ?? t().actions.byAction[other],
    run: () => void act(other, [row], given),
  });
  const code = error.code;
  if (code === "login-needed" || code === "wrong-credentials") {
    return { label: t().shell.logIn, run: () => go({ screen: "connect", again: connection }) };
  }
  if (code === "conflict") return again("compare");
  if (code === "edits-not-uploaded") return again("upload-changes");
  if (code === "executable-type" || code === "desktop") return again("reveal");
  if (code === "timeout" || code === "unavailable" || code === "file-in-use") {
    return { label: t().common.retry, run: () => void act(action, [row]) };
  }
  return null;
}
