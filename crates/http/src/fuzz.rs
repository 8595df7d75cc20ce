//! What is read of a server's words here, for fuzzing: none of it may panic.

use damson_remote::ByteRange;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use url::Url;

use crate::{Home, address, challenge, date, download, encode, failure, redirect};

/// Addresses as people type them and servers name them, and where they lead.
pub fn addresses(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(url) = address::parse(&text) {
        assert!(matches!(url.scheme(), "http" | "https"));
        assert!(url.password().is_none() && url.username().is_empty());
        let home = Home::new(url.clone(), false);
        assert!(home.owns(&url));
    }
    let from = Url::parse("https://dam.example.com/a/b").expect("it is an address");
    let home = Home::new(from.clone(), true);
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_bytes(data) {
        headers.insert(header::LOCATION, value);
    }
    if let Some(Ok(next)) = redirect::named(StatusCode::FOUND, &headers, &from) {
        assert!(home.check_onward(&next).is_err() || next.scheme() == "https");
    }
    assert!(encode::shown(&text).chars().count() <= 255);
}

/// Headers of an answer.
pub fn headers(data: &[u8]) {
    let mut headers = HeaderMap::new();
    for line in data.split(|byte| *byte == b'\n').take(100) {
        let mut parts = line.splitn(2, |byte| *byte == b':');
        let name = parts
            .next()
            .and_then(|name| HeaderName::from_bytes(name).ok());
        let value = parts
            .next()
            .and_then(|value| HeaderValue::from_bytes(value).ok());
        if let (Some(name), Some(value)) = (name, value) {
            headers.append(name, value);
        }
    }
    for value in headers.values() {
        let text = String::from_utf8_lossy(value.as_bytes());
        for challenge in challenge::parse(&text) {
            // What it says by itself is that challenge again.
            assert_eq!(challenge::parse(&challenge.to_string()), [challenge]);
        }
    }
    let _ = failure::is_html(&headers);
    let _ = failure::retry_after(&headers);
    for asked in [
        None,
        Some((0, Some(1))),
        Some((7, None)),
        Some((u64::MAX, None)),
    ] {
        let asked = asked.map(|(start, end)| ByteRange { start, end });
        for status in [StatusCode::OK, StatusCode::PARTIAL_CONTENT] {
            if let Ok(extent) = download::extent(status, &headers, asked) {
                assert!(extent.start == 0 || Some(extent.start) == asked.map(|asked| asked.start));
                let end = extent.start.checked_add(extent.length.unwrap_or(0));
                assert!(end.is_some(), "{extent:?}");
            }
        }
    }
    let about = damson_core::DamPath::root();
    let _ = download::after_the_end(&headers, None, damson_core::Revision::default(), &about);
    if let Ok(text) = std::str::from_utf8(data) {
        let _ = date::http_date(text);
    }
}
