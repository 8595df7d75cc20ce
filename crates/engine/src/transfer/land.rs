//! The end of a download: the last bytes, the comparison, the final name, the journal.

use bytes::Bytes;
use damson_core::{Base, ByteCount, ContentId, Digest, OnServer};
use damson_remote::{Error as RemoteError, ErrorKind};

use super::{
    amend_now,
    download::{Fetch, Wanted},
    writer::{Received, Writer},
};
#[cfg(feature = "sabotage")]
use crate::sabotage::{self, Sabotage};
use crate::{
    error::EngineError,
    journal::{Asset, LocalRecord},
    local::{Finish, LocalError},
    site::Site,
    snapshot::TransferId,
};

/// Everything came; the last pieces are not written yet.
pub(super) struct Whole {
    pub(super) writer: Writer,
    pub(super) pieces: Vec<Bytes>,
}

/// Writes the last pieces, compares what arrived with what was announced, and gives it its final
/// name; after that it is the base, and the transfer is finished. A download that was stopped
/// meanwhile stays partial. Blocks.
pub(super) fn land(
    site: &Site,
    id: TransferId,
    fetch: &Fetch,
    from: &Wanted,
    Whole { writer, pieces }: Whole,
) -> Result<Asset, EngineError> {
    let received = writer.write(&pieces)?.finish(site.hash())?;
    if !is_right(from, &received.digest, received.size) {
        site.local.drop_partial(&fetch.path)?;
        return Err(RemoteError::new(ErrorKind::Corrupt)
            .about(&fetch.path)
            .into());
    }
    if site.queue.stop_of(id).is_some() {
        return Err(EngineError::Cancelled);
    }
    if fetch.replaces.is_some() {
        // The copy that is replaced lies under the partial name for a moment: should Damson end
        // just then, nothing is added to it.
        amend_now(site, id, |record| record.expect = None)?;
    }
    name(site, id, fetch, from, received)
}

/// Whether what arrived is what the server announced. A hash that the server may not have renewed
/// yet proves nothing.
fn is_right(wanted: &Wanted, digest: &Digest, length: ByteCount) -> bool {
    #[cfg(feature = "sabotage")]
    if sabotage::is(Sabotage::NoHashCheck) {
        return true;
    }
    let announced = &wanted.revision;
    let whole = announced.size.is_none_or(|announced| announced == length);
    let hash = match &announced.content {
        Some(ContentId::Hash(hash)) if hash.kind() == digest.kind() => hash == digest,
        Some(ContentId::Hash(_) | ContentId::Tag(_)) | None => true,
    };
    whole && (hash || wanted.processing)
}

fn name(
    site: &Site,
    id: TransferId,
    fetch: &Fetch,
    from: &Wanted,
    received: Received,
) -> Result<Asset, EngineError> {
    let Received {
        partial,
        digest,
        size,
        pen: _pen,
    } = received;
    let finish = Finish {
        expect: fetch.replaces,
        modified: from.revision.modified,
        read_only: fetch.read_only,
    };
    let stamp = match partial.finish(finish) {
        Ok(stamp) => stamp,
        Err(error) => return Err(displaced(site, fetch, error)?),
    };
    let now = site.now();
    let asset = site
        .journal
        .finish_download(id, &fetch.path, (size, now), |asset| {
            asset.base = Some(Base {
                revision: from.revision.clone(),
                digest: Some(digest.clone()),
                size: Some(size),
            });
            asset.local = Some(LocalRecord {
                stamp,
                digest: Some(digest),
            });
            asset.used = Some(now);
            if asset.remote.state == OnServer::Unknown {
                asset.remote.state = OnServer::Present(from.revision.clone());
            }
        })?;
    site.queue.note_finished(id);
    Ok(asset)
}

/// The file at the final name is not the one that was to be replaced: the download gives way.
fn displaced(site: &Site, fetch: &Fetch, error: LocalError) -> Result<EngineError, EngineError> {
    match error {
        LocalError::Changed { .. } | LocalError::Exists { .. } | LocalError::Missing { .. } => {
            site.local.drop_partial(&fetch.path)?;
            Ok(EngineError::Stale {
                path: fetch.path.clone(),
            })
        }
        LocalError::InUse { .. }
        | LocalError::Denied { .. }
        | LocalError::DiskFull { .. }
        | LocalError::Outside { .. }
        | LocalError::Name { .. }
        | LocalError::NoCacheFolder { .. }
        | LocalError::Io { .. } => Ok(error.into()),
    }
}
