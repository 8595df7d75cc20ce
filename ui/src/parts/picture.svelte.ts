// The picture of an asset in one size: asked for, kept, asked for again where it failed.

import { untrack } from "svelte";

import type { RowView, ThumbnailSizeView } from "../ipc/bindings";
import { connection, currentName, session } from "../state/snapshot.svelte";
import { keptThumbnail, thumbnailKey, wishThumbnail } from "../state/thumbnails";

/** Until a picture that failed is asked for again, in milliseconds; doubled with each failure. */
const FIRST_AGAIN = 2_000;
const LAST_AGAIN = 60_000;

export type Wanted = { row: RowView; size: ThumbnailSizeView };

export class Picture {
  /** A newer picture of the same asset takes the place of the former; another asset's never stays. */
  private readonly subject: string;
  private readonly key: string;
  private readonly offered: boolean;
  private drawn = $state.raw<{ subject: string; key: string; url: string | null } | null>(null);
  private again = $state(0);
  private failed = { key: "", times: 0 };

  /** Made while a component is; `away` says how far from what is seen it is, in pixels. */
  constructor(wanted: () => Wanted, away: () => number) {
    this.key = $derived(thumbnailKey(currentName(), wanted().row, wanted().size));
    this.subject = $derived(`${currentName()} ${wanted().size} ${wanted().row.path}`);
    this.offered = $derived(wanted().row.kind === "asset" && hasPicture(wanted().row));
    $effect(() => this.follow(wanted, away));
  }

  /** `null` where there is none; `undefined` while it is on its way. */
  get url(): string | null | undefined {
    if (!this.offered) return null;
    const { drawn } = this;
    if (drawn?.key === this.key) return drawn.url;
    return keptThumbnail(this.key) ?? (drawn?.subject === this.subject ? drawn.url : undefined);
  }

  private follow(wanted: () => Wanted, away: () => number): (() => void) | undefined {
    void this.again;
    const reach = session()?.state;
    if (!this.offered) return undefined;
    const { key, subject } = this;
    if (this.failed.key !== key) this.failed = { key, times: 0 };
    const known = keptThumbnail(key);
    if (known !== undefined) {
      this.drawn = { subject, key, url: known };
      return undefined;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const name = currentName();
    const told = (arrived: string | null | undefined): void => {
      if (arrived !== undefined) {
        this.drawn = { subject, key, url: arrived };
      } else if (reach === "online") {
        // Without the server its return asks again.
        const wait = Math.min(LAST_AGAIN, FIRST_AGAIN * 2 ** this.failed.times);
        this.failed.times += 1;
        timer = setTimeout(() => (this.again += 1), wait);
      }
    };
    const takeBack = untrack(() => wishThumbnail(key, name, wanted().row, wanted().size, away, told));
    return () => {
      clearTimeout(timer);
      takeBack();
    };
  }
}

function hasPicture(of: RowView): boolean {
  return of.status === "new-locally" || of.status === "edited-locally" || connection()?.capability?.thumbnails !== false;
}
