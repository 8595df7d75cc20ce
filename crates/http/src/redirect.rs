//! Where an answer sends us. Following is the connector's own decision: see [`crate::Home`].

use damson_remote::{Error, ErrorKind, Result};
use http::{HeaderMap, StatusCode, header};
use reqwest::Response;
use url::Url;

/// How often a request may be sent on.
pub const MOST: usize = 5;

/// Where an answer sends us; `None` when it is an answer itself.
pub fn next(response: &Response, from: &Url) -> Option<Result<Url>> {
    named(response.status(), response.headers(), from)
}

/// The server sends us on and on.
pub fn without_end() -> Error {
    Error::new(ErrorKind::Garbled).said("the server redirects without end")
}

pub(crate) fn named(status: StatusCode, headers: &HeaderMap, from: &Url) -> Option<Result<Url>> {
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let named = headers.get(header::LOCATION)?;
    let next = named
        .to_str()
        .ok()
        .and_then(|named| from.join(named).ok())
        .ok_or_else(|| Error::new(ErrorKind::Garbled).said("the server redirects to nowhere"));
    Some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_where_to() {
        let from = Url::parse("https://dam.example.com/a/b").unwrap();
        let next = |status: u16, to: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::LOCATION, to.parse().unwrap());
            named(StatusCode::from_u16(status).unwrap(), &headers, &from)
                .map(|next| next.map(String::from).map_err(|error| error.kind))
        };
        assert_eq!(
            next(302, "c"),
            Some(Ok("https://dam.example.com/a/c".into()))
        );
        assert_eq!(
            next(302, "//evil.example"),
            Some(Ok("https://evil.example/".into()))
        );
        assert_eq!(next(302, "https://[x"), Some(Err(ErrorKind::Garbled)));
        assert_eq!(next(200, "c"), None);
        assert_eq!(next(304, "c"), None);
    }
}
