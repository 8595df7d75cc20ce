import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { getCurrentWindow } from "@tauri-apps/api/window";

import { type Desk, userError } from "./port";

/** The application that this page is the window of. */
export function tauriDesk(): Desk {
  return {
    async call(name, args) {
      try {
        return await invoke(name, args);
      } catch (thrown) {
        throw userError(thrown);
      }
    },
    listen(name, heard) {
      let stopped = false;
      const stopping = listen(name, (event) => {
        if (!stopped) heard(event.payload as never);
      });
      return () => {
        stopped = true;
        void stopping.then((stop) => stop());
      };
    },
    window: {
      close: () => getCurrentWindow().close(),
      async fullScreen() {
        const window = getCurrentWindow();
        await window.setFullscreen(!(await window.isFullscreen()));
      },
    },
  };
}
