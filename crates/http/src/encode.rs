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
pub fn encode_path(path: &DamPath) -> String {
    path.names().fold(String::new(), |mut encoded, name| {
        encoded.push('/');
        encoded.extend(utf8_percent_encode(name, SEGMENT));
        encoded
    })
}

/// One name for use inside an address.
pub fn encode_name(name: &str) -> String {
    utf8_percent_encode(name, SEGMENT).to_string()
}

/// A name with everything escaped that doesn't print or turns the direction of writing, at most
/// 255 characters.
pub fn shown(name: &str) -> String {
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
    fn a_name_can_not_mislead_the_reader() {
        assert_eq!(shown("gpj.\u{202e}exe\n"), "gpj.\\u{202e}exe\\u{a}");
        assert_eq!(shown(&"x".repeat(400)).len(), 255);
        assert_eq!(shown("Bäume 東京.psd"), "Bäume 東京.psd");
    }
}
