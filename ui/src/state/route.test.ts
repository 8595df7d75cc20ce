import { beforeEach, describe, expect, it } from "vitest";

import {
  back, canGoBack, canGoForward, forward, go, keep, keptHere, openFolder, openView, parentOf, replace, restart, route,
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
    keep({ scroll: 640, active: null });
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
