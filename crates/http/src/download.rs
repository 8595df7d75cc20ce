//! The bytes of a file, whole or from somewhere on.

use bytes::Bytes;
use damson_core::{ByteCount, DamPath, Digest, Revision};
use damson_remote::{
    ByteRange, Error, ErrorKind, ReadBody, Result,
    body::{Checked, Expected, Hasher},
};
use futures::{
    StreamExt as _,
    stream::{self, BoxStream},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use reqwest::Response;

use crate::{body, checksum};

/// Which bytes an answer brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    pub start: u64,
    /// How many bytes are wanted.
    pub length: Option<u64>,
    /// How many come.
    announced: Option<u64>,
    /// How many the whole file has.
    pub total: Option<ByteCount>,
}

/// The `Range` header that asks for `range`.
pub fn range_header(range: ByteRange) -> Result<HeaderValue> {
    let text = match range.end {
        Some(end) if end <= range.start => {
            return Err(Error::new(ErrorKind::Garbled).said("an empty range"));
        }
        Some(end) => format!("bytes={}-{}", range.start, end - 1),
        None => format!("bytes={}-", range.start),
    };
    HeaderValue::try_from(text).map_err(|error| Error::new(ErrorKind::Garbled).caused_by(error))
}

/// Which bytes an answer brings to somebody who asked for `asked`.
///
/// Fails with [`ErrorKind::Garbled`] when that is another part than was asked for (RFC 9110, 15.3.7),
/// or packed.
pub fn extent(status: StatusCode, headers: &HeaderMap, asked: Option<ByteRange>) -> Result<Extent> {
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
    if part == 0 && first < asked.start {
        // The way in which webdav-server says that the file ends before.
        return Err(Error::new(ErrorKind::Changed).said("the file is shorter than that"));
    }
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

/// Streams what an answer brings; it ends with an error when more or less comes than announced, or
/// other bytes than the answer says of itself.
pub fn read_body(
    response: Response,
    extent: Extent,
    revision: Revision,
    about: &DamPath,
) -> ReadBody {
    let about = about.clone();
    // What was unpacked on the way has no announced length, and is not what the hash is of. With a
    // part of a file Apache sends the hash of the whole.
    let is_whole = extent.announced.is_some() && extent.announced == extent.total.map(|all| all.0);
    let hash = checksum::of_content(response.headers()).filter(|_| is_whole);
    let stream = body::streamed(response, extent.announced);
    let stream = match (extent.length, hash) {
        (Some(length), _) if extent.announced != Some(length) => body::cut(stream, length),
        (_, Some(hash)) => held_to(stream, hash),
        (_, None) => stream,
    };
    ReadBody {
        stream: stream
            .map(move |chunk| chunk.map_err(|error| error.about(&about)))
            .boxed(),
        start: extent.start,
        length: extent.length,
        total: extent.total,
        revision,
    }
}

fn held_to(
    stream: BoxStream<'static, Result<Bytes>>,
    hash: Digest,
) -> BoxStream<'static, Result<Bytes>> {
    let hasher = Hasher::new(hash.kind());
    let expected = Expected {
        digest: Some(hash),
        length: None,
    };
    Checked::new(stream, Some(hasher), expected).boxed()
}

/// What 416 means: nothing is left when a download stopped right at the end; otherwise the file
/// got shorter, which is [`ErrorKind::Changed`].
pub fn after_the_end(
    headers: &HeaderMap,
    range: Option<ByteRange>,
    revision: Revision,
    about: &DamPath,
) -> Result<ReadBody> {
    let total = content_range(headers).and_then(|(_, total)| total);
    let start = range.map_or(0, |range| range.start);
    if total != Some(start) {
        return Err(Error::new(ErrorKind::Changed).about(about));
    }
    Ok(ReadBody {
        stream: stream::empty().boxed(),
        start,
        length: Some(0),
        total: total.map(ByteCount),
        revision,
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

    #[tokio::test]
    async fn bytes_are_held_to_what_the_answer_says_of_them() {
        let read = async |name: &'static str, hash: &'static str| {
            let answer = http::Response::builder()
                .header(header::CONTENT_LENGTH, 3)
                .header(name, hash)
                .body("abc");
            let response = Response::from(answer.unwrap());
            let extent = extent(StatusCode::OK, response.headers(), None).unwrap();
            let body = read_body(response, extent, Revision::default(), &DamPath::root());
            let pieces: Vec<Result<Bytes>> = body.stream.collect().await;
            pieces
                .into_iter()
                .find_map(|piece| piece.err().map(|error| error.kind))
        };
        assert_eq!(read("content-md5", "kAFQmDzST7DWlj99KOF/cg==").await, None);
        let other = read("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg==").await;
        assert_eq!(other, Some(ErrorKind::Corrupt));
        let other = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:";
        assert_eq!(
            read("content-digest", other).await,
            Some(ErrorKind::Corrupt)
        );
        assert_eq!(read("content-md5", "nonsense").await, None);
    }

    #[test]
    fn nothing_from_before_the_part_is_a_shorter_file() {
        let asked = ByteRange {
            start: 10,
            end: None,
        };
        assert_eq!(part("bytes 10-9/*", "0", asked), Ok((10, Some(0))));
        assert_eq!(part("bytes 4-3/*", "0", asked), Err(ErrorKind::Changed));
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
