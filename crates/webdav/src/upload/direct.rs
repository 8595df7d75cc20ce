//! One PUT under the real name, to servers that keep it apart until it is whole.

use damson_http::header::text as header_text;
use damson_http::pump;
use damson_remote::{Error, Result, UploadRequest};
use http::{HeaderName, HeaderValue, Method, header};
use reqwest::Response;
use url::Url;

use super::{Arrived, expectation, precondition};
use crate::{http::Answer, map::Seen, node::Condition, remote::Dav};

type Header = (HeaderName, HeaderValue);

pub(super) async fn send(
    dav: &Dav,
    request: &UploadRequest<'_>,
    before: Option<&Seen>,
) -> Result<()> {
    let url = dav.http.base.file(request.path);
    let condition = match before {
        Some(seen) => Condition::new(dav, seen, &expectation(request)).headers(dav)?,
        None => Some(nothing_there()),
    };
    Box::pin(put(dav, request, url, condition)).await
}

/// Refuses to replace anything (RFC 9110, 13.1.2).
pub(super) fn nothing_there() -> Header {
    (header::IF_NONE_MATCH, HeaderValue::from_static("*"))
}

/// Sends all bytes to `url`. The last ones only go out when the file is still the one that was
/// opened and the server still has what the caller decided from.
pub(super) async fn put(
    dav: &Dav,
    request: &UploadRequest<'_>,
    url: Url,
    condition: Option<Header>,
) -> Result<()> {
    let arrived = Arrived::new(request.ledger, 0);
    let media = mime_guess::from_path(request.path.name()).first_or_octet_stream();
    let media = (header::CONTENT_TYPE, header_text(media.as_ref())?);
    let gate = async {
        request.source.seal().await?;
        precondition(dav, request).await.map(drop)
    };
    let stretch = pump::Stretch {
        source: request.source,
        start: 0,
        end: request.source.length().0,
    };
    let sent = send_stretch(
        dav,
        stretch,
        url,
        condition.into_iter().chain([media]),
        |bytes| arrived.add(bytes),
        gate,
    );
    // Boxed because it holds a whole request and its answer.
    let response = Box::pin(sent)
        .await
        .map_err(|error| error.about(request.path))?;
    taken(dav, request, response).await
}

/// One PUT of a stretch of the file.
pub(super) async fn send_stretch(
    dav: &Dav,
    stretch: pump::Stretch<'_>,
    url: Url,
    more: impl IntoIterator<Item = Header>,
    sent: impl Fn(u64) + Send + Sync,
    gate: impl Future<Output = Result<()>> + Send,
) -> Result<Response> {
    let mut prepared = dav
        .http
        .prepare(Method::PUT, url)?
        .header(header::CONTENT_LENGTH, stretch.end - stretch.start);
    for (name, value) in more {
        prepared = prepared.header(name, value);
    }
    pump::send(stretch, |body| prepared.body(body), sent, gate).await
}

pub(super) async fn taken(
    dav: &Dav,
    request: &UploadRequest<'_>,
    response: Response,
) -> Result<()> {
    if response.status().is_success() {
        return Ok(());
    }
    if response.status() == http::StatusCode::UNAUTHORIZED
        && dav.http.auth.take_up(response.headers())
    {
        // Only the nonce was too old, and a stream can't be sent a second time from here.
        return Err(Error::new(damson_remote::ErrorKind::Unavailable)
            .retry(damson_remote::Retry::Now)
            .about(request.path));
    }
    let answer = Answer {
        response,
        foreign: false,
    };
    Err(dav.http.failed(answer, Some(request.path)).await)
}
