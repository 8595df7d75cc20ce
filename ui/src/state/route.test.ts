import { beforeEach, describe, expect, it } from "vitest";

import {
  back, cameOutOf, canGoBack, canGoForward, changeServer, forward, go, keep, keptHere, openFolder, openView, parentOf, replace, restart, route,
  waysTo,
} from "./route.svelte";

beforeEach(() => restart());

describe("the way through the window", () => {
  it("begins at the root and goes back and forward", () => {
    expect(route()).toEqual({ screen: "browse", place: { of: "folder", path: "/" } });
    expect(canGoBack()).toBe(false);
    openFolder("/shoot");
    openView("edited");
    back();
    expect(route()).toEqual({ screen: "browse", place: { of: "folder", path: "/shoot" } });
    forward();
    expect(canGoForward()).toBe(false);
    expect(route()).toEqual({ screen: "browse", place: { of: "view", view: "edited" } });
  });

  it("forgets what was ahead when it goes elsewhere", () => {
    openFolder("/a");
    openFolder("/b");
    back();
    go({ screen: "transfers" });
    expect(canGoForward()).toBe(false);
    back();
    expect(route()).toEqual({ screen: "browse", place: { of: "folder", path: "/a" } });
  });

  it("does not go where it is", () => {
    openFolder("/");
    expect(canGoBack()).toBe(false);
  });

  it("brings back where one was on a screen", () => {
    keep({ scroll: 640, chosen: [] });
    openFolder("/a");
    expect(keptHere()).toBeNull();
    back();
    expect(keptHere()?.scroll).toBe(640);
  });

  it("puts a changed search in the place of the one before", () => {
    go({ screen: "browse", place: { of: "search", text: "a", within: null } });
    replace({ screen: "browse", place: { of: "search", text: "ab", within: null } });
    back();
    expect(route()).toEqual({ screen: "browse", place: { of: "folder", path: "/" } });
  });

  it("keeps a limited history", () => {
    for (let at = 0; at < 300; at += 1) openFolder(`/${at}`);
    let steps = 0;
    while (canGoBack()) {
      back();
      steps += 1;
    }
    expect(steps).toBe(99);
  });
});

describe("paths", () => {
  it("know what is above", () => {
    expect(parentOf("/")).toBeNull();
    expect(parentOf("/a")).toBe("/");
    expect(parentOf("/a/b.psd")).toBe("/a");
    expect(waysTo("/a/b")).toEqual(["/", "/a", "/a/b"]);
    expect(waysTo("/")).toEqual(["/"]);
  });
});

describe("several servers", () => {
  it("are each shown where one left them, with the way back", () => {
    openFolder("/shoot");
    openFolder("/shoot/day 1");
    changeServer("studio", "archive");
    expect(route()).toEqual({ screen: "browse", place: { of: "folder", path: "/" } });
    expect(canGoBack()).toBe(false);
    openFolder("/2019");
    changeServer("archive", "studio");
    expect(route()).toEqual({ screen: "browse", place: { of: "folder", path: "/shoot/day 1" } });
    back();
    expect(route()).toEqual({ screen: "browse", place: { of: "folder", path: "/shoot" } });
    changeServer("studio", "archive");
    expect(route()).toEqual({ screen: "browse", place: { of: "folder", path: "/2019" } });
  });
});

describe("the way up", () => {
  const folder = (path: string) => ({ of: "folder" as const, path });
  it("comes out of the folder below", () => {
    expect(cameOutOf(folder("/a/b/c"), folder("/a"))).toBe("/a/b");
    expect(cameOutOf(folder("/a/b"), folder("/"))).toBe("/a");
    expect(cameOutOf(folder("/a/b"), folder("/a/bc"))).toBeNull();
    expect(cameOutOf(folder("/a"), folder("/a/b"))).toBeNull();
    expect(cameOutOf(folder("/a"), folder("/a"))).toBeNull();
    expect(cameOutOf({ of: "view", view: "mine" }, folder("/"))).toBeNull();
  });
});
