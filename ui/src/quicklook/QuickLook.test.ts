import "../testing/layout";

import { fireEvent, render, waitFor } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";

import type { RowView } from "../ipc/bindings";
import { type Rows, Selection } from "../state/selection.svelte";
import { take } from "../state/snapshot.svelte";
import { FakeDesk, snapshotOf } from "../testing/desk";
import { rowOf } from "../testing/rows";
import QuickLook from "./QuickLook.svelte";

const all = ["a", "b", "c"].map((name) => rowOf(`/looked/${name}.jpg`, { dimensions: { width: 3000, height: 2000 } }));
const rows: Rows = { total: 3, row: (index) => all[index], range: (first, last) => Promise.resolve(all.slice(first, last + 1)) };
let desk: FakeDesk;
let generation = 9000;

beforeEach(() => {
  let made = 0;
  URL.createObjectURL = () => `blob:look:${++made}:${Math.random()}`;
  URL.revokeObjectURL = () => undefined;
  desk = new FakeDesk((intent) => (intent.intent === "thumbnail" ? { reply: "thumbnail", value: { data: btoa("picture") } } : undefined));
  take(snapshotOf(++generation));
});

async function look(...chosen: number[]) {
  const selection = new Selection(() => rows);
  for (const index of chosen) await selection.choose(index, "toggle");
  const close = vi.fn();
  const { container } = render(QuickLook, { rows, selection, close });
  const dialog = container.querySelector("dialog") as HTMLElement;
  const alt = (): string | null | undefined => container.querySelector("img")?.getAttribute("alt");
  return { selection, close, dialog, alt, press: (key: string) => fireEvent.keyDown(dialog, { key }) };
}
const named = (row: RowView | undefined): string => `Picture of ${row?.name}`;

describe("quick look", () => {
  it("shows the largest picture there is, under the name of the right asset", async () => {
    const { alt } = await look(0);
    await waitFor(() => expect(alt()).toBe(named(all[0])));
    const sizes = desk.sent.flatMap((intent) => (intent.intent === "thumbnail" && intent.path === all[0]?.path ? [intent.size] : []));
    expect(sizes).toEqual(["preview", "large"]);
  });

  it("goes on with the arrows, and the selection with it", async () => {
    const { alt, press, selection } = await look(0);
    await press("ArrowRight");
    await waitFor(() => expect(alt()).toBe(named(all[1])));
    expect([...selection.rows.keys()]).toEqual([all[1]?.path]);
    expect(selection.sought).toEqual({ index: 1 });
    await press("ArrowLeft");
    await press("ArrowLeft");
    await waitFor(() => expect(alt()).toBe(named(all[0])));
  });

  it("of several goes on among those, and leaves them selected", async () => {
    const { alt, press, selection } = await look(0, 2);
    await waitFor(() => expect(alt()).toBe(named(all[2])));
    await press("ArrowRight");
    expect(alt()).toBe(named(all[2]));
    await press("ArrowLeft");
    await waitFor(() => expect(alt()).toBe(named(all[0])));
    expect(selection.count).toBe(2);
  });

  it("closes by Space", async () => {
    const { close, press } = await look(1);
    await press(" ");
    expect(close).toHaveBeenCalledOnce();
  });
});
