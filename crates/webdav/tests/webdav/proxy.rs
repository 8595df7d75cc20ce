//! A proxy between a client and a real server. It remembers what was sent, and its switches rewrite
//! answers as front servers and servers that are not here do.

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt as _, Full, StreamBody, combinators::UnsyncBoxBody};
use hyper::{body::Frame, body::Incoming, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};

use crate::{
    rewrite::{a_child_broken, edited, gzip, path_of, split, texts_of, unnumbered},
    switches::{Coding, Fate, Statuses, Switches, Tags, Way, date},
};

/// Every so many writes meet their fate.
const EVERY: u32 = 5;
/// What the folder of the server is called in front of the proxy.
pub(crate) const PREFIX: &str = "/front";

/// One request and how it was answered by the server.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) destination: Option<String>,
    pub(crate) status: u16,
}

pub(crate) struct Proxy {
    pub(crate) url: String,
    shared: Arc<Shared>,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

struct Shared {
    upstream: String,
    client: reqwest::Client,
    switches: Mutex<Switches>,
    sent: Mutex<Vec<Sent>>,
    tags: Mutex<Known>,
    writes: AtomicU32,
    answers: AtomicU32,
    listings: AtomicU32,
}

/// What the switches of tags have to remember: of each path how often it was locked, and what was
/// shown in a second.
#[derive(Default)]
struct Known {
    locks: std::collections::HashMap<String, u32>,
    shown: std::collections::HashMap<(String, String), String>,
    real: std::collections::HashMap<String, String>,
}

type Body = UnsyncBoxBody<Bytes, std::io::Error>;

impl Proxy {
    /// In front of the server at `url`, which may have a path.
    pub(crate) fn start(url: &str, switches: Switches) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let (origin, root) = split(url);
        let shared = Arc::new(Shared {
            upstream: origin,
            client: reqwest::Client::builder()
                .no_gzip()
                .redirect(reqwest::redirect::Policy::none())
                .pool_max_idle_per_host(0)
                .no_proxy()
                .build()
                .unwrap(),
            switches: Mutex::new(switches),
            sent: Mutex::default(),
            tags: Mutex::default(),
            writes: AtomicU32::new(0),
            answers: AtomicU32::new(0),
            listings: AtomicU32::new(0),
        });
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let (told, port) = std::sync::mpsc::channel();
        let serving = Arc::clone(&shared);
        // A thread of its own: clients under test are killed with their runtimes.
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let any = SocketAddr::from(([127, 0, 0, 1], 0));
                let listener = tokio::net::TcpListener::bind(any).await.unwrap();
                told.send(listener.local_addr().unwrap().port()).unwrap();
                tokio::select! {
                    () = accept(listener, serving) => {}
                    _ = stopped => {}
                }
            });
            runtime.shutdown_background();
        });
        let port = port.recv().unwrap();
        let prefix = if switches.way == Way::Prefix {
            PREFIX
        } else {
            ""
        };
        Self {
            url: format!("http://127.0.0.1:{port}{prefix}{root}"),
            shared,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    /// Everything that was sent, in the order of the answers.
    pub(crate) fn sent(&self) -> Vec<Sent> {
        self.shared.sent.lock().unwrap().clone()
    }

    pub(crate) fn forget(&self) {
        self.shared.sent.lock().unwrap().clear();
    }

    pub(crate) fn switch(&self, switches: Switches) {
        *self.shared.switches.lock().unwrap() = switches;
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn accept(listener: tokio::net::TcpListener, shared: Arc<Shared>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            let serve = service_fn(move |request| {
                let shared = Arc::clone(&shared);
                async move { shared.answer(request).await }
            });
            let _ = hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .serve_connection(TokioIo::new(stream), serve)
                .await;
        });
    }
}

fn ended(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::ConnectionReset, why)
}

