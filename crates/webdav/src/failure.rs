//! What the refusals of WebDAV servers mean, in the port's words.

use std::borrow::Cow;

use damson_core::DamPath;
use damson_http::failure::Manner;
use damson_remote::{Error, ErrorKind, Retry};
use http::{HeaderMap, StatusCode, header};
use reqwest::Response;

const MANNER: Manner = Manner {
    kind: |status, _| kind_of(status),
    words: message,
};

/// What an unsuccessful answer means; reads the beginning of its body for the server's words.
pub(crate) async fn of_response(response: Response, about: Option<&DamPath>) -> Error {
    damson_http::failure::of_response(MANNER, response, about).await
}

/// What a status inside a multistatus means: of that resource alone, so that asking again at once is
/// no use.
pub(crate) fn of_member(status: u16, about: &DamPath) -> Error {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    Error::new(kind_of(status))
        .retry(Retry::Never)
        .about(about)
        .said(status.to_string())
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

/// How many characters of plain text are a message for people; more is a page, or somebody's file.
const MOST_PLAIN: usize = 300;

/// The server's words in the body: sabre's `<s:message>`, the first paragraph, heading or title of a
/// page, or a short plain text.
pub(crate) fn message(headers: &HeaderMap, body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let marked = ["message", "p", "h1", "title"]
        .iter()
        .find_map(|name| element(&text, name));
    marked.or_else(|| {
        let media = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
        let words = text.trim();
        let is_short = !words.is_empty() && words.chars().count() <= MOST_PLAIN;
        (is_short && media.trim_start().starts_with("text/plain")).then(|| words.to_owned())
    })
}

/// The text of the first element of a name, whatever its prefix and attributes.
fn element(text: &str, name: &str) -> Option<String> {
    text.split('<').skip(1).find_map(|piece| {
        let (tag, words) = piece.split_once('>')?;
        let own = tag.split_whitespace().next()?;
        let own = own.rsplit_once(':').map_or(own, |(_, own)| own);
        let words = words.trim();
        (own.eq_ignore_ascii_case(name) && !words.is_empty()).then(|| plain(words))
    })
}

/// Resolves what XML and HTML write for characters.
fn plain(words: &str) -> String {
    quick_xml::escape::unescape(words).map_or_else(|_| words.to_owned(), Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_words_of_the_server() {
        let words = |body: &str, media: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, media.parse().unwrap());
            message(&headers, body.as_bytes())
        };
        let sabre = r#"<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns">
            <s:exception>X</s:exception><s:message>File is locked</s:message></d:error>"#;
        assert_eq!(words(sabre, "text/xml").as_deref(), Some("File is locked"));
        let apache = "<h1>Conflict</h1>\n<p>Cannot MOVE.<br /></p>";
        assert_eq!(words(apache, "text/html").as_deref(), Some("Cannot MOVE."));
        let title = "<HTML><Title lang=en>Too &lt;large&gt;</Title>";
        assert_eq!(words(title, "text/html").as_deref(), Some("Too <large>"));
        assert_eq!(words("oops", "text/plain").as_deref(), Some("oops"));
        assert_eq!(words("oops", "image/png"), None);
        assert_eq!(words(&"x".repeat(1_000), "text/plain"), None);
    }
}
