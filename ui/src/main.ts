import "./look/tokens.css";
import "./look/base.css";

import { mount } from "svelte";

import App from "./App.svelte";
import { call } from "./ipc/desk";

/** What nobody caught goes into Damson's log. */
function report(message: string): void {
  void call("log", { level: "error", message }).catch(() => undefined);
}
window.addEventListener("error", (event) => report(event.message));
window.addEventListener("unhandledrejection", (event) => {
  const reason: unknown = event.reason;
  report(reason instanceof Error ? (reason.stack ?? reason.message) : JSON.stringify(reason));
});

const target = document.getElementById("app");
if (target) mount(App, { target });
