import { beforeEach, describe, expect, it } from "vitest";

import type { SessionView } from "../ipc/bindings";
import { dismiss, toasts } from "../state/toasts.svelte";
import { snapshotOf } from "../testing/desk";
import { tellNews } from "./news.svelte";

function session(change: Partial<SessionView>): SessionView {
  const [only] = snapshotOf(1, change).sessions;
  if (!only) throw new Error("a snapshot has a session");
  return only;
}

const conflicts = (n: number): SessionView["counts"] => ({
  by_status: { "editing-conflict": n },
  mine: 0,
  pinned: 0,
  recovered: 0,
  problems: 0,
});

describe("what happened", () => {
  beforeEach(() => {
    tellNews(null);
    for (const toast of toasts()) dismiss(toast.id);
  });

  it("says that there are new conflicts, until the last one is decided", () => {
    tellNews(session({ counts: conflicts(1) }));
    expect(toasts()).toEqual([]);
    tellNews(session({ counts: conflicts(3) }));
    expect(toasts().map(({ tone }) => tone)).toEqual(["trouble"]);
    expect(toasts()[0]?.action).not.toBeNull();
    tellNews(session({ counts: conflicts(2) }));
    expect(toasts()).toHaveLength(1);
    tellNews(session({ counts: conflicts(0) }));
    expect(toasts()).toEqual([]);
  });

  it("says nothing of what was so before it was online, or on another server", () => {
    tellNews(session({ state: "connecting", counts: conflicts(0) }));
    tellNews(session({ counts: conflicts(4) }));
    tellNews(session({ connection: "other", counts: conflicts(9) }));
    expect(toasts()).toEqual([]);
  });

  it("says once that an asset is free", () => {
    const freed = [{ path: "/shoot/a.psd", who: "omar", at: "2026-11-21T12:00:00Z" }];
    tellNews(session({}));
    tellNews(session({ freed }));
    tellNews(session({ freed }));
    expect(toasts()).toHaveLength(1);
    expect(toasts()[0]?.text).toContain("a.psd");
  });

  it("says once that the journal was begun anew, also when that was before", () => {
    const rebuilt = session({ rebuilt: "2026-09-01T08:00:00Z" });
    tellNews(rebuilt);
    tellNews(rebuilt);
    expect(toasts().map(({ tone }) => tone)).toEqual(["trouble"]);
  });

  it("says once what to set where the system watches too little", () => {
    const unwatched = session({ unwatched: { folders: 3, limit: true } });
    tellNews(unwatched);
    tellNews(unwatched);
    expect(toasts()).toHaveLength(1);
    expect(toasts()[0]?.text).toContain("fs.inotify.max_user_watches");
  });
});
