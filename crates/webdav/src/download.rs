//! The bytes of an asset.

use damson_core::{ByteCount, ContentId, DamPath, Revision, Sameness};
use damson_http::{
    download::{after_the_end, extent, range_header, read_body},
    header::text as header_text,
};
use damson_remote::{ByteRange, Error, ErrorKind, Read, ReadBody, Result};
use http::{StatusCode, header};

use crate::{
    http::{Answer, Call},
    map::Seen,
    node,
    probe::only_assets,
    remote::Dav,
};

/// Opens the bytes of an asset. Where the expectation is a tag, the answer itself tells whether it
/// holds, and the server is asked once; else the properties are read first.
pub(crate) async fn read(dav: &Dav, path: &DamPath, read: Read) -> Result<ReadBody> {
    let mut call = Call::new("GET", dav.http.base.file(path))
        .about(path)
        .bytes();
    if let Some(range) = read.range {
        call = call.header(header::RANGE, range_header(range)?);
    }
    let Some(revision) = &read.expect else {
        return open(dav, &call, path, read.range, None).await;
    };
    if matches!(revision.content, Some(ContentId::Tag(_)))
        && let Some(body) = tagged(dav, &call, path, read.range, revision).await?
    {
        return Ok(body);
    }
    let seen = expected(dav, path, revision).await?;
    if let Some(tag) = &seen.strong_tag {
        call = call.header(header::IF_MATCH, header_text(tag)?);
    }
    open(dav, &call, path, read.range, Some(seen)).await
}

/// The bytes, if the answer says by its tag that they are those of `revision`; `None` when it
/// doesn't say enough.
async fn tagged(
    dav: &Dav,
    call: &Call<'_>,
    path: &DamPath,
    range: Option<ByteRange>,
    revision: &Revision,
) -> Result<Option<ReadBody>> {
    let answer = dav.http.send(call).await?;
    let headers = answer.response.headers();
    if !answer.status().is_success() || answer.response.url().path().ends_with('/') {
        return Ok(None);
    }
    let extent = extent(answer.status(), headers, range).map_err(|error| error.about(path))?;
    let told = told(dav, &answer, extent.total);
    if told.content.is_none() {
        return Ok(None);
    }
    if told.compare(revision) == Sameness::Different {
        return Err(Error::new(ErrorKind::Changed).about(path));
    }
    let revision = Revision {
        size: revision.size.or(told.size),
        ..revision.clone()
    };
    Ok(Some(read_body(answer.response, extent, revision, path)))
}

/// Opens the bytes that a request stands for.
pub(crate) async fn open(
    dav: &Dav,
    call: &Call<'_>,
    path: &DamPath,
    range: Option<ByteRange>,
    seen: Option<Seen>,
) -> Result<ReadBody> {
    let answer = dav.http.send(call).await?;
    let status = answer.status();
    if status == StatusCode::RANGE_NOT_SATISFIABLE {
        let revision = seen.map(|seen| seen.entry.revision).unwrap_or_default();
        return after_the_end(answer.response.headers(), range, revision, path);
    }
    if !status.is_success() {
        return Err(dav.http.failed(answer, Some(path)).await);
    }
    if answer.response.url().path().ends_with('/') {
        // The page that some servers make of a folder is nobody's file.
        return Err(Error::new(ErrorKind::Unsupported).about(path));
    }
    let extent =
        extent(status, answer.response.headers(), range).map_err(|error| error.about(path))?;
    let revision =
        revision(dav, &answer, extent.total, seen.as_ref()).map_err(|error| error.about(path))?;
    Ok(read_body(answer.response, extent, revision, path))
}

async fn expected(dav: &Dav, path: &DamPath, revision: &Revision) -> Result<Seen> {
    let seen = node::look(dav, path).await?;
    only_assets(seen.entry.kind, path)?;
    match revision.compare(&seen.entry.revision) {
        Sameness::Different => Err(Error::new(ErrorKind::Changed).about(path)),
        Sameness::Same | Sameness::Unknown => Ok(seen),
    }
}

/// What the answer says of its bytes.
fn told(dav: &Dav, answer: &Answer, total: Option<ByteCount>) -> Revision {
    let tag = answer
        .text(&header::ETAG)
        .and_then(|tag| dav.reader.identity(tag));
    Revision {
        content: tag.map(ContentId::Tag),
        size: total,
        modified: answer.last_modified(),
    }
}

/// What the bytes are: as the properties said right before, where the answer agrees, else what the
/// answer says by itself.
fn revision(
    dav: &Dav,
    answer: &Answer,
    total: Option<ByteCount>,
    seen: Option<&Seen>,
) -> Result<Revision> {
    let told = told(dav, answer, total);
    let Some(seen) = seen else {
        return Ok(told);
    };
    // It was written between the question and the answer.
    let known = &seen.entry.revision;
    if told.compare(known) == Sameness::Different {
        return Err(Error::new(ErrorKind::Changed));
    }
    Ok(Revision {
        size: known.size.or(total),
        ..known.clone()
    })
}
