import { fireEvent, render } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";

import type { Listing } from "../../grid/rows.svelte";
import { rowMenu } from "../../state/menus";
import { replace, restart, route, takeWishes } from "../../state/route.svelte";
import { rowOf } from "../../testing/rows";
import NothingHere from "./NothingHere.svelte";

const nothing = (): void => undefined;
const listing = { total: 0, known: true, error: null, more: false } as Listing;

beforeEach(() => restart());

describe("a search", () => {
  it("that found nothing in a folder offers to search everywhere", async () => {
    const place = { of: "search" as const, text: "plum", within: "/a/b" };
    replace({ screen: "browse", place });
    const { getByTestId, rerender, queryByTestId } = render(NothingHere, { place, listing, oncontext: nothing });
    await fireEvent.click(getByTestId("search-everywhere"));
    expect(route()).toEqual({ screen: "browse", place: { ...place, within: null } });
    await rerender({ place: { ...place, within: null } });
    expect(queryByTestId("search-everywhere")).toBeNull();
  });

  it("has results that can be shown in their folders", () => {
    const handlers = { rename: nothing, history: nothing, look: nothing };
    const item = (scattered: boolean) =>
      rowMenu([rowOf("/a/b/plum.psd")], { ...handlers, scattered }).find(
        (entry) => entry.kind === "item" && entry.id === "show-in-folder",
      );
    expect(item(false)).toBeUndefined();
    const found = item(true);
    if (found?.kind === "item") found.run();
    expect(route()).toEqual({ screen: "browse", place: { of: "folder", path: "/a/b" } });
    expect(takeWishes()).toEqual(["/a/b/plum.psd"]);
  });
});
