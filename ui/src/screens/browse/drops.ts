// Files dragged onto the window from the desktop.

import UploadPreview from "../../dialogs/UploadPreview.svelte";
import { desk } from "../../ipc/desk";
import { ask } from "../../state/dialogs.svelte";
import { allows } from "../../state/offers";
import { toast } from "../../state/toasts.svelte";
import { t } from "../../words/words.svelte";
import { lastName } from "../../words/told";
import { browsing } from "./browsing.svelte";

/** Marks the folder below the pointer, and uploads what is dropped there; the answer stops it. */
export function watchDrops(): () => void {
  return desk().listen("drop", (drop) => {
    if (drop.phase === "leave") {
      browsing.dropFolder = null;
      return;
    }
    const folder = folderAt(drop.x, drop.y);
    if (drop.phase !== "drop") {
      browsing.dropFolder = folder;
      return;
    }
    browsing.dropFolder = null;
    if (folder === null || drop.paths.length === 0) return;
    const here = browsing.folder;
    if (here?.path === folder && !allows(here, "upload-here")) {
      toast(t().browse.dropRefused(folder === "/" ? t().common.root : lastName(folder)), { tone: "trouble" });
      return;
    }
    void ask(UploadPreview, { into: folder, sources: drop.paths });
  });
}

/** The folder row, tree item or place that is below a point. */
function folderAt(x: number, y: number): string | null {
  const below = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-folder]");
  return below?.dataset.folder ?? null;
}
