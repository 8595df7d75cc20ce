//! What AEM's refusals mean, in the port's words.

use damson_core::DamPath;
use damson_http::failure::{Manner, is_html};
use damson_remote::{Error, ErrorKind};
use http::{HeaderMap, StatusCode};
use reqwest::Response;
use serde_json::Value;

const MANNER: Manner = Manner {
    kind: |status, headers| kind_of(status, is_html(headers)),
    words: |headers, body| reason(headers).or_else(|| message(body)),
};

/// What an unsuccessful answer means; reads the beginning of its body for the server's words.
pub(crate) async fn of_response(response: Response, about: Option<&DamPath>) -> Error {
    damson_http::failure::of_response(MANNER, response, about).await
}

fn kind_of(status: StatusCode, html: bool) -> ErrorKind {
    match status.as_u16() {
        // A login page where something else was asked for.
        200..=399 if html => ErrorKind::LoginNeeded,
        401 => ErrorKind::LoginNeeded,
        403 => ErrorKind::Forbidden,
        404 | 410 => ErrorKind::NotFound,
        405 | 501 => ErrorKind::Unsupported,
        407 => ErrorKind::Proxy,
        408 => ErrorKind::Timeout,
        409 => ErrorKind::Exists,
        412 | 416 => ErrorKind::Changed,
        413 => ErrorKind::TooLarge,
        // A type that the server is set up not to take.
        415 => ErrorKind::NameRefused,
        423 => ErrorKind::Locked { holder: None },
        429 => ErrorKind::Throttled,
        507 => ErrorKind::ServerFull,
        500..=599 => ErrorKind::Unavailable,
        _ => ErrorKind::Garbled,
    }
}

/// Sling's login module says why in headers.
fn reason(headers: &HeaderMap) -> Option<String> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::to_owned);
    text("x-reason").or_else(|| text("x-reason-code"))
}

/// The server's words in the body: the Assets API's, Sling's, or a problem document (RFC 7807).
pub(crate) fn message(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let text = text.trim();
    if text.starts_with('{') {
        let json: Value = serde_json::from_str(text).ok()?;
        return json_message(&json);
    }
    html_message(text)
}

fn json_message(json: &Value) -> Option<String> {
    const PLACES: [&str; 7] = [
        "/properties/status.message",
        "/status.message",
        "/error/message",
        "/detail",
        "/error_description",
        "/title",
        "/message",
    ];
    PLACES
        .iter()
        .filter_map(|place| json.pointer(place)?.as_str())
        .find(|text| !text.is_empty())
        .map(str::to_owned)
}

fn html_message(text: &str) -> Option<String> {
    let at = text.find(r#"id="Message""#)?;
    let inside = text[at..].split_once('>')?.1;
    let words = inside.split('<').next()?.trim();
    (!words.is_empty()).then(|| words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_words_of_the_server() {
        let api = br#"{"class":"core/response","properties":{"path":"/api/assets/foo",
            "status.code":409,"status.message":"Asset exists"}}"#;
        assert_eq!(message(api).as_deref(), Some("Asset exists"));
        let sling = br#"{"path":"/x","status.code":412,"status.message":"no parent","changes":[]}"#;
        assert_eq!(message(sling).as_deref(), Some("no parent"));
        let html =
            br#"<table><td id="Status">412</td></table><div id="Message">Target exists</div>"#;
        assert_eq!(message(html).as_deref(), Some("Target exists"));
        let problem = br#"{"type":"x","title":"Bad","status":400,"detail":"Name is odd"}"#;
        assert_eq!(message(problem).as_deref(), Some("Name is odd"));
        assert_eq!(message(b"<html>oops</html>"), None);
    }

    #[test]
    fn a_login_page_is_no_failure_of_the_server() {
        assert_eq!(kind_of(StatusCode::OK, true), ErrorKind::LoginNeeded);
        assert_eq!(kind_of(StatusCode::NOT_FOUND, true), ErrorKind::NotFound);
        assert_eq!(
            kind_of(StatusCode::SERVICE_UNAVAILABLE, true),
            ErrorKind::Unavailable
        );
    }
}
