//! Uploads: what is checked before and after is the same for every way of sending.

mod assets_api;
mod classic;
mod direct;
mod merge;

#[cfg(feature = "fuzzing")]
pub(crate) use direct::{count, expiry, part_size};

use std::sync::atomic::{AtomicU64, Ordering};

use crate::{
    config::UploadMethod,
    folders, map, node,
    probe::{KEEPS, KEEPS_NOT, KEEPS_UNKNOWN, offers, withdraw},
    remote::Aem,
    versions,
};
use damson_core::{ByteCount, DamPath, Revision, Sameness};
use damson_remote::{
    AssetKind, Entry, Error, ErrorKind, Expect, Result, UploadLedger, UploadRequest, Uploaded,
    Version,
};

/// So few bytes may be sent in vain: what stands in their way is seen before they count.
const FEW: u64 = 1024 * 1024;

/// Whether a way of sending was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sending {
    Done(Sent),
    /// The server doesn't offer it; nothing was changed.
    NotOffered,
}

/// How it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Sent {
    /// To `createasset.html`.
    by_form: bool,
    /// The state before was kept by a call of its own.
    kept: bool,
    /// The server puts it together.
    in_pieces: bool,
}

/// Tells how much has arrived, never less than before.
struct Arrived<'a> {
    ledger: &'a dyn UploadLedger,
    bytes: AtomicU64,
}

/// Sends an asset whole.
pub(crate) async fn upload(aem: &Aem, request: &UploadRequest<'_>) -> Result<Uploaded> {
    check_name(request.path)?;
    if let Some(sent) = merge::sent_before(request) {
        return merge::look(aem, request, &sent).await;
    }
    let fresh = request.replaces.is_none() && !request.ledger.tried();
    if !(fresh && is_few(request))
        && let Err(error) = precondition(aem, request).await
    {
        // An earlier attempt may have arrived, and only its answer got lost.
        return match finished_before(aem, request).await {
            Some(uploaded) if error.kind != ErrorKind::LocalFile => Ok(uploaded),
            Some(_) | None => Err(error),
        };
    }
    let before = match request.replaces {
        Some(_) => versions::count(aem, request.path).await,
        None => None,
    };
    let sent = send(aem, request).await?;
    if sent.in_pieces {
        merge::note(request);
    }
    let entry = seen_after(aem, request, sent).await?;
    let versioned = match before {
        Some(before) => was_kept(aem, request, sent, before).await,
        // Taken as asked for where it can't be seen.
        None => request.replaces.is_some(),
    };
    Ok(Uploaded {
        entry,
        versioned,
        lock: None,
    })
}

/// Whether the state before was kept, by the count of versions; learns of it what a form does.
async fn was_kept(aem: &Aem, request: &UploadRequest<'_>, sent: Sent, before: usize) -> bool {
    let Some(after) = versions::count(aem, request.path).await else {
        return true;
    };
    let by_form = after.saturating_sub(before) > usize::from(sent.kept);
    if sent.by_form {
        let keeps = &aem.found.form_keeps;
        if by_form {
            let now = (KEEPS_UNKNOWN, KEEPS);
            let _ = keeps.compare_exchange(now.0, now.1, Ordering::Relaxed, Ordering::Relaxed);
        } else {
            keeps.store(KEEPS_NOT, Ordering::Relaxed);
            if !sent.kept {
                // Against what was seen before: from now on at least every state of ours is kept.
                if let Err(error) = versions::keep_current(aem, request.path, request.comment).await
                {
                    tracing::warn!(kind = ?error.kind, "no version was kept");
                }
            }
        }
    }
    after > before
}

fn is_few(request: &UploadRequest<'_>) -> bool {
    request.source.length().0 <= FEW
}

/// Checks that the upload still means what the caller decided, before bytes are sent in vain.
async fn precondition(aem: &Aem, request: &UploadRequest<'_>) -> Result<()> {
    match request.replaces {
        Some(expect) => node::recheck(aem, request.path, expect).await.map(drop),
        None => match node::stat(aem, request.path).await {
            Ok(_) => Err(Error::new(ErrorKind::Exists).about(request.path)),
            Err(error) if error.kind == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        },
    }
}

/// The same right before the upload counts.
async fn last_look(aem: &Aem, request: &UploadRequest<'_>) -> Result<()> {
    match request.replaces {
        Some(_) => precondition(aem, request).await,
        None if node::is_asset(aem, request.path).await? => {
            Err(Error::new(ErrorKind::Exists).about(request.path))
        }
        None => Ok(()),
    }
}

