import { beforeEach, describe, expect, it } from "vitest";

import { noFilters } from "../grid/query";
import { FakeDesk, snapshotOf } from "../testing/desk";
import { favourites, followPlaces, forgetRecents, forgetSearch, keepSearch, keptSearches, MOST_RECENT, noteRecent, recents, shiftFavourite, toggleFavourites } from "./places.svelte";
import { take } from "./snapshot.svelte";

let generation = 0;
const at = (current: string): void => take({ ...snapshotOf(++generation), current });
const shown = (): string[] => recents().map((one) => one.path);
const folder = (path: string) => ({ path, folder: true });
const asset = (path: string) => ({ path, folder: false });

beforeEach(() => {
  new FakeDesk();
  at("studio");
  toggleFavourites(["/x"]);
  toggleFavourites(favourites());
  forgetRecents();
  for (const { name } of keptSearches()) forgetSearch(name);
});

describe("favourites", () => {
  it("are each server's own, are kept, and go when all that is meant has the star", () => {
    toggleFavourites(["/a", "/b"]);
    toggleFavourites(["/b", "/c"]);
    expect(favourites()).toEqual(["/a", "/b", "/c"]);
    expect(JSON.parse(localStorage.getItem("damson-places") ?? "{}").studio.favourites).toEqual(["/a", "/b", "/c"]);
    at("other");
    expect(favourites()).toEqual([]);
    at("studio");
    toggleFavourites(["/a", "/c"]);
    expect(favourites()).toEqual(["/b"]);
  });

  it("are put in another order, within their bounds", () => {
    toggleFavourites(["/a", "/b", "/c"]);
    shiftFavourite("/c", -1);
    shiftFavourite("/a", -1);
    expect(favourites()).toEqual(["/a", "/c", "/b"]);
    toggleFavourites(favourites());
  });

  it("follow what is renamed or moved, and what is in it", () => {
    toggleFavourites(["/a", "/a/deep", "/ab"]);
    noteRecent(asset("/a/deep/x.psd"));
    followPlaces("studio", new Map([["/a", "/z/a"]]));
    expect(favourites()).toEqual(["/z/a", "/z/a/deep", "/ab"]);
    expect(shown()).toEqual(["/z/a/deep/x.psd"]);
    toggleFavourites(favourites());
  });
});

describe("recents", () => {
  it("have the latest first, each once, and not all", () => {
    for (const name of ["a", "b", "a"]) noteRecent(asset(`/${name}`));
    expect(shown()).toEqual(["/a", "/b"]);
    for (let n = 0; n < MOST_RECENT + 5; n += 1) noteRecent(asset(`/many ${n}`));
    expect(shown()).toHaveLength(MOST_RECENT);
    expect(shown()[0]).toBe(`/many ${MOST_RECENT + 4}`);
  });

  it("leave out the folders that were only passed on the way down", () => {
    for (const path of ["/a", "/a/b", "/a/b/c"]) noteRecent(folder(path));
    expect(shown()).toEqual(["/a/b/c"]);
    noteRecent(asset("/a/b/c/x.psd"));
    noteRecent(folder("/a/b"));
    noteRecent(folder("/d"));
    expect(shown()).toEqual(["/d", "/a/b", "/a/b/c/x.psd", "/a/b/c"]);
  });
});

describe("searches that are kept", () => {
  const search = (name: string, path: string) => ({ name, place: { of: "folder" as const, path }, filters: noFilters });

  it("are in the order of their names, one of each", () => {
    for (const name of ["Oaks", "Birches", "Oaks"]) keepSearch(search(name, `/${name}`));
    expect(keptSearches().map((one) => one.name)).toEqual(["Birches", "Oaks"]);
    forgetSearch("Birches");
    expect(keptSearches().map((one) => one.name)).toEqual(["Oaks"]);
  });

  it("follow a folder that was moved", () => {
    keepSearch(search("Oaks", "/trees/oaks"));
    followPlaces("studio", new Map([["/trees", "/plants"]]));
    expect(keptSearches()[0]?.place).toEqual({ of: "folder", path: "/plants/oaks" });
  });
});
