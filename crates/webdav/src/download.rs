//! The bytes of an asset.

use damson_core::{ByteCount, ContentId, DamPath, Revision};
use damson_remote::{ByteRange, Error, ErrorKind, Read, ReadBody, Result};
use futures::{StreamExt as _, stream};
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::{
    http::{Answer, Call, header_text},
    http_body,
    map::Seen,
    node,
    probe::only_assets,
    remote::Dav,
};

/// Opens the bytes of an asset.
pub(crate) async fn read(dav: &Dav, path: &DamPath, read: Read) -> Result<ReadBody> {
    let seen = match &read.expect {
        Some(revision) => Some(expected(dav, path, revision).await?),
        None => None,
    };
    let mut call = Call::new("GET", dav.http.base.file(path))
        .about(path)
        .bytes();
    if let Some(range) = read.range {
        call = call.header(header::RANGE, range_header(range)?);
    }
    if let Some(tag) = seen.as_ref().and_then(|seen| seen.strong_tag.as_ref()) {
        call = call.header(header::IF_MATCH, header_text(tag)?);
    }
    open(dav, &call, path, read.range, seen).await
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
        return after_the_end(&answer, path, range, seen);
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
    let about = path.clone();
    let stream = http_body::streamed(answer.response, extent.announced);
    let stream = match extent.length {
        Some(length) if extent.announced != Some(length) => http_body::cut(stream, length),
        Some(_) | None => stream,
    };
    Ok(ReadBody {
        stream: stream
            .map(move |chunk| chunk.map_err(|error| error.about(&about)))
            .boxed(),
        start: extent.start,
        length: extent.length,
        total: extent.total,
        revision,
    })
}

struct Extent {
    start: u64,
    /// How many bytes are wanted.
    length: Option<u64>,
    /// How many come.
    announced: Option<u64>,
    total: Option<ByteCount>,
}

async fn expected(dav: &Dav, path: &DamPath, revision: &Revision) -> Result<Seen> {
    let seen = node::look(dav, path).await?;
    only_assets(seen.entry.kind, path)?;
    match revision.compare(&seen.entry.revision) {
        damson_core::Sameness::Different => Err(Error::new(ErrorKind::Changed).about(path)),
        damson_core::Sameness::Same | damson_core::Sameness::Unknown => Ok(seen),
    }
}

fn range_header(range: ByteRange) -> Result<HeaderValue> {
    let text = match range.end {
        Some(end) if end <= range.start => {
            return Err(Error::new(ErrorKind::Garbled).said("an empty range"));
        }
        Some(end) => format!("bytes={}-{}", range.start, end - 1),
        None => format!("bytes={}-", range.start),
    };
    HeaderValue::try_from(text).map_err(|error| Error::new(ErrorKind::Garbled).caused_by(error))
}

/// Nothing is left when a download stopped right at the end; otherwise the asset got shorter.
fn after_the_end(
    answer: &Answer,
    path: &DamPath,
    range: Option<ByteRange>,
    seen: Option<Seen>,
) -> Result<ReadBody> {
    let total = content_range(answer.response.headers()).and_then(|(_, total)| total);
    let start = range.map_or(0, |range| range.start);
    if total != Some(start) {
        return Err(Error::new(ErrorKind::Changed).about(path));
    }
    Ok(ReadBody {
        stream: stream::empty().boxed(),
        start,
        length: Some(0),
        total: total.map(ByteCount),
        revision: seen.map(|seen| seen.entry.revision).unwrap_or_default(),
    })
}

fn extent(status: StatusCode, headers: &HeaderMap, asked: Option<ByteRange>) -> Result<Extent> {
    let packed = headers
        .get(header::CONTENT_ENCODING)
        .is_some_and(|encoding| encoding != "identity");
    if packed {
        return Err(Error::new(ErrorKind::Garbled).said("the bytes come packed, unasked"));
    }
    let length = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    let Some(asked) = asked.filter(|_| status == StatusCode::PARTIAL_CONTENT) else {
        if status == StatusCode::PARTIAL_CONTENT {
            return Err(Error::new(ErrorKind::Garbled).said("a part, unasked"));
        }
        return Ok(Extent {
            start: 0,
            length,
            announced: length,
            total: length.map(ByteCount),
        });
    };
    let wrong = || Error::new(ErrorKind::Garbled).said("not the part that was asked for");
    let (Some((first, last)), total) = content_range(headers).ok_or_else(wrong)? else {
        return Err(wrong());
    };
    let end = last.checked_add(1).ok_or_else(wrong)?;
    let part = end.checked_sub(first).ok_or_else(wrong)?;
    // SabreDAV 1.8 takes an end of 0 for none: what comes too much is left unread.
    let wanted = asked
        .end
        .map_or(part, |most| part.min(most - first.min(most)));
    let fits = first == asked.start
        && total.is_none_or(|total| end <= total)
        && length.is_none_or(|length| length == part);
    if !fits {
        return Err(wrong());
    }
    Ok(Extent {
        start: first,
        length: Some(wanted),
        announced: Some(part),
        total: total.map(ByteCount),
    })
}

