//! What the refusals of WebDAV servers mean, in the port's words.

use damson_core::DamPath;
use damson_http::failure::Manner;
use damson_remote::{Error, ErrorKind};
use http::StatusCode;
use reqwest::Response;

const MANNER: Manner = Manner {
    kind: |status, _| kind_of(status),
    words: |_, body| message(body),
};

/// What an unsuccessful answer means; reads the beginning of its body for the server's words.
pub(crate) async fn of_response(response: Response, about: Option<&DamPath>) -> Error {
    damson_http::failure::of_response(MANNER, response, about).await
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

/// The server's words in the body: sabre's `<s:message>`, or the first heading of a page.
pub(crate) fn message(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    ["message>", "<p>", "<h1>"].iter().find_map(|mark| {
        let inside = text.split_once(mark)?.1;
        let words = inside.split('<').next()?.trim();
        (!words.is_empty()).then(|| words.to_owned())
    })
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
}
