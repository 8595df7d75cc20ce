import { expect, it } from "vitest";

import type { CollectionView } from "../ipc/bindings";
import { nested } from "./collections.svelte";

const collection = (id: string, parent: string | null): CollectionView => ({
  id,
  title: id,
  description: null,
  kind: "static",
  parent,
  members: null,
  editable: true,
});

it("a collection is as deep as what it is in", () => {
  const found = [collection("press", null), collection("social", "press"), collection("posts", "social"), collection("web", null), collection("lost", "gone")];
  expect(nested(found).map((one) => one.depth)).toEqual([0, 1, 2, 0, 0]);
});
