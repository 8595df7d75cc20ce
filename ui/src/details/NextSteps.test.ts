import { render } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it } from "vitest";

import { browsing } from "../screens/browse/browsing.svelte";
import { edits } from "../shell/edits.svelte";
import { setNarrow } from "../state/layout.svelte";
import { rowOf } from "../testing/rows";
import NextSteps from "./NextSteps.svelte";

afterEach(() => {
  edits.seen = [];
  browsing.standing = null;
  setNarrow(false);
});

describe("the next steps", () => {
  it("do not repeat what stands out in a bar, unless the details lie over it", async () => {
    const row = rowOf("/a.psd", { status: "edited-locally" });
    const { container } = render(NextSteps, { row });
    const steps = async (): Promise<(string | undefined)[]> => {
      await tick();
      return [...container.querySelectorAll<HTMLElement>("button")].map((button) => button.dataset.testid?.slice(5));
    };
    expect(await steps()).toEqual(["upload-changes", "discard-changes"]);
    browsing.standing = "upload-changes";
    expect(await steps()).toEqual(["discard-changes"]);
    setNarrow(true);
    expect(await steps()).toEqual(["upload-changes", "discard-changes"]);
    edits.seen = [row];
    expect(await steps()).toEqual(["discard-changes"]);
  });
});
