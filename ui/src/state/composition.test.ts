import { render } from "@testing-library/svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import RenameField from "../grid/RenameField.svelte";
import { leaveToInputMethod } from "./composition";

let stop: () => void = () => undefined;
afterEach(() => stop());

/** A key as the input method takes it: while it composes, or as WebKit ends it. */
function pressed(key: string, how: { isComposing?: boolean; keyCode?: number }): KeyboardEvent {
  return new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...how });
}

describe("the keys of an input method", () => {
  it.each([{ isComposing: true }, { keyCode: 229 }])("reach neither a field nor the window: %o", (how) => {
    stop = leaveToInputMethod();
    const done = vi.fn();
    const shortcuts = vi.fn();
    window.addEventListener("keydown", shortcuts);
    const { getByTestId } = render(RenameField, { name: "a.psd", folder: false, done });
    const field = getByTestId("rename-input") as HTMLInputElement;
    field.value = "はる";
    for (const key of ["Enter", "Escape", "F2", " "]) field.dispatchEvent(pressed(key, how));
    document.body.dispatchEvent(pressed("Enter", how));
    expect(done).not.toHaveBeenCalled();
    expect(shortcuts).not.toHaveBeenCalled();
    field.dispatchEvent(pressed("Enter", {}));
    expect(done).toHaveBeenCalledWith("はる");
    window.removeEventListener("keydown", shortcuts);
  });

  it("are left as they are: the input method gets what it typed", () => {
    stop = leaveToInputMethod();
    const event = pressed("Enter", { isComposing: true });
    document.body.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
  });
});
