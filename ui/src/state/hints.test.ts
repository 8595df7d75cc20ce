import { beforeEach, describe, expect, it, vi } from "vitest";

/** The module as a window has it that just opened. */
const opened = async (): Promise<typeof import("./hints.svelte")> => {
  vi.resetModules();
  return await import("./hints.svelte");
};

beforeEach(() => localStorage.clear());

describe("hints", () => {
  it("come one at a time, go when they were followed, and do not come back", async () => {
    let hints = await opened();
    expect(hints.hint()).toBe("edit");
    hints.learnt("edit");
    expect(hints.hint()).toBe("quick-look");
    hints = await opened();
    expect(hints.hint()).toBe("quick-look");
  });

  it("leave whoever put one away alone until the window opens again", async () => {
    let hints = await opened();
    hints.putAway("edit");
    expect(hints.hint()).toBeNull();
    hints = await opened();
    expect(hints.hint()).toBe("quick-look");
    hints.putAway(...hints.HINTS);
    expect((await opened()).hint()).toBeNull();
  });

  it("come where what was kept can't be read", async () => {
    localStorage.setItem("damson-hints", "no list");
    expect((await opened()).hint()).toBe("edit");
  });
});
