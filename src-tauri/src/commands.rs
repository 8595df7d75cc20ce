//! The window's commands: each is one line into the desk.
#![expect(
    clippy::needless_pass_by_value,
    reason = "commands are given what they are called with"
)]

use std::path::PathBuf;

use damson_app::{
    Intent, Reply,
    error::Result,
    view::{BulkView, ConnectedView, SnapshotView},
};
use damson_desk::{
    Desk, DeskPreferences, DeskWords, LoginWindow,
    crossing::{LinkView, Platform, QuitView, System, UpdateView},
};
use tauri::{AppHandle, Runtime, State};

use crate::update;

#[tauri::command]
pub(crate) async fn send(desk: State<'_, Desk>, intent: Intent) -> Result<Reply> {
    desk.send(intent).await
}

#[tauri::command]
pub(crate) fn snapshot(desk: State<'_, Desk>) -> SnapshotView {
    SnapshotView::clone(&desk.snapshot())
}

#[tauri::command]
pub(crate) fn system(desk: State<'_, Desk>) -> System {
    let commit = env!("DAMSON_COMMIT");
    System {
        platform: Platform::of_this_computer(),
        locale: damson_desk::locale(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        commit: (!commit.is_empty()).then(|| commit.to_owned()),
        dev: false,
        demo_wanted: desk.demo_wanted(),
    }
}

#[tauri::command]
pub(crate) async fn pick_files(desk: State<'_, Desk>, title: String) -> Result<Vec<PathBuf>> {
    Ok(desk.screen().pick_files(&title).await)
}

#[tauri::command]
pub(crate) async fn pick_folder(desk: State<'_, Desk>, title: String) -> Result<Option<PathBuf>> {
    Ok(desk.screen().pick_folder(&title).await)
}

#[tauri::command]
pub(crate) async fn start_demo(desk: State<'_, Desk>) -> Result<ConnectedView> {
    desk.start_demo().await
}

#[tauri::command]
pub(crate) async fn login_window(
    desk: State<'_, Desk>,
    connect: LoginWindow,
) -> Result<ConnectedView> {
    desk.login_window(connect).await
}

#[tauri::command]
pub(crate) fn cancel_login_window(desk: State<'_, Desk>) {
    desk.cancel_login_window();
}

#[tauri::command]
pub(crate) async fn drag_out(
    desk: State<'_, Desk>,
    connection: Option<String>,
    paths: Vec<String>,
    image: Option<Vec<u8>>,
) -> Result<Vec<PathBuf>> {
    desk.drag_out(connection, paths, image).await
}

#[tauri::command]
pub(crate) async fn copy_files(
    desk: State<'_, Desk>,
    connection: Option<String>,
    paths: Vec<String>,
) -> Result<Vec<PathBuf>> {
    desk.copy_files(connection, paths).await
}

#[tauri::command]
pub(crate) async fn copied_files(desk: State<'_, Desk>) -> Result<Vec<PathBuf>> {
    Ok(desk.screen().copied_files())
}

#[tauri::command]
pub(crate) async fn export(
    desk: State<'_, Desk>,
    connection: Option<String>,
    paths: Vec<String>,
    folder: PathBuf,
    flat: bool,
    rendition: Option<String>,
) -> Result<BulkView> {
    desk.export(connection, paths, &folder, flat, rendition.as_deref())
        .await
}

#[tauri::command]
pub(crate) async fn pick_application(
    desk: State<'_, Desk>,
    title: String,
) -> Result<Option<PathBuf>> {
    Ok(desk.screen().pick_application(&title).await)
}

#[tauri::command]
pub(crate) async fn open_with(
    desk: State<'_, Desk>,
    connection: Option<String>,
    path: String,
    program: PathBuf,
) -> Result<()> {
    desk.open_with(connection, path, &program).await
}

#[tauri::command]
pub(crate) fn link_to(
    desk: State<'_, Desk>,
    connection: Option<String>,
    paths: Vec<String>,
) -> Result<String> {
    desk.link_to(connection.as_deref(), &paths)
}

#[tauri::command]
pub(crate) fn copy_text(desk: State<'_, Desk>, text: String) -> Result<()> {
    desk.screen().copy_text(&text)
}

#[tauri::command]
pub(crate) fn preferences(desk: State<'_, Desk>) -> DeskPreferences {
    desk.preferences()
}

#[tauri::command]
pub(crate) fn set_preferences(
    desk: State<'_, Desk>,
    preferences: DeskPreferences,
) -> Result<DeskPreferences> {
    desk.set_preferences(preferences)
}

#[tauri::command]
pub(crate) fn set_words(desk: State<'_, Desk>, words: DeskWords) {
    desk.set_words(words);
}

#[tauri::command]
pub(crate) fn preview_link(desk: State<'_, Desk>, url: String) -> Result<LinkView> {
    desk.preview_link(&url)
}

#[tauri::command]
pub(crate) fn links(desk: State<'_, Desk>) -> Vec<LinkView> {
    desk.links()
}

#[tauri::command]
pub(crate) async fn support_bundle(desk: State<'_, Desk>) -> Result<PathBuf> {
    desk.support_bundle().await
}

#[tauri::command]
pub(crate) fn show_file(desk: State<'_, Desk>, file: PathBuf) -> Result<()> {
    desk.show_file(&file)
}

#[tauri::command]
pub(crate) fn licences() -> &'static str {
    damson_desk::licences()
}

#[tauri::command]
pub(crate) async fn check_update<R: Runtime>(app: AppHandle<R>) -> Result<Option<UpdateView>> {
    update::check(&app, update::Source::of_this_build()).await
}

#[tauri::command]
pub(crate) async fn install_update<R: Runtime>(
    app: AppHandle<R>,
    desk: State<'_, Desk>,
) -> Result<()> {
    update::install_and_restart(&app, &desk).await
}

#[tauri::command]
pub(crate) fn quit(desk: State<'_, Desk>, anyway: bool) -> QuitView {
    desk.quit(anyway)
}

#[tauri::command]
pub(crate) fn log(level: String, message: String) {
    damson_desk::desk::log(&level, &message);
}
