//! The login window: the server's own page, in a window that is in no capability and so can call
//! nothing of ours.

use std::time::Duration;

use async_trait::async_trait;
use damson_app::{
    ErrorCode, UserError,
    error::Result,
    intent::{LoginCookie, Secret},
};
use damson_desk::screen::LoginPage;
use tauri::{
    AppHandle, Manager as _, Runtime, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
    async_runtime,
    webview::{NewWindowResponse, PageLoadEvent},
};
use tokio::sync::mpsc;
use url::Url;

/// The name of the window; `capabilities/` must never have it.
pub(crate) const LABEL: &str = "login";

/// A page may log in without loading another one.
const LOOK_EVERY: Duration = Duration::from_secs(3);

struct LoginWebview<R: Runtime> {
    window: WebviewWindow<R>,
    server: Url,
    happened: mpsc::UnboundedReceiver<Happened>,
}

#[derive(Debug, Clone, Copy)]
enum Happened {
    Loaded,
    Closed,
}

/// Opens it at a page of the server, in a session of its own that is forgotten afterwards.
pub(crate) fn open<R: Runtime>(app: &AppHandle<R>, page: &str) -> Result<Box<dyn LoginPage>> {
    let url = Url::parse(page).map_err(|_| UserError::new(ErrorCode::BadAddress).detail(page))?;
    if let Some(before) = app.get_webview_window(LABEL) {
        before.destroy().map_err(|error| failed(&error))?;
    }
    let (sender, happened) = mpsc::unbounded_channel();
    let loaded = sender.clone();
    let title = format!("Damson · {}", url.host_str().unwrap_or_default());
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::External(url.clone()))
        .title(title)
        .inner_size(760.0, 720.0)
        .incognito(true)
        .on_navigation(|url| matches!(url.scheme(), "http" | "https" | "about"))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_page_load(move |_, page| {
            if page.event() == PageLoadEvent::Finished {
                let _ = loaded.send(Happened::Loaded);
            }
        })
        .build()
        .map_err(|error| failed(&error))?;
    window.on_window_event(move |event| {
        if let WindowEvent::Destroyed = event {
            let _ = sender.send(Happened::Closed);
        }
    });
    Ok(Box::new(LoginWebview {
        window,
        server: url,
        happened,
    }))
}

#[async_trait]
impl<R: Runtime> LoginPage for LoginWebview<R> {
    async fn cookies(&mut self) -> Option<Vec<LoginCookie>> {
        let happened = tokio::time::timeout(LOOK_EVERY, self.happened.recv()).await;
        match happened {
            Ok(None | Some(Happened::Closed)) => return None,
            Ok(Some(Happened::Loaded)) | Err(_) => {}
        }
        // WebView2 must not be asked from its own thread.
        let (window, server) = (self.window.clone(), self.server.clone());
        let asked = async_runtime::spawn_blocking(move || window.cookies_for_url(server)).await;
        let cookies = asked.ok()?.ok()?;
        let cookie = |cookie: &tauri::webview::Cookie<'_>| LoginCookie {
            name: cookie.name().to_owned(),
            value: Secret::new(cookie.value()),
        };
        Some(cookies.iter().map(cookie).collect())
    }

    async fn close(self: Box<Self>) {
        if let Err(error) = self.window.destroy() {
            tracing::debug!(%error, "the login window is closed already");
        }
    }
}

fn failed(error: &tauri::Error) -> UserError {
    UserError::new(ErrorCode::Desktop).said(error.to_string())
}
