//! How names become parts of addresses, and how they are shown.

use damson_core::DamPath;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but RFC 3986's unreserved characters.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// `/a%20b/c`; empty for the root.
pub(crate) fn encode_path(path: &DamPath) -> String {
    use std::fmt::Write as _;
    let mut encoded = String::new();
    for name in path.names() {
        // Writing to a `String` never fails.
        let _ = write!(encoded, "/{}", utf8_percent_encode(name, SEGMENT));
    }
    encoded
}

/// Encodes a repository path that a server named, or gives `None` for one that climbs.
pub(crate) fn encode_repository_path(path: &str) -> Option<String> {
    use std::fmt::Write as _;
    let mut encoded = String::new();
    for name in path.strip_prefix('/')?.split('/') {
        if matches!(name, "" | "." | "..") {
            return None;
        }
        let _ = write!(encoded, "/{}", utf8_percent_encode(name, SEGMENT));
    }
    Some(encoded)
}

/// A name with everything escaped that doesn't print or turns the direction of writing, at most
/// 255 characters.
pub(crate) fn shown(name: &str) -> String {
    let mut shown = String::new();
    for c in name.chars() {
        if misleads(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
        if shown.chars().count() >= 255 {
            break;
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
    fn a_name_can_not_mislead_the_reader() {
        assert_eq!(shown("gpj.\u{202e}exe\n"), "gpj.\\u{202e}exe\\u{a}");
        assert_eq!(shown(&"x".repeat(400)).len(), 255);
        assert_eq!(shown("Bäume 東京.psd"), "Bäume 東京.psd");
    }

    #[test]
    fn a_path_that_climbs_is_none() {
        assert_eq!(
            encode_repository_path("/jcr:system/a b"),
            Some("/jcr%3Asystem/a%20b".into())
        );
        assert_eq!(encode_repository_path("/a/../b"), None);
        assert_eq!(encode_repository_path("//host/b"), None);
        assert_eq!(encode_repository_path("a"), None);
    }
}
