import { describe, expect, it } from "vitest";

import { FakeDesk } from "../testing/desk";
import { rowOf } from "../testing/rows";
import { FolderTree, type Node, nodeByLetters } from "./tree.svelte";

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe("the tree", () => {
  it("takes the sign from a folder that is known to have none inside, and gives it back", async () => {
    const inside: Record<string, string[]> = { "/": ["/a", "/b"], "/a": [], "/b": ["/b/c"] };
    new FakeDesk((intent) => {
      if (intent.intent !== "rows") return undefined;
      const rows = (inside[intent.query.scope.path] ?? []).map((path) => rowOf(path, { kind: "folder", status: null }));
      return { reply: "rows", value: { rows, total: rows.length, offset: 0, hidden: 0, generation: 1 } };
    });
    const tree = new FolderTree("studio");
    await settled();
    const leaves = (): string[] => tree.nodes.filter((node) => node.leaf).map((node) => node.path);
    expect(leaves()).toEqual([]);
    await tree.looked("/a");
    await tree.looked("/b");
    expect(leaves()).toEqual(["/a"]);
    inside["/a"] = ["/a/new"];
    await tree.again();
    expect(leaves()).toEqual([]);
  });

  it("goes to the name that begins with what is typed, and on with the same letter", () => {
    const nodes = ["Alps", "Berlin", "Bern", "Basel"].map(
      (name): Node => ({ path: `/${name}`, name, depth: 0, open: false, loading: false, leaf: true }),
    );
    const to = (from: number, letters: string): string | undefined => nodeByLetters(nodes, from, letters)?.name;
    expect([to(0, "b"), to(1, "bb"), to(2, "bbb"), to(3, "bbbb")]).toEqual(["Berlin", "Bern", "Basel", "Berlin"]);
    expect([to(1, "ber"), to(1, "bern"), to(2, "bas"), to(0, "x")]).toEqual(["Berlin", "Bern", "Basel", undefined]);
  });
});
