//! The desktop shell: it gives the desk a screen, and the window the desk. Nothing is decided here.

mod at_login;
mod commands;
mod links;
mod login;
mod screen;
pub mod start;
mod tray;
mod tray_host;
mod update;
mod window;

use std::sync::Arc;

use anyhow::Context as _;
use damson_app::Dirs;
use damson_desk::Desk;
use tauri::{App, AppHandle, Builder, Manager as _, RunEvent, Runtime, async_runtime};
use tauri_plugin_autostart::MacosLauncher;

pub use update::{Source, check, download};

/// Starts hidden, as it does with the person's session.
pub const HIDDEN: &str = "--hidden";

/// Starts the demo DAM and connects to it.
const DEMO: &str = "--demo";

/// The application, until it ends.
pub fn run() -> anyhow::Result<()> {
    let dirs = Dirs::of_this_person().context("the folders of this person")?;
    damson_app::logs::start(&dirs).context("the log")?;
    let builder = Builder::default()
        // The first one: a second Damson must end before it does anything.
        .plugin(tauri_plugin_single_instance::init(
            |app, arguments, _folder| links::second_start(app, &arguments),
        ))
        .plugin(tauri_plugin_deep_link::init())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_clipboard_manager::init())
        .plugin(tauri_plugin_updater::Builder::new().build())
        .plugin(tauri_plugin_autostart::init(
            MacosLauncher::LaunchAgent,
            Some(vec![HIDDEN]),
        ))
        .plugin(
            tauri_plugin_window_state::Builder::new()
                .with_denylist(&[login::LABEL])
                .build(),
        )
        .setup(move |app| Ok(set_up(app, dirs)?));
    let app = with_commands(builder)
        .build(tauri::generate_context!())
        .context("the window's runtime")?;
    app.run(|app, event| {
        if let RunEvent::Exit = event
            && let Some(desk) = app.try_state::<Desk>()
        {
            async_runtime::block_on(desk.close());
        }
    });
    Ok(())
}

/// A builder with the commands of the window, whatever draws it.
pub fn with_commands<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    builder.invoke_handler(tauri::generate_handler![
        commands::cancel_login_window,
        commands::check_update,
        commands::copied_files,
        commands::copy_files,
        commands::copy_text,
        commands::drag_out,
        commands::export,
        commands::install_update,
        commands::licences,
        commands::link_to,
        commands::links,
        commands::log,
        commands::login_window,
        commands::open_with,
        commands::pick_application,
        commands::pick_files,
        commands::pick_folder,
        commands::preferences,
        commands::preview_link,
        commands::quit,
        commands::send,
        commands::set_preferences,
        commands::set_words,
        commands::show_file,
        commands::snapshot,
        commands::start_demo,
        commands::support_bundle,
        commands::system,
    ])
}

fn set_up<R: Runtime>(app: &mut App<R>, dirs: Dirs) -> anyhow::Result<()> {
    let handle = app.handle().clone();
    let screen = Arc::new(screen::Desktop::new(handle.clone()));
    let desk = match async_runtime::block_on(Desk::open(dirs, screen)) {
        Ok(desk) => desk,
        Err(error) => {
            screen::say_and_wait(&handle, &error.to_string());
            return Err(error.into());
        }
    };
    let wants_demo = std::env::args().any(|argument| argument == DEMO);
    if wants_demo {
        desk.want_demo();
    }
    app.manage(desk.clone());
    let has_tray = tray::start(&handle, &desk);
    window::open_main(&handle, &desk, has_tray)?;
    async_runtime::spawn(forward(handle.clone(), desk.clone()));
    links::start(&handle, &desk);
    async_runtime::spawn(async move {
        desk.start_sessions().await;
        if wants_demo && let Err(error) = desk.start_demo().await {
            tracing::warn!(%error, "the demo DAM does not start");
        }
    });
    Ok(())
}

/// Passes the events of the desk on to the window.
async fn forward<R: Runtime>(app: AppHandle<R>, desk: Desk) {
    use tauri::Emitter as _;
    use tokio::sync::broadcast::error::RecvError;
    let mut events = desk.events();
    loop {
        let event = match events.recv().await {
            Ok(event) => event,
            Err(RecvError::Lagged(_)) => damson_desk::DeskEvent::Snapshot(desk.snapshot()),
            Err(RecvError::Closed) => return,
        };
        if let Err(error) = app.emit_to(window::MAIN, event.name(), event.body()) {
            tracing::warn!(%error, "an event does not reach the window");
        }
    }
}
