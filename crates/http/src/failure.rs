//! What a broken connection means, and what every refusal has in common, in the port's words.

use std::{error::Error as StdError, io, time::Duration};

use damson_core::DamPath;
use damson_remote::{CertificateTrouble, Error, ErrorKind, Retry};
use http::{HeaderMap, StatusCode, header};
use reqwest::Response;
use rustls::AlertDescription;

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
    if let Some((trouble, said)) = asks_for_certificate(&error) {
        let kind = ErrorKind::ClientCertificate(trouble);
        return Error::new(kind).said(said).caused_by(error);
    }
    let kind = transport_kind(&error);
    let said = root_cause(&error);
    Error::new(kind).said(said).caused_by(error)
}

/// Whether the server ended the connection because of the client certificate, or because there was
/// none, and why in words. In TLS 1.2 some servers say so with an alert that has many meanings, which
/// is not taken for this.
pub fn asks_for_certificate(
    error: &(dyn StdError + 'static),
) -> Option<(CertificateTrouble, &'static str)> {
    let tls = chain(error).find_map(tls_error)?;
    let rustls::Error::AlertReceived(alert) = tls else {
        return None;
    };
    refusal(*alert)
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "most alerts are about something else"
)]
fn refusal(alert: AlertDescription) -> Option<(CertificateTrouble, &'static str)> {
    let refused = |why| Some((CertificateTrouble::Refused, why));
    match alert {
        AlertDescription::CertificateRequired => {
            Some((CertificateTrouble::Wanted, "none was sent"))
        }
        AlertDescription::UnknownCA => refused("the server does not know its issuer"),
        AlertDescription::CertificateExpired => refused("the server takes it for expired"),
        AlertDescription::CertificateRevoked => refused("it was revoked"),
        AlertDescription::UnsupportedCertificate => refused("the server has no use for its kind"),
        AlertDescription::AccessDenied => refused("the server knows it, and denies access"),
        AlertDescription::BadCertificate | AlertDescription::CertificateUnknown => {
            refused("the server does not say more")
        }
        _ => None,
    }
}

/// The same where the server answers all the same, as nginx does: with a page of status 400.
fn page_about_certificate(status: StatusCode, body: &[u8]) -> Option<CertificateTrouble> {
    if status != StatusCode::BAD_REQUEST {
        return None;
    }
    let text = String::from_utf8_lossy(body);
    if text.contains("No required SSL certificate was sent") {
        return Some(CertificateTrouble::Wanted);
    }
    let refused = text.contains("The SSL certificate error");
    refused.then_some(CertificateTrouble::Refused)
}

/// What an unsuccessful answer means; reads the beginning of its body for the server's words.
pub async fn of_response(manner: Manner, response: Response, about: Option<&DamPath>) -> Error {
    let status = response.status();
    let headers = response.headers().clone();
    let body = body::beginning(response, MOST).await;
    let kind = page_about_certificate(status, &body).map_or_else(
        || (manner.kind)(status, &headers),
        ErrorKind::ClientCertificate,
    );
    let mut error = Error::new(kind);
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
    if chain(error).any(|cause| tls_error(cause).is_some()) {
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

/// Whether the connection ended before the request was on it.
pub(crate) fn was_never_sent(error: &reqwest::Error) -> bool {
    chain(error).any(|cause| cause.to_string() == "connection was not ready")
}

fn tls_error<'a>(cause: &'a (dyn StdError + 'static)) -> Option<&'a rustls::Error> {
    if let Some(tls) = cause.downcast_ref() {
        return Some(tls);
    }
    // What such an error holds is not its source: it can be any number of them, one in the other.
    let held = cause.downcast_ref::<io::Error>()?.get_ref()?;
    tls_error(held)
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
        let is_tls = |cause: &(dyn StdError + 'static)| tls_error(cause).is_some();
        assert!(is_tls(&rustls::Error::InvalidCertificate(why.clone())));
        assert!(is_tls(&tls()));
        assert!(is_tls(&io::Error::other(tls())));
        assert!(is_tls(&io::Error::other(io::Error::other(tls()))));
        assert!(!is_tls(&io::Error::other(io::Error::other("broken"))));
    }

    #[test]
    fn what_a_server_says_of_our_certificate_is_not_taken_for_its_own() {
        let told = |alert| {
            let error = io::Error::other(rustls::Error::AlertReceived(alert));
            asks_for_certificate(&error).map(|(trouble, _)| trouble)
        };
        let refused = Some(CertificateTrouble::Refused);
        assert_eq!(
            told(AlertDescription::CertificateRequired),
            Some(CertificateTrouble::Wanted)
        );
        assert_eq!(told(AlertDescription::BadCertificate), refused);
        assert_eq!(told(AlertDescription::UnknownCA), refused);
        assert_eq!(told(AlertDescription::HandshakeFailure), None);
        let own = rustls::Error::InvalidCertificate(rustls::CertificateError::UnknownIssuer);
        assert_eq!(asks_for_certificate(&own), None);
    }

    #[test]
    fn a_page_says_it_too() {
        let page = |title: &str| {
            let body = format!("<html><head><title>{title}</title></head></html>");
            page_about_certificate(StatusCode::BAD_REQUEST, body.as_bytes())
        };
        let wanted = page("400 No required SSL certificate was sent");
        assert_eq!(wanted, Some(CertificateTrouble::Wanted));
        let refused = page("400 The SSL certificate error");
        assert_eq!(refused, Some(CertificateTrouble::Refused));
        assert_eq!(page("400 Bad Request"), None);
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
