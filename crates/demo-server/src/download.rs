//! Bytes on their way to a client, as Sling's stream renderer sends them (page section 7).

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::Response,
};
use bytes::Bytes as Chunk;
use futures::Stream;
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};
use tokio_util::io::ReaderStream;

use crate::{
    blob,
    call::Call,
    dam::Dam,
    dates,
    errors::{Answer, Refused, empty_response, redirect},
    faults,
    store::{Kind, Node, binary::Bytes},
};

/// From how many bytes on `Accept-Ranges` is announced.
const ANNOUNCES_RANGES: u64 = 100 * 1024;

/// Bytes to be sent.
#[derive(Debug, Clone)]
pub(crate) struct Binary {
    pub bytes: Bytes,
    pub mime: String,
    pub written: i64,
    /// Whether the answer says when, and takes a condition on it.
    pub dated: bool,
    pub name: String,
    /// The name in the store, where the blob origin can serve it.
    pub stored: Option<String>,
}

/// The original of an asset.
pub(crate) fn original(node: &Node) -> Option<Binary> {
    let stored = node.binary.clone().filter(|_| node.kind == Kind::Asset)?;
    Some(Binary {
        // The caller's store knows where it is.
        bytes: Bytes::Literal(String::new()),
        mime: node.mime.clone(),
        written: node.written,
        dated: true,
        name: node.name.clone(),
        stored: Some(stored),
    })
}

/// Answers with a binary, or sends the client to the blob origin for it.
pub(crate) async fn send(call: &Call, binary: Binary) -> Answer {
    let dam = &call.dam;
    if let Some(stored) = &binary.stored
        && dam.switches().redirects_download(dam.personality)
        && call.method == Method::GET
    {
        return Ok(redirect(&blob::download_address(dam, stored, &binary)));
    }
    stream(dam, &call.method, &call.headers, &call.path, binary).await
}

/// Answers with a binary itself.
pub(crate) async fn stream(
    dam: &Dam,
    method: &Method,
    headers: &HeaderMap,
    path: &str,
    mut binary: Binary,
) -> Answer {
    if let Some(stored) = &binary.stored {
        binary.bytes = dam.store.binaries.locate(stored);
    }
    if !dam.switches().conditions_ignored && binary.dated && not_modified(headers, binary.written) {
        return Ok(empty_response(StatusCode::NOT_MODIFIED));
    }
    let length = length_of(&binary.bytes).await?;
    let wanted = headers
        .get(header::RANGE)
        .and_then(|value| value.to_str().ok());
    let range = match wanted
        .filter(|_| !dam.switches().range_ignored && range_holds(headers, binary.written))
        .map(|text| parse_range(text, length))
    {
        None | Some(Range::Ignored) => None,
        Some(Range::Part(first, last)) => Some((first, last)),
        Some(Range::Unsatisfiable) => {
            let mut response = empty_response(StatusCode::RANGE_NOT_SATISFIABLE);
            set(
                response.headers_mut(),
                header::CONTENT_RANGE,
                &format!("bytes */{length}"),
            );
            return Ok(response);
        }
    };
    let (first, count) = range.map_or((0, length), |(first, last)| (first, last - first + 1));
    let body = if method == Method::HEAD {
        Body::empty()
    } else {
        body_of(dam, path, &binary.bytes, first, count).await?
    };
    let mut response = Response::new(body);
    let out = response.headers_mut();
    if let Some((first, last)) = range {
        set(
            out,
            header::CONTENT_RANGE,
            &format!("bytes {first}-{last}/{length}"),
        );
    }
    if length > ANNOUNCES_RANGES && !dam.switches().range_ignored {
        set(out, header::ACCEPT_RANGES, "bytes");
    }
    set(out, header::CONTENT_LENGTH, &count.to_string());
    set(out, header::CONTENT_TYPE, &binary.mime);
    if binary.dated {
        set(out, header::LAST_MODIFIED, &dates::http(binary.written));
    }
    set(out, header::CONTENT_DISPOSITION, &disposition(&binary.name));
    if range.is_some() {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(response)
}

/// `attachment` with a name that old and new clients read.
fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_graphic() && c != '"' {
                c
            } else {
                '_'
            }
        })
        .collect();
    format!(
        "attachment; filename=\"{plain}\"; filename*=UTF-8''{}",
        crate::call::encode_path(name)
    )
}

