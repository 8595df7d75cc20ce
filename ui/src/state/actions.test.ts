import { expect, it } from "vitest";

import { BAR, lookOf, MENU_GROUPS, PLAIN_KEYS, URGENT } from "./actions";

it("the menu has its groups in order", () => {
  expect(MENU_GROUPS.map((group) => group.join(" "))).toEqual([
    "open edit compare update upload-changes discard-changes",
    "check-out check-in release-lock",
    "download remove-local-copy pin unpin",
    "reveal open-in-web",
    "rename move duplicate delete",
    "history",
  ]);
});

it("the bar begins with what never leaves it, and shows what stands out", () => {
  expect(BAR.slice(0, 2)).toEqual(["edit", "open"]);
  expect(URGENT.every((action) => BAR.includes(action))).toBe(true);
  expect(new Set(BAR).size).toBe(BAR.length);
});

it("no two actions share a key that only carries them out", () => {
  const keys = PLAIN_KEYS.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(lookOf("delete").danger).toBe(true);
});
