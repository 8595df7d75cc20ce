//! The main window.

use std::path::PathBuf;

use damson_app::{ErrorCode, error::Result, view::file_text};
use damson_desk::{
    Desk, DeskEvent,
    crossing::{DropPhase, DropView},
};
use tauri::{
    AppHandle, DragDropEvent, Manager as _, PhysicalPosition, Runtime, WebviewUrl, WebviewWindow,
    WebviewWindowBuilder, WindowEvent, async_runtime, webview::NewWindowResponse,
};
use url::Url;

use crate::{HIDDEN, screen::failed, tray_host};

/// Beside the pointer where there is no picture of what is dragged.
const ICON: &[u8] = include_bytes!("../../icons/app/32x32.png");
/// The name of the window that holds the capability.
pub(crate) const MAIN: &str = "main";

const SIZE: (f64, f64) = (1180.0, 760.0);
/// What every screen and dialog is laid out for.
const SMALLEST: (f64, f64) = (800.0, 560.0);

/// Opens the window, or keeps it in the tray where the person wants that.
pub(crate) fn open_main<R: Runtime>(
    app: &AppHandle<R>,
    desk: &Desk,
    has_tray: bool,
) -> tauri::Result<()> {
    let preferences = desk.preferences();
    let is_asked = std::env::args().any(|argument| argument == HIDDEN);
    let is_hidden = has_tray && (is_asked || preferences.start_hidden);
    let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::App("index.html".into()))
        .title("Damson")
        .inner_size(SIZE.0, SIZE.1)
        .min_inner_size(SMALLEST.0, SMALLEST.1)
        .visible(!is_hidden)
        .zoom_hotkeys_enabled(true)
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    let (window_then, desk) = (window.clone(), desk.clone());
    window.on_window_event(move |event| happened(&window_then, &desk, has_tray, event));
    if is_hidden {
        tray_host::show_where_none_comes(app);
    }
    Ok(())
}

/// Brings the window to the front.
pub(crate) fn show<R: Runtime>(app: &AppHandle<R>) {
    let Some(window) = app.get_webview_window(MAIN) else {
        return;
    };
    let shown = window
        .show()
        .and_then(|()| window.unminimize())
        .and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "the window is not shown");
    }
}

/// Ends Damson; where something is left behind, the window asks first.
pub(crate) fn quit_or_ask<R: Runtime>(app: &AppHandle<R>, desk: &Desk) {
    let left = desk.quit(false);
    if !left.is_nothing() {
        show(app);
        desk.publish(DeskEvent::Quit(left));
    }
}

/// Begins to drag files out. On the main thread.
pub(crate) fn drag_out<R: Runtime>(
    app: &AppHandle<R>,
    files: Vec<PathBuf>,
    image: Option<Vec<u8>>,
) -> Result<()> {
    let window = app.get_webview_window(MAIN).ok_or(ErrorCode::Desktop)?;
    #[cfg(target_os = "linux")]
    let window = window.gtk_window().map_err(|error| failed(&error))?;
    drag::start_drag(
        &window,
        drag::DragItem::Files(files),
        drag::Image::Raw(image.unwrap_or_else(|| ICON.to_vec())),
        |_, _| {},
        drag::Options::default(),
    )
    .map_err(|error| failed(&error))
}

/// The window shows its own page and nothing else.
fn is_ours(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        // How Windows spells it.
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        scheme => scheme == "about",
    }
}

fn happened<R: Runtime>(
    window: &WebviewWindow<R>,
    desk: &Desk,
    has_tray: bool,
    event: &WindowEvent,
) {
    if let WindowEvent::CloseRequested { api, .. } = event {
        api.prevent_close();
        if has_tray && desk.preferences().close_to_tray {
            let (window, desk) = (window.clone(), desk.clone());
            async_runtime::spawn(async move { hide_or_quit(&window, &desk).await });
        } else {
            quit_or_ask(window.app_handle(), desk);
        }
    }
    if let WindowEvent::DragDrop(event) = event {
        let scale = window.scale_factor().unwrap_or(1.0);
        if let Some(view) = dropped(event, scale) {
            desk.publish(DeskEvent::Drop(view));
        }
    }
}

/// Hides the window where its icon stays to bring it back.
async fn hide_or_quit<R: Runtime>(window: &WebviewWindow<R>, desk: &Desk) {
    if !tray_host::is_there().await {
        return quit_or_ask(window.app_handle(), desk);
    }
    if let Err(error) = window.hide() {
        tracing::warn!(%error, "the window is not hidden");
    }
}

fn dropped(event: &DragDropEvent, scale: f64) -> Option<DropView> {
    let at = |position: &PhysicalPosition<f64>| (position.x / scale, position.y / scale);
    let texts = |paths: &[PathBuf]| paths.iter().map(|path| file_text(path)).collect();
    let (phase, (x, y), paths) = match event {
        DragDropEvent::Enter { paths, position } => (DropPhase::Enter, at(position), texts(paths)),
        DragDropEvent::Over { position } => (DropPhase::Over, at(position), Vec::new()),
        DragDropEvent::Drop { paths, position } => (DropPhase::Drop, at(position), texts(paths)),
        DragDropEvent::Leave => (DropPhase::Leave, (0.0, 0.0), Vec::new()),
        _ => return None,
    };
    Some(DropView { phase, x, y, paths })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_own_page_is_shown() {
        for (url, ours) in [
            ("tauri://localhost/index.html", true),
            ("http://tauri.localhost/", true),
            ("https://example.com/", false),
            ("http://tauri.localhost.example.com/", false),
            ("tauri://example.com/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,x", false),
        ] {
            assert_eq!(is_ours(&Url::parse(url).unwrap()), ours, "{url}");
        }
    }

    #[test]
    fn the_window_is_never_smaller_than_what_the_page_is_tested_in() {
        let browser = include_str!("../../tests/browser/screens.test.mjs");
        let (width, height) = SMALLEST;
        assert!(browser.contains(&format!("[{width}, {height}]")));
    }

    #[test]
    fn drops_are_in_css_pixels() {
        let event = DragDropEvent::Drop {
            paths: vec![PathBuf::from("/a")],
            position: PhysicalPosition::new(200.0, 100.0),
        };
        let view = dropped(&event, 2.0).unwrap();
        assert_eq!((view.x, view.y, view.phase), (100.0, 50.0, DropPhase::Drop));
        assert_eq!(view.paths, ["/a"]);
    }
}
