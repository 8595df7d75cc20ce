//! The name that a disk holds for a server's name, and back.
//!
//! A disk keeps the server's spelling wherever it can. Where it can't, the characters it can't
//! hold are written as their UTF-8 bytes in upper-case hexadecimal after a percent sign, as in
//! addresses: `a:b.psd` is `a%3Ab.psd` on Windows. Of a name that is wrong as a whole, one
//! character is written so: `CON.psd` is `CO%4E.psd`, `end.` is `end%2E`.
//!
//! A percent sign stays as it is (`100%.psd`, `my%20photo.jpg`), unless the name would then read
//! as a stand-in: the server's own `a%3Ab.psd` is `a%253Ab.psd`. This makes both ways unique:
//! no two names of a server share a name on the disk, and a name that a person gives to a file
//! is a stand-in only when it is letter for letter the one this would have made.

use super::{
    Disk,
    length::{excess, is_too_long},
    reason::{char_problem, device, is_junk, spelling_problem},
};

/// What a name is called on a disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiskName {
    pub text: String,
    /// Whether [`from_disk`] gives the name back. If not, it was too long and the text ends in a
    /// hash of it: whoever uses the text must remember what it stands for.
    pub reversible: bool,
}

/// The name that a disk holds for a server's name: exactly one name, whatever the server sent.
///
/// A composed and a decomposed letter stay as the server spells them, on macOS too: its disks keep
/// the spelling, and only compare without regard to it (see [`super::fold()`]).
pub fn on_disk(name: &str, disk: Disk) -> DiskName {
    let text = if needs_stand_in(name, disk) {
        escape(name, disk)
    } else {
        name.to_owned()
    };
    fitting(text, name, disk)
}

/// The server's name for a name on a disk; `None` when no server's name is called so there.
///
/// The inverse of [`on_disk`] where that is reversible, and of the numbered names that
/// [`super::together`] gives.
pub fn from_disk(text: &str, disk: Disk) -> Option<String> {
    if let Some(name) = unescape(text)
        && needs_stand_in(&name, disk)
        && escape(&name, disk) == text
    {
        return Some(name);
    }
    if let Some(plain) = without_number(text) {
        let name = from_disk(&plain, disk)?;
        return (on_disk(&name, disk).text == plain).then_some(name);
    }
    spelling_problem(text, disk)
        .is_none()
        .then(|| text.to_owned())
}

/// A name beside a sibling that has the usual one: `logo.psd` as `logo%~1.psd`.
pub(super) fn numbered(name: &str, number: u32, disk: Disk) -> DiskName {
    let usual = on_disk(name, disk);
    let (stem, end) = split_extension(&usual.text);
    let text = format!("{stem}{NUMBER}{number}{end}");
    if !usual.reversible || is_too_long(&text, disk) {
        return shortened(&usual.text, &format!("{name}/{number}"), disk);
    }
    DiskName {
        text,
        reversible: true,
    }
}

const NUMBER: &str = "%~";
/// Numbers have at most so many digits; nobody has ten thousand spellings of a name.
const NUMBER_DIGITS: usize = 4;
/// The longest extension, in bytes, that a shortened name keeps, with its dot.
const EXTENSION: usize = 24;

/// Whether a name must not be used as it is: because the disk can't hold it, or because it is
/// what such a name, or the stand-in of a stand-in, is called.
fn needs_stand_in(name: &str, disk: Disk) -> bool {
    let mut name = name.to_owned();
    loop {
        if spelling_problem(&name, disk).is_some() || without_number(&name).is_some() {
            return true;
        }
        let Some(inner) = unescape(&name) else {
            return false;
        };
        if escape(&inner, disk) != name {
            return false;
        }
        name = inner;
    }
}

/// Writes a name with everything escaped that the disk can't hold; [`unescape`] undoes it.
fn escape(name: &str, disk: Disk) -> String {
    let mut letters: Vec<Letter> = name
        .char_indices()
        .map(|(at, char)| Letter {
            char,
            escaped: char_problem(char, disk).is_some() || is_mark(&name[at..]),
        })
        .collect();
    let last = letters.len().saturating_sub(1);
    let dots = name == "." || name == "..";
    if dots || (disk.is_strict() && name.ends_with(['.', ' '])) {
        letters[last].escaped = true;
    }
    if disk.is_strict()
        && let Some(end) = device(name)
    {
        let count = name[..end].chars().count();
        letters[count - 1].escaped = true;
    }
    if !is_junk(&written(&letters)) {
        return written(&letters);
    }
    // What makes a name junk is at its beginning or at its end.
    for also in [&[0][..], &[last], &[0, last]] {
        let mut tried = letters.clone();
        for &at in also {
            tried[at].escaped = true;
        }
        let text = written(&tried);
        if !is_junk(&text) {
            return text;
        }
    }
    let every = letters.iter().map(|letter| Letter {
        escaped: true,
        ..*letter
    });
    written(&every.collect::<Vec<_>>())
}

