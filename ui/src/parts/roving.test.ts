import { fireEvent } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";

import { roving } from "./roving";

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
let end: (() => void) | undefined;
function bar(html: string): HTMLElement {
  const made = document.createElement("div");
  made.innerHTML = html;
  document.body.append(made);
  end = roving()(made) as () => void;
  return made;
}
const stops = (made: HTMLElement): string[] =>
  [...made.querySelectorAll<HTMLElement>("button, input")].filter((item) => item.tabIndex === 0).map((item) => item.id);
const press = (key: string): Promise<boolean> => fireEvent.keyDown(document.activeElement as Element, { key });
const at = (): string | undefined => document.activeElement?.id;

afterEach(() => {
  end?.();
  document.body.innerHTML = "";
});

describe("a bar", () => {
  it("is one stop, and the arrows go round in it", async () => {
    const made = bar(`<button id="a"></button><button id="b" disabled></button><button id="c"></button><button id="d"></button>`);
    expect(stops(made)).toContain("a");
    document.getElementById("a")?.focus();
    await press("ArrowRight");
    expect(at()).toBe("c");
    await press("End");
    expect(at()).toBe("d");
    await press("ArrowRight");
    expect(at()).toBe("a");
    await press("ArrowLeft");
    expect(at()).toBe("d");
    expect([...made.querySelectorAll("button:not(:disabled)")].filter((item) => (item as HTMLElement).tabIndex === 0).length).toBe(1);
  });

  it("leaves fields and what opens out of it alone", async () => {
    const made = bar(`<button id="a"></button><input id="field" /><div popover="auto"><button id="inside"></button></div>`);
    expect(stops(made)).toEqual(["a", "field", "inside"]);
    document.getElementById("field")?.focus();
    await press("ArrowRight");
    expect(at()).toBe("field");
  });

  it("begins where it says, and finds another stop when that goes", async () => {
    const made = bar(`<button id="a"></button><button id="b" data-first="true"></button>`);
    expect(stops(made)).toEqual(["b"]);
    document.getElementById("b")?.remove();
    await settled();
    expect(stops(made)).toEqual(["a"]);
  });
});
