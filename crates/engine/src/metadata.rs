//! Metadata of assets: it is the server's alone, and nothing of it is kept here.

use std::sync::Arc;

use damson_core::DamPath;
use damson_remote::{Form, Metadata, MetadataEdit};

use crate::{cycle::observe, error::EngineError, site::Site};

/// What the server has, and the form to edit it, asked for together.
pub(crate) async fn read(
    site: &Arc<Site>,
    path: &DamPath,
) -> Result<(Metadata, Form), EngineError> {
    let (at, asked) = (Arc::clone(site), path.clone());
    let known = site
        .blocking(move || Ok::<_, EngineError>(at.journal.get(&asked)?))
        .await?;
    let media_type = known.and_then(|asset| asset.remote.media_type);
    let remote = site.remote();
    let (metadata, form) = tokio::join!(
        remote.metadata(path),
        remote.metadata_form(path, media_type.as_deref())
    );
    Ok((site.heard(metadata)?, site.heard(form)?))
}

pub(crate) async fn set(
    site: &Arc<Site>,
    path: &DamPath,
    edit: &MetadataEdit,
) -> Result<Metadata, EngineError> {
    let after = site.heard(site.remote().set_metadata(path, edit).await)?;
    // The title and the date are others, and a server may write the fields into the file.
    if let Err(error) = observe::look_again(site, path).await {
        tracing::debug!(%error, "what an edit of metadata changed is seen later");
    }
    Ok(after)
}
