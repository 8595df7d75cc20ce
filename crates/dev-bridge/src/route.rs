//! The bridge's addresses.

use std::{convert::Infallible, path::Path, sync::Arc, time::Duration};

use axum::{
    Json, Router,
    body::Body,
    extract::{Path as At, Request, State},
    http::{HeaderMap, StatusCode, Uri, header},
    middleware::{self, Next},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
    routing::{get, post},
};
use damson_app::intent::LoginCookie;
use damson_desk::{
    DeskEvent, Screen as _,
    crossing::{DropPhase, DropView, ShowView},
};
use futures::{Stream, StreamExt as _, stream};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio_stream::wrappers::BroadcastStream;

use crate::{Shared, call::call};

const TOKEN: &str = "x-damson-token";
/// What the window's Content-Security-Policy allows, without the shell's own scheme.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

pub(crate) fn router(shared: Arc<Shared>) -> Router {
    let guarded = Router::new()
        .route("/ipc/events", get(events))
        .route("/ipc/{name}", post(ipc))
        .route("/test/pick", post(pick))
        .route("/test/copied-files", post(clipboard))
        .route("/test/drop", post(drop_files))
        .route("/test/link", post(link))
        .route("/test/cookies", post(cookies))
        .route("/test/close-login", post(close_login))
        .route("/test/tray", get(tray))
        .route("/test/show", post(show))
        .route("/test/demo", get(demo))
        .route("/test/{seen}", get(seen))
        .layer(middleware::from_fn_with_state(Arc::clone(&shared), guard));
    guarded.fallback(page).with_state(shared)
}

/// A caller without the token gets no answer; a name for this address other than its number
/// (a page that had its host point here) is refused as well.
async fn guard(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    if may(&shared, request.uri(), request.headers()) {
        next.run(request).await
    } else {
        StatusCode::FORBIDDEN.into_response()
    }
}

fn may(shared: &Shared, uri: &Uri, headers: &HeaderMap) -> bool {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let in_query = uri.query().unwrap_or_default().strip_prefix("token=");
    let has_token = header(TOKEN).or(in_query) == Some(shared.token.as_str());
    let host = header("host").unwrap_or_default();
    has_token && (host.starts_with("127.0.0.1:") || host.starts_with("localhost:"))
}

async fn ipc(
    State(shared): State<Arc<Shared>>,
    At(name): At<String>,
    body: axum::body::Bytes,
) -> Json<Value> {
    let body = serde_json::from_slice(&body).unwrap_or(Value::Null);
    match call(&shared.desk, &name, body).await {
        Ok(value) => Json(json!({ "ok": value })),
        Err(error) => Json(json!({ "error": error })),
    }
}

async fn events(
    State(shared): State<Arc<Shared>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let events = BroadcastStream::new(shared.desk.events());
    let first = DeskEvent::Snapshot(shared.desk.snapshot());
    // A listener that was too slow gets the snapshot as it is.
    let desk = shared.desk.clone();
    let events = events.map(move |event| match event {
        Ok(event) => event,
        Err(_) => DeskEvent::Snapshot(desk.snapshot()),
    });
    let events = stream::iter([first]).chain(events);
    let written = events.map(|event| {
        let body = event.body().to_string();
        Ok(Event::default().event(event.name()).data(body))
    });
    Sse::new(written).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}

#[derive(Deserialize)]
struct Pick {
    paths: Vec<std::path::PathBuf>,
}

/// Files are copied in the file manager.
async fn clipboard(State(shared): State<Arc<Shared>>, Json(copied): Json<Pick>) {
    // The bench takes whatever it is given.
    let _ = shared.bench.copy_files(&copied.paths);
}

async fn pick(State(shared): State<Arc<Shared>>, Json(pick): Json<Pick>) {
    shared.bench.will_pick(pick.paths);
}

#[derive(Deserialize)]
struct Dropped {
    paths: Vec<String>,
    x: f64,
    y: f64,
    /// Only enters and moves.
    #[serde(default)]
    hold: bool,
}

async fn drop_files(State(shared): State<Arc<Shared>>, Json(dropped): Json<Dropped>) {
    let Dropped { paths, x, y, hold } = dropped;
    let view = |phase, paths| DeskEvent::Drop(DropView { phase, x, y, paths });
    shared.desk.publish(view(DropPhase::Enter, paths.clone()));
    shared.desk.publish(view(DropPhase::Over, Vec::new()));
    if !hold {
        shared.desk.publish(view(DropPhase::Drop, paths));
    }
}

#[derive(Deserialize)]
struct Came {
    url: String,
}

async fn link(State(shared): State<Arc<Shared>>, Json(came): Json<Came>) {
    shared.desk.link_came(&came.url);
}

#[derive(Deserialize)]
struct Cookies {
    cookies: Vec<LoginCookie>,
}

async fn cookies(State(shared): State<Arc<Shared>>, Json(given): Json<Cookies>) -> StatusCode {
    if shared.bench.give_cookies(given.cookies) {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::CONFLICT
    }
}

async fn close_login(State(shared): State<Arc<Shared>>) {
    shared.bench.close_login();
}

#[derive(Deserialize)]
struct Chosen {
    view: ShowView,
}

/// A line of the tray is chosen.
async fn show(State(shared): State<Arc<Shared>>, Json(chosen): Json<Chosen>) {
    shared.desk.publish(DeskEvent::Show(chosen.view));
}

async fn tray(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(json!(shared.desk.tray()))
}

async fn demo(State(shared): State<Arc<Shared>>) -> Json<Value> {
    let url = shared.desk.demo_url().await;
    Json(json!({ "url": url, "users": ["jane", "omar", "reader", "admin"] }))
}

async fn seen(State(shared): State<Arc<Shared>>, At(what): At<String>) -> Response {
    let seen = shared.bench.seen();
    match what.as_str() {
        "copied" => Json(json!(seen.copied)).into_response(),
        "shown" => Json(json!(seen.shown)).into_response(),
        "dragged" => Json(json!(seen.dragged)).into_response(),
        "notices" => Json(json!(seen.notifications)).into_response(),
        "clipboard" => Json(json!(shared.bench.copied_files())).into_response(),
        "drag-images" => Json(json!(seen.drag_images)).into_response(),
        "progress" => Json(json!(seen.progress)).into_response(),
        "logins" => Json(json!(seen.logins)).into_response(),
        "opened" => Json(json!(opened(&shared))).into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// What the opener wrote down, one a line.
fn opened(shared: &Shared) -> Vec<String> {
    let file = crate::opener::record(shared.desk.dirs());
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// A file of the page. The page itself is everybody's; without the token it can call nothing.
async fn page(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    let path = if path.is_empty() { "index.html" } else { path };
    let is_plain = path.split('/').all(|name| {
        !name.is_empty() && name != "." && name != ".." && !name.contains(['\\', '%', ':'])
    });
    if !is_plain {
        return StatusCode::NOT_FOUND.into_response();
    }
    match tokio::fs::read(shared.ui.join(Path::new(path))).await {
        Ok(bytes) => {
            let kind = mime_guess::from_path(path).first_or_octet_stream();
            let headers = [
                (header::CONTENT_TYPE, kind.to_string()),
                (header::CACHE_CONTROL, "no-store".to_owned()),
                (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
                (header::REFERRER_POLICY, "no-referrer".to_owned()),
            ];
            (headers, Body::from(bytes)).into_response()
        }
        Err(_) => (
            StatusCode::NOT_FOUND,
            "build the page first: cd ui && npm ci && npm run build",
        )
            .into_response(),
    }
}
