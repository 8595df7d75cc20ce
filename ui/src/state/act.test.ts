import { beforeEach, describe, expect, it } from "vitest";

import type { Intent } from "../ipc/bindings";
import { FakeDesk, snapshotOf, troubleOf } from "../testing/desk";
import { rowOf } from "../testing/rows";
import { act, join, runningActions } from "./act.svelte";
import { dialogs } from "./dialogs.svelte";
import { takeWishes, wishes } from "./route.svelte";
import { splitName } from "./splitname";
import { take } from "./snapshot.svelte";
import { dismiss, toasts } from "./toasts.svelte";

const acts = (desk: FakeDesk): string[] =>
  desk.sent.filter((intent): intent is Extract<Intent, { intent: "act" }> => intent.intent === "act").map((intent) => `${intent.action} ${intent.path}`);
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};
const answer = (value?: unknown): void => (dialogs().at(-1)?.props.close as (value?: unknown) => void)(value);

beforeEach(() => {
  for (const shown of toasts()) dismiss(shown.id);
  while (dialogs().length > 0) answer();
  take(snapshotOf(1));
});

describe("act", () => {
  it("sends an action for each row", async () => {
    const desk = new FakeDesk();
    expect(await act("check-out", [rowOf("/a.psd"), rowOf("/b.psd")])).toBe(true);
    expect(acts(desk)).toEqual(["check-out /a.psd", "check-out /b.psd"]);
    expect(runningActions()).toEqual([]);
  });

  it("asks before it deletes, and does nothing without a yes", async () => {
    const desk = new FakeDesk();
    const no = act("delete", [rowOf("/a.psd")]);
    answer();
    expect(await no).toBe(false);
    expect(desk.sent).toEqual([]);
    const yes = act("delete", [rowOf("/a.psd")]);
    answer({ anyway: true });
    expect(await yes).toBe(true);
    expect(desk.sent[0]).toMatchObject({ action: "delete", options: { anyway: true } });
  });

  it("asks once for all that is restricted, and does the rest without a question", async () => {
    const since = "2026-05-03T10:00:00Z";
    const restricted = (path: string) => ({ count: 1, assets: [{ path, restrictions: [{ kind: "expired" as const, since }] }] });
    const desk = new FakeDesk((intent) => {
      if (intent.intent !== "act" || intent.options.restricted || intent.path === "/c.psd") return undefined;
      return troubleOf("restricted", { about: intent.path, restricted: restricted(intent.path) });
    });
    const rows = [rowOf("/a.psd"), rowOf("/b.psd"), rowOf("/c.psd")];
    const no = act("open", rows);
    await settled();
    expect(dialogs()).toHaveLength(1);
    expect(dialogs()[0]?.props.restricted).toMatchObject({ count: 2, assets: [{ path: "/a.psd" }, { path: "/b.psd" }] });
    answer();
    expect(await no).toBe(true);
    expect(acts(desk)).toEqual(["open /a.psd", "open /b.psd", "open /c.psd"]);
    const yes = act("open", rows);
    await settled();
    answer(true);
    expect(await yes).toBe(true);
    const anyway = desk.sent.filter((intent) => intent.intent === "act" && intent.options.restricted);
    expect(anyway).toMatchObject([{ path: "/a.psd" }, { path: "/b.psd" }]);
    expect(toasts().filter((toast) => toast.tone === "trouble")).toEqual([]);
  });

  it("moves each to the folder under its own name", async () => {
    const desk = new FakeDesk();
    const moved = act("move", [rowOf("/a/x.psd"), rowOf("/b/y.psd")]);
    answer({ folder: "/c" });
    await moved;
    expect(desk.sent.map((intent) => intent.intent === "act" && intent.options.to)).toEqual(["/c/x.psd", "/c/y.psd"]);
  });

  it("uploads with the comment it was given, without asking", async () => {
    const desk = new FakeDesk();
    await act("upload-changes", [rowOf("/a.psd")], { comment: "Warmer" });
    expect(dialogs()).toEqual([]);
    expect(desk.sent[0]).toMatchObject({ options: { comment: "Warmer", keep_checked_out: false } });
  });

  it("says in a sentence what was done", async () => {
    new FakeDesk();
    const deleted = act("delete", [rowOf("/a.psd")]);
    answer({ anyway: false });
    await deleted;
    expect(toasts().at(-1)?.text).toBe("Deleted “a.psd”");
    await act("check-out", [rowOf("/a.psd"), rowOf("/b.psd")]);
    expect(toasts().at(-1)?.text).toBe("Checked out 2 assets");
  });

  it("tells what was made, to whoever selects it", async () => {
    new FakeDesk();
    await act("duplicate", [rowOf("/a/x.psd")]);
    expect(wishes()).toEqual(["/a/x copy.psd"]);
    expect(takeWishes()).toEqual(["/a/x copy.psd"]);
    expect(wishes()).toEqual([]);
    await act("rename", [rowOf("/a/x.psd")], { to: "/a/y.psd" });
    expect(takeWishes()).toEqual(["/a/y.psd"]);
  });

  it("says what went wrong in words, with what helps", async () => {
    new FakeDesk(() => troubleOf("conflict", { about: "/shoot/a.psd" }));
    expect(await act("upload-changes", [rowOf("/shoot/a.psd")], { comment: null })).toBe(false);
    const [toast] = toasts();
    expect(toast?.text).toContain("a.psd");
    expect(toast?.tone).toBe("trouble");
    expect(toast?.action?.label).toBe("Compare…");
  });

  it("goes on with the others when one fails, and says how many", async () => {
    const desk = new FakeDesk((intent) =>
      intent.intent === "act" && intent.path !== "/c.psd" ? troubleOf("locked", { about: intent.path, who: "omar" }) : undefined,
    );
    expect(await act("check-out", ["/a.psd", "/b.psd", "/c.psd"].map((path) => rowOf(path)))).toBe(true);
    expect(acts(desk).length).toBe(3);
    expect(toasts()[0]?.text).toContain("2");
    expect(toasts()[0]?.more).toContain("omar");
  });

  it("stops when every other row would say the same", async () => {
    const desk = new FakeDesk(() => troubleOf("offline"));
    const rows = Array.from({ length: 20 }, (_, at) => rowOf(`/${at}.psd`));
    await act("check-out", rows);
    expect(acts(desk).length).toBeLessThanOrEqual(3);
  });

  it("keeps silent about what the person cancelled", async () => {
    new FakeDesk(() => troubleOf("cancelled"));
    await act("open", [rowOf("/a.psd")]);
    expect(toasts()).toEqual([]);
  });

  it("says how much a folder would bring before it downloads it", async () => {
    const desk = new FakeDesk((intent) =>
      intent.intent === "measure" ? { reply: "measured", value: { assets: 320, bytes: 2_300_000_000, unsized_assets: 0 } } : undefined,
    );
    const download = act("download", [rowOf("/shoot", { kind: "folder", status: null })]);
    await settled();
    expect(dialogs().length).toBe(1);
    answer();
    expect(await download).toBe(false);
    expect(acts(desk)).toEqual([]);
  });
});

describe("names", () => {
  it("are joined and split", () => {
    expect(join("/", "a")).toBe("/a");
    expect(join("/a", "b")).toBe("/a/b");
    expect(splitName("hero.final.psd")).toEqual(["hero.final", ".psd"]);
    expect(splitName(".hidden")).toEqual([".hidden", ""]);
    expect(splitName("README")).toEqual(["README", ""]);
  });
});
