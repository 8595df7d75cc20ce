import { render } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";

import type { Reply } from "../ipc/bindings";
import { act } from "../state/act.svelte";
import { take } from "../state/snapshot.svelte";
import { useDesk } from "../ipc/desk";
import { snapshotOf } from "../testing/desk";
import { rowOf } from "../testing/rows";
import RowBadges from "./RowBadges.svelte";
import RowStatus from "./RowStatus.svelte";

describe("a row", () => {
  it("says that its turn will come, until it does", async () => {
    take(snapshotOf(20_000));
    const answers: ((reply: Reply) => void)[] = [];
    useDesk({ call: () => new Promise((resolve) => answers.push(resolve as never)), listen: () => () => undefined } as never);
    const rows = ["/1", "/2", "/3", "/4", "/5"].map((path) => rowOf(path, { status: "cloud-only" }));
    const shown = rows.map((row) => render(RowStatus, { row }).container);
    const waits = (): number[] => shown.flatMap((row, at) => (row.textContent?.includes("Queued: Update") ? [at + 1] : []));
    const done = act("update", rows);
    await expect.poll(waits).toEqual([4, 5]);
    answers.shift()?.({ reply: "done" });
    await expect.poll(waits).toEqual([5]);
    while (answers.length > 0) {
      answers.shift()?.({ reply: "done" });
      await new Promise((resolve) => setTimeout(resolve));
    }
    await done;
    await expect.poll(waits).toEqual([]);
  });

  it("says what waits for the server, beside its status", () => {
    const queued = [{ id: 1, action: "download" as const, path: "/later.psd", since: "2026-11-21T10:00:00Z", code: null, said: null }];
    take(snapshotOf(20_001, { state: "offline", queued }));
    const { getByTestId } = render(RowBadges, { row: rowOf("/later.psd"), withLock: false });
    expect(getByTestId("row-queued").title).toBe("Queued: Download");
  });
});
