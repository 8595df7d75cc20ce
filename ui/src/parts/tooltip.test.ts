import { fireEvent } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { tooltip } from "./tooltip";

let button: HTMLButtonElement;

beforeEach(() => {
  vi.useFakeTimers();
  button = document.body.appendChild(document.createElement("button"));
  button.matches = (() => true) as never;
  tooltip("Close")(button);
});
afterEach(() => vi.useRealTimers());
const shown = (): string | null | undefined => {
  vi.advanceTimersByTime(1_000);
  return document.querySelector(".tooltip")?.textContent;
};

describe("a tooltip", () => {
  it("is not shown by the focus that a dialog gives as it opens", async () => {
    await fireEvent.keyDown(document.body, { key: "Enter" });
    button.focus();
    expect(shown()).toBeUndefined();
  });
  it("is shown where the person moves the keyboard", async () => {
    await fireEvent.keyDown(document.body, { key: "Tab" });
    button.focus();
    expect(shown()).toBe("Close");
  });
});
