//! Links from pages: with the arguments of a start, or by the system's event.

use damson_desk::{Desk, deep_link::AEM_SCHEME, preferences::DeskPreferences};
use tauri::{AppHandle, Manager as _, Runtime};
use tauri_plugin_deep_link::DeepLinkExt as _;

use crate::window;

/// Takes the links of this start, and those that macOS sends later.
pub(crate) fn start<R: Runtime>(app: &AppHandle<R>, desk: &Desk) {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    desk.links_came(arguments.iter().map(String::as_str));
    if cfg!(target_os = "macos") {
        let (app_then, desk_then) = (app.clone(), desk.clone());
        app.deep_link().on_open_url(move |event| {
            for url in event.urls() {
                desk_then.link_came(url.as_str());
            }
            window::show(&app_then);
        });
    }
    // An installed Damson was registered by its package; this is for one that was not.
    #[cfg(not(target_os = "macos"))]
    if let Err(error) = app.deep_link().register(damson_desk::deep_link::SCHEME) {
        tracing::info!(%error, "links are not registered");
    }
    follow(app, &desk.preferences());
}

/// Damson was started while it runs: by a link, or by somebody who looks for its window.
pub(crate) fn second_start<R: Runtime>(app: &AppHandle<R>, arguments: &[String]) {
    if let Some(desk) = app.try_state::<Desk>() {
        desk.links_came(arguments.iter().skip(1).map(String::as_str));
    }
    window::show(app);
}

/// Takes the links of AEM's pages, or leaves them to AEM's own application.
pub(crate) fn follow<R: Runtime>(app: &AppHandle<R>, preferences: &DeskPreferences) {
    // macOS knows the schemes of an application by its package alone.
    if cfg!(target_os = "macos") {
        return;
    }
    let links = app.deep_link();
    let is_registered = links.is_registered(AEM_SCHEME).unwrap_or(false);
    let done = match (preferences.aem_asset_links, is_registered) {
        (true, false) => links.register(AEM_SCHEME),
        (false, true) => links.unregister(AEM_SCHEME),
        (true, true) | (false, false) => Ok(()),
    };
    if let Err(error) = done {
        tracing::warn!(%error, "the links of AEM are not registered");
    }
}
