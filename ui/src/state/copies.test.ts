import { expect, it } from "vitest";

import { rowOf } from "../testing/rows";
import { isUntouched } from "./copies";

const made = rowOf("/a copy.psd", { size: 7, modified: "2027-01-31T10:00:00Z", modified_by: "jane" });

it("a copy that nobody wrote to or holds is untouched", () => {
  expect(isUntouched(made, made)).toBe(true);
  // The server goes on with what it makes of a new asset.
  expect(isUntouched(made, { ...made, modified: "2027-01-31T10:00:09Z" })).toBe(true);
  expect(isUntouched(undefined, made)).toBe(false);
  expect(isUntouched(made, { ...made, size: 8 })).toBe(false);
  expect(isUntouched(made, { ...made, modified_by: "omar" })).toBe(false);
  expect(isUntouched(made, { ...made, lock: { state: "theirs", who: "omar" } })).toBe(false);
});

it("a server that does not say who wrote says when", () => {
  const unsaid = { ...made, modified_by: null };
  expect(isUntouched(unsaid, unsaid)).toBe(true);
  expect(isUntouched(unsaid, { ...unsaid, modified: "2027-01-31T10:00:09Z" })).toBe(false);
});
