//! A server that says what a test tells it to, and remembers what it was asked.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Request, State},
    response::Response,
};
use http::{HeaderMap, StatusCode};

/// One request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default()
    }
}

type Answer = Arc<dyn Fn(&Asked) -> Response + Send + Sync>;

#[derive(Clone)]
struct Shared {
    answer: Answer,
    asked: Arc<Mutex<Vec<Asked>>>,
}

pub(crate) struct Mock {
    pub(crate) url: String,
    shared: Shared,
    serving: tokio::task::JoinHandle<()>,
}

impl Mock {
    pub(crate) async fn start(answer: impl Fn(&Asked) -> Response + Send + Sync + 'static) -> Self {
        let shared = Shared {
            answer: Arc::new(answer),
            asked: Arc::default(),
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(take).with_state(shared.clone());
        let serving = tokio::spawn(async move {
            axum::serve(listener, router).await.unwrap();
        });
        Self {
            url,
            shared,
            serving,
        }
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.shared.asked.lock().unwrap().clone()
    }

    pub(crate) fn forget(&self) {
        self.shared.asked.lock().unwrap().clear();
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn take(State(shared): State<Shared>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 64 * 1024 * 1024)
        .await
        .unwrap_or_default();
    let asked = Asked {
        method: head.method.to_string(),
        path: head.uri.path().to_owned(),
        headers: head.headers,
        body,
    };
    let answer = (shared.answer)(&asked);
    shared.asked.lock().unwrap().push(asked);
    answer
}

pub(crate) fn status(code: u16) -> Response {
    reply(code, Body::empty())
}

pub(crate) fn reply(code: u16, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = StatusCode::from_u16(code).unwrap();
    response
}

/// A multistatus around some `response` elements.
pub(crate) fn multistatus(responses: &str) -> Response {
    let body = format!(
        "<?xml version=\"1.0\"?><d:multistatus xmlns:d=\"DAV:\" \
         xmlns:oc=\"http://owncloud.org/ns\" xmlns:nc=\"http://nextcloud.org/ns\">{responses}\
         </d:multistatus>"
    );
    reply(207, body)
}

/// One resource with its properties.
pub(crate) fn resource(href: &str, props: &str) -> String {
    format!(
        "<d:response><d:href>{href}</d:href><d:propstat><d:prop>{props}</d:prop>\
         <d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
    )
}

pub(crate) const FOLDER: &str = "<d:resourcetype><d:collection/></d:resourcetype>";

pub(crate) const LOCKABLE: &str = "<d:supportedlock><d:lockentry><d:lockscope><d:exclusive/>\
    </d:lockscope><d:locktype><d:write/></d:locktype></d:lockentry></d:supportedlock>\
    <d:lockdiscovery/>";

/// What OPTIONS says of a class 2 server.
pub(crate) fn options() -> Response {
    let mut response = status(200);
    let headers = response.headers_mut();
    headers.insert("dav", "1, 2".parse().unwrap());
    headers.insert("allow", "OPTIONS, PROPFIND, LOCK".parse().unwrap());
    response
}
