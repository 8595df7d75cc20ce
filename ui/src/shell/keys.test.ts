import "../testing/layout";

import { render } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";

import Shortcuts from "../dialogs/Shortcuts.svelte";
import { dialogs } from "../state/dialogs.svelte";
import { shortcutNames } from "../state/shortcuts";
import { platform } from "../state/system.svelte";
import { FakeDesk } from "../testing/desk";
import { handleWindowKeys } from "./keys";

let desk: FakeDesk;
const press = (key: string, held: KeyboardEventInit = {}): void =>
  handleWindowKeys(new KeyboardEvent("keydown", { key, cancelable: true, ...held }));

beforeEach(() => {
  desk = new FakeDesk();
  for (const open of dialogs()) (open.props.close as () => void)();
});

describe("the window's keys", () => {
  it("close it and fill the screen", () => {
    press("w", { ctrlKey: true });
    press("F11");
    press("w");
    expect(desk.called.map(({ name }) => name)).toEqual(["close", "full-screen"]);
  });

  it("show the sheet of keys once", () => {
    press("F1");
    press("F1");
    expect(dialogs().length).toBe(1);
  });

  it("are all on the sheet, each with a name", () => {
    const { container } = render(Shortcuts, { close: () => undefined });
    for (const name of shortcutNames(platform())) {
      const line = container.querySelector(`[data-testid=shortcut-${name}]`);
      expect(line?.closest("div")?.querySelector("dt")?.textContent, name).toMatch(/\w{3}/);
    }
  });
});
