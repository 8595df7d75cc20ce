//! The bytes of an asset.

use damson_core::{ByteCount, DamPath, Revision, Sameness, Timestamp};
use damson_http::{
    date,
    download::{after_the_end, extent, range_header, read_body},
};
use damson_remote::{AssetKind, ByteRange, Entry, Error, ErrorKind, Read, ReadBody, Result};
use http::{HeaderValue, StatusCode, header};

use crate::{
    http::{Answer, Call},
    node,
    properties::whole_seconds,
    remote::Aem,
};

/// Opens the bytes of an asset.
pub(crate) async fn read(aem: &Aem, path: &DamPath, read: Read) -> Result<ReadBody> {
    let entry = match &read.expect {
        Some(revision) if !read.by_hash => Some(expected(aem, path, revision).await?),
        Some(_) | None => None,
    };
    let mut call = Call::get(aem.http.base.dam(path, "")).about(path).bytes();
    if let Some(range) = read.range {
        call = call.header(header::RANGE, range_header(range)?);
    }
    let answer = aem.http.send(&call).await?;
    let status = answer.status();
    if status == StatusCode::RANGE_NOT_SATISFIABLE {
        let revision = entry.map(|entry| entry.revision).unwrap_or_default();
        return after_the_end(answer.response.headers(), read.range, revision, path);
    }
    if !status.is_success() || (answer.is_page() && !is_web_page(path, &answer)) {
        let error = aem.http.failed(answer, Some(path)).await;
        return Err(explain(aem, path, error).await);
    }
    let extent =
        extent(status, answer.response.headers(), read.range).map_err(|error| error.about(path))?;
    let revision = match &read.expect {
        Some(claimed) if read.by_hash => claimed_by(claimed, extent.total),
        Some(_) | None => revision(&answer, extent.total, entry.as_ref()),
    };
    let revision = revision.map_err(|error| error.about(path))?;
    Ok(read_body(answer.response, extent, revision, path))
}

/// Whether the bytes are still those of `known`. Where the node doesn't tell, the original's
/// rendition is asked with `If-Modified-Since`, for one byte: a file of the repository has a date,
/// while the asset's own path takes it from a node that has none. A 304 means the same; a later time in
/// the answer, other bytes; anything else proves nothing, because a server or a dispatcher may
/// ignore the question, and a binary store counts from when it got the bytes.
pub(crate) async fn still(aem: &Aem, path: &DamPath, known: &Revision) -> Result<Sameness> {
    let entry = node::stat(aem, path).await?;
    let told = known.compare(&entry.revision);
    let (Sameness::Unknown, Some(written)) = (told, known.modified) else {
        return Ok(told);
    };
    let since = date::header_date(written).and_then(|date| HeaderValue::try_from(date).ok());
    let Some(since) = since else {
        return Ok(told);
    };
    let first = ByteRange {
        start: 0,
        end: Some(1),
    };
    let call = Call::get(aem.http.base.dam(path, "/jcr:content/renditions/original"))
        .about(path)
        .bytes()
        .header(header::IF_MODIFIED_SINCE, since)
        .header(header::RANGE, range_header(first)?);
    let answer = aem.http.send(&call).await?;
    if answer.foreign {
        return Ok(Sameness::Unknown);
    }
    if answer.status() == StatusCode::NOT_MODIFIED {
        return Ok(Sameness::Same);
    }
    if !answer.status().is_success() || answer.is_page() {
        return Ok(Sameness::Unknown);
    }
    let later = answer
        .last_modified()
        .is_some_and(|modified| modified > whole_seconds(written));
    Ok(if later {
        Sameness::Different
    } else {
        Sameness::Unknown
    })
}

/// Opens the bytes at an address of the server that is no asset of the DAM.
pub(crate) async fn read_at(aem: &Aem, call: &Call<'_>, about: &DamPath) -> Result<ReadBody> {
    let answer = aem.http.send(call).await?;
    let status = answer.status();
    if !status.is_success() || (answer.is_page() && !is_web_page(about, &answer)) {
        return Err(aem.http.failed(answer, Some(about)).await);
    }
    let extent =
        extent(status, answer.response.headers(), None).map_err(|error| error.about(about))?;
    let revision = Revision {
        size: extent.total,
        ..Revision::default()
    };
    Ok(read_body(answer.response, extent, revision, about))
}

/// What has no bytes is answered with a page, or refused in one of several ways.
async fn explain(aem: &Aem, path: &DamPath, error: Error) -> Error {
    let unclear = matches!(
        error.kind,
        ErrorKind::LoginNeeded
            | ErrorKind::Forbidden
            | ErrorKind::NotFound
            | ErrorKind::Unsupported
            | ErrorKind::Garbled
    );
    if !unclear {
        return error;
    }
    match node::stat(aem, path).await.map(|entry| entry.kind) {
        Ok(AssetKind::NoFile) => Error::new(ErrorKind::NoFile).about(path),
        Ok(AssetKind::Folder) => Error::new(ErrorKind::Unsupported).about(path),
        Ok(AssetKind::Asset) | Err(_) => error,
    }
}

async fn expected(aem: &Aem, path: &DamPath, revision: &Revision) -> Result<Entry> {
    let entry = node::stat(aem, path).await?;
    match entry.kind {
        AssetKind::Asset => {}
        AssetKind::NoFile => return Err(Error::new(ErrorKind::NoFile).about(path)),
        AssetKind::Folder => return Err(Error::new(ErrorKind::Unsupported).about(path)),
    }
    match revision.compare(&entry.revision) {
        Sameness::Different => Err(Error::new(ErrorKind::Changed).about(path)),
        Sameness::Same | Sameness::Unknown | Sameness::Question => Ok(entry),
    }
}

/// An asset that is a web page itself, not a login page in its place.
fn is_web_page(path: &DamPath, answer: &Answer) -> bool {
    if answer
        .response
        .headers()
        .contains_key(header::CONTENT_DISPOSITION)
    {
        return true;
    }
    let extension = path.name().rsplit('.').next().unwrap_or_default();
    ["html", "htm", "xhtml", "shtml"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

/// What the caller holds the bytes for, and finds out.
fn claimed_by(claimed: &Revision, total: Option<ByteCount>) -> Result<Revision> {
    let both = total.zip(claimed.size);
    if both.is_some_and(|(total, size)| total != size) {
        return Err(Error::new(ErrorKind::Changed));
    }
    Ok(claimed.clone())
}

/// What the bytes are: as the node said right before, where the answer agrees, else what the
/// answer says by itself.
fn revision(answer: &Answer, total: Option<ByteCount>, entry: Option<&Entry>) -> Result<Revision> {
    // A binary store counts from when it got the bytes.
    let written = answer
        .last_modified()
        .filter(|_| !answer.foreign)
        .map(whole_seconds);
    let Some(entry) = entry else {
        return Ok(Revision {
            content: None,
            size: total,
            modified: written,
            ..Revision::default()
        });
    };
    let known = &entry.revision;
    let other_size = total
        .zip(known.size)
        .is_some_and(|(total, size)| total != size);
    if other_size || written.is_some_and(|written| is_after(written, entry)) {
        return Err(Error::new(ErrorKind::Changed));
    }
    Ok(Revision {
        size: known.size.or(total),
        ..known.clone()
    })
}

/// Whether the bytes were written after everything that the node said; Sling may count from the
/// binary or from the asset.
fn is_after(written: Timestamp, entry: &Entry) -> bool {
    let latest = [entry.revision.modified, entry.changed]
        .into_iter()
        .flatten()
        .max();
    latest.is_some_and(|latest| written > latest)
}
