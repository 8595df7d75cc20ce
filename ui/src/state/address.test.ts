import { beforeEach, describe, expect, it } from "vitest";

import { FakeDesk } from "../testing/desk";
import { rowOf } from "../testing/rows";
import { openPath, pathIn } from "./address";
import { restart, route, takeWishes } from "./route.svelte";

const aem = { url: "https://dam.example.com/", connector: "aem" as const };
const webdav = { url: "https://cloud.example.com/remote.php/dav/files/jane/", connector: "webdav" as const };

describe("a pasted address", () => {
  it("of a page of AEM means the asset", () => {
    for (const page of [
      "https://dam.example.com/assetdetails.html/content/dam/shoot/day%201/hero.psd",
      "https://dam.example.com/ui#/aem/assetdetails.html/content/dam/shoot/day%201/hero.psd?appId=aemshell",
      "https://dam.example.com/content/dam/shoot/day 1/hero.psd/jcr:content/renditions/original",
      "https://dam.example.com/mnt/metadataeditor.external.html?item=/content/dam/shoot/day%201/hero.psd&x=1",
      "/content/dam/shoot/day 1/hero.psd",
      " /shoot/day 1//hero.psd ",
    ]) {
      expect(pathIn(page, aem), page).toBe("/shoot/day 1/hero.psd");
    }
    expect(pathIn("https://dam.example.com/assets.html/content/dam", aem)).toBe("/");
  });
  it("of WebDAV means what is below the server's root", () => {
    expect(pathIn("https://cloud.example.com/remote.php/dav/files/jane/a%20b/c.psd", webdav)).toBe("/a b/c.psd");
    expect(pathIn("davs://cloud.example.com/remote.php/dav/files/jane", webdav)).toBe("/");
    expect(pathIn("https://cloud.example.com/index.php", webdav)).toBeNull();
  });
  it("of another server, or none at all, means nothing here", () => {
    expect(pathIn("https://other.example.com/content/dam/a.psd", aem)).toBeNull();
    expect(pathIn("https://dam.example.com/content/damson/a.psd", aem)).toBeNull();
    expect(pathIn("plum", aem)).toBeNull();
    expect(pathIn("https://", aem)).toBeNull();
  });
});

describe("the way to a path", () => {
  beforeEach(() => restart());

  it("opens a folder, and an asset in its folder, which is read first where it is not known", async () => {
    let known = false;
    const desk = new FakeDesk((intent) => {
      if (intent.intent === "refresh") known = true;
      if (intent.intent !== "rows") return undefined;
      const { path } = intent.query.scope;
      const row = path === "/a" ? rowOf(path, { kind: "folder", status: null }) : rowOf(path);
      const there = path === "/a" || (known && path === "/b/c.psd");
      return { reply: "rows", value: { rows: there ? [row] : [], total: 1, offset: 0, hidden: 0, generation: 1 } };
    });
    expect(await openPath("/a", "studio")).toBe(true);
    expect(route()).toEqual({ screen: "browse", place: { of: "folder", path: "/a" } });
    expect(await openPath("/b/c.psd", "studio")).toBe(true);
    expect(desk.sent.find((intent) => intent.intent === "refresh")).toMatchObject({ folder: "/b" });
    expect(route()).toEqual({ screen: "browse", place: { of: "folder", path: "/b" } });
    expect(takeWishes()).toEqual(["/b/c.psd"]);
    expect(await openPath("/nowhere.psd", "studio")).toBe(false);
  });
});
