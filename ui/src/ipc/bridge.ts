import { type Desk, type DeskEvents, userError } from "./port";

/** The same application behind the development bridge, for an ordinary browser. */
export function bridgeDesk(place: Location): Desk {
  const token = tokenOf(place);
  const heard = new Map<string, Set<(event: never) => void>>();
  let source: EventSource | null = null;

  function subscribe(name: keyof DeskEvents): void {
    source ??= new EventSource(`/ipc/events?token=${encodeURIComponent(token)}`);
    source.addEventListener(name, (message) => {
      const event = JSON.parse(message.data) as never;
      for (const listener of heard.get(name) ?? []) listener(event);
    });
  }

  return {
    async call(name, args) {
      let answer: { ok?: unknown; error?: unknown };
      try {
        const response = await fetch(`/ipc/${name}`, {
          method: "POST",
          headers: { "content-type": "application/json", "x-damson-token": token },
          body: JSON.stringify(args),
        });
        answer = await response.json();
      } catch (thrown) {
        throw userError(thrown);
      }
      if (answer.error !== undefined) throw userError(answer.error);
      return answer.ok as never;
    },
    listen(name, listener) {
      const known = heard.get(name);
      const listeners = known ?? new Set();
      listeners.add(listener as (event: never) => void);
      if (!known) {
        heard.set(name, listeners);
        subscribe(name);
      }
      return () => void listeners.delete(listener as (event: never) => void);
    },
    window: {
      close: () => Promise.resolve(window.close()),
      fullScreen: () =>
        document.fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen(),
    },
  };
}

/** The token of the address, kept for reloads and taken out of sight. */
function tokenOf(place: Location): string {
  const given = new URLSearchParams(place.search).get("token");
  if (given === null) return sessionStorage.getItem("damson-token") ?? "";
  sessionStorage.setItem("damson-token", given);
  return given;
}
