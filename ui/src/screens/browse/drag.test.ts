import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { RowView } from "../../ipc/bindings";
import { take } from "../../state/snapshot.svelte";
import { toasts } from "../../state/toasts.svelte";
import { FakeDesk, snapshotOf } from "../../testing/desk";
import { rowOf } from "../../testing/rows";
import { browsing } from "./browsing.svelte";
import { beginDrag, drag } from "./drag.svelte";
import { watchDrops } from "./drops";

let below: string | null = null;
let desk: FakeDesk;
let generation = 5000;
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const pointer = (type: string, change: MouseEventInit = {}): void =>
  void window.dispatchEvent(new MouseEvent(type, { clientX: 50, clientY: 50, bubbles: true, ...change }));
const start = (...rows: RowView[]): void => beginDrag(rows, { clientX: 10, clientY: 10 });
const acts = (): unknown[] =>
  desk.sent.flatMap((intent) => (intent.intent === "act" ? [[intent.action, intent.path, intent.options.to]] : []));

beforeEach(() => {
  desk = new FakeDesk();
  take(snapshotOf(++generation));
  document.elementFromPoint = () => {
    const at = document.createElement("div");
    if (below !== null) at.dataset.folder = below;
    return at;
  };
});
afterEach(() => pointer("pointercancel"));

describe("a drag inside the window", () => {
  it("moves to the folder below the pointer, and can be taken back", async () => {
    start(rowOf("/a/x.psd"), rowOf("/a/y.psd"));
    below = "/b";
    pointer("pointermove");
    expect(browsing.dropFolder).toBe("/b");
    pointer("pointerup");
    await settled();
    expect(acts()).toEqual([
      ["move", "/a/x.psd", "/b/x.psd"],
      ["move", "/a/y.psd", "/b/y.psd"],
    ]);
    expect(drag()).toBeNull();
    toasts().at(-1)?.action?.run();
    await settled();
    expect(acts().slice(2)).toEqual([
      ["move", "/b/x.psd", "/a/x.psd"],
      ["move", "/b/y.psd", "/a/y.psd"],
    ]);
  });

  it("copies with Ctrl", async () => {
    start(rowOf("/a/x.psd"));
    below = "/b";
    pointer("pointermove", { ctrlKey: true });
    expect(drag()?.copy).toBe(true);
    pointer("pointerup", { ctrlKey: true });
    await settled();
    expect(acts()).toEqual([["duplicate", "/a/x.psd", "/b/x.psd"]]);
  });

  it("does nothing on its own folder, inside itself, beside every folder, or after Escape", async () => {
    for (const folder of ["/a", "/a/sub", "/a/sub/deeper", null]) {
      start(rowOf("/a/sub", { kind: "folder", status: null }));
      below = folder;
      pointer("pointermove");
      expect(browsing.dropFolder).toBeNull();
      pointer("pointerup");
    }
    start(rowOf("/a/x.psd"));
    below = "/b";
    window.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    pointer("pointerup");
    await settled();
    expect(acts()).toEqual([]);
  });

  it("hands files out only beyond the edge, and moves those that come back", async () => {
    desk.call = ((name: string, args: never) => {
      desk.called.push({ name, args });
      return Promise.resolve(name === "drag_out" ? ["/cache/a/x.psd"] : { reply: "done" });
    }) as never;
    const stop = watchDrops();
    start(rowOf("/a/x.psd"));
    pointer("pointermove");
    expect(desk.called.map(({ name }) => name)).not.toContain("drag_out");
    pointer("pointermove", { clientX: -3 });
    await vi.waitFor(() => expect(desk.called.at(-1)?.name).toBe("drag_out"));
    await settled();
    below = "/b";
    desk.emit("drop", { phase: "drop", x: 5, y: 5, paths: ["/cache/a/x.psd"] });
    await settled();
    stop();
    expect(desk.called.at(-1)).toMatchObject({ name: "send", args: { intent: { action: "move", options: { to: "/b/x.psd" } } } });
  });
});
