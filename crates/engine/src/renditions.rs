//! Renditions of assets: they are the server's, and what is exported of them lies outside the cache
//! folder. The copy there, its status and the journal know nothing of it.

use std::{path::Path, sync::Arc};

use damson_core::DamPath;
use damson_remote::{Error as RemoteError, ErrorKind, Rendition};
use futures::StreamExt as _;

use crate::{context::Context, disk::outward::NewFile, model::EngineError};

/// What the server keeps of an asset.
pub(crate) async fn list(
    context: &Arc<Context>,
    path: &DamPath,
) -> Result<Vec<Rendition>, EngineError> {
    Ok(context.note_answer(context.remote().renditions(path).await)?)
}

/// Writes a rendition to a file where nothing is. The file has its name only once it is whole; what
/// fails before leaves nothing.
pub(crate) async fn export(
    context: &Arc<Context>,
    path: &DamPath,
    name: &str,
    to: &Path,
) -> Result<(), EngineError> {
    let to = to.to_owned();
    let begun = context.blocking(move || Ok::<_, EngineError>(NewFile::begin(&to)?));
    let mut file = begun.await?;
    let body = context.remote().read_rendition(path, name).await;
    let mut body = context.note_answer(body)?;
    while let Some(piece) = body.stream.next().await {
        let piece = context.note_answer(piece)?;
        let appended = context.blocking(move || {
            file.append(&piece)?;
            Ok::<_, EngineError>(file)
        });
        file = appended.await?;
    }
    if body.length.is_some_and(|length| length != file.written()) {
        return Err(RemoteError::new(ErrorKind::Corrupt).about(path).into());
    }
    let finished = context.blocking(move || Ok::<_, EngineError>(file.finish()?));
    finished.await
}