impl Shared {
    /// An error ends the connection without an answer.
    async fn answer(&self, request: Request<Incoming>) -> Result<Response<Body>, std::io::Error> {
        let switches = *self.switches.lock().unwrap();
        let (head, body) = request.into_parts();
        let body = body.collect().await.map_err(ended)?.to_bytes();
        let at = head.uri.path_and_query().map_or("/", |at| at.as_str());
        let at = at
            .strip_prefix(PREFIX)
            .filter(|_| switches.way == Way::Prefix)
            .unwrap_or(at);
        let at = if at.is_empty() { "/" } else { at };
        let method = head.method.clone();
        let fate = self.fate(&method, switches.fate);
        if fate == Fate::Refused {
            return Ok(plain(StatusCode::SERVICE_UNAVAILABLE));
        }
        let mut upstream = self
            .client
            .request(method.clone(), format!("{}{at}", self.upstream))
            .body(body);
        for (name, value) in &head.headers {
            let own = [
                header::CONNECTION,
                header::TRANSFER_ENCODING,
                header::CONTENT_LENGTH,
            ];
            if own.contains(name) || (name == header::HOST && switches.way != Way::Plain) {
                continue;
            }
            upstream = upstream.header(
                name,
                self.incoming(switches, at, &head.headers, name, value),
            );
        }
        let answer = upstream.send().await.map_err(ended)?;
        let status = answer.status();
        let headers = answer.headers().clone();
        let bytes = answer.bytes().await.map_err(ended)?;
        self.note(&method, at, &head.headers, status);
        match fate {
            Fate::Lost => return Err(ended("the answer is lost")),
            Fate::Gateway => return Ok(plain(StatusCode::GATEWAY_TIMEOUT)),
            Fate::Slow => tokio::time::sleep(Duration::from_millis(60)).await,
            Fate::Plain | Fate::Refused => {}
        }
        Ok(self.rewritten(switches, &head, at, status, &headers, bytes))
    }

    fn note(&self, method: &Method, at: &str, headers: &HeaderMap, status: StatusCode) {
        let text = |name: &str| headers.get(name)?.to_str().ok().map(str::to_owned);
        if status.is_success() && matches!(method.as_str(), "LOCK" | "UNLOCK") {
            let mut known = self.tags.lock().unwrap();
            *known.locks.entry(at.to_owned()).or_default() += 1;
        }
        self.sent.lock().unwrap().push(Sent {
            method: method.clone(),
            path: at.to_owned(),
            destination: text("destination"),
            status: status.as_u16(),
        });
    }

    /// Only writes meet one, and not each.
    fn fate(&self, method: &Method, fate: Fate) -> Fate {
        let writes = ["PUT", "MOVE", "DELETE", "LOCK", "UNLOCK", "MKCOL", "COPY"];
        if fate == Fate::Plain || !writes.contains(&method.as_str()) {
            return Fate::Plain;
        }
        let nth = self.writes.fetch_add(1, Ordering::Relaxed);
        if fate == Fate::Slow || nth % EVERY == EVERY - 1 {
            fate
        } else {
            Fate::Plain
        }
    }

    /// What the server is told of the tags that were made up here.
    fn incoming(
        &self,
        switches: Switches,
        at: &str,
        headers: &HeaderMap,
        name: &HeaderName,
        value: &HeaderValue,
    ) -> HeaderValue {
        let conditions = [
            header::IF_MATCH,
            header::IF_NONE_MATCH,
            HeaderName::from_static("if"),
        ];
        let Some(text) = value.to_str().ok().filter(|_| conditions.contains(name)) else {
            return value.clone();
        };
        let known = self.tags.lock().unwrap();
        let told = match switches.tags {
            Tags::NewAtLock => {
                let target = headers
                    .get("destination")
                    .and_then(|value| value.to_str().ok());
                let target = target.map_or("", |target| path_of(target));
                let [own, other] = [at, target].map(|at| known.locks.get(at).copied().unwrap_or(0));
                unnumbered(text, |number| number == own || number == other)
            }
            Tags::NewEachTime => unnumbered(text, |_| true),
            Tags::Coarse => known
                .real
                .iter()
                .fold(text.to_owned(), |text, (shown, real)| {
                    text.replace(shown, real)
                }),
            Tags::Plain | Tags::Weak | Tags::Dropped | Tags::Unquoted | Tags::GzipOnGet => {
                text.to_owned()
            }
        };
        HeaderValue::from_str(&told).unwrap_or_else(|_| value.clone())
    }

