// The folders of a connection, as far as somebody opened them.

import { plainQuery } from "../grid/query";
import { send, tell } from "../ipc/desk";
import { waysTo } from "../state/route.svelte";

export type Node = { path: string; name: string; depth: number; open: boolean; loading: boolean; leaf: boolean };
const PAGE = 500;
/** More folders in one than that are not for a tree. */
const MOST = 5_000;
/** So many folders that had none inside are looked at again. */
const MOST_LEAVES = 50;

export class FolderTree {
  private children = $state.raw<ReadonlyMap<string, string[]>>(new Map());
  private opened = $state.raw<ReadonlySet<string>>(new Set());
  private loading = $state.raw<ReadonlySet<string>>(new Set());
  private asked = new Set<string>();

  constructor(private readonly connection: string) {
    void this.load("/", true);
  }

  /** What is seen, from above. */
  get nodes(): Node[] {
    const nodes: Node[] = [];
    const walk = (path: string, depth: number): void => {
      for (const child of this.children.get(path) ?? []) {
        const open = this.opened.has(child);
        nodes.push({
          path: child,
          name: child.slice(child.lastIndexOf("/") + 1),
          depth,
          open,
          loading: this.loading.has(child),
          leaf: this.asked.has(child) && !this.loading.has(child) && this.children.get(child)?.length === 0,
        });
        if (open) walk(child, depth + 1);
      }
    };
    walk("/", 0);
    return nodes;
  }

  toggle(path: string): void {
    if (this.opened.has(path)) this.close(path);
    else this.open(path);
  }

  open(path: string): void {
    this.opened = new Set([...this.opened, path]);
    if (!this.asked.has(path)) void this.load(path, true);
  }

  close(path: string): void {
    this.opened = new Set([...this.opened].filter((other) => other !== path));
  }

  /** Opens the way to a folder. */
  async lead(path: string): Promise<void> {
    for (const above of waysTo(path).slice(0, -1)) {
      if (above !== "/") this.opened = new Set([...this.opened, above]);
      if (!this.asked.has(above)) await this.load(above, true);
    }
  }

  /** Something changed: looks again at what is open, without asking the server. */
  async again(): Promise<void> {
    const leaves = [...this.asked].filter((path) => this.children.get(path)?.length === 0 && !this.opened.has(path));
    for (const path of ["/", ...this.opened, ...leaves.slice(0, MOST_LEAVES)]) await this.load(path, false);
  }

  /** The server was asked elsewhere what is in a folder: it may be a leaf. */
  async looked(path: string): Promise<void> {
    if (!this.loading.has(path)) await this.load(path, false);
  }

  private async load(path: string, ask: boolean): Promise<void> {
    this.asked.add(path);
    const known = await this.folders(path);
    this.put(path, known);
    if (!ask || known.length > 0) return;
    this.loading = new Set([...this.loading, path]);
    await tell({ intent: "refresh", connection: this.connection, folder: path }).catch(() => undefined);
    this.put(path, await this.folders(path));
    this.loading = new Set([...this.loading].filter((other) => other !== path));
  }

  private put(path: string, folders: string[]): void {
    const before = this.children.get(path);
    if (before && before.length === folders.length && before.every((known, at) => known === folders[at])) return;
    this.children = new Map([...this.children, [path, folders]]);
  }

  private async folders(path: string): Promise<string[]> {
    const found: string[] = [];
    for (let offset = 0; offset < MOST; offset += PAGE) {
      const query = plainQuery({ of: "folder", path }, offset, PAGE, { folders: true });
      const page = await send({ intent: "rows", connection: this.connection, query }, "rows").catch(() => null);
      found.push(...(page?.rows ?? []).map((row) => row.path));
      if (found.length >= (page?.total ?? 0)) break;
    }
    return found;
  }
}

/** The folder whose name begins with what was typed; the same letter again goes on to the next. */
export function nodeByLetters(nodes: Node[], from: number, letters: string): Node | undefined {
  const same = new Set(letters.toLocaleLowerCase()).size === 1;
  const wanted = (same ? letters.slice(0, 1) : letters).toLocaleLowerCase();
  const start = same ? from + 1 : from;
  return [...nodes.slice(start), ...nodes.slice(0, start)].find((node) => node.name.toLocaleLowerCase().startsWith(wanted));
}
