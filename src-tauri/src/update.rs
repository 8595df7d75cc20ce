//! Updates: signed, downloaded when the person says so, refused when a byte differs.

use std::sync::atomic::{AtomicU64, Ordering};

use damson_app::{ErrorCode, UserError, error::Result};
use damson_desk::{
    Desk, DeskEvent,
    crossing::{UpdateProgress, UpdateView},
};
use tauri::{AppHandle, Runtime};
use tauri_plugin_updater::{Update, UpdaterExt as _};
use url::Url;

use crate::screen::failed;

/// Where updates come from, and whose signature they bear.
#[derive(Debug, Clone)]
pub struct Source {
    pub endpoint: Url,
    /// A minisign public key, as `tauri signer generate` writes it.
    pub public_key: String,
}

impl Source {
    /// What a release was built with; a build of one's own has no updates.
    pub fn of_this_build() -> Option<Self> {
        let endpoint = option_env!("DAMSON_UPDATE_URL")?;
        let public_key = option_env!("DAMSON_UPDATE_KEY")?.to_owned();
        let endpoint = Url::parse(endpoint).ok()?;
        Some(Self {
            endpoint,
            public_key,
        })
    }
}

/// The later Damson, if there is one.
pub async fn check<R: Runtime>(
    app: &AppHandle<R>,
    source: Option<Source>,
) -> Result<Option<UpdateView>> {
    let Some(source) = source else {
        return Ok(None);
    };
    let found = find(app, source).await?;
    Ok(found.map(|update| UpdateView {
        version: update.version.clone(),
        notes: update.body.clone(),
        date: update.date.map(|date| date.to_string()),
    }))
}

/// Downloads and verifies the later Damson; its bytes.
pub async fn download<R: Runtime>(
    app: &AppHandle<R>,
    source: Source,
    progress: impl Fn(UpdateProgress) + Send,
) -> Result<(Update, Vec<u8>)> {
    let update = find(app, source).await?.ok_or(ErrorCode::NotFound)?;
    let done = AtomicU64::new(0);
    let bytes = update
        .download(
            |chunk, total| {
                let done = done.fetch_add(chunk as u64, Ordering::Relaxed) + chunk as u64;
                progress(UpdateProgress { done, total });
            },
            || {},
        )
        .await
        .map_err(|error| refused(&error))?;
    Ok((update, bytes))
}

/// Installs the update that the window asked for. The sessions end first, so that the application can be
/// replaced.
pub(crate) async fn install_and_restart<R: Runtime>(app: &AppHandle<R>, desk: &Desk) -> Result<()> {
    let source = Source::of_this_build().ok_or(ErrorCode::Unsupported)?;
    let publisher = desk.clone();
    let report = move |progress| publisher.publish(DeskEvent::Update(progress));
    let (update, bytes) = download(app, source, report).await?;
    desk.close().await;
    update.install(bytes).map_err(|error| refused(&error))?;
    app.restart();
}

async fn find<R: Runtime>(app: &AppHandle<R>, source: Source) -> Result<Option<Update>> {
    let updater = app
        .updater_builder()
        .pubkey(source.public_key)
        .endpoints(vec![source.endpoint])
        .and_then(tauri_plugin_updater::UpdaterBuilder::build)
        .map_err(|error| failed(&error))?;
    updater.check().await.map_err(|error| failed(&error))
}

fn refused(error: &tauri_plugin_updater::Error) -> UserError {
    let is_forged = matches!(
        error,
        tauri_plugin_updater::Error::Minisign(_)
            | tauri_plugin_updater::Error::SignatureUtf8(_)
            | tauri_plugin_updater::Error::Base64(_)
    );
    let code = if is_forged {
        ErrorCode::Corrupt
    } else {
        ErrorCode::Desktop
    };
    UserError::new(code).said(error.to_string())
}
