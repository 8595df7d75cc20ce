//! From a request to the file that answers it.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::Response,
};
use serde_json::json;

use crate::{
    api_write,
    auth::{self, Identity, Rights, User, Via},
    blob,
    call::{Call, Fields, decode_path},
    checkout, collections,
    connection::{Cut, drained},
    content,
    dam::{Dam, RecordedRequest},
    dates, download,
    errors::{Answer, Refused, empty_response, json_response, text_response},
    faults, ims, login, pages, probe, querybuilder, siren, sling_json, sling_post, tags,
    upload_classic, upload_direct, versions, wcm,
};

/// Answers a request to the author origin.
pub(crate) async fn author(State(dam): State<Arc<Dam>>, request: Request) -> Response {
    let _counted = dam.under_way();
    let request = request.map(drained);
    let seen = Seen::new(&request, false);
    let path = decode_path(request.uri().path());
    let Some(path) = path else {
        return seen.answered(&dam, text_response(StatusCode::BAD_REQUEST, "Bad path"));
    };
    if path.starts_with("/demo/") {
        return probe::demo(&dam, request, &path).await;
    }
    if let Some(fault) = faults::strike(&dam, &path, seen.cut.as_ref(), false).await {
        return seen.answered(&dam, fault);
    }
    let context = dam.switches().context_path;
    let Some(path) = path
        .strip_prefix(context.as_str())
        .filter(|rest| rest.starts_with('/'))
    else {
        return seen.answered(&dam, text_response(StatusCode::NOT_FOUND, "Not here"));
    };
    let path = path.to_owned();
    let lose = faults::concerns(&dam, &path) && dam.take(|switches| &mut switches.lost_answer_next);
    let response = answer(&dam, request, path).await;
    if lose && let Some(cut) = &seen.cut {
        cut.now();
    }
    seen.answered(&dam, response)
}

/// Answers a request to the blob origin.
pub(crate) async fn blob(State(dam): State<Arc<Dam>>, request: Request) -> Response {
    let request = request.map(drained);
    let seen = Seen::new(&request, true);
    let path = decode_path(request.uri().path()).unwrap_or_default();
    if let Some(fault) = faults::strike(&dam, &path, seen.cut.as_ref(), true).await {
        return seen.answered(&dam, fault);
    }
    let response = blob::serve(&dam, request, &path, false).await;
    seen.answered(&dam, response)
}

async fn answer(dam: &Arc<Dam>, request: Request, path: String) -> Response {
    if let Err(error) = dam.settle() {
        tracing::error!(%error, "what is due could not be carried out");
    }
    let (parts, body) = request.into_parts();
    if let Some(blob_path) = path.strip_prefix(blob::ON_AUTHOR) {
        let request = Request::from_parts(parts, body);
        return blob::serve(dam, request, blob_path, true).await;
    }
    let mut call = Call {
        dam: Arc::clone(dam),
        method: parts.method,
        query: Fields::parse(
            parts.uri.query().unwrap_or_default(),
            dam.switches().forms_latin1,
        ),
        path,
        headers: parts.headers,
        user: User {
            id: "anonymous".to_owned(),
            name: "Anonymous",
            rights: Rights::Read,
        },
        via: Via::Basic,
    };
    let body = match open_door(&call, body).await {
        Ok(result) => return result.unwrap_or_else(|refused| refused.respond(&call)),
        Err(body) => body,
    };
    let wrong = match auth::identify(dam, &call.headers) {
        Identity::Known(user, via) => {
            call.user = user;
            call.via = via;
            return inside(&call, body).await;
        }
        Identity::Anonymous => None,
        Identity::Wrong(code) => Some(code),
    };
    auth::challenge(dam, &call.headers, &call.path, wrong)
}

/// What needs no login; gives the body back for anything else.
async fn open_door(call: &Call, body: Body) -> Result<Answer, Body> {
    let get = call.method == Method::GET || call.method == Method::HEAD;
    if call.method == Method::POST && call.path.ends_with("/j_security_check") {
        return Ok(login::check(call, body).await);
    }
    match call.path.as_str() {
        login::LOGIN if get => Ok(Ok(login::show(&call.dam, &call.query))),
        "/system/sling/logout.html" => Ok(Ok(login::logout(&call.dam))),
        "/ims/exchange/jwt" if call.method == Method::POST => Ok(ims::exchange(call, body).await),
        "/ims/token/v3" if call.method == Method::POST => Ok(ims::token(call, body).await),
        _ => Err(body),
    }
}

async fn inside(call: &Call, body: Body) -> Response {
    let dam = &call.dam;
    if auth::referrer_refused(dam, &call.method, &call.headers) {
        return text_response(StatusCode::FORBIDDEN, "Referrer is not allowed");
    }
    let token = call.query.get(":cq_csrf_token");
    if call.via == Via::Cookie
        && auth::csrf_missing(dam, &call.method, &call.headers, token, &call.user)
    {
        return empty_response(StatusCode::FORBIDDEN);
    }
    let switches = dam.switches();
    if switches.block_api && call.path.starts_with("/api") {
        return text_response(StatusCode::FORBIDDEN, "Blocked by the dispatcher");
    }
    if switches.block_bin && call.path.starts_with("/bin") {
        return text_response(StatusCode::NOT_FOUND, "Blocked by the dispatcher");
    }
    dispatch(call, body)
        .await
        .unwrap_or_else(|refused| refused.respond(call))
}

