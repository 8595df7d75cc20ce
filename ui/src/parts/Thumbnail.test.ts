import { render, waitFor } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";

import type { Reply, UserError } from "../ipc/bindings";
import { take } from "../state/snapshot.svelte";
import { FakeDesk, snapshotOf, troubleOf } from "../testing/desk";
import { rowOf } from "../testing/rows";
import Thumbnail from "./Thumbnail.svelte";

type Answer = (answer: Reply | UserError) => void;
const asked: { path: string; answer: Answer }[] = [];
let generation = 1000;

/** Answers when the test says so, as a slow server does. */
class SlowDesk extends FakeDesk {
  override call(name: never, args: never): Promise<never> {
    void super.call(name, args);
    const { intent } = args as { intent: { path: string } };
    return new Promise((resolve, reject) => {
      asked.push({
        path: intent.path,
        answer: (answer) => ("code" in answer ? reject(answer as never) : resolve(answer as never)),
      });
    });
  }
}
const picture: Reply = { reply: "thumbnail", value: { data: btoa("picture") } };
const settled = (): Promise<void> => vi.waitFor(() => Promise.resolve());
const src = (container: HTMLElement): string | null => container.querySelector("img")?.getAttribute("src") ?? null;

beforeEach(() => {
  asked.length = 0;
  let made = 0;
  URL.createObjectURL = () => `blob:${++made}:${asked.length}`;
  URL.revokeObjectURL = () => undefined;
  new SlowDesk();
  take(snapshotOf(++generation));
});

describe("a picture", () => {
  it("of one asset never stands under the name of another", async () => {
    const { container, rerender } = render(Thumbnail, { row: rowOf("/shown/a.psd"), size: "icon", alt: "a" });
    await waitFor(() => expect(asked.length).toBe(1));
    asked[0]?.answer(picture);
    await waitFor(() => expect(src(container)).not.toBeNull());
    await rerender({ row: rowOf("/shown/b.psd"), alt: "b" });
    expect(src(container)).toBeNull();
    await waitFor(() => expect(asked.length).toBe(2));
    asked[1]?.answer(picture);
    await waitFor(() => expect(src(container)).not.toBeNull());
  });

  it("stays while a newer one of the same asset is on its way", async () => {
    const { container, rerender } = render(Thumbnail, { row: rowOf("/kept/a.psd"), size: "icon" });
    await waitFor(() => expect(asked.length).toBe(1));
    asked[0]?.answer(picture);
    await waitFor(() => expect(src(container)).not.toBeNull());
    const before = src(container);
    await rerender({ row: rowOf("/kept/a.psd", { status: "edited-locally" }) });
    expect(src(container)).toBe(before);
    await waitFor(() => expect(asked.length).toBe(2));
  });

  it("that failed is asked for again when the server is back", async () => {
    take(snapshotOf(++generation, { state: "offline" }));
    const { container } = render(Thumbnail, { row: rowOf("/failed/a.psd"), size: "preview" });
    await waitFor(() => expect(asked.length).toBe(1));
    asked[0]?.answer(troubleOf("offline"));
    await settled();
    take(snapshotOf(++generation));
    await waitFor(() => expect(asked.length).toBe(2));
    asked[1]?.answer(picture);
    await waitFor(() => expect(src(container)).not.toBeNull());
  });

  it("that is seen is loaded before those below", async () => {
    vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
      const top = Number(this.closest("[data-top]")?.getAttribute("data-top"));
      return { top, bottom: top + 20 } as DOMRect;
    });
    for (const top of [0, 100, 200, 300, 400, 5_000, 6_000, 500]) {
      const at = document.body.appendChild(document.createElement("div"));
      at.dataset.top = String(top);
      render(Thumbnail, { props: { row: rowOf(`/fold/${top}.psd`), size: "icon" }, target: at });
    }
    for (let answered = 0; answered < 8; answered += 1) {
      await waitFor(() => expect(asked.length).toBeGreaterThan(answered));
      asked[answered]?.answer(troubleOf("unsupported"));
    }
    vi.restoreAllMocks();
    const order = asked.map(({ path }) => path.replace(/\D/g, ""));
    expect(order).toEqual(["0", "100", "200", "300", "400", "500", "5000", "6000"]);
  });
});