    fn rewritten(
        &self,
        switches: Switches,
        head: &http::request::Parts,
        at: &str,
        status: StatusCode,
        headers: &HeaderMap,
        bytes: Bytes,
    ) -> Response<Body> {
        let method = head.method.as_str();
        let (status, bytes) = self.statuses(switches.statuses, head, at, status, bytes);
        let xml = status == StatusCode::MULTI_STATUS || method == "LOCK";
        let bytes = match std::str::from_utf8(&bytes) {
            Ok(text) if xml => Bytes::from(self.listing(switches, at, text)),
            _ => bytes,
        };
        let mut answer = Response::builder().status(status);
        for (name, value) in headers {
            let dropped = [
                header::CONNECTION,
                header::TRANSFER_ENCODING,
                header::CONTENT_LENGTH,
            ];
            if dropped.contains(name) && !(method == "HEAD" && name == header::CONTENT_LENGTH) {
                continue;
            }
            let text = value.to_str().unwrap_or_default();
            let value = if name == header::ETAG {
                let modified = headers.get(header::LAST_MODIFIED);
                let modified = modified.and_then(|value| value.to_str().ok());
                self.tag(
                    switches.tags,
                    at,
                    text,
                    modified.unwrap_or_default(),
                    Some(method),
                )
            } else if name == header::LAST_MODIFIED {
                date(switches.dates, text)
            } else {
                Some(text.to_owned())
            };
            if let Some(value) = value {
                answer = answer.header(name, value);
            }
        }
        let zipped = switches.coding == Coding::Gzip
            && method == "GET"
            && status == StatusCode::OK
            && !headers.contains_key(header::CONTENT_ENCODING);
        let bytes = if zipped {
            answer = answer.header(header::CONTENT_ENCODING, "gzip");
            gzip(&bytes)
        } else {
            bytes
        };
        let body = if switches.coding == Coding::NoLength && !bytes.is_empty() {
            let frames = futures::stream::iter([Ok(Frame::data(bytes))]);
            StreamBody::new(frames).boxed_unsync()
        } else {
            whole(bytes)
        };
        answer.body(body).unwrap()
    }

    fn statuses(
        &self,
        statuses: Statuses,
        head: &http::request::Parts,
        at: &str,
        status: StatusCode,
        bytes: Bytes,
    ) -> (StatusCode, Bytes) {
        let method = head.method.as_str();
        let multi = |inside: &str| {
            let body = format!(
                "<?xml version=\"1.0\"?><D:multistatus xmlns:D=\"DAV:\">{inside}</D:multistatus>"
            );
            (StatusCode::MULTI_STATUS, Bytes::from(body))
        };
        let missing = status == StatusCode::NOT_FOUND && method == "PROPFIND";
        match statuses {
            Statuses::CreatedForLock if method == "LOCK" && status == StatusCode::OK => {
                (StatusCode::CREATED, bytes)
            }
            Statuses::OkForNoContent if status == StatusCode::NO_CONTENT => (StatusCode::OK, bytes),
            Statuses::Wrapped
                if status.as_u16() >= 400
                    && status != StatusCode::UNAUTHORIZED
                    && matches!(method, "MOVE" | "DELETE" | "COPY" | "UNLOCK") =>
            {
                multi(&format!(
                    "<D:response><D:href>{at}</D:href><D:status>HTTP/1.1 {status}</D:status>\
                     </D:response>"
                ))
            }
            Statuses::MissingInside if missing => multi(&format!(
                "<D:response><D:href>{at}</D:href><D:propstat><D:prop/>\
                 <D:status>HTTP/1.1 404 Not Found</D:status></D:propstat></D:response>"
            )),
            Statuses::MissingIsEmpty if missing => multi(""),
            Statuses::ChildBroken
                if status == StatusCode::MULTI_STATUS
                    && head.headers.get("depth").is_some_and(|depth| depth == "1")
                    && self.listings.fetch_add(1, Ordering::Relaxed) % 3 == 2 =>
            {
                let broken = std::str::from_utf8(&bytes).ok().and_then(a_child_broken);
                (status, broken.map_or(bytes, Bytes::from))
            }
            Statuses::Plain
            | Statuses::CreatedForLock
            | Statuses::OkForNoContent
            | Statuses::Wrapped
            | Statuses::MissingInside
            | Statuses::MissingIsEmpty
            | Statuses::ChildBroken => (status, bytes),
        }
    }