type FirstAndLast = (u64, u64);

/// `bytes 0-9/100`, `bytes 0-9/*` or `bytes */100` (RFC 9110, 14.4).
fn content_range(headers: &HeaderMap) -> Option<(Option<FirstAndLast>, Option<u64>)> {
    let text = headers.get(header::CONTENT_RANGE)?.to_str().ok()?;
    let (part, total) = text.trim().strip_prefix("bytes")?.trim().split_once('/')?;
    let total = match total.trim() {
        "*" => None,
        total => Some(total.parse().ok()?),
    };
    if part.trim() == "*" {
        return Some((None, total));
    }
    let (first, last) = part.split_once('-')?;
    let first_and_last = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    Some((Some(first_and_last), total))
}

/// What the bytes are: as the properties said right before, where the answer agrees, else what the
/// answer says by itself.
fn revision(
    dav: &Dav,
    answer: &Answer,
    total: Option<ByteCount>,
    seen: Option<&Seen>,
) -> Result<Revision> {
    let tag = answer
        .text(&header::ETAG)
        .and_then(|tag| dav.reader.identity(tag));
    let told = Revision {
        content: tag.map(ContentId::Tag),
        size: total,
        modified: answer.last_modified(),
    };
    let Some(seen) = seen else {
        return Ok(told);
    };
    // It was written between the question and the answer.
    let known = &seen.entry.revision;
    if told.compare(known) == damson_core::Sameness::Different {
        return Err(Error::new(ErrorKind::Changed));
    }
    Ok(Revision {
        size: known.size.or(total),
        ..known.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &str)| {
            (
                header::HeaderName::from_static(name),
                value.parse().unwrap(),
            )
        };
        pairs.iter().map(pair).collect()
    }

    fn part(range: &str, length: &str, asked: ByteRange) -> Result<(u64, Option<u64>), ErrorKind> {
        let headers = headers(&[("content-range", range), ("content-length", length)]);
        extent(StatusCode::PARTIAL_CONTENT, &headers, Some(asked))
            .map(|extent| (extent.start, extent.length))
            .map_err(|error| error.kind)
    }

    #[test]
    fn takes_only_the_part_that_was_asked_for() {
        let asked = ByteRange {
            start: 10,
            end: Some(20),
        };
        assert_eq!(part("bytes 10-19/100", "10", asked), Ok((10, Some(10))));
        assert_eq!(part("bytes 10-14/15", "5", asked), Ok((10, Some(5))));
        let bad = Err(ErrorKind::Garbled);
        assert_eq!(part("bytes 0-9/100", "10", asked), bad);
        // More than was asked for is cut.
        assert_eq!(part("bytes 10-29/100", "20", asked), Ok((10, Some(10))));
        assert_eq!(part("bytes 10-19/100", "11", asked), bad);
        assert_eq!(part("bytes 19-10/100", "10", asked), bad);
        assert_eq!(part("bytes 10-18446744073709551615/*", "1", asked), bad);
        assert_eq!(part("pages 10-19/100", "10", asked), bad);
    }

    #[test]
    fn a_range_that_was_ignored_begins_at_the_start() {
        let asked = Some(ByteRange {
            start: 10,
            end: None,
        });
        let whole = extent(
            StatusCode::OK,
            &headers(&[("content-length", "100")]),
            asked,
        )
        .unwrap();
        assert_eq!(
            (whole.start, whole.length, whole.total),
            (0, Some(100), Some(ByteCount(100)))
        );
        let packed = headers(&[("content-encoding", "gzip")]);
        assert!(extent(StatusCode::OK, &packed, None).is_err());
        assert!(extent(StatusCode::PARTIAL_CONTENT, &headers(&[]), None).is_err());
    }
}
