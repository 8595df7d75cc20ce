import { beforeEach, describe, expect, it } from "vitest";

import type { ErrorCode } from "../ipc/bindings";
import { FakeDesk, troubleOf } from "../testing/desk";
import { rowOf } from "../testing/rows";
import { GoneFolders } from "./gone.svelte";

let known: string[] = [];
let onServer: string[] = [];
let trouble: ErrorCode | null = null;
let asked = 0;

beforeEach(() => {
  [known, onServer, trouble, asked] = [[], [], null, 0];
  new FakeDesk((intent) => {
    if (intent.intent === "refresh") {
      asked += 1;
      if (trouble !== null) return troubleOf(trouble);
      known = [...onServer];
    }
    if (intent.intent !== "rows") return undefined;
    const rows = known.includes(intent.query.scope.path) ? [rowOf(intent.query.scope.path, { kind: "folder", status: null })] : [];
    return { reply: "rows", value: { rows, total: rows.length, offset: 0, hidden: 0, generation: 1 } };
  });
});

describe("favourites that are gone", () => {
  it("are those that the server has no more, which is asked once", async () => {
    const gone = new GoneFolders("studio");
    onServer = ["/a"];
    await gone.look(["/a", "/b"], true);
    await gone.look(["/a", "/b"], true);
    expect([...gone.paths]).toEqual(["/b"]);
    expect(asked).toBe(2);
    known = ["/a", "/b"];
    await gone.look(["/a", "/b"], true);
    expect([...gone.paths]).toEqual([]);
  });

  it("are not said of what nobody could be asked about", async () => {
    const gone = new GoneFolders("studio");
    await gone.look(["/a"], false);
    trouble = "offline";
    await gone.look(["/a"], true);
    expect([...gone.paths]).toEqual([]);
    trouble = "not-found";
    await gone.look(["/a"], true);
    expect([...gone.paths]).toEqual(["/a"]);
  });
});