async fn send(aem: &Aem, request: &UploadRequest<'_>) -> Result<Sent> {
    let empty = request.source.length() == ByteCount(0);
    // The documented update of a binary keeps the asset as it is, and the version before it can have
    // a comment; a form makes a version of its own, without. Pieces are for forms.
    let updates = request.replaces.is_some()
        && request.source.length().0 <= aem.config.chunk_above
        && offers(&aem.found.siren);
    let mut kept = false;
    let ways: &[UploadMethod] = match aem.config.upload {
        UploadMethod::Auto if updates => &[
            UploadMethod::Direct,
            UploadMethod::AssetsApi,
            UploadMethod::Classic,
        ],
        UploadMethod::Auto => &[
            UploadMethod::Direct,
            UploadMethod::Classic,
            UploadMethod::AssetsApi,
        ],
        UploadMethod::Direct => &[UploadMethod::Direct],
        UploadMethod::Classic => &[UploadMethod::Classic],
        UploadMethod::AssetsApi => &[UploadMethod::AssetsApi],
    };
    for way in ways {
        let sending = match way {
            // The store has no parts of no bytes.
            UploadMethod::Direct if !empty && offers(&aem.found.direct_upload) => {
                let sending = direct::send(aem, request).await?;
                learn(sending, &aem.found.direct_upload);
                sending
            }
            UploadMethod::Classic if offers(&aem.found.classic_upload) => {
                let sending = classic::send(aem, request, kept).await?;
                learn(sending, &aem.found.classic_upload);
                sending
            }
            UploadMethod::AssetsApi if !updates || offers(&aem.found.api_binary) => {
                let sending = assets_api::send(aem, request).await?;
                if updates && sending == Sending::NotOffered {
                    withdraw(&aem.found.api_binary);
                    kept = true;
                }
                sending
            }
            UploadMethod::Auto
            | UploadMethod::Direct
            | UploadMethod::Classic
            | UploadMethod::AssetsApi => Sending::NotOffered,
        };
        if let Sending::Done(sent) = sending {
            return Ok(sent);
        }
    }
    Err(Error::new(ErrorKind::Unsupported)
        .about(request.path)
        .said(if empty {
            "this server takes no empty files"
        } else {
            "this server takes no uploads"
        }))
}

fn learn(sending: Sending, part: &std::sync::atomic::AtomicBool) {
    match sending {
        Sending::Done(_) => {}
        Sending::NotOffered => withdraw(part),
    }
}

/// What is there after the upload counted.
async fn seen_after(aem: &Aem, request: &UploadRequest<'_>, sent: Sent) -> Result<Entry> {
    if request.replaces.is_none() && !sent.in_pieces {
        set_title(aem, request.path, request.title).await;
        keep_comment(aem, request).await;
    }
    let length = request.source.length();
    let told = match request.replaces {
        Some(_) => node::stat(aem, request.path).await,
        None => node::stat_asset(aem, request.path).await,
    };
    let mut entry = match told {
        Ok(entry) if sent.in_pieces && !merge::has_arrived(&entry, request) => {
            return Err(merge::waiting(request));
        }
        Err(error) if sent.in_pieces && error.kind == ErrorKind::NotFound => {
            return Err(merge::waiting(request));
        }
        Ok(entry) => entry,
        // The upload counted, so an answer that fails now must not look as if it hadn't.
        Err(error) => {
            tracing::debug!(kind = ?error.kind, "an uploaded asset could not be read back");
            unseen(request)
        }
    };
    if request.replaces.is_none() && sent.in_pieces {
        set_title(aem, request.path, request.title).await;
    }
    if entry.revision.size.is_some_and(|size| size != length) {
        return Err(Error::new(ErrorKind::Corrupt)
            .about(request.path)
            .retry(damson_remote::Retry::Never)
            .said("the server holds another number of bytes than were sent"));
    }
    let other_hash = request
        .source
        .digest()
        .is_some_and(|digest| entry.revision.holds(digest, length) == Sameness::Different);
    if other_hash {
        // Of the binary before: this server computes it later without saying so.
        entry.revision.content = None;
        entry.processing = true;
    }
    Ok(entry)
}

fn unseen(request: &UploadRequest<'_>) -> Entry {
    Entry {
        path: request.path.clone(),
        kind: AssetKind::Asset,
        revision: Revision {
            size: Some(request.source.length()),
            ..Revision::default()
        },
        processing: true,
        ..map::root_entry()
    }
}

