//! What a broken connection means, and what every refusal has in common, in the port's words.

use std::{error::Error as StdError, io, time::Duration};

use damson_core::DamPath;
use damson_remote::{Error, ErrorKind, Retry};
use http::{HeaderMap, StatusCode, header};
use reqwest::Response;

use crate::{body, encode::shown};

/// How much of an error's body is read.
const MOST: usize = 64 * 1024;

/// How one kind of server says that it refuses.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    pub kind: fn(StatusCode, &HeaderMap) -> ErrorKind,
    /// The words for a person, out of the headers or the beginning of the body.
    pub words: fn(&HeaderMap, &[u8]) -> Option<String>,
}

/// Why no answer came.
pub fn of_transport(error: reqwest::Error) -> Error {
    // Addresses can hold signatures.
    let error = error.without_url();
    let kind = transport_kind(&error);
    let said = root_cause(&error);
    Error::new(kind).said(said).caused_by(error)
}

/// What an unsuccessful answer means; reads the beginning of its body for the server's words.
pub async fn of_response(manner: Manner, response: Response, about: Option<&DamPath>) -> Error {
    let status = response.status();
    let headers = response.headers().clone();
    let body = body::beginning(response, MOST).await;
    let mut error = Error::new((manner.kind)(status, &headers));
    if let Some(wait) = retry_after(&headers)
        && matches!(error.retry, Retry::After(_))
    {
        error.retry = Retry::After(wait);
    }
    let words = (manner.words)(&headers, &body).unwrap_or_else(|| status.to_string());
    with_about(error.said(shown_text(&words)), about)
}

/// Says which asset an error is about, where that is known.
pub fn with_about(error: Error, about: Option<&DamPath>) -> Error {
    match about {
        Some(path) => error.about(path),
        None => error,
    }
}

pub fn is_html(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| {
            let value = value.trim_start().to_ascii_lowercase();
            value.starts_with("text/html") || value.starts_with("application/xhtml")
        })
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
    // What is no HTTP ("invalid HTTP version parsed") is no trouble of the network.
    let no_http = mentions("message head is too large") || mentions(" parsed");
    if error.is_builder() || no_http || chain(error).any(is_bad_data) {
        return ErrorKind::Garbled;
    }
    ErrorKind::Offline
}

fn is_tls(cause: &(dyn StdError + 'static)) -> bool {
    if cause.is::<rustls::Error>() {
        return true;
    }
    // What such an error holds is not its source: it can be any number of them, one in the other.
    cause
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref)
        .is_some_and(|held| is_tls(held))
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

pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
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
    fn a_certificate_is_the_reason_however_deep_it_is_held() {
        let why = rustls::CertificateError::UnknownIssuer;
        let tls = || io::Error::other(rustls::Error::InvalidCertificate(why.clone()));
        assert!(is_tls(&rustls::Error::InvalidCertificate(why.clone())));
        assert!(is_tls(&tls()));
        assert!(is_tls(&io::Error::other(tls())));
        assert!(is_tls(&io::Error::other(io::Error::other(tls()))));
        assert!(!is_tls(&io::Error::other(io::Error::other("broken"))));
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
