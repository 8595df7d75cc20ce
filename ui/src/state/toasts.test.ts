import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { dismiss, hold, release, settleToasts, toast, toasts } from "./toasts.svelte";

const texts = (): string[] => toasts().map((shown) => shown.text);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  for (const shown of toasts()) dismiss(shown.id);
  vi.useRealTimers();
});

describe("notes", () => {
  it("go by themselves, trouble after a longer while", () => {
    toast("done", { tone: "done" });
    toast("trouble", { tone: "trouble" });
    vi.advanceTimersByTime(6_000);
    expect(texts()).toEqual(["trouble"]);
    vi.advanceTimersByTime(20_000);
    expect(texts()).toEqual([]);
  });

  it("stay while somebody points at them, and those that are told once until they are put away", () => {
    const id = toast("trouble", { tone: "trouble" });
    toast("once", { tone: "trouble", stays: true });
    hold(id);
    vi.advanceTimersByTime(60_000);
    expect(texts()).toEqual(["trouble", "once"]);
    release(id);
    vi.advanceTimersByTime(60_000);
    expect(texts()).toEqual(["once"]);
  });

  it("go when what they tell of is dealt with", () => {
    toast("a.psd was changed on both sides", { tone: "trouble", about: "/a.psd" });
    toast("b.psd is locked", { tone: "trouble", about: "/b.psd" });
    settleToasts(["/a.psd"]);
    expect(texts()).toEqual(["b.psd is locked"]);
  });
});
