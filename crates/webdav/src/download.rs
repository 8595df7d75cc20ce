//! The bytes of an asset.

use damson_core::{ByteCount, ContentId, DamPath, Revision, Sameness, Tag, TagSource};
use damson_http::{
    checksum,
    download::{after_the_end, extent, range_header, read_body},
    header::text as header_text,
};
use damson_remote::{ByteRange, Error, ErrorKind, Read, ReadBody, Result};
use http::{StatusCode, header};

use crate::{
    http::{Answer, Call},
    map::{Seen, identity},
    node,
    probe::{offers, only_assets, withdraw},
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
        && offers(&dav.found.one_tag)
        && let Some(body) = tagged(dav, &call, path, read.range, revision).await?
    {
        return Ok(body);
    }
    let seen = expected(dav, path, revision).await?;
    let tag = seen.strong_tag.as_deref();
    let Some(tag) = tag.filter(|_| offers(&dav.found.one_tag)) else {
        return open(dav, &call, path, read.range, Some(seen)).await;
    };
    let asked = call.clone().header(header::IF_MATCH, header_text(tag)?);
    match open(dav, &asked, path, read.range, Some(seen.clone())).await {
        Err(error) if error.kind == ErrorKind::Changed => {
            // Somebody wrote it, or the bytes come with another tag than the listing has.
            let now = expected(dav, path, revision).await?;
            if !now.entry.revision.says_the_same(&seen.entry.revision) {
                return Err(error);
            }
            let body = open(dav, &call, path, read.range, Some(now)).await?;
            withdraw(&dav.found.one_tag);
            Ok(body)
        }
        other => other,
    }
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
    let told = told(&answer, extent.total, revision);
    // Another tag on the bytes than in the listing may be another revision, or a front server's.
    if tag_of(&told).is_none() || tag_of(&told) != tag_of(revision) || is_coded(&answer) {
        return Ok(None);
    }
    if told.compare(revision) == Sameness::Different {
        return Err(Error::new(ErrorKind::Changed).about(path));
    }
    let revision = Revision {
        size: revision.size.or(told.size),
        digest: told.digest.or_else(|| revision.digest.clone()),
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
    let mut answer = dav.http.send(call).await?;
    let mut range = range;
    if is_coded(&answer) {
        let known = seen.as_ref().and_then(|seen| seen.entry.revision.size);
        if is_stored_so(&answer, known) {
            answer
                .response
                .headers_mut()
                .remove(header::CONTENT_ENCODING);
        } else {
            // Coded on the way although nobody asked for it: whole and decoded, from its beginning.
            range = None;
            answer = dav.http.send(&call.clone().unpacked()).await?;
        }
    }
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
        revision(&answer, extent.total, seen.as_ref()).map_err(|error| error.about(path))?;
    Ok(read_body(answer.response, extent, revision, path))
}

async fn expected(dav: &Dav, path: &DamPath, revision: &Revision) -> Result<Seen> {
    let seen = node::look(dav, path).await?;
    only_assets(seen.entry.kind, path)?;
    match revision.compare(&seen.entry.revision) {
        Sameness::Same | Sameness::Unknown => Ok(seen),
        // Only the tag is another one: whoever continues a download would mix two revisions.
        Sameness::Question if revision.says_the_same(&seen.entry.revision) => Ok(seen),
        Sameness::Question | Sameness::Different => Err(Error::new(ErrorKind::Changed).about(path)),
    }
}

/// What the answer says of its bytes.
fn told(answer: &Answer, total: Option<ByteCount>, known: &Revision) -> Revision {
    let tag = answer.text(&header::ETAG).and_then(identity);
    let modified = answer.last_modified();
    Revision {
        content: tag.map(|text| {
            ContentId::Tag(Tag {
                text,
                source: TagSource::Bytes,
            })
        }),
        size: total,
        // A header counts whole seconds; a listing may count parts of them.
        modified: match (modified, known.modified) {
            (Some(told), Some(known)) if told.0 == known.0 - known.0.rem_euclid(1_000) => {
                Some(known)
            }
            (told, _) => told,
        },
        // Of what was coded on the way it is the hash of the coded bytes.
        digest: checksum::of_headers(answer.response.headers()).filter(|_| !is_coded(answer)),
        ..Revision::default()
    }
}

fn tag_of(revision: &Revision) -> Option<&str> {
    match &revision.content {
        Some(ContentId::Tag(tag)) => Some(&tag.text),
        Some(ContentId::Hash(_)) | None => None,
    }
}

/// Whether the coding is the stored file's own, as Apache says of every `.tgz`: the answer has as
/// many bytes as the listing says, or is a part of them.
fn is_stored_so(answer: &Answer, known: Option<ByteCount>) -> bool {
    let length = answer
        .text(&header::CONTENT_LENGTH)
        .and_then(|length| length.parse().ok())
        .map(ByteCount);
    let whole = answer
        .text(&header::CONTENT_RANGE)
        .and_then(|range| range.rsplit_once('/')?.1.trim().parse().ok())
        .map(ByteCount);
    known.is_some() && whole.or(length) == known
}

/// Whether the bytes were coded on their way although nobody asked for it (RFC 9110, 8.4).
fn is_coded(answer: &Answer) -> bool {
    let coding = answer.text(&header::CONTENT_ENCODING);
    coding
        .is_some_and(|coding| !coding.trim().is_empty() && !coding.eq_ignore_ascii_case("identity"))
}

/// What the bytes are: as the properties said right before, where the answer agrees, else what the
/// answer says by itself.
fn revision(answer: &Answer, total: Option<ByteCount>, seen: Option<&Seen>) -> Result<Revision> {
    let Some(seen) = seen else {
        return Ok(told(answer, total, &Revision::default()));
    };
    // It was written between the question and the answer.
    let known = &seen.entry.revision;
    let told = told(answer, total, known);
    if told.compare(known) == Sameness::Different {
        return Err(Error::new(ErrorKind::Changed));
    }
    Ok(Revision {
        size: known.size.or(total),
        digest: told.digest.or_else(|| known.digest.clone()),
        ..known.clone()
    })
}
