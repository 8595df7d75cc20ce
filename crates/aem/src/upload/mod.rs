//! Uploads: what is checked before and after is the same for every way of sending.

mod assets_api;
mod classic;
mod direct;

#[cfg(feature = "fuzzing")]
pub(crate) use direct::{count, expiry, part_size};

use std::sync::atomic::{AtomicU64, Ordering};

use damson_core::{ByteCount, DamPath, Revision, Sameness};
use damson_remote::{
    AssetKind, Entry, Error, ErrorKind, Expect, Result, UploadLedger, UploadRequest, Uploaded,
};
use serde_json::json;

use crate::{
    config::UploadMethod,
    http::Call,
    map, node,
    probe::{offers, withdraw},
    remote::Aem,
    versions,
};

/// So few bytes may be sent in vain: what stands in their way is seen before they count.
const FEW: u64 = 1024 * 1024;

/// Whether a way of sending was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sending {
    Done,
    /// The server doesn't offer it; nothing was changed.
    NotOffered,
}

/// Tells how much has arrived, never less than before.
struct Arrived<'a> {
    ledger: &'a dyn UploadLedger,
    bytes: AtomicU64,
}

/// Sends an asset whole.
pub(crate) async fn upload(aem: &Aem, request: &UploadRequest<'_>) -> Result<Uploaded> {
    check_name(request.path)?;
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
    send(aem, request).await?;
    let entry = seen_after(aem, request).await?;
    let versioned = match before {
        Some(before) => versions::count(aem, request.path)
            .await
            .is_none_or(|after| after > before),
        // Taken as asked for where it can't be seen.
        None => request.replaces.is_some(),
    };
    Ok(Uploaded {
        entry,
        versioned,
        lock: None,
    })
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

async fn send(aem: &Aem, request: &UploadRequest<'_>) -> Result<()> {
    let empty = request.source.length() == ByteCount(0);
    let ways: &[UploadMethod] = match aem.config.upload {
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
                let sending = classic::send(aem, request).await?;
                learn(sending, &aem.found.classic_upload);
                sending
            }
            UploadMethod::AssetsApi => assets_api::send(aem, request).await?,
            UploadMethod::Auto | UploadMethod::Direct | UploadMethod::Classic => {
                Sending::NotOffered
            }
        };
        if sending == Sending::Done {
            return Ok(());
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
        Sending::Done => {}
        Sending::NotOffered => withdraw(part),
    }
}

/// What is there after the upload counted.
async fn seen_after(aem: &Aem, request: &UploadRequest<'_>) -> Result<Entry> {
    if request.replaces.is_none() {
        set_title(aem, request.path, request.title).await;
    }
    let length = request.source.length();
    let told = match request.replaces {
        Some(_) => node::stat(aem, request.path).await,
        None => node::stat_asset(aem, request.path).await,
    };
    let mut entry = match told {
        Ok(entry) => entry,
        // The upload counted, so an answer that fails now must not look as if it hadn't.
        Err(error) => {
            tracing::debug!(kind = ?error.kind, "an uploaded asset could not be read back");
            unseen(request)
        }
    };
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
    let arrived = entry.revision.holds(digest, request.source.length()) == Sameness::Same;
    arrived.then_some(Uploaded {
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
    let call = Call::new(http::Method::PUT, aem.http.base.api(path, ""))
        .json(json!({ "class": "asset", "properties": { "dc:title": title } }))
        .about(path)
        .page();
    if let Err(error) = aem.http.done(&call).await {
        tracing::debug!(kind = ?error.kind, "a title was not taken");
    }
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