    /// Tags, dates and addresses in a body.
    fn listing(&self, switches: Switches, at: &str, text: &str) -> String {
        let mut path = at.to_owned();
        let mut modified = String::new();
        // The time may stand after the tag that it belongs to.
        let times = texts_of(text, "getlastmodified");
        let mut nth = 0;
        edited(text, |name, inside| match name {
            // Tokens of locks stand in one as well.
            "href" if inside.starts_with('/') || inside.contains("://") => {
                path_of(inside).clone_into(&mut path);
                Some(match switches.way {
                    Way::OtherHost => format!("https://files.example.com{path}"),
                    Way::Plain | Way::Prefix => inside.to_owned(),
                })
            }
            "response" => {
                modified = times.get(nth).cloned().unwrap_or_default();
                nth += 1;
                None
            }
            "getlastmodified" => Some(date(switches.dates, inside).unwrap_or_default()),
            "getetag" => {
                let real = inside.replace("&quot;", "\"").replace("&#34;", "\"");
                Some(
                    self.tag(switches.tags, &path, &real, &modified, None)
                        .unwrap_or_default(),
                )
            }
            _ => Some(inside.to_owned()),
        })
    }

    /// The tag that is shown for a real one; in a header of an answer to `method`, or in a listing.
    fn tag(
        &self,
        tags: Tags,
        at: &str,
        real: &str,
        modified: &str,
        method: Option<&str>,
    ) -> Option<String> {
        let numbered = |number: u32| {
            real.strip_suffix('"')
                .map_or_else(|| real.to_owned(), |start| format!("{start}#{number}\""))
        };
        match tags {
            Tags::Weak if real.starts_with("W/") || real.is_empty() => Some(real.to_owned()),
            Tags::Weak => Some(format!("W/{real}")),
            Tags::Dropped => None,
            Tags::Unquoted if method.is_none() => Some(real.replace('"', "")),
            Tags::GzipOnGet if method == Some("GET") => Some(
                real.strip_suffix('"')
                    .map_or_else(|| real.to_owned(), |start| format!("{start}-gzip\"")),
            ),
            Tags::Plain | Tags::Unquoted | Tags::GzipOnGet => Some(real.to_owned()),
            Tags::NewAtLock => {
                let known = self.tags.lock().unwrap();
                Some(numbered(known.locks.get(at).copied().unwrap_or(0)))
            }
            Tags::NewEachTime => Some(numbered(self.answers.fetch_add(1, Ordering::Relaxed))),
            Tags::Coarse => {
                let mut known = self.tags.lock().unwrap();
                let key = (at.to_owned(), modified.to_owned());
                let shown = known
                    .shown
                    .entry(key)
                    .or_insert_with(|| real.to_owned())
                    .clone();
                known.real.insert(shown.clone(), real.to_owned());
                Some(shown)
            }
        }
    }
}

fn plain(status: StatusCode) -> Response<Body> {
    Response::builder()
        .status(status)
        .body(whole(Bytes::new()))
        .unwrap()
}

fn whole(bytes: Bytes) -> Body {
    Full::new(bytes)
        .map_err(|never| match never {})
        .boxed_unsync()
}
