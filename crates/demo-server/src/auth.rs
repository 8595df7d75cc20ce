//! Who is asking, and what who is not known gets (Sling's authentication, page section 3.1).

use axum::{
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::Response,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::json;

use crate::{
    dam::Dam,
    dates,
    errors::{empty_response, html_response, json_response, redirect, text_response},
    login,
};

/// The technical account of the service credentials.
pub(crate) const TECHNICAL_ACCOUNT: &str = "DAMSONDEMO@techacct.adobe.com";

/// How long a CSRF token lives.
const CSRF_LIFE_MS: i64 = 10 * 60 * 1000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct User {
    pub id: String,
    pub name: &'static str,
    pub rights: Rights,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rights {
    Read,
    Edit,
    Admin,
}

/// How somebody proved who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Via {
    Basic,
    Bearer,
    Cookie,
}

/// What the credentials of a request say.
#[derive(Debug)]
pub(crate) enum Identity {
    Known(User, Via),
    Anonymous,
    /// With the `X-Reason-Code`.
    Wrong(&'static str),
}

/// The user with this id.
pub(crate) fn user(id: &str) -> Option<User> {
    let (name, rights) = match id {
        "jane" => ("Jane", Rights::Edit),
        "omar" => ("Omar", Rights::Edit),
        "jürgen" => ("Jürgen", Rights::Edit),
        "reader" => ("Reader", Rights::Read),
        "admin" => ("Administrator", Rights::Admin),
        TECHNICAL_ACCOUNT => ("Demo technical account", Rights::Edit),
        _ => return None,
    };
    Some(User {
        id: id.to_owned(),
        name,
        rights,
    })
}

/// The user with this password, which is the user's name for people.
pub(crate) fn check_password(name: &str, password: &str) -> Option<User> {
    user(name).filter(|user| user.id == password && user.id != TECHNICAL_ACCOUNT)
}

/// A token for a user: `demo.<kind>.<user>.<expiry>.<signature>`, where the user is in hexadecimal.
pub(crate) fn issue(dam: &Dam, kind: &str, user: &str) -> String {
    let life = i64::from(dam.switches().token_lifetime_s) * 1000;
    issue_until(dam, kind, user, dates::now() + life)
}

fn issue_until(dam: &Dam, kind: &str, user: &str, expiry: i64) -> String {
    let body = format!("demo.{kind}.{}.{expiry}", hex_text(user));
    let signature = dam.sign(&body);
    format!("{body}.{signature}")
}

/// Who the credentials of a request belong to.
pub(crate) fn identify(dam: &Dam, headers: &HeaderMap) -> Identity {
    let switches = dam.switches();
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
    };
    if let Some(authorization) = text(header::AUTHORIZATION) {
        if let Some(token) = authorization.strip_prefix("Bearer ") {
            if switches.tokens_expired {
                return Identity::Wrong("expired_token");
            }
            return known(dam, "access", token.trim(), Via::Bearer);
        }
        if let Some(basic) = authorization.strip_prefix("Basic ")
            && switches.takes_basic(dam.personality)
        {
            return basic_user(basic, switches.basic_utf8)
                .map_or(Identity::Wrong("invalid_login"), |user| {
                    Identity::Known(user, Via::Basic)
                });
        }
        return Identity::Wrong("invalid_login");
    }
    let Some(token) = login_cookie(headers) else {
        return Identity::Anonymous;
    };
    if switches.sessions_expired {
        return Identity::Wrong("session_timeout");
    }
    match known(dam, "login", &token, Via::Cookie) {
        Identity::Wrong(_) => Identity::Wrong("session_timeout"),
        Identity::Known(user, via) => Identity::Known(user, via),
        Identity::Anonymous => Identity::Anonymous,
    }
}

/// What somebody gets who must log in first.
pub(crate) fn challenge(
    dam: &Dam,
    headers: &HeaderMap,
    path: &str,
    wrong: Option<&'static str>,
) -> Response {
    let switches = dam.switches();
    let bearer = headers
        .get(header::AUTHORIZATION)
        .is_some_and(|value| value.as_bytes().starts_with(b"Bearer "));
    if path == "/libs/granite/security/currentuser.json" && switches.anonymous_currentuser {
        return json_response(StatusCode::OK, &json!({ "authorizableId": "anonymous" }));
    }
    if path == "/libs/granite/csrf/token.json" {
        return json_response(StatusCode::OK, &json!({}));
    }
    if switches.login_page_at_200 {
        return html_response(
            StatusCode::OK,
            login::page(&switches.context_path, path, None),
        );
    }
    let mut response = if bearer {
        let mut response = text_response(StatusCode::UNAUTHORIZED, "The token is not valid.");
        let scheme = HeaderValue::from_static("Bearer error=\"invalid_token\"");
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, scheme);
        response
    } else if headers
        .get("x-requested-with")
        .is_some_and(|value| value == "XMLHttpRequest")
    {
        empty_response(StatusCode::FORBIDDEN)
    } else if is_browser(headers) {
        redirect(&login::address(&switches.context_path, path, wrong))
    } else if switches.takes_basic(dam.personality) {
        let mut response = text_response(StatusCode::UNAUTHORIZED, "Authentication is required.");
        let scheme = HeaderValue::from_static("Basic realm=\"Sling (Development)\"");
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, scheme);
        response
    } else {
        empty_response(StatusCode::FORBIDDEN)
    };
    add_reason(&mut response, wrong);
    response
}

