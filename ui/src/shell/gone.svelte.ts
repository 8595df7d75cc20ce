// Which favourites lead nowhere any more, as far as journal and server tell.

import { rowAt } from "../grid/rows.svelte";
import { tell } from "../ipc/desk";
import { parentOf } from "../state/route.svelte";

export class GoneFolders {
  paths = $state.raw<ReadonlySet<string>>(new Set());
  /** Folders that the server was asked about since it was last reached. */
  private asked = new Set<string>();

  constructor(private readonly connection: string) {}

  /** Looks for these; what the journal does not know the server is asked about, once each time it is reached. */
  async look(paths: readonly string[], online: boolean): Promise<void> {
    if (!online) this.asked.clear();
    const gone = new Set<string>();
    for (const path of paths) {
      let there = await this.knows(path);
      if (there === false && online && !this.asked.has(path)) {
        this.asked.add(path);
        // What can't be asked is not gone; a folder above that is gone takes this one with it.
        const answer = tell({ intent: "refresh", connection: this.connection, folder: parentOf(path) ?? "/" });
        const answered = await answer.then(
          () => true,
          (error: { code?: string }) => error.code === "not-found",
        );
        if (answered) there = await this.knows(path);
        else this.asked.delete(path);
      }
      if (there === false && this.asked.has(path)) gone.add(path);
    }
    this.paths = gone;
  }

  /** `null` where nobody answers. */
  private async knows(path: string): Promise<boolean | null> {
    return await rowAt(this.connection, path).then(
      (row) => row !== null,
      () => null,
    );
  }
}
