// What is worth a note: conflicts, assets that became free, a journal that was begun anew.

import type { SessionView } from "../ipc/bindings";
import { openFolder, openView, parentOf } from "../state/route.svelte";
import { settleToasts, toast } from "../state/toasts.svelte";
import { lastName } from "../words/told";
import { t } from "../words/words.svelte";

/** What the note of new conflicts is about. */
const CONFLICTS = "conflicts";

/** What was known of a session when it was looked at last. */
type Known = { connection: string; online: boolean; conflicts: number; freed: ReadonlySet<string> };
let known: Known | null = null;
/** What is told once. */
const told = new Set<string>();

/** Compares a session with what was known of it, and says what is new. Called with every snapshot. */
export function tellNews(session: SessionView | null): void {
  const before = known;
  known = session === null ? null : knownOf(session);
  tellRebuilt(session);
  tellUnwatched(session);
  if (before === null || known === null || before.connection !== known.connection) return;
  // The first listing makes known what was so all along.
  const more = known.conflicts - before.conflicts;
  if (before.online && more > 0) {
    toast(t().shell.newConflicts(more), {
      tone: "trouble",
      about: CONFLICTS,
      action: { label: t().shell.editSeen.show, run: () => openView("conflicts") },
    });
  }
  if (known.conflicts === 0) settleToasts([CONFLICTS]);
  for (const { path, who, at } of session?.freed ?? []) {
    if (before.freed.has(`${path} ${at}`)) continue;
    toast(t().shell.freed(lastName(path), who), {
      tone: "done",
      action: { label: t().shell.editSeen.show, run: () => openFolder(parentOf(path) ?? "/") },
    });
  }
}

/** Told once in a run of the window, also when it happened before. */
function tellRebuilt(session: SessionView | null): void {
  if (session === null || session.rebuilt === null) return;
  const which = `${session.connection} ${session.rebuilt}`;
  if (told.has(which)) return;
  told.add(which);
  toast(t().shell.rebuilt, {
    tone: "trouble",
    stays: true,
    action: { label: t().shell.editSeen.show, run: () => openView("conflicts") },
  });
}

/** Told once in a run of the window. */
function tellUnwatched(session: SessionView | null): void {
  const unwatched = session?.unwatched ?? null;
  if (session === null || unwatched === null) return;
  const which = `${session.connection} unwatched ${unwatched.limit}`;
  if (told.has(which)) return;
  told.add(which);
  toast(t().shell.unwatched(unwatched.folders, unwatched.limit), { tone: "trouble", stays: true });
}

function knownOf(session: SessionView): Known {
  return {
    connection: session.connection,
    online: session.state === "online" || session.state === "offline",
    conflicts: session.counts.by_status["editing-conflict"] ?? 0,
    freed: new Set(session.freed.map(({ path, at }) => `${path} ${at}`)),
  };
}
