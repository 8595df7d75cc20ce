import { describe, expect, it } from "vitest";

import type { RefusalView, RowView } from "../ipc/bindings";
import { rowOf } from "../testing/rows";
import { en } from "../words/en";
import { adviceOf } from "./advice";

const edit = (refusal: RefusalView | null, later = false): RowView["actions"] => [{ action: "edit", refusal, later }];

describe("the advice", () => {
  it("says what the status leads to, where it can be done", () => {
    const row = rowOf("/a.psd", { status: "available-locally", actions: edit(null) });
    expect(adviceOf(row)).toBe(en.statuses.byStatus["available-locally"].next);
  });

  it("says who has it instead of advising to edit it", () => {
    const row = rowOf("/a.psd", { status: "cloud-only", actions: edit({ code: "checked-out-by", who: "omar" }) });
    expect(adviceOf(row)).toBe(en.refusals["checked-out-by"]("omar"));
    expect(adviceOf(row)).toContain("omar");
  });

  it("does not advise to check out what is checked out by me", () => {
    const row = rowOf("/a.psd", { status: "available-locally", lock: { state: "mine" }, actions: edit(null) });
    expect(adviceOf(row)).toBe(en.statuses.nextMine);
  });

  it("says that it is queued where the server can't be reached, or that nothing can be done", () => {
    const offline: RefusalView = { code: "offline", who: null };
    const queued = rowOf("/a.psd", { status: "cloud-only", actions: edit(offline, true) });
    expect(adviceOf(queued)).toContain(en.statuses.nextLater);
    const refused = rowOf("/a.psd", { status: "cloud-only", actions: edit(offline) });
    expect(adviceOf(refused)).toBe(en.refusals.offline(""));
  });
});
