import "../testing/layout";

import { render } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { take } from "../state/snapshot.svelte";
import { FakeDesk, snapshotOf } from "../testing/desk";
import { offers, rowOf } from "../testing/rows";
import MoveTo from "./MoveTo.svelte";

const folder = (path: string, actions = offers()) => rowOf(path, { kind: "folder", status: null, actions });
const known = [folder("/closed", offers({ "upload-here": { code: "no-right", who: null } })), folder("/from"), folder("/open")];

beforeEach(() => {
  new FakeDesk((intent) => {
    if (intent.intent !== "rows") return undefined;
    const { scope } = intent.query;
    const rows = scope.of === "one" ? known.filter((row) => row.path === scope.path) : scope.path === "/" ? known : [];
    return { reply: "rows", value: { rows, total: rows.length, offset: 0, hidden: 0, generation: 1 } };
  });
  take(snapshotOf(Date.now()));
});

describe("a move", () => {
  it("says of a folder that may not be written that nothing goes there, and goes into others", async () => {
    const close = vi.fn();
    const { getByTestId, getAllByTestId } = render(MoveTo, { rows: [rowOf("/from/a.psd")], close });
    const item = (path: string) => getAllByTestId("move-tree-item").find((one) => one.dataset.path === path)!;
    const button = getByTestId("move-go") as HTMLButtonElement;
    await vi.waitFor(() => expect(item("/from").getAttribute("aria-selected")).toBe("true"));
    expect(button.disabled).toBe(true);
    item("/closed").click();
    await vi.waitFor(() => expect(getByTestId("move-note").textContent).toBe("You can view it, but not change it."));
    expect(button.disabled).toBe(true);
    item("/open").click();
    await vi.waitFor(() => expect(button.disabled).toBe(false));
    button.click();
    expect(close).toHaveBeenCalledWith({ folder: "/open" });
  });
});
