//! Names that a server keeps otherwise than they were sent.

use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use super::fold;

/// What a server may do to a name. Once it was seen to keep a name that has something of a kind, it
/// keeps that kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fragile {
    /// Letters in upper case.
    Case,
    /// Accents apart from their letters (NFD), as macOS writes them, or other forms.
    Form,
    /// A space or a dot at an end.
    Ending,
    /// What looks like a percent-encoded byte, which some decode twice.
    Percent,
}

impl Fragile {
    pub const ALL: [Self; 4] = [Self::Case, Self::Form, Self::Ending, Self::Percent];

    /// Whether a name has something of this kind.
    pub fn is_in(self, name: &str) -> bool {
        match self {
            Self::Case => name.chars().any(char::is_uppercase),
            Self::Form => !is_nfc(name),
            Self::Ending => name != trimmed(name),
            Self::Percent => decoded(name).is_some(),
        }
    }
}

/// Whether a server that was sent one name may list it as the other one.
pub fn may_be_listed_as(sent: &str, listed: &str) -> bool {
    let key = |name: &str| fold(trimmed(name));
    let once = decoded(sent);
    let as_sent =
        |sent: &str| sent == listed || key(sent) == key(listed) || sent.nfkc().eq(listed.nfkc());
    as_sent(sent) || once.is_some_and(|once| as_sent(&once))
}

fn trimmed(name: &str) -> &str {
    name.trim_start()
        .trim_end_matches(|c: char| c == '.' || c.is_whitespace())
}

/// The name with its percent-encoded bytes decoded, if it has any and the result is a name.
fn decoded(name: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = name.as_bytes();
    let mut any = false;
    while let Some((&first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| first == b'%');
        let byte = code
            .and_then(|code| std::str::from_utf8(code).ok())
            .filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        any |= byte.is_some();
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    any.then(|| String::from_utf8(bytes).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_come_back_in_another_spelling() {
        for (sent, listed) in [
            ("Cafe\u{301}.psd", "Caf\u{e9}.psd"),
            ("Logo.PSD", "logo.psd"),
            ("draft .", "draft"),
            (" draft", "draft"),
            ("50%41.psd", "50A.psd"),
            ("\u{fb01}n.psd", "fin.psd"),
            ("a.psd", "a.psd"),
        ] {
            assert!(may_be_listed_as(sent, listed), "{sent} {listed}");
        }
        for (sent, listed) in [
            ("a.psd", "b.psd"),
            ("a.psd", "a (1).psd"),
            ("50%.psd", "50.psd"),
            ("draft", "draft.psd"),
            ("%41", "B"),
        ] {
            assert!(!may_be_listed_as(sent, listed), "{sent} {listed}");
        }
    }

    #[test]
    fn what_may_be_changed_is_seen() {
        let kinds = |name: &str| -> Vec<Fragile> {
            Fragile::ALL
                .into_iter()
                .filter(|kind| kind.is_in(name))
                .collect()
        };
        assert_eq!(kinds("plain-name.psd"), []);
        assert_eq!(kinds("Cafe\u{301}"), [Fragile::Case, Fragile::Form]);
        assert_eq!(kinds("draft."), [Fragile::Ending]);
        assert_eq!(kinds("50%41"), [Fragile::Percent]);
        assert_eq!(kinds("50%"), []);
        assert_eq!(kinds("%ff"), []);
    }
}
