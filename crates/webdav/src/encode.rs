//! How the addresses that a server names become names.

use damson_core::PathError;
use damson_http::encode::shown;
use damson_remote::Refused;
use percent_encoding::percent_decode_str;

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
}
