import { beforeEach, describe, expect, it } from "vitest";

import type { RowView } from "../ipc/bindings";
import { take } from "../state/snapshot.svelte";
import { FakeDesk, snapshotOf } from "../testing/desk";
import { rowOf } from "../testing/rows";
import { edits } from "./edits.svelte";

let edited: RowView[] = [];
const paths = (): string[] => edits.seen.map((row) => row.path);
const edit = (...names: string[]): RowView[] => names.map((name) => rowOf(`/${name}`, { status: "edited-locally" }));
let generation = 0;

beforeEach(async () => {
  new FakeDesk((intent) =>
    intent.intent === "rows"
      ? { reply: "rows", value: { rows: edited, total: edited.length, offset: 0, hidden: 0, generation: 1 } }
      : undefined,
  );
  edited = [];
  // Another connection and back: everything is forgotten.
  take({ ...snapshotOf(++generation), current: null });
  await edits.look();
  take(snapshotOf(++generation));
});

describe("edits", () => {
  it("offers what is edited while the window is open, not what was before", async () => {
    edited = edit("old.psd");
    await edits.look();
    expect(paths()).toEqual([]);
    edited = edit("new.psd", "old.psd");
    await edits.look();
    expect(paths()).toEqual(["/new.psd"]);
  });

  it("takes the offer back when the edit is uploaded or discarded", async () => {
    await edits.look();
    edited = edit("a.psd", "b.psd");
    await edits.look();
    edited = edit("b.psd");
    await edits.look();
    expect(paths()).toEqual(["/b.psd"]);
  });

  it("does not offer again what was put off, until it is edited anew", async () => {
    await edits.look();
    edited = edit("a.psd");
    await edits.look();
    edits.putOff();
    await edits.look();
    expect(paths()).toEqual([]);
    edited = [];
    await edits.look();
    edited = edit("a.psd");
    await edits.look();
    expect(paths()).toEqual(["/a.psd"]);
  });

  it("is silent while the upload runs", async () => {
    await edits.look();
    edited = edit("a.psd").map((row) => ({
      ...row,
      transfer: { id: 1, direction: "upload" as const, state: "running" as const, done: 0 },
    }));
    await edits.look();
    expect(paths()).toEqual([]);
  });

  it("keeps a comment for what it was typed for", async () => {
    await edits.look();
    edited = edit("a.psd");
    await edits.look();
    edits.focus(true);
    edits.comment = "Warmer";
    edited = edit("b.psd", "a.psd");
    await edits.look();
    edits.focus(false);
    expect(edits.offered.map((row) => row.path)).toEqual(["/a.psd"]);
    expect(edits.others).toBe(1);
    const sent: unknown[] = [];
    await edits.upload((rows, comment) => {
      sent.push(rows.map((row) => row.path), comment);
      edited = edit("b.psd");
      return Promise.resolve(true);
    });
    expect(sent).toEqual([["/a.psd"], "Warmer"]);
    await edits.look();
    expect(edits.offered.map((row) => row.path)).toEqual(["/b.psd"]);
    expect(edits.comment).toBe("");
  });

  it("keeps a comment whose upload failed, and offers others meanwhile", async () => {
    await edits.look();
    edited = edit("a.psd");
    await edits.look();
    edits.comment = "Warmer";
    let fail = (): void => undefined;
    const upload = edits.upload(() => new Promise((resolve) => (fail = () => resolve(false))));
    edited = edit("b.psd", "a.psd");
    await edits.look();
    expect(edits.offered.map((row) => row.path)).toEqual(["/b.psd"]);
    expect(edits.comment).toBe("");
    fail();
    await upload;
    edited = edit("a.psd");
    await edits.look();
    expect(edits.comment).toBe("Warmer");
  });

  it("lets nothing join while the field has the keyboard", async () => {
    await edits.look();
    edited = edit("a.psd");
    await edits.look();
    edits.focus(true);
    edited = edit("b.psd", "a.psd");
    await edits.look();
    expect(edits.offered.length).toBe(1);
    edits.focus(false);
    expect(edits.offered.length).toBe(2);
  });
});
