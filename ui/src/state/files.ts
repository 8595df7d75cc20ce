// Copies for the rest of the computer: on the clipboard, in another folder, in another application.

import ExportCopies from "../dialogs/ExportCopies.svelte";
import Problems from "../dialogs/Problems.svelte";
import UploadPreview from "../dialogs/UploadPreview.svelte";
import type { RowView } from "../ipc/bindings";
import { call } from "../ipc/desk";
import { t } from "../words/words.svelte";
import { mayDownload } from "./act.svelte";
import { ask } from "./dialogs.svelte";
import { isFolder } from "./kinds";
import { noteProgram } from "./programs";
import { noteRecent } from "./places.svelte";
import type { ExportChoice } from "./renditions";
import { mayTake } from "./restricted";
import { connection, currentName } from "./snapshot.svelte";
import { toast, toastError } from "./toasts.svelte";

/** Puts copies on the clipboard, as the file manager does. */
export async function copyFiles(rows: readonly RowView[]): Promise<void> {
  try {
    if (rows.length === 0 || !(await mayTake(rows)) || !(await mayDownload(rows))) return;
    const files = await call("copy_files", { connection: currentName(), paths: rows.map((row) => row.path) });
    toast(t().files.copied(files.length), { tone: "done" });
  } catch (thrown) {
    toastError(thrown);
  }
}

/** Uploads the files that were copied in the file manager, as if they were dropped. */
export async function pasteFiles(into: string): Promise<void> {
  try {
    const sources = await call("copied_files", {});
    if (sources.length === 0) toast(t().files.nothingToPaste);
    else await ask(UploadPreview, { into, sources });
  } catch (thrown) {
    toastError(thrown);
  }
}

/** Copies into a folder that the person picks. */
export async function exportCopies(rows: readonly RowView[]): Promise<void> {
  const words = t().files.exporting;
  try {
    if (!(await mayTake(rows))) return;
    const folder = await call("pick_folder", { title: words.into });
    if (folder === null) return;
    const name = currentName();
    const renditions = connection()?.capability?.renditions === true;
    const choice: ExportChoice | undefined =
      renditions || rows.some(isFolder)
        ? await ask(ExportCopies, { folder, rows, connection: name, renditions })
        : { flat: true, rendition: null };
    if (!choice || (choice.rendition === null && !(await mayDownload(rows)))) return;
    const paths = rows.map((row) => row.path);
    const told = await call("export", { connection: name, paths, folder, ...choice });
    if (told.problems.length === 0) {
      toast(words.done(told.done), { tone: "done" });
      return;
    }
    const title = words.couldNot(told.problems.length);
    const show = () => void ask(Problems, { title, problems: told.problems, done: told.done });
    toast(title, { tone: "trouble", action: { label: t().shell.editSeen.show, run: show } });
  } catch (thrown) {
    toastError(thrown);
  }
}

/** Opens an asset with an application: one that was chosen before, or one that is chosen now. */
export async function openWith(row: RowView, chosen: string | null): Promise<void> {
  try {
    if (!(await mayTake([row]))) return;
    const program = chosen ?? (await call("pick_application", { title: t().files.pickApplication }));
    if (program === null) return;
    await call("open_with", { connection: currentName(), path: row.path, program });
    noteProgram(program);
    noteRecent({ path: row.path, folder: false });
  } catch (thrown) {
    toastError(thrown);
  }
}
