// Files dragged onto the window from the desktop.

import UploadPreview from "../../dialogs/UploadPreview.svelte";
import { desk } from "../../ipc/desk";
import { ask } from "../../state/dialogs.svelte";
import { allows } from "../../state/offers";
import { toast } from "../../state/toasts.svelte";
import { t } from "../../words/words.svelte";
import { lastName } from "../../words/told";
import { browsing } from "./browsing.svelte";
import { cameBack, dropInto, folderAt } from "./drag.svelte";

/** Marks the folder below the pointer, and uploads what is dropped there; the answer stops it. */
export function watchDrops(): () => void {
  return desk().listen("drop", (drop) => {
    if (drop.phase === "leave") {
      browsing.dropFolder = null;
      return;
    }
    const folder = folderAt(drop.x / zoom(), drop.y / zoom());
    if (drop.phase !== "drop") {
      browsing.dropFolder = folder;
      return;
    }
    browsing.dropFolder = null;
    if (folder === null || drop.paths.length === 0) return;
    const own = cameBack(drop.paths);
    if (own !== null) {
      void dropInto(own, folder, false);
      return;
    }
    const here = browsing.folder;
    if (here?.path === folder && !allows(here, "upload-here")) {
      toast(t().browse.dropRefused(folder === "/" ? t().common.root : lastName(folder)), { tone: "trouble" });
      return;
    }
    void ask(UploadPreview, { into: folder, sources: drop.paths });
  });
}

/** How much the page is enlarged: the system gives places as if it was not. Steps are of a fifth. */
function zoom(): number {
  return Math.round((window.outerWidth / window.innerWidth) * 5) / 5 || 1;
}
