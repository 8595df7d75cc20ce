import { beforeEach, describe, expect, it } from "vitest";

import { back, keep, openFolder, restart } from "../../state/route.svelte";
import { FakeDesk, troubleOf } from "../../testing/desk";
import { rowOf } from "../../testing/rows";
import { browsing } from "./browsing.svelte";

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe("a folder", () => {
  it("is read again when the server is back, and forgets that it could not be reached", async () => {
    let away = true;
    const desk = new FakeDesk((intent) => {
      if (intent.intent === "refresh") return away ? troubleOf("offline") : { reply: "done" };
      if (intent.intent !== "rows") return undefined;
      return { reply: "rows", value: { rows: [], total: 0, offset: 0, hidden: 0, generation: 1 } };
    });
    browsing.show("studio", { of: "folder", path: "/away" });
    await settled();
    expect(browsing.refreshError?.code).toBe("offline");
    away = false;
    browsing.reached();
    await settled();
    expect(browsing.refreshError).toBeNull();
    const asked = desk.sent.length;
    browsing.reached();
    await settled();
    expect(desk.sent.length).toBe(asked);
  });
});

describe("the place that one comes back to", () => {
  let names: string[] = [];
  const chosen = (): string[] => [...browsing.selection.rows.keys()];
  const visit = async (path: string): Promise<void> => {
    browsing.show("studio", { of: "folder", path });
    await settled();
  };

  beforeEach(async () => {
    restart();
    names = Array.from({ length: 900 }, (_, at) => `${1000 + at}`);
    new FakeDesk((intent) => {
      if (intent.intent !== "rows") return undefined;
      const { offset, limit, scope } = intent.query;
      const rows = names.slice(offset, offset + limit).map((name) => rowOf(`${scope.path}/${name}`.replace("//", "/")));
      return { reply: "rows", value: { rows, total: names.length, offset, hidden: 0, generation: 1 } };
    });
    await visit("/elsewhere");
  });

  it("by Up has the folder selected that one came out of, also far below", async () => {
    await visit("/a/1850/deep");
    await visit("/a");
    expect(chosen()).toEqual(["/a/1850"]);
    expect(browsing.selection.active).toBe(850);
    expect(browsing.selection.sought).toEqual({ index: 850 });
  });

  it("by Back has selected what was, and is not scrolled", async () => {
    openFolder("/b");
    await visit("/b");
    keep({ scroll: 320, chosen: ["/b/1010", "/b/1012"] });
    openFolder("/c");
    await visit("/c");
    expect(chosen()).toEqual([]);
    back();
    await visit("/b");
    expect(chosen()).toEqual(["/b/1010", "/b/1012"]);
    expect(browsing.selection.sought).toBeNull();
  });

  it("has selected what was just made there, once it is among the rows", async () => {
    await visit("/d");
    browsing.select(["/d/0999"]);
    await settled();
    expect(chosen()).toEqual([]);
    names = ["0999", ...names];
    browsing.listing?.invalidate();
    await settled();
    browsing.refreshSelection();
    await settled();
    expect(chosen()).toEqual(["/d/0999"]);
    browsing.select(["/other/1001"]);
    await settled();
    expect(chosen()).toEqual(["/d/0999"]);
  });
});
