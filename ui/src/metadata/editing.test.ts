import { beforeEach, describe, expect, it } from "vitest";

import type { RowView } from "../ipc/bindings";
import { take } from "../state/snapshot.svelte";
import { snapshotOf } from "../testing/desk";
import { rowOf } from "../testing/rows";
import { hasMetadata } from "./editing";

let generation = 12_000;

function connected(metadata: boolean): void {
  const snapshot = snapshotOf(++generation);
  take({ ...snapshot, connections: [{ name: "studio", capability: { metadata } } as never] });
}

describe("metadata", () => {
  beforeEach(() => connected(true));

  it("is that of assets on the server alone", () => {
    const of = (change: Partial<RowView>): boolean => hasMetadata([rowOf("/a.jpg"), rowOf("/b.jpg", change)]);
    expect(of({})).toBe(true);
    for (const kind of ["root", "folder", "no-file", "no-name"] as const) expect(of({ kind })).toBe(false);
    expect(of({ status: "new-locally" })).toBe(false);
    expect(hasMetadata([])).toBe(false);
  });

  it("is offered where the server has it", () => {
    connected(false);
    expect(hasMetadata([rowOf("/a.jpg")])).toBe(false);
  });
});
