import { fireEvent, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it } from "vitest";

import { closeMenu, menu, type MenuEntry, showMenu } from "../state/menu.svelte";
import MenuHost from "./MenuHost.svelte";

let ran: string[] = [];
const entries: MenuEntry[] = ["open", "edit"].map((id) => ({ kind: "item", id, label: id, run: () => void ran.push(id) }));

afterEach(() => {
  closeMenu();
  ran = [];
});

describe("a menu", () => {
  it("that opens when a button is pressed stays when it is released", async () => {
    render(MenuHost);
    await fireEvent.pointerDown(document.body, { button: 2 });
    showMenu("Files", entries, { x: 10, y: 10 });
    await tick();
    const element = screen.getByTestId("menu");
    // An automatic popover is closed by the browser when the button is released.
    expect(element.getAttribute("popover")).toBe("manual");
    await fireEvent.pointerUp(document.body, { button: 2 });
    expect(menu()).not.toBeNull();
    await fireEvent.pointerDown(document.body, { button: 0 });
    expect(menu()).toBeNull();
  });

  it("runs what is chosen, once it is closed", async () => {
    render(MenuHost);
    showMenu("Files", entries, { x: 10, y: 10 });
    await tick();
    await fireEvent.pointerDown(screen.getByTestId("menu-edit"));
    await fireEvent.click(screen.getByTestId("menu-edit"));
    await tick();
    expect(ran).toEqual(["edit"]);
    expect(menu()).toBeNull();
  });

  it("is closed by the button that opened it", async () => {
    render(MenuHost);
    const button = document.body.appendChild(document.createElement("button"));
    showMenu("Files", entries, button);
    await tick();
    await fireEvent.pointerDown(button);
    showMenu("Files", entries, button);
    expect(menu()).toBeNull();
  });

  it("gives way to another one, and does not take it along", async () => {
    render(MenuHost);
    showMenu("Files", entries, { x: 10, y: 10 });
    const first = menu();
    await tick();
    showMenu("Files", entries, { x: 50, y: 50 });
    closeMenu(first);
    expect(menu()).not.toBeNull();
  });
});
