//! Shows every call and its answer to whoever examines a connection.
//!
//! Nothing is recorded unless a [`Watcher`] was put around a future with [`watched`], and then only
//! what that future sends itself.

use std::{future::Future, sync::Arc, time::Duration};

use bytes::Bytes;
use futures::{StreamExt as _, stream};
use http::{HeaderMap, Method, StatusCode, header};
use reqwest::{Body, RequestBuilder, Response, ResponseBuilderExt as _};
use tokio::time::Instant;
use url::Url;

/// Sees each call when its answer has begun.
pub trait Watcher: Send + Sync {
    fn saw(&self, exchange: &Exchange);
}

/// A call and what came of it. It holds secrets: the watcher decides what of it may be kept.
#[derive(Debug)]
pub struct Exchange {
    pub method: Method,
    pub url: Url,
    pub headers: HeaderMap,
    /// `None` where it is streamed.
    pub body: Option<Bytes>,
    /// `None` where nothing answered.
    pub answer: Option<Answer>,
    pub took: Duration,
}

/// The answer of a call.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// The beginning of what is text of some kind; `None` for files.
    pub body: Option<Bytes>,
}

/// Of a text not more than this many bytes are shown.
const SHOWN: usize = 4 * 1024 * 1024;

tokio::task_local! {
    static WATCHER: Arc<dyn Watcher>;
}

/// Runs a future whose calls `watcher` sees.
pub async fn watched<F: Future>(watcher: Arc<dyn Watcher>, future: F) -> F::Output {
    WATCHER.scope(watcher, future).await
}

/// Sends a request, and shows it to the watcher if there is one.
pub(crate) async fn send(request: RequestBuilder) -> reqwest::Result<Response> {
    let Ok(watcher) = WATCHER.try_with(Arc::clone) else {
        return request.send().await;
    };
    let (client, request) = request.build_split();
    let request = request?;
    let mut exchange = Exchange {
        method: request.method().clone(),
        url: request.url().clone(),
        headers: request.headers().clone(),
        body: request
            .body()
            .and_then(Body::as_bytes)
            .map(Bytes::copy_from_slice),
        answer: None,
        took: Duration::ZERO,
    };
    let began = Instant::now();
    let answered = client.execute(request).await;
    exchange.took = began.elapsed();
    let response = match answered {
        Ok(response) => response,
        Err(error) => {
            watcher.saw(&exchange);
            return Err(error);
        }
    };
    let (shown, response) = if is_text(response.headers()) {
        let (shown, response) = look_at(response).await?;
        (Some(shown), response)
    } else {
        (None, response)
    };
    exchange.answer = Some(Answer {
        status: response.status(),
        headers: response.headers().clone(),
        body: shown,
    });
    watcher.saw(&exchange);
    Ok(response)
}

fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    ["json", "xml", "html", "text/plain"]
        .iter()
        .any(|text| kind.contains(text))
}

/// The beginning of a body, and the same response with all of it.
async fn look_at(response: Response) -> reqwest::Result<(Bytes, Response)> {
    let mut whole = http::Response::builder()
        .status(response.status())
        .version(response.version())
        .url(response.url().clone());
    if let Some(headers) = whole.headers_mut() {
        headers.clone_from(response.headers());
    }
    let mut rest = response.bytes_stream();
    let mut seen = Vec::new();
    while seen.len() < SHOWN
        && let Some(chunk) = rest.next().await
    {
        seen.extend_from_slice(&chunk?);
    }
    let seen = Bytes::from(seen);
    let first = stream::iter([Ok::<_, reqwest::Error>(seen.clone())]);
    let body = Body::wrap_stream(first.chain(rest));
    let whole = whole
        .body(body)
        .expect("the parts of a response make a response");
    Ok((seen, Response::from(whole)))
}
