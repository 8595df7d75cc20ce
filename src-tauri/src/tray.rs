//! The tray icon, as the desk says it is.

use std::panic::{AssertUnwindSafe, catch_unwind};

use damson_app::Intent;
use damson_desk::{
    Desk, DeskEvent,
    crossing::ShowView,
    tray::{TrayAction, TrayState, TrayView},
};
use tauri::{
    AppHandle, Manager as _, Runtime, async_runtime,
    image::Image,
    include_image,
    menu::{Menu, MenuBuilder, MenuItemBuilder},
    tray::{TrayIcon, TrayIconBuilder},
};

use crate::window;

/// Shows the tray icon and keeps it right. `false` where this desktop has none.
pub(crate) fn start<R: Runtime>(app: &AppHandle<R>, desk: &Desk) -> bool {
    let view = desk.tray();
    // Without the library for it the maker of icons panics on Linux.
    let made = catch_unwind(AssertUnwindSafe(|| make(app, &view)));
    let icon = match made {
        Ok(Ok(icon)) => icon,
        Ok(Err(error)) => {
            tracing::warn!(%error, "there is no tray");
            return false;
        }
        Err(_) => {
            tracing::warn!("there is no library for the tray");
            return false;
        }
    };
    async_runtime::spawn(follow(app.clone(), desk.clone(), icon, view));
    true
}

fn make<R: Runtime>(app: &AppHandle<R>, view: &TrayView) -> tauri::Result<TrayIcon<R>> {
    TrayIconBuilder::with_id("main")
        .icon(image(view.state))
        .tooltip(tooltip(view))
        .menu(&menu(app, view)?)
        .show_menu_on_left_click(cfg!(target_os = "macos"))
        .on_menu_event(|app, event| chosen(app, event.id().as_ref()))
        .on_tray_icon_event(|icon, event| {
            if let tauri::tray::TrayIconEvent::Click {
                button: tauri::tray::MouseButton::Left,
                button_state: tauri::tray::MouseButtonState::Up,
                ..
            } = event
                && cfg!(not(target_os = "macos"))
            {
                window::show(icon.app_handle());
            }
        })
        .build(app)
}

/// Redraws it when what it shows changes.
async fn follow<R: Runtime>(app: AppHandle<R>, desk: Desk, icon: TrayIcon<R>, mut shown: TrayView) {
    let (mut snapshots, mut words) = (desk.watch(), desk.words());
    loop {
        tokio::select! {
            changed = snapshots.changed() => if changed.is_err() { return },
            changed = words.changed() => if changed.is_err() { return },
        }
        snapshots.mark_unchanged();
        let view = desk.tray();
        if view == shown {
            continue;
        }
        if let Err(error) = redraw(&app, &icon, &shown, &view) {
            tracing::warn!(%error, "the tray is not redrawn");
        }
        shown = view;
    }
}

fn redraw<R: Runtime>(
    app: &AppHandle<R>,
    icon: &TrayIcon<R>,
    before: &TrayView,
    view: &TrayView,
) -> tauri::Result<()> {
    if before.state != view.state {
        icon.set_icon(Some(image(view.state)))?;
    }
    icon.set_tooltip(Some(tooltip(view)))?;
    icon.set_menu(Some(menu(app, view)?))
}

fn menu<R: Runtime>(app: &AppHandle<R>, view: &TrayView) -> tauri::Result<Menu<R>> {
    let mut menu = MenuBuilder::new(app);
    let title = MenuItemBuilder::with_id(
        view.title_shows
            .map_or("title", |shows| shown_id(shows, true)),
        &view.title,
    );
    menu = menu.item(&title.enabled(view.title_shows.is_some()).build(app)?);
    for (number, fact) in view.facts.iter().enumerate() {
        // Two lines may show the same, and ids are given once.
        let id = format!("{}#{number}", shown_id(fact.shows, false));
        menu = menu.item(&MenuItemBuilder::with_id(id, &fact.text).build(app)?);
    }
    menu = menu.separator();
    for item in &view.items {
        let entry = MenuItemBuilder::with_id(id(item.action), &item.text);
        menu = menu.item(&entry.build(app)?);
    }
    menu.build()
}

fn chosen<R: Runtime>(app: &AppHandle<R>, chosen: &str) {
    let all = [
        TrayAction::Open,
        TrayAction::PauseAll,
        TrayAction::ResumeAll,
        TrayAction::Quit,
    ];
    let desk = app.state::<Desk>().inner().clone();
    if let Some(view) = shown_by(chosen) {
        window::show(app);
        desk.publish(DeskEvent::Show(view));
        return;
    }
    let Some(action) = all.into_iter().find(|action| id(*action) == chosen) else {
        return;
    };
    match action {
        TrayAction::Open => window::show(app),
        TrayAction::PauseAll => {
            async_runtime::spawn(of_all(desk, |connection| Intent::PauseAll { connection }));
        }
        TrayAction::ResumeAll => {
            async_runtime::spawn(of_all(desk, |connection| Intent::ResumeAll { connection }));
        }
        TrayAction::Quit => window::quit_or_ask(app, &desk),
    }
}

async fn of_all(desk: Desk, intent: impl Fn(Option<String>) -> Intent) {
    for session in &desk.snapshot().sessions {
        let sent = desk.send(intent(Some(session.connection.clone()))).await;
        if let Err(error) = sent {
            tracing::warn!(%error, "the tray's wish is not met");
        }
    }
}

/// The id of a line that shows a view of the window.
fn shown_id(view: ShowView, is_title: bool) -> &'static str {
    match (view, is_title) {
        (ShowView::All, true) => "title:all",
        (ShowView::Transfers, true) => "title:transfers",
        (ShowView::Conflicts, true) => "title:conflicts",
        (ShowView::Edited, true) => "title:edited",
        (ShowView::Mine, true) => "title:mine",
        (ShowView::All, false) => "fact:all",
        (ShowView::Transfers, false) => "fact:transfers",
        (ShowView::Conflicts, false) => "fact:conflicts",
        (ShowView::Edited, false) => "fact:edited",
        (ShowView::Mine, false) => "fact:mine",
    }
}

fn shown_by(chosen: &str) -> Option<ShowView> {
    let (_, view) = chosen.split_once(':')?;
    let view = view.split('#').next().unwrap_or(view);
    Some(match view {
        "all" => ShowView::All,
        "transfers" => ShowView::Transfers,
        "conflicts" => ShowView::Conflicts,
        "edited" => ShowView::Edited,
        "mine" => ShowView::Mine,
        _ => return None,
    })
}

fn id(action: TrayAction) -> &'static str {
    match action {
        TrayAction::Open => "open",
        TrayAction::PauseAll => "pause-all",
        TrayAction::ResumeAll => "resume-all",
        TrayAction::Quit => "quit",
    }
}

fn tooltip(view: &TrayView) -> String {
    format!("Damson: {}", view.title)
}

fn image(state: TrayState) -> Image<'static> {
    match state {
        TrayState::Idle => include_image!("../icons/tray/idle@2x.png"),
        TrayState::Transferring => include_image!("../icons/tray/transferring@2x.png"),
        TrayState::Attention => include_image!("../icons/tray/attention@2x.png"),
        TrayState::Offline => include_image!("../icons/tray/offline@2x.png"),
    }
}
