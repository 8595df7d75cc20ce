//! Whether this desktop shows tray icons at all.

use std::time::Duration;

use tauri::{AppHandle, Manager as _, Runtime, async_runtime};

use crate::window::{self, MAIN};

/// How long a panel may take to come up after the login.
const PANEL_COMES_WITHIN: Duration = Duration::from_secs(30);
const BETWEEN_LOOKS: Duration = Duration::from_secs(2);

/// Whether a window that hides can be brought back by its icon.
#[cfg(target_os = "linux")]
pub(crate) use linux::is_registered as is_there;

/// Whether a window that hides can be brought back by its icon, as it can on these systems.
#[cfg(not(target_os = "linux"))]
pub(crate) fn is_there() -> std::future::Ready<bool> {
    std::future::ready(true)
}

/// Shows a window that started hidden if no panel comes that has its icon.
pub(crate) fn show_where_none_comes<R: Runtime>(app: &AppHandle<R>) {
    let app = app.clone();
    async_runtime::spawn(async move {
        let waited = tokio::time::timeout(PANEL_COMES_WITHIN, async {
            while !is_there().await {
                tokio::time::sleep(BETWEEN_LOOKS).await;
            }
        });
        let is_hidden = |app: &AppHandle<R>| {
            let window = app.get_webview_window(MAIN);
            window.is_some_and(|window| window.is_visible().is_ok_and(|visible| !visible))
        };
        if waited.await.is_err() && is_hidden(&app) {
            tracing::info!("nothing here shows tray icons: the window is shown");
            window::show(&app);
        }
    });
}

#[cfg(target_os = "linux")]
mod linux {
    use std::time::Duration;

    /// The longest that closing a window waits for an answer.
    const ANSWER: Duration = Duration::from_secs(1);

    #[zbus::proxy(
        interface = "org.kde.StatusNotifierWatcher",
        default_service = "org.kde.StatusNotifierWatcher",
        default_path = "/StatusNotifierWatcher"
    )]
    trait Watcher {
        #[zbus(property(emits_changed_signal = "false"))]
        fn is_status_notifier_host_registered(&self) -> zbus::Result<bool>;
    }

    /// Asks who keeps the icons (freedesktop's StatusNotifierItem). GNOME as it comes has nobody.
    pub(crate) async fn is_registered() -> bool {
        let asked = async {
            let bus = zbus::Connection::session().await?;
            let watcher = WatcherProxy::new(&bus).await?;
            watcher.is_status_notifier_host_registered().await
        };
        match tokio::time::timeout(ANSWER, asked).await {
            Ok(Ok(is_registered)) => is_registered,
            Ok(Err(error)) => {
                tracing::debug!(%error, "nobody keeps tray icons");
                false
            }
            Err(_) => false,
        }
    }

    #[cfg(test)]
    mod tests {
        use super::is_registered;

        /// As the specification has it.
        struct Panel(bool);

        #[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
        impl Panel {
            #[zbus(property)]
            fn is_status_notifier_host_registered(&self) -> bool {
                self.0
            }
        }

        async fn panel(has_host: bool) -> zbus::Connection {
            let panel = zbus::connection::Builder::session().unwrap();
            let panel = panel.serve_at("/StatusNotifierWatcher", Panel(has_host));
            let panel = panel.unwrap().name("org.kde.StatusNotifierWatcher");
            panel.unwrap().build().await.unwrap()
        }

        /// Does nothing where no session bus is there, as in a container without one.
        #[tokio::test]
        async fn icons_are_shown_where_a_panel_says_so() {
            if zbus::Connection::session().await.is_err() {
                println!("there is no session bus");
                return;
            }
            if is_registered().await {
                println!("a panel is here already");
                return;
            }
            for has_host in [true, false] {
                let _panel = panel(has_host).await;
                assert_eq!(is_registered().await, has_host);
            }
        }
    }
}
