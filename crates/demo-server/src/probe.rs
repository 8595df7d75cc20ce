//! Who am I, what is this server, and what can it do (page section 2); and the demo's own paths.

use std::sync::Arc;

use axum::{
    body::to_bytes,
    extract::Request,
    http::{Method, StatusCode},
    response::Response,
};
use serde_json::{Value, json};

use crate::{
    Personality, Switches,
    auth::{self, Rights},
    call::{Call, encode_path},
    dam::Dam,
    errors::{Answer, Refused, json_response, text_response},
    ims, resolve,
};

const CREATE: &str = "http://ns.adobe.com/adobecloud/rel/create";

/// Small answers below `/libs`, `/system` and `/platform`; `None` for other paths.
pub(crate) fn answer(call: &Call) -> Option<Answer> {
    let user = &call.user;
    let body = match call.path.as_str() {
        "/libs/granite/security/currentuser.json" => json!({
            "authorizableId": user.id,
            "authorizableId_xss": user.id,
            "type": "user",
            "home": format!("/home/users/d/{}", user.id),
            "name": user.name,
        }),
        "/libs/cq/security/userinfo.json" => json!({ "userID": user.id, "userName": user.name }),
        "/libs/granite/csrf/token.json" => json!({ "token": auth::csrf_token(&call.dam, user) }),
        "/system/console/status-productinfo.json" | "/system/console/status-productinfo.txt" => {
            return Some(product(call));
        }
        path => {
            return path
                .strip_prefix("/platform")
                .map(|path| platform(call, path));
        }
    };
    Some(Ok(json_response(StatusCode::OK, &body)))
}

/// The demo's own switchboard, which needs no login.
pub(crate) async fn demo(dam: &Arc<Dam>, request: Request, path: &str) -> Response {
    match (request.method().as_str(), path) {
        ("GET", "/demo/switches") => ok(&switches(dam)),
        ("PUT", "/demo/switches") => match change(dam, request).await {
            Ok(()) => ok(&switches(dam)),
            Err(problem) => text_response(StatusCode::BAD_REQUEST, &problem),
        },
        ("GET", "/demo/service-credentials.json") => ok(&ims::oauth_credentials(dam)),
        ("GET", "/demo/jwt-credentials.json") => ok(&ims::service_credentials(dam)),
        ("POST", "/demo/finish-processing") => {
            let finished = dam
                .store
                .read(|db| crate::processing::finish(db, dam.now()));
            ok(&json!({ "ok": finished.is_ok() && dam.settle().is_ok() }))
        }
        ("GET", _) => match path
            .strip_prefix("/demo/token/")
            .map(|name| name.trim_end_matches(".json"))
            .and_then(auth::user)
        {
            Some(user) => ok(&developer_token(dam, &user.id)),
            None => text_response(StatusCode::NOT_FOUND, "No such demo path"),
        },
        _ => text_response(StatusCode::NOT_FOUND, "No such demo path"),
    }
}

/// A developer token document, as the developer console gives it.
pub(crate) fn developer_token(dam: &Dam, user: &str) -> Value {
    json!({ "ok": true, "accessToken": auth::issue(dam, "access", user), "statusCode": 200 })
}

fn ok(body: &Value) -> Response {
    json_response(StatusCode::OK, body)
}

fn switches(dam: &Dam) -> Value {
    serde_json::to_value(dam.switches()).expect("switches are plain data")
}

async fn change(dam: &Dam, request: Request) -> Result<(), String> {
    let bytes = to_bytes(request.into_body(), 64 * 1024)
        .await
        .map_err(|error| error.to_string())?;
    let asked: Value = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
    let asked = asked
        .as_object()
        .ok_or("an object of switches is expected")?;
    let mut all = switches(dam);
    for (name, value) in asked {
        all[name] = value.clone();
    }
    let changed: Switches = serde_json::from_value(all).map_err(|error| error.to_string())?;
    dam.set_switches(|switches| *switches = changed);
    Ok(())
}

fn product(call: &Call) -> Answer {
    match call.dam.personality {
        Personality::Cloud => return Err(Refused::missing(&call.path)),
        Personality::Aem65 => {}
    }
    if call.user.rights != Rights::Admin {
        return Err(Refused::forbidden(&call.path));
    }
    let lines = [
        "Installed Products",
        "  Adobe Experience Manager (6.5.17.0)",
    ];
    if call.path != "/system/console/status-productinfo.json" {
        return Ok(text_response(StatusCode::OK, &lines.join("\n")));
    }
    Ok(json_response(StatusCode::OK, &json!(lines)))
}

/// `GET /platform/content/dam…`: HAL, with a link for direct upload where there is that (Adobe's
/// testing client: "only available on instances with Direct Binary Access").
fn platform(call: &Call, path: &str) -> Answer {
    let dam = &call.dam;
    let switches = dam.switches();
    let direct = switches.has_direct_upload(dam.personality);
    if !(direct || switches.platform_without_link) || call.method != Method::GET {
        return Err(Refused::missing(&call.path));
    }
    let node = dam.store.read(|db| resolve::required(db, call, path))?;
    let path = node.full_path();
    let mut links = json!({ "self": { "href": encode_path(&format!("/platform{path}")) } });
    if direct {
        let href = encode_path(&format!("{path}.initiateUpload.json"));
        links[CREATE] = json!({ "href": href, "type": "direct" });
    }
    let body = json!({
        "_links": links,
        "repo:path": path,
        "repo:name": node.name,
    });
    let mut response = json_response(StatusCode::OK, &body);
    let kind = axum::http::HeaderValue::from_static("application/hal+json");
    response
        .headers_mut()
        .insert(axum::http::header::CONTENT_TYPE, kind);
    Ok(response)
}
