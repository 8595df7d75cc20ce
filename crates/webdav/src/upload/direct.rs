//! One PUT under the real name, to servers that keep it apart until it is whole.

use std::sync::atomic::{AtomicU64, Ordering};

use damson_http::header::text as header_text;
use damson_http::{pump, redirect};
use damson_remote::{Result, UploadRequest};
use http::{HeaderValue, Method, header};
use reqwest::Response;
use url::Url;

use super::{Arrived, expectation, go_on, precondition};
use crate::{
    conditions::{Attempt, Condition, Header, Place},
    http::Answer,
    map::Seen,
    remote::Dav,
};

pub(super) async fn send(
    dav: &Dav,
    request: &UploadRequest<'_>,
    before: Option<&Seen>,
) -> Result<()> {
    let url = dav.http.base.file(request.path);
    let Some(seen) = before else {
        return Box::pin(put(dav, request, url, [nothing_there()])).await;
    };
    let condition = Condition::new(dav, seen, &expectation(request));
    let mut attempt = Attempt::new(dav, Place::Alone, url.clone(), condition);
    loop {
        let headers = attempt.headers([])?;
        let sent = Box::pin(put(dav, request, url.clone(), headers)).await;
        let Err(error) = sent else {
            attempt.worked();
            return Ok(());
        };
        go_on(dav, request, seen, &mut attempt, error).await?;
    }
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
    condition: impl IntoIterator<Item = Header> + Send,
) -> Result<()> {
    let arrived = Arrived::new(request.ledger, 0);
    let media = mime_guess::from_path(request.path.name()).first_or_octet_stream();
    let media = (header::CONTENT_TYPE, header_text(media.as_ref())?);
    let gate = || async {
        request.source.seal().await?;
        precondition(dav, request).await.map(drop)
    };
    let stretch = pump::Stretch {
        source: request.source,
        start: 0,
        end: request.source.length().0,
    };
    let headers: Vec<Header> = condition.into_iter().chain([media]).collect();
    let sent = send_stretch(
        dav,
        stretch,
        url,
        &headers,
        |bytes| arrived.reach(bytes),
        gate,
    );
    // Boxed because it holds a whole request and its answer.
    let response = Box::pin(sent)
        .await
        .map_err(|error| error.about(request.path))?;
    taken(dav, request, response).await
}

/// One PUT of a stretch of the file. It is sent again to where the server sends it on, within the
/// server and with the same method (RFC 9110, 15.4.8 and 15.4.9), and once when the server asks anew
/// who sends it. `sent` is told how many bytes of the stretch went out in the present attempt.
pub(super) async fn send_stretch<G>(
    dav: &Dav,
    stretch: pump::Stretch<'_>,
    url: Url,
    more: &[Header],
    sent: impl Fn(u64) + Send + Sync,
    gate: impl Fn() -> G + Send + Sync,
) -> Result<Response>
where
    G: Future<Output = Result<()>> + Send,
{
    let mut url = url;
    let mut proved_again = false;
    for _ in 0..=redirect::MOST {
        let mut prepared = dav
            .http
            .prepare(Method::PUT, url.clone())?
            .header(header::CONTENT_LENGTH, stretch.end - stretch.start);
        for (name, value) in more {
            prepared = prepared.header(name, value);
        }
        let passed = AtomicU64::new(0);
        let sent = |bytes| sent(passed.fetch_add(bytes, Ordering::Relaxed) + bytes);
        let response = pump::send(stretch, |body| prepared.body(body), sent, gate()).await?;
        match dav.http.sent_on(&response, &url)? {
            Some(next) => url = next,
            // Only the nonce was too old.
            None if !proved_again && is_asked_who(dav, &response) => proved_again = true,
            None => return Ok(response),
        }
    }
    Err(redirect::without_end())
}

fn is_asked_who(dav: &Dav, response: &Response) -> bool {
    response.status() == http::StatusCode::UNAUTHORIZED && dav.http.take_up(response.headers())
}

pub(super) async fn taken(
    dav: &Dav,
    request: &UploadRequest<'_>,
    response: Response,
) -> Result<()> {
    if response.status().is_success() {
        return Ok(());
    }
    let answer = Answer {
        response,
        foreign: false,
        redirected: false,
    };
    Err(dav.http.failed(answer, Some(request.path)).await)
}