#[derive(Clone, Copy)]
struct Letter {
    char: char,
    escaped: bool,
}

fn written(letters: &[Letter]) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(letters.len());
    for letter in letters {
        if !letter.escaped {
            text.push(letter.char);
            continue;
        }
        for byte in letter.char.encode_utf8(&mut [0; 4]).bytes() {
            write!(text, "%{byte:02X}").expect("a string takes everything");
        }
    }
    text
}

/// Whether a text begins with what reads as one of our marks.
fn is_mark(rest: &str) -> bool {
    rest.starts_with(NUMBER) || escaped_byte(rest.as_bytes()).is_some()
}

/// The byte that an escape at the beginning of a text stands for.
fn escaped_byte(rest: &[u8]) -> Option<u8> {
    let &[b'%', high, low, ..] = rest else {
        return None;
    };
    Some(digit(high)? << 4 | digit(low)?)
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

/// Undoes all escapes of a text; `None` when it has none, or they are no text.
fn unescape(text: &str) -> Option<String> {
    let mut rest = text.as_bytes();
    let mut bytes = Vec::with_capacity(rest.len());
    while let Some((&first, after)) = rest.split_first() {
        if let Some(byte) = escaped_byte(rest) {
            bytes.push(byte);
            rest = &rest[3..];
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    let name = String::from_utf8(bytes).ok()?;
    (name.len() < text.len()).then_some(name)
}

/// A numbered name without its number.
fn without_number(text: &str) -> Option<String> {
    let (stem, end) = split_extension(text);
    let (front, number) = stem.rsplit_once(NUMBER)?;
    let right = (1..=NUMBER_DIGITS).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_digit())
        && !number.starts_with('0')
        && !front.is_empty();
    right.then(|| format!("{front}{end}"))
}

/// The stem and the extension with its dot; a name that begins with its only dot has none.
fn split_extension(text: &str) -> (&str, &str) {
    match text.rfind('.') {
        Some(at) if at > 0 => text.split_at(at),
        Some(_) | None => (text, ""),
    }
}

fn fitting(text: String, name: &str, disk: Disk) -> DiskName {
    if text.is_empty() || is_too_long(&text, disk) {
        return shortened(&text, name, disk);
    }
    DiskName {
        text,
        reversible: true,
    }
}

/// As much of the stem as fits, a tilde, a hash of `of`, and the extension unless it is long itself.
fn shortened(text: &str, of: &str, disk: Disk) -> DiskName {
    let (mut stem, mut end) = split_extension(text);
    if end.len() > EXTENSION {
        (stem, end) = (text, "");
    }
    let hash = fnv1a(of.as_bytes());
    loop {
        let short = format!("{stem}~{hash:016x}{end}");
        let excess = excess(&short, disk);
        if excess == 0 {
            return DiskName {
                text: short,
                reversible: false,
            };
        }
        stem = whole_escapes(&stem[..stem.floor_char_boundary(stem.len() - excess)]);
    }
}

/// A stem without half an escape at its end.
fn whole_escapes(stem: &str) -> &str {
    let tail = stem.len().saturating_sub(2);
    match stem.as_bytes()[tail..].iter().position(|&b| b == b'%') {
        Some(at) => &stem[..tail + at],
        None => stem,
    }
}

/// FNV-1a with 64 bits (draft-eastlake-fnv). Somebody who wants two names to share a hash can have
/// that, so siblings are told apart by [`super::together`], not by this.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn windows(name: &str) -> String {
        let held = on_disk(name, Disk::Windows);
        assert!(held.reversible, "{name}");
        assert_eq!(
            from_disk(&held.text, Disk::Windows).as_deref(),
            Some(name),
            "{}",
            held.text
        );
        held.text
    }

    #[test]
    fn keeps_what_the_disk_can_hold() {
        for name in [
            "photo.psd",
            " leading",
            "100%.psd",
            "my%20photo.jpg",
            "%41.txt",
            "50%DA.psd",
            "%C3%A9.txt",
            "%~.psd",
            "%~0.psd",
            "%~1",
            "a%~01.psd",
            "a%~12345.psd",
            "é.psd",
            "e\u{301}.psd",
            "ﬁ.psd",
            "İ.psd",
            "\u{212B}.psd",
            "👩\u{200D}🎨.psd",
            "a~1.psd",
            ".htaccess",
        ] {
            assert_eq!(windows(name), name);
        }
    }

    #[test]
    fn writes_what_it_cannot_hold_another_way() {
        for (name, held) in [
            ("a:b", "a%3Ab"),
            ("a\\b/c", "a%5Cb%2Fc"),
            ("..", ".%2E"),
            (".", "%2E"),
            ("../../etc/passwd", "..%2F..%2Fetc%2Fpasswd"),
            ("C:\\x", "C%3A%5Cx"),
            ("end.", "end%2E"),
            ("end ", "end%20"),
            ("end. .", "end. %2E"),
            ("CON", "CO%4E"),
            ("con.psd", "co%6E.psd"),
            ("CON .psd", "CO%4E .psd"),
            ("COM1.psd", "COM%31.psd"),
            ("COM¹", "COM%C2%B9"),
            ("CONIN$", "CONIN%24"),
            ("photo\u{202E}gpj.exe", "photo%E2%80%AEgpj.exe"),
            ("a\0b\n", "a%00b%0A"),
            ("Thumbs.db", "%54humbs.db"),
            ("~$a.docx", "%7E$a.docx"),
            ("old.tmp", "old.tm%70"),
            ("._x.tmp", "%2E_x.tm%70"),
            (".damson-1.part", "%2Edamson-1.par%74"),
            ("DEADBEEF", "%44EADBEEF"),
            ("a:%.psd", "a%3A%.psd"),
            ("a:%41.psd", "a%3A%2541.psd"),
        ] {
            assert_eq!(windows(name), held);
        }
    }

    #[test]
    fn a_name_that_reads_as_a_stand_in_gets_one() {
        for (name, held) in [
            ("a%3Ab", "a%253Ab"),
            ("a%253Ab", "a%25253Ab"),
            ("CO%4E.psd", "CO%254E.psd"),
            ("a%~1.psd", "a%25~1.psd"),
            ("a%25~1.psd", "a%2525~1.psd"),
        ] {
            assert_eq!(windows(name), held);
        }
        assert_eq!(on_disk("..", Disk::Linux).text, ".%2E");
        assert_eq!(on_disk(".", Disk::Linux).text, "%2E");
        // Nothing is called so because of a name that Linux can hold itself.
        assert_eq!(on_disk("a%3Ab", Disk::Linux).text, "a%3Ab");
        assert_eq!(on_disk("a:b", Disk::Linux).text, "a:b");
        assert_eq!(on_disk("a:b", Disk::MacOs).text, "a%3Ab");
    }

    #[test]
    fn says_which_names_are_nobodys() {
        for text in [
            "",
            ".",
            "..",
            "a/b",
            "a:b",
            "CON",
            "Thumbs.db",
            "x%~1%~2.psd",
        ] {
            assert_eq!(from_disk(text, Disk::Windows), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_undone() {
        for (name, held) in [
            ("logo.psd", "logo%~1.psd"),
            ("a:b.psd", "a%3Ab%~1.psd"),
            ("a%3Ab.psd", "a%253Ab%~1.psd"),
            ("noending", "noending%~1"),
            (".htaccess", ".htaccess%~1"),
        ] {
            let number = numbered(name, 1, Disk::Windows);
            assert_eq!(number.text, held);
            assert!(number.reversible);
            assert_eq!(from_disk(held, Disk::Windows).as_deref(), Some(name));
        }
        let most = numbered("a.psd", 9999, Disk::Windows);
        assert_eq!(most.text, "a%~9999.psd");
        assert_eq!(
            from_disk(&most.text, Disk::Windows).as_deref(),
            Some("a.psd")
        );
        let long = numbered(&"a".repeat(253), 1, Disk::Linux);
        assert!(!long.reversible && long.text.len() == 255);
        assert_ne!(long, numbered(&"a".repeat(253), 2, Disk::Linux));
    }

    #[test]
    fn shortens_what_is_too_long() {
        let long = format!("{}.psd", "a".repeat(10_000));
        for disk in Disk::ALL {
            let held = on_disk(&long, disk);
            assert!(!held.reversible);
            assert_eq!(held.text.len(), 255);
            assert_eq!(&held.text[251..], ".psd");
            assert_ne!(held, on_disk(&format!("b{long}"), disk));
        }
        let fits = format!("{}.psd", "a".repeat(251));
        assert_eq!(on_disk(&fits, Disk::Linux).text, fits);
        let ending = |length: usize| {
            let name = format!("{}.{}", "a".repeat(300), "e".repeat(length));
            on_disk(&name, Disk::Linux).text.contains('.')
        };
        assert!(ending(23) && !ending(24));
        assert_eq!(whole_escapes("ab%4"), "ab");
        assert_eq!(whole_escapes("ab%"), "ab");
        assert_eq!(whole_escapes("a%4E"), "a%4E");
        let empty = on_disk("", Disk::Linux);
        assert_eq!(empty.text, "~cbf29ce484222325");
        assert!(!empty.reversible);
        // A long extension is not one; half an escape is cut off whole.
        let colons = format!("a.{}", ":".repeat(200));
        let held = on_disk(&colons, Disk::Windows).text;
        assert_eq!(held.len(), 2 + 3 * 78 + 17, "{held}");
        let emoji = on_disk(&"🎨".repeat(200), Disk::Windows).text;
        assert_eq!(emoji.encode_utf16().count(), 255);
        let emoji = on_disk(&"🎨".repeat(200), Disk::Portable).text;
        assert_eq!(emoji.len(), 4 * 59 + 17);
    }

    #[test]
    fn the_hash_is_fnv1a() {
        // The test vectors of draft-eastlake-fnv.
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
