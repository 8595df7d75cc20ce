import { render, screen } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";

import { take } from "../state/snapshot.svelte";
import { FakeDesk, snapshotOf } from "../testing/desk";
import TransferBar from "./TransferBar.svelte";

const none = { waiting: 0, paused: 0, running: 0, failed: 0, done: 0, total: 0, rate: null, seconds_left: null };

describe("the line of transfers", () => {
  it("does not look as if they ran when all are paused", () => {
    new FakeDesk();
    take(snapshotOf(9_001, { totals: { ...none, paused: 2 } }));
    const { unmount } = render(TransferBar);
    expect(screen.getByTestId("transfer-show").textContent).toBe("2 transfers paused");
    expect(screen.queryByTestId("transfer-pause-all")).toBeNull();
    expect(screen.getByTestId("transfer-resume-all")).not.toBeNull();
    unmount();
  });

  it("says beside those that run how many are paused", () => {
    new FakeDesk();
    take(snapshotOf(9_002, { totals: { ...none, waiting: 1, running: 1, paused: 1 } }));
    const { container, unmount } = render(TransferBar);
    expect(screen.getByTestId("transfer-show").textContent).toBe("2 transfers");
    expect(container.textContent).toContain("1 transfer paused");
    unmount();
  });
});