/// What is there, if an earlier attempt may have sent the same bytes and they are there.
async fn finished_before(aem: &Aem, request: &UploadRequest<'_>) -> Option<Uploaded> {
    if !request.ledger.tried() {
        return None;
    }
    let digest = request.source.digest()?;
    let entry = node::stat(aem, request.path).await.ok()?;
    if entry.revision.holds(digest, request.source.length()) != Sameness::Same {
        return None;
    }
    if request.replaces.is_none() {
        set_title(aem, request.path, request.title).await;
        keep_comment(aem, request).await;
    }
    Some(Uploaded {
        entry,
        versioned: request.replaces.is_some(),
        lock: None,
    })
}

/// Gives a first upload the title that its name could not be.
async fn set_title(aem: &Aem, path: &DamPath, title: Option<&str>) {
    let Some(title) = title.filter(|title| *title != path.name()) else {
        return;
    };
    folders::set_title(aem, path, AssetKind::Asset, title).await;
}

/// Keeps the state that is replaced, with the comment; once, however often it is tried.
async fn keep_before(aem: &Aem, request: &UploadRequest<'_>) -> Result<()> {
    if is_kept(aem, request).await {
        return Ok(());
    }
    versions::keep_current(aem, request.path, request.comment).await
}

/// Keeps the comment of a first upload: no former state is kept with which it would be.
async fn keep_comment(aem: &Aem, request: &UploadRequest<'_>) {
    if request.comment.is_none_or(str::is_empty) {
        return;
    }
    if let Err(error) = keep_before(aem, request).await {
        tracing::warn!(kind = ?error.kind, "the comment of a first upload was not taken");
    }
}

/// A version and a binary of one second, by the server's clock, may have come in either order.
const ONE_SECOND: i64 = 1_000;

/// Whether an earlier attempt, of which only that became known, kept the state with this comment.
async fn is_kept(aem: &Aem, request: &UploadRequest<'_>) -> bool {
    if !request.ledger.tried() {
        return false;
    }
    let comment = request.comment.unwrap_or_default();
    let says = |version: &Version| version.comment.as_deref().unwrap_or_default() == comment;
    let Ok(kept) = versions::versions(aem, request.path).await else {
        return false;
    };
    if request.replaces.is_none() {
        // Nobody kept a state of it before.
        return kept.iter().any(says);
    }
    let Some(latest) = kept.first().filter(|latest| says(latest)) else {
        return false;
    };
    let Ok(entry) = node::stat(aem, request.path).await else {
        return false;
    };
    let times = latest.created.zip(entry.revision.modified);
    times.is_some_and(|(kept, written)| kept.0 - written.0 > ONE_SECOND)
}

/// What an unsuccessful answer to the step that counts means: a lock or a change in between.
async fn explain(aem: &Aem, request: &UploadRequest<'_>, error: Error) -> Error {
    let unclear = matches!(
        error.kind,
        ErrorKind::Locked { .. }
            | ErrorKind::Exists
            | ErrorKind::Forbidden
            | ErrorKind::Changed
            | ErrorKind::Unavailable
    );
    if !unclear {
        return error;
    }
    match node::stat(aem, request.path).await {
        Ok(entry) => {
            let expect = request.replaces.cloned().unwrap_or_default();
            let held = Expect {
                revision: None,
                ..expect
            };
            match node::check(&entry, &held) {
                Err(locked) => locked,
                Ok(()) if error.kind == ErrorKind::Exists && request.replaces.is_some() => Error {
                    kind: ErrorKind::Changed,
                    ..error
                },
                Ok(()) => error,
            }
        }
        Err(_) => error,
    }
}

/// Refuses names that AEM refuses, before anything is sent (Adobe's "Manage digital assets").
pub(crate) fn check_name(path: &DamPath) -> Result<()> {
    let name = path.name();
    let bad = name.is_empty()
        || name.contains([
            '*', '/', ':', '[', '\\', ']', '|', '#', '%', '{', '}', '?', '&',
        ])
        || name.contains(char::is_control)
        || name.trim() != name;
    if bad {
        return Err(Error::new(ErrorKind::NameRefused).about(path));
    }
    Ok(())
}

impl<'a> Arrived<'a> {
    fn new(ledger: &'a dyn UploadLedger) -> Self {
        Self {
            ledger,
            bytes: AtomicU64::new(0),
        }
    }

    fn add(&self, bytes: u64) {
        let before = self.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.ledger.progress(ByteCount(before + bytes));
    }
}
