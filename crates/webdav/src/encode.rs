//! How names become parts of addresses and come back, and how they are shown.

use damson_core::{DamPath, PathError};
use damson_remote::Refused;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Everything but RFC 3986's unreserved characters.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// `/a%20b/c`; empty for the root.
pub(crate) fn encode_path(path: &DamPath) -> String {
    path.names().fold(String::new(), |mut encoded, name| {
        encoded.push('/');
        encoded.extend(utf8_percent_encode(name, SEGMENT));
        encoded
    })
}

/// One name for use inside an address.
pub(crate) fn encode_name(name: &str) -> String {
    utf8_percent_encode(name, SEGMENT).to_string()
}

/// The path of an address that a server named, in parts and decoded; a part that is no UTF-8 ends in
/// a NUL, so that it is no name of a path. Scheme and host are left away: behind a proxy a server may think that it has others.
pub(crate) fn segments(href: &str) -> Vec<String> {
    let href = href.trim();
    let path = match href.split_once("://") {
        Some((scheme, rest)) if !scheme.contains('/') => {
            rest.find('/').map_or("", |slash| &rest[slash..])
        }
        Some(_) | None => href,
    };
    let parts = path.split('/').filter(|part| !part.is_empty());
    parts
        .map(|part| {
            percent_decode_str(part)
                .decode_utf8()
                .map_or_else(|_| format!("{part}\0"), std::borrow::Cow::into_owned)
        })
        .collect()
}

/// A name that can't be a path.
pub(crate) fn refused(name: &str, why: PathError) -> Refused {
    Refused {
        shown: shown(name),
        why,
    }
}

/// A name with everything escaped that doesn't print or turns the direction of writing, at most
/// 255 characters.
pub(crate) fn shown(name: &str) -> String {
    let mut shown = String::new();
    for c in name.chars().take(255) {
        if misleads(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown.chars().take(255).collect()
}

fn misleads(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{061c}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_addresses_in_every_spelling() {
        let parts = ["dav", "a b", "Ü+;.txt"];
        for href in [
            "/dav/a%20b/%C3%9C+;.txt",
            "/dav/a%20b/%c3%9c%2B%3B.txt",
            "https://Other.Host:8443/dav/a%20b/%C3%9C+%3b%2etxt",
            " /dav//a b/Ü+;.txt/ ",
        ] {
            assert_eq!(segments(href), parts, "{href}");
        }
        assert!(segments("http://host").is_empty());
        assert_eq!(segments("/a://b"), ["a:", "b"]);
        assert_eq!(segments("/%FF"), ["%FF\0"]);
        assert_eq!(segments("/x%2Fy/%2e%2e"), ["x/y", ".."]);
    }

    #[test]
    fn a_name_can_not_mislead_the_reader() {
        assert_eq!(shown("gpj.\u{202e}exe\n"), "gpj.\\u{202e}exe\\u{a}");
        assert_eq!(shown(&"x".repeat(400)).len(), 255);
    }
}
