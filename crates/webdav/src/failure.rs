//! What an answer or a broken connection means, in the port's words.

use std::{error::Error as StdError, io, time::Duration};

use damson_core::DamPath;
use damson_remote::{Error, ErrorKind, Retry};
use http::{HeaderMap, StatusCode, header};
use reqwest::Response;

use crate::{encode::shown, http_body};

/// How much of an error's body is read.
const MOST: usize = 64 * 1024;

/// Why no answer came.
pub(crate) fn of_transport(error: reqwest::Error) -> Error {
    // Addresses can hold signatures.
    let error = error.without_url();
    let kind = transport_kind(&error);
    let said = root_cause(&error);
    Error::new(kind).said(said).caused_by(error)
}

/// What an unsuccessful answer means; reads the beginning of its body for the server's words.
pub(crate) async fn of_response(response: Response, about: Option<&DamPath>) -> Error {
    let status = response.status();
    let headers = response.headers().clone();
    let body = http_body::beginning(response, MOST).await;
    let mut error = Error::new(kind_of(status));
    if let Some(wait) = retry_after(&headers)
        && matches!(error.retry, Retry::After(_))
    {
        error.retry = Retry::After(wait);
    }
    let words = message(&body).unwrap_or_else(|| status.to_string());
    error = error.said(shown_text(&words));
    match about {
        Some(path) => error.about(path),
        None => error,
    }
}

pub(crate) fn kind_of(status: StatusCode) -> ErrorKind {
    match status.as_u16() {
        401 => ErrorKind::LoginNeeded,
        403 => ErrorKind::Forbidden,
        // 409: a folder on the way is missing (RFC 4918, 9.3.1 and 9.7.1).
        404 | 409 | 410 => ErrorKind::NotFound,
        405 | 501 => ErrorKind::Unsupported,
        407 => ErrorKind::Proxy,
        408 => ErrorKind::Timeout,
        412 | 416 => ErrorKind::Changed,
        413 => ErrorKind::TooLarge,
        414 => ErrorKind::NameRefused,
        // 424: of something inside, which Apache says of a lock there.
        423 | 424 => ErrorKind::Locked { holder: None },
        429 => ErrorKind::Throttled,
        507 => ErrorKind::ServerFull,
        500..=599 => ErrorKind::Unavailable,
        _ => ErrorKind::Garbled,
    }
}

fn transport_kind(error: &reqwest::Error) -> ErrorKind {
    if error.is_timeout() {
        return ErrorKind::Timeout;
    }
    if error.is_dns() {
        return ErrorKind::UnknownHost;
    }
    if chain(error).any(is_tls) {
        return ErrorKind::Tls;
    }
    let words = chain(error).map(ToString::to_string).collect::<Vec<_>>();
    let mentions = |what: &str| words.iter().any(|text| text.to_lowercase().contains(what));
    if mentions("proxy") || mentions("tunnel") {
        return ErrorKind::Proxy;
    }
    // The system's resolver is asked by the operating system's own call.
    if mentions("failed to lookup address") || mentions("dns error") {
        return ErrorKind::UnknownHost;
    }
    // A body that breaks off is an error of decoding to the HTTP library, and so is one that was
    // packed wrongly.
    if error.is_builder() || chain(error).any(is_bad_data) {
        return ErrorKind::Garbled;
    }
    ErrorKind::Offline
}

fn is_tls(cause: &(dyn StdError + 'static)) -> bool {
    if cause.is::<rustls::Error>() {
        return true;
    }
    cause
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref)
        .is_some_and(<dyn StdError + Send + Sync>::is::<rustls::Error>)
}

fn is_bad_data(cause: &(dyn StdError + 'static)) -> bool {
    cause
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::InvalidData)
}

fn root_cause(error: &reqwest::Error) -> String {
    chain(error)
        .last()
        .map(ToString::to_string)
        .unwrap_or_default()
}

fn chain<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    let mut next = Some(error);
    std::iter::from_fn(move || {
        let cause = next?;
        next = cause.source();
        Some(cause)
    })
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds.min(60 * 60)));
    }
    let when = httpdate::parse_http_date(value).ok()?;
    let by_server = headers
        .get(header::DATE)
        .and_then(|date| date.to_str().ok())
        .and_then(|date| httpdate::parse_http_date(date).ok())
        .unwrap_or_else(std::time::SystemTime::now);
    let wait = when.duration_since(by_server).unwrap_or_default();
    Some(wait.min(Duration::from_hours(1)))
}

/// The server's words in the body: sabre's `<s:message>`, or the first heading of a page.
fn message(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    ["message>", "<p>", "<h1>"].iter().find_map(|mark| {
        let inside = text.split_once(mark)?.1;
        let words = inside.split('<').next()?.trim();
        (!words.is_empty()).then(|| words.to_owned())
    })
}

fn shown_text(words: &str) -> String {
    words
        .split_whitespace()
        .map(shown)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_words_of_the_server() {
        let sabre = br#"<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns">
            <s:exception>X</s:exception><s:message>File is locked</s:message></d:error>"#;
        assert_eq!(message(sabre).as_deref(), Some("File is locked"));
        let apache = b"<h1>Conflict</h1>\n<p>Cannot MOVE.<br /></p>";
        assert_eq!(message(apache).as_deref(), Some("Cannot MOVE."));
        assert_eq!(message(b"oops"), None);
    }

    #[test]
    fn waits_as_long_as_asked_but_not_for_ever() {
        let wait = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::RETRY_AFTER, value.parse().unwrap());
            headers.insert(
                header::DATE,
                "Sat, 02 Nov 2024 09:00:00 GMT".parse().unwrap(),
            );
            retry_after(&headers)
        };
        assert_eq!(wait("7"), Some(Duration::from_secs(7)));
        assert_eq!(wait("99999999"), Some(Duration::from_hours(1)));
        assert_eq!(
            wait("Sat, 02 Nov 2024 09:00:30 GMT"),
            Some(Duration::from_secs(30))
        );
        assert_eq!(wait("soon"), None);
    }
}