async fn dispatch(call: &Call, body: Body) -> Answer {
    let path = call.path.as_str();
    if path.starts_with("/api/assets") || path == "/api.json" {
        return assets_api(call, body).await;
    }
    if collections::is_below(path) {
        return collections::answer(call, body).await;
    }
    if path == "/content/dam"
        || path.starts_with("/content/dam/")
        || path.starts_with("/content/dam.")
    {
        return sling(call, body).await;
    }
    if let Some(answer) = probe::answer(call) {
        return answer;
    }
    let below = |root: &str| {
        let rest = path.strip_prefix(root);
        rest.is_some_and(|rest| rest.starts_with(['/', '.']))
    };
    let reads = call.method == Method::GET || call.method == Method::HEAD;
    match path {
        _ if reads && below(tags::ROOT) => tags::answer(call),
        _ if reads && below(content::FORMS) => content::forms(call),
        "/bin/querybuilder.json" => querybuilder::answer(call, body).await,
        "/bin/wcmcommand" => wcm::command(call, body).await,
        "/bin/wcm/references.json" => wcm::references(call),
        _ if path.starts_with(versions::STORAGE) => versions::stored(call).await,
        _ => pages::answer(call).unwrap_or_else(|| Err(Refused::missing(path))),
    }
}

async fn assets_api(call: &Call, body: Body) -> Answer {
    match call.method.as_str() {
        "GET" | "HEAD" => siren::read(call).await,
        "POST" => api_write::create(call, body).await,
        "PUT" => api_write::update(call, body).await,
        "DELETE" => api_write::delete(call),
        "COPY" | "MOVE" => api_write::relocate(call),
        _ => Err(Refused::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "Method not allowed",
        )),
    }
}

async fn sling(call: &Call, body: Body) -> Answer {
    let posted = call.method == Method::POST;
    if call.method == Method::GET || call.method == Method::HEAD {
        if let Some(asset) = versions::asset_of(&call.path) {
            return versions::list(call, asset);
        }
        upload_classic::merge_later(call)?;
        return match sling_json::read(call)? {
            sling_json::Read::Answer(response) => Ok(response),
            sling_json::Read::Binary(binary) => download::send(call, binary).await,
        };
    }
    if !posted {
        return Err(Refused::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "Method not allowed",
        ));
    }
    let path = call.path.as_str();
    if let Some(folder) = path.strip_suffix(".initiateUpload.json") {
        return upload_direct::initiate(call, folder, body).await;
    }
    if let Some(folder) = path.strip_suffix(".completeUpload.json") {
        return upload_direct::complete(call, folder, body).await;
    }
    if let Some(folder) = path.strip_suffix(".createasset.html") {
        return upload_classic::create(call, folder, body).await;
    }
    if let Some(asset) = path.strip_suffix(".checkout.json") {
        return checkout::answer(call, asset, body).await;
    }
    if let Some(asset) = path
        .strip_suffix(".version.html")
        .or(path.strip_suffix(".version.json"))
    {
        return versions::command(call, asset, body).await;
    }
    sling_post::answer(call, body).await
}

/// A request as it will be remembered.
struct Seen {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    cut: Option<Cut>,
    to_blob_origin: bool,
}

impl Seen {
    fn new(request: &Request, to_blob_origin: bool) -> Self {
        Self {
            method: request.method().clone(),
            uri: request.uri().clone(),
            headers: request.headers().clone(),
            cut: request
                .extensions()
                .get::<ConnectInfo<Cut>>()
                .map(|info| info.0.clone()),
            to_blob_origin,
        }
    }

    /// Remembers the request and dates the answer by the server's clock.
    fn answered(&self, dam: &Dam, mut response: Response) -> Response {
        if let Ok(date) = HeaderValue::from_str(&dates::http(dam.now())) {
            response.headers_mut().insert(header::DATE, date);
        }
        let is_cut = self.cut.as_ref().is_some_and(Cut::is_cut);
        let agent = self
            .headers
            .get(header::USER_AGENT)
            .and_then(|value| value.to_str().ok());
        dam.record(RecordedRequest {
            method: self.method.to_string(),
            path: self.uri.to_string(),
            status: if is_cut {
                0
            } else {
                response.status().as_u16()
            },
            user_agent: agent.map(str::to_owned),
            had_authorization: self.headers.contains_key(header::AUTHORIZATION),
            had_cookie: self.headers.contains_key(header::COOKIE),
            to_blob_origin: self.to_blob_origin,
        });
        response
    }
}

/// Says that something was done, in the words of the surface.
pub(crate) fn done(call: &Call, status: StatusCode, message: &str) -> Response {
    if call.path.starts_with("/api/") && call.dam.switches().writes_answer_html {
        let page = crate::errors::status_page(status, message, &call.path);
        return crate::errors::html_response(status, page);
    }
    if call.path.starts_with("/api/") {
        let body = json!({
            "class": ["core/response"],
            "properties": {
                "path": call.path,
                "location": format!("{}.json", call.path),
                "parentLocation": call.path.rsplit_once('/').map_or("", |(parent, _)| parent).to_owned() + ".json",
                "status.code": status.as_u16(),
                "status.message": message,
            },
        });
        return json_response(status, &body);
    }
    if call.accepts_json() {
        let body =
            json!({ "path": call.path, "status.code": status.as_u16(), "status.message": message });
        return json_response(status, &body);
    }
    crate::errors::html_response(
        status,
        crate::errors::status_page(status, message, &call.path),
    )
}
