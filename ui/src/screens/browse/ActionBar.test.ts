import "../../testing/layout";

import { render } from "@testing-library/svelte";
import { tick } from "svelte";
import { beforeEach, describe, expect, it } from "vitest";

import type { RefusalCode, RowView, StatusView } from "../../ipc/bindings";
import { edits } from "../../shell/edits.svelte";
import { offers, rowOf } from "../../testing/rows";
import ActionBar from "./ActionBar.svelte";
import { browsing } from "./browsing.svelte";

const nothing = (): void => undefined;
const refuse = (code: RefusalCode) => ({ code, who: null });
const none = refuse("not-edited");

Object.defineProperty(HTMLElement.prototype, "clientWidth", {
  get(this: HTMLElement) {
    return this.classList.contains("bar") ? 2_000 : 0;
  },
});
beforeEach(() => browsing.selection.clear());

describe("the actions", () => {
  it("keep their places when a status changes, and the most urgent one stands out", async () => {
    const { container } = render(ActionBar, { rename: nothing, history: nothing, look: nothing, scattered: false });
    const shown = async (status: StatusView, refused: Parameters<typeof offers>[0]) => {
      browsing.selection.put(new Map([[0, rowOf("/a.psd", { status, actions: offers(refused) })]]));
      await tick();
      await tick();
      const buttons = [...container.querySelectorAll<HTMLElement>("[data-testid^=act-]")];
      const main = buttons.filter((button) => button.classList.contains("main"));
      return { names: buttons.map((button) => button.dataset.testid?.slice(4)), main: main.map((button) => button.dataset.testid?.slice(4)) };
    };
    const clean = await shown("available-locally", { "upload-changes": none, compare: refuse("not-in-conflict"), update: refuse("up-to-date") });
    expect(clean.names.slice(0, 2)).toEqual(["edit", "open"]);
    expect(clean.main).toEqual(["edit"]);
    const edited = await shown("edited-locally", { compare: refuse("not-in-conflict") });
    expect(edited.names.slice(0, 3)).toEqual(["edit", "open", "upload-changes"]);
    expect(edited.main).toEqual(["upload-changes"]);
    const conflict = await shown("editing-conflict", { edit: refuse("in-conflict") });
    expect(conflict.names.slice(0, 3)).toEqual(["edit", "open", "compare"]);
    expect(conflict.main).toEqual(["compare"]);
  });

  it("leave the upload to the bar of a save that is about the same, and to that alone", async () => {
    const { container } = render(ActionBar, { rename: nothing, history: nothing, look: nothing, scattered: false });
    const [edited, other] = ["/a.psd", "/b.psd"].map((path) => rowOf(path, { status: "edited-locally" }));
    const shown = async (...rows: (RowView | undefined)[]) => {
      browsing.selection.put(new Map(rows.flatMap((row, at) => (row ? [[at, row] as const] : []))));
      await tick();
      await tick();
      return [container.querySelector("[data-testid=act-upload-changes]") !== null, browsing.standing];
    };
    edits.seen = edited ? [edited] : [];
    expect(await shown(edited)).toEqual([false, null]);
    expect(await shown(other)).toEqual([true, "compare"]);
    expect(await shown(edited, other)).toEqual([true, "compare"]);
    edits.seen = [];
    expect(await shown(edited)).toEqual([true, "compare"]);
  });
});