fn set(headers: &mut HeaderMap, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

fn not_modified(headers: &HeaderMap, written: i64) -> bool {
    let since = headers
        .get(header::IF_MODIFIED_SINCE)
        .and_then(|value| value.to_str().ok());
    since
        .and_then(dates::parse_http)
        .is_some_and(|since| written / 1000 <= since / 1000)
}

/// Whether a range is of what is here. Only a time is compared (seen on Sling): any tag is another.
fn range_holds(headers: &HeaderMap, written: i64) -> bool {
    let Some(value) = headers.get(header::IF_RANGE) else {
        return true;
    };
    let since = value.to_str().ok().and_then(dates::parse_http);
    since.is_some_and(|since| written / 1000 <= since / 1000)
}

async fn length_of(bytes: &Bytes) -> Result<u64, Refused> {
    match bytes {
        Bytes::Literal(text) => Ok(text.len() as u64),
        Bytes::File(file) => Ok(tokio::fs::metadata(file).await?.len()),
    }
}

async fn body_of(
    dam: &Dam,
    path: &str,
    bytes: &Bytes,
    first: u64,
    count: u64,
) -> Result<Body, Refused> {
    let inner: Chunks = match bytes {
        Bytes::Literal(text) => {
            let start = usize::try_from(first).unwrap_or(usize::MAX).min(text.len());
            let end = usize::try_from(first + count)
                .unwrap_or(usize::MAX)
                .min(text.len());
            let part = Chunk::copy_from_slice(&text.as_bytes()[start..end]);
            Box::pin(futures::stream::once(async move { Ok(part) }))
        }
        Bytes::File(file) => {
            let mut file = tokio::fs::File::open(file).await?;
            file.seek(io::SeekFrom::Start(first)).await?;
            Box::pin(ReaderStream::with_capacity(file.take(count), 64 * 1024))
        }
    };
    let concerned = faults::concerns(dam, path);
    let breaks_at =
        (concerned && dam.take(|switches| &mut switches.truncate_next)).then_some(count / 2);
    let garbled =
        concerned && breaks_at.is_none() && dam.take(|switches| &mut switches.garbage_next);
    if breaks_at.is_none() && !garbled {
        return Ok(Body::from_stream(inner));
    }
    Ok(Body::from_stream(Damaged {
        inner,
        sent: 0,
        breaks_at,
        garbled,
        rested: false,
    }))
}

type Chunks = Pin<Box<dyn Stream<Item = io::Result<Chunk>> + Send>>;

/// Bytes that break off or come out wrong.
struct Damaged {
    inner: Chunks,
    sent: u64,
    breaks_at: Option<u64>,
    garbled: bool,
    rested: bool,
}

impl Stream for Damaged {
    type Item = io::Result<Chunk>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.breaks_at.is_some_and(|at| self.sent >= at) {
            // The part before the break is on its way before the connection ends.
            if !std::mem::replace(&mut self.rested, true) {
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            return Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into())));
        }
        let next = std::task::ready!(self.inner.as_mut().poll_next(cx));
        let Some(Ok(mut chunk)) = next else {
            return Poll::Ready(next);
        };
        if let Some(at) = self.breaks_at {
            chunk.truncate(usize::try_from(at - self.sent).unwrap_or(usize::MAX));
        }
        self.sent += chunk.len() as u64;
        if self.garbled {
            chunk = chunk.iter().map(|byte| byte ^ 0x5a).collect();
        }
        Poll::Ready(Some(Ok(chunk)))
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Range {
    /// The first and the last byte.
    Part(u64, u64),
    /// Several ranges: everything is sent.
    Ignored,
    Unsatisfiable,
}

fn parse_range(text: &str, length: u64) -> Range {
    let Some(spec) = text.trim().strip_prefix("bytes=") else {
        return Range::Unsatisfiable;
    };
    if spec.contains(',') {
        return Range::Ignored;
    }
    let Some((first, last)) = spec.split_once('-') else {
        return Range::Unsatisfiable;
    };
    let parsed = (first.trim().parse::<u64>(), last.trim().parse::<u64>());
    let (first, last) = match parsed {
        (Ok(first), Ok(last)) if first <= last => (first, last.min(length.saturating_sub(1))),
        (Ok(first), Err(_)) if last.trim().is_empty() => (first, length.saturating_sub(1)),
        (Err(_), Ok(count)) if first.trim().is_empty() && count > 0 => {
            (length.saturating_sub(count), length.saturating_sub(1))
        }
        _ => return Range::Unsatisfiable,
    };
    if first >= length {
        Range::Unsatisfiable
    } else {
        Range::Part(first, last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        assert_eq!(parse_range("bytes=0-9", 100), Range::Part(0, 9));
        assert_eq!(parse_range("bytes=90-200", 100), Range::Part(90, 99));
        assert_eq!(parse_range("bytes=90-", 100), Range::Part(90, 99));
        assert_eq!(parse_range("bytes=-10", 100), Range::Part(90, 99));
        assert_eq!(parse_range("bytes=100-", 100), Range::Unsatisfiable);
        assert_eq!(parse_range("bytes=0-0", 0), Range::Unsatisfiable);
        assert_eq!(parse_range("bytes=5-1", 100), Range::Unsatisfiable);
        assert_eq!(parse_range("bytes=0-1,4-5", 100), Range::Ignored);
        assert_eq!(parse_range("lines=0-1", 100), Range::Unsatisfiable);
        assert_eq!(parse_range("bytes=x", 100), Range::Unsatisfiable);
    }
}