pub(crate) fn add_reason(response: &mut Response, wrong: Option<&'static str>) {
    let Some(code) = wrong else { return };
    let reason = match code {
        "session_timeout" => "Session timed out, please login again",
        "expired_token" => "The token has expired",
        _ => "User name and password do not match",
    };
    response
        .headers_mut()
        .insert("x-reason", HeaderValue::from_static(reason));
    response
        .headers_mut()
        .insert("x-reason-code", HeaderValue::from_static(code));
}

/// Whether the User-Agent is one that Sling takes for a browser.
pub(crate) fn is_browser(headers: &HeaderMap) -> bool {
    headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|agent| agent.contains("Mozilla") || agent.contains("Opera"))
}

/// What Sling's Referrer Filter says against a request; only browsers are checked.
pub(crate) fn referrer_refused(dam: &Dam, method: &Method, headers: &HeaderMap) -> bool {
    let checked = ["POST", "PUT", "DELETE", "COPY", "MOVE"].contains(&method.as_str());
    if !checked || !is_browser(headers) {
        return false;
    }
    let host = headers
        .get(header::HOST)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let referrer = headers
        .get(header::REFERER)
        .and_then(|value| value.to_str().ok());
    referrer.is_none_or(|text| {
        !text.starts_with(&format!("http://{host}/")) && !text.starts_with(&dam.base())
    })
}

pub(crate) fn csrf_token(dam: &Dam, user: &User) -> String {
    issue_until(dam, "csrf", &user.id, dates::now() + CSRF_LIFE_MS)
}

/// Whether a request lacks the CSRF token it needs.
pub(crate) fn csrf_missing(
    dam: &Dam,
    method: &Method,
    headers: &HeaderMap,
    query_token: Option<&str>,
    user: &User,
) -> bool {
    if !dam.switches().csrf_enforced || !["POST", "PUT", "DELETE"].contains(&method.as_str()) {
        return false;
    }
    let token = headers
        .get("csrf-token")
        .and_then(|value| value.to_str().ok())
        .or(query_token);
    match known(dam, "csrf", token.unwrap_or_default(), Via::Cookie) {
        Identity::Known(owner, _) => owner != *user,
        Identity::Anonymous | Identity::Wrong(_) => true,
    }
}

fn known(dam: &Dam, kind: &str, token: &str, via: Via) -> Identity {
    let Some((body, signature)) = token.rsplit_once('.') else {
        return Identity::Wrong("invalid_login");
    };
    if dam.sign(body) != signature {
        return Identity::Wrong("invalid_login");
    }
    let parts: Vec<&str> = body.split('.').collect();
    let ["demo", token_kind, id, expiry] = parts.as_slice() else {
        return Identity::Wrong("invalid_login");
    };
    if *token_kind != kind {
        return Identity::Wrong("invalid_login");
    }
    if expiry
        .parse::<i64>()
        .is_ok_and(|expiry| expiry <= dates::now())
    {
        return Identity::Wrong("expired_token");
    }
    match text_of_hex(id).as_deref().and_then(user) {
        Some(user) => Identity::Known(user, via),
        None => Identity::Wrong("account_not_found"),
    }
}

/// Sling's handler reads ISO-8859-1 (HttpBasicAuthenticationHandler.extractCredentials).
fn basic_user(encoded: &str, utf8: bool) -> Option<User> {
    let bytes = STANDARD.decode(encoded.trim()).ok()?;
    let decoded: String = if utf8 {
        String::from_utf8(bytes).ok()?
    } else {
        bytes.into_iter().map(char::from).collect()
    };
    let (name, password) = decoded.split_once(':')?;
    check_password(name, password)
}

fn login_cookie(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix("login-token="))
        .map(str::to_owned)
}

fn hex_text(text: &str) -> String {
    crate::store::binary::hex(text.as_bytes())
}

fn text_of_hex(hex: &str) -> Option<String> {
    if !hex.is_ascii() || !hex.len().is_multiple_of(2) {
        return None;
    }
    let bytes: Option<Vec<u8>> = (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).ok())
        .collect();
    String::from_utf8(bytes?).ok()
}
