import { fireEvent, render } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";

import type { SettingView } from "../../ipc/bindings";
import { t } from "../../words/words.svelte";
import { shown } from "./keys";
import Setting from "./Setting.svelte";

describe("a setting that may have no limit", () => {
  it("counts nothing where there is none", async () => {
    const setting: SettingView = { key: "download-limit", value: "none", origin: "default", takes: "", choices: [] } as never;
    const look = shown(setting, t());
    const { container } = render(Setting, { setting, shown: look, own: false, set: () => Promise.resolve() });
    const field = container.querySelector("input") as HTMLInputElement;
    const unit = container.querySelector(".unit") as HTMLElement;
    expect(field.placeholder).toBe("no limit");
    expect(unit.classList.contains("idle")).toBe(true);
    await fireEvent.input(field, { target: { value: "2.5" } });
    expect(unit.classList.contains("idle")).toBe(false);
  });
});
