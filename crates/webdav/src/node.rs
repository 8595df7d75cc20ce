//! One asset or folder, read afresh, and what a write says about the state it was decided from.

use damson_core::{DamPath, Digest, Revision, Sameness};
use damson_remote::{AssetKind, Entry, Error, ErrorKind, Expect, Read, Result, body::Hasher};
use futures::{StreamExt as _, TryStreamExt as _, stream};

use crate::{download, failure, http::Call, list, map::Seen, remote::Dav, wire};

/// How many children are asked for one by one before the whole folder is listed instead.
const FEW: usize = 8;

pub(crate) async fn stat(dav: &Dav, path: &DamPath) -> Result<Entry> {
    look(dav, path).await.map(|seen| seen.entry)
}

/// Everything known of one asset or folder.
pub(crate) async fn look(dav: &Dav, path: &DamPath) -> Result<Seen> {
    let url = if path.is_root() {
        dav.http.base.folder(path)
    } else {
        dav.http.base.file(path)
    };
    let call = Call::new("PROPFIND", url)
        .fixed("depth", "0")
        .xml(dav.found.question())
        .about(path);
    let mut replies = match dav.http.multistatus(&call).await {
        Ok(replies) => replies,
        Err(error) => return Err(perhaps_missing(dav, path, error).await),
    };
    // An answer about nothing is how some servers say that there is nothing.
    let reply = replies
        .next()
        .await
        .map_err(|error| error.about(path))?
        .ok_or_else(|| Error::new(ErrorKind::NotFound).about(path))?;
    if let Some(status) = reply.trouble() {
        return Err(failure::of_member(status, path));
    }
    let held = dav.held.token(path);
    Ok(dav.reader.see(path, reply, held.as_ref()))
}

/// What a refusal to tell the properties of something below the root means. ownCloud 10 answers 405
/// for what is missing as soon as properties of its own are asked for; the plainest question there
/// is says whether it is missing.
pub(crate) async fn perhaps_missing(dav: &Dav, path: &DamPath, error: Error) -> Error {
    if error.kind != ErrorKind::Unsupported || path.is_root() {
        return error;
    }
    let call = Call::new("PROPFIND", dav.http.base.file(path))
        .fixed("depth", "0")
        .xml(wire::propfind_type())
        .about(path);
    match dav.http.multistatus(&call).await {
        Err(missing) if missing.kind == ErrorKind::NotFound => missing,
        Err(_) => error,
        Ok(mut replies) => match replies.next().await {
            Ok(Some(reply)) if !reply.is_missing() => error,
            Ok(_) => Error::new(ErrorKind::NotFound).about(path),
            Err(_) => error,
        },
    }
}

/// What is there of many, for what is kept locally.
pub(crate) async fn stat_many(dav: &Dav, paths: &[DamPath]) -> Result<Vec<Entry>> {
    let mut by_folder = std::collections::BTreeMap::<DamPath, Vec<DamPath>>::new();
    for path in paths {
        let folder = path.parent().unwrap_or_default();
        by_folder.entry(folder).or_default().push(path.clone());
    }
    let mut found = Vec::new();
    for (folder, wanted) in by_folder {
        if wanted.len() > FEW {
            found.extend(list::pick(dav, &folder, &wanted).await?);
            continue;
        }
        let stats = stream::iter(wanted)
            .map(|path| async move { found_or_gone(stat(dav, &path).await) })
            .buffered(FEW);
        let entries: Vec<Option<Entry>> = stats.try_collect().await?;
        found.extend(entries.into_iter().flatten());
    }
    Ok(found)
}

/// Reads again what a decision rests upon: nobody else holds it, and its bytes are those expected.
pub(crate) async fn recheck(dav: &Dav, path: &DamPath, expect: &Expect) -> Result<Seen> {
    let seen = look(dav, path).await?;
    check(dav, &seen.entry, expect).await?;
    Ok(seen)
}

async fn check(dav: &Dav, entry: &Entry, expect: &Expect) -> Result<()> {
    if let Some(holder) = entry.lock.other_holder() {
        return Err(locked(&entry.path, Some(holder.to_owned())));
    }
    let expected = expect.revision.as_ref();
    let Some(expected) = expected.filter(|_| entry.kind != AssetKind::Folder) else {
        return Ok(());
    };
    let same = match expected.compare(&entry.revision) {
        Sameness::Same => true,
        Sameness::Different => false,
        // Not to be known is not to be the same: nothing is replaced or removed on it.
        Sameness::Unknown | Sameness::Question => match &expected.digest {
            Some(digest) => has_bytes(dav, entry, digest).await?,
            // The decision was made from no more than that.
            None => expected.says_the_same(&entry.revision),
        },
    };
    if same {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Changed).about(&entry.path))
}

/// Whether the server's bytes are those of a hash: as the server itself says beside them, else found
/// out by reading them.
pub(crate) async fn has_bytes(dav: &Dav, entry: &Entry, digest: &Digest) -> Result<bool> {
    let read = Read {
        expect: Some(Revision {
            digest: None,
            ..entry.revision.clone()
        }),
        ..Read::default()
    };
    let body = download::read(dav, &entry.path, read).await?;
    let told = body
        .revision
        .digest
        .filter(|told| told.kind() == digest.kind());
    if let Some(told) = told {
        return Ok(told == *digest);
    }
    let mut stream = body.stream;
    let mut hasher = Hasher::new(digest.kind());
    while let Some(bytes) = stream.next().await {
        hasher.update(&bytes?);
    }
    Ok(hasher.finish() == *digest)
}

/// What a refused write means: a lock or a change in between.
pub(crate) async fn explain(dav: &Dav, path: &DamPath, expect: &Expect, error: Error) -> Error {
    let unclear = matches!(
        error.kind,
        ErrorKind::Locked { .. } | ErrorKind::Changed | ErrorKind::Forbidden | ErrorKind::Garbled
    );
    if !unclear {
        return error;
    }
    match recheck(dav, path, expect).await {
        Err(now) if matches!(now.kind, ErrorKind::Locked { .. } | ErrorKind::Changed) => now,
        Err(_) | Ok(_) => error,
    }
}

pub(crate) fn locked(path: &DamPath, holder: Option<String>) -> Error {
    Error::new(ErrorKind::Locked { holder }).about(path)
}

fn found_or_gone(found: Result<Entry>) -> Result<Option<Entry>> {
    match found {
        Ok(entry) => Ok(Some(entry)),
        Err(error) if error.kind == ErrorKind::NotFound || error.is_of_one() => Ok(None),
        Err(error) => Err(error),
    }
}
