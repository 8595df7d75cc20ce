//! What a link's spelling means: absolute or relative, a file or something of the web.

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization as _;

use crate::Spelling;

/// What a link points to. Names are decoded, composed (NFC), and free of separators.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// From a volume, a drive or a server down: `["C:", "Jobs", "a.tif"]`, `["Users", "x", "a.tif"]`.
    Absolute(Vec<String>),
    /// From the document's folder: so many folders up, then these names down.
    Relative { up: usize, names: Vec<String> },
    /// Something that is fetched from the web.
    Remote(String),
    /// Nothing that a file could be: a library item, data in the address, a place in the document.
    NotAFile,
}

/// Everything that a spelling may mean, likeliest first; never empty.
pub fn all(written: &str, spelling: Spelling) -> Vec<Place> {
    let written = written.trim_matches(['\0', '\r', '\n', '\t', ' ']);
    match spelling {
        Spelling::Uri => of_uri(written),
        // Photoshop and others write addresses where paths are expected.
        Spelling::Native if has_scheme(written, "file") => of_uri(written),
        Spelling::Native if remote(written).is_some() || is_no_file(written) => of_uri(written),
        Spelling::Native => vec![native(written)],
    }
}

fn of_uri(written: &str) -> Vec<Place> {
    if is_no_file(written) {
        return vec![Place::NotAFile];
    }
    if let Some(address) = remote(written) {
        return vec![Place::Remote(address.to_owned())];
    }
    let is_file = has_scheme(written, "file");
    let rest = if is_file {
        &written["file:".len()..]
    } else {
        written
    };
    let rest = rest.strip_prefix("//localhost/").map_or(rest, |rest| {
        // The slash belongs to the path.
        &written[written.len() - rest.len() - 1..]
    });
    // Where a path holds a percent sign by itself, the spelling as it stands is right.
    let decoded = percent_decode_str(rest).decode_utf8().ok();
    let mut places = Vec::new();
    for text in [decoded.as_deref(), Some(rest)].into_iter().flatten() {
        let place = if is_file { of_file(text) } else { native(text) };
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

/// What stands behind `file:`, with none to four slashes, a host or a volume in the host's place.
fn of_file(text: &str) -> Place {
    let text = text.replace('\\', "/");
    let below = text.trim_start_matches('/');
    if below.len() < text.len() || is_drive(below) {
        return Place::Absolute(names(below, '/').1);
    }
    relative(below, '/')
}

fn native(written: &str) -> Place {
    if let Some(share) = written.strip_prefix(r"\\?\UNC\") {
        return Place::Absolute(names(&share.replace('\\', "/"), '/').1);
    }
    let bare = written.strip_prefix(r"\\?\").unwrap_or(written);
    if bare.is_empty() {
        return Place::NotAFile;
    }
    let drive = is_drive(bare);
    if drive || bare.starts_with(r"\\") || bare.starts_with("//") {
        return Place::Absolute(names(&bare.replace('\\', "/"), '/').1);
    }
    if bare.starts_with('/') {
        return Place::Absolute(names(bare, '/').1);
    }
    let hfs = bare.contains(':') && !bare.contains(['/', '\\']);
    if hfs {
        return match bare.strip_prefix(':') {
            // A colon in front is relative; each further one leads a folder up.
            Some(rest) => hfs_relative(rest),
            None => Place::Absolute(names(bare, ':').1),
        };
    }
    // A backslash may stand in a name of a Mac, but no program writes one there.
    relative(&bare.replace('\\', "/"), '/')
}

fn relative(text: &str, separator: char) -> Place {
    let (up, names) = names(text, separator);
    if names.is_empty() {
        return Place::NotAFile;
    }
    Place::Relative { up, names }
}

fn hfs_relative(rest: &str) -> Place {
    let below = rest.trim_start_matches(':');
    let names = names(below, ':').1;
    if names.is_empty() {
        return Place::NotAFile;
    }
    Place::Relative {
        up: rest.len() - below.len(),
        names,
    }
}

/// The names of a path without `.` and `..`, and how far it leads above where it begins.
fn names(text: &str, separator: char) -> (usize, Vec<String>) {
    let mut up = 0;
    let mut kept: Vec<String> = Vec::new();
    for part in text.split(separator) {
        match part {
            "" | "." => {}
            ".." => up += usize::from(kept.pop().is_none()),
            name => kept.push(spelt(name)),
        }
    }
    (up, kept)
}

/// A name as a DAM would have it: composed, and with the characters that a Mac on a Windows share
/// replaces by private ones.
fn spelt(name: &str) -> String {
    name.chars().map(unmapped).nfc().collect()
}

/// The "services for Macintosh" mapping: U+F001–U+F01F are control characters, U+F020 and on the
/// characters that Windows forbids.
fn unmapped(c: char) -> char {
    match c {
        '\u{f001}'..='\u{f01f}' => char::from_u32(c as u32 - 0xf000).unwrap_or(c),
        '\u{f020}' => '"',
        '\u{f021}' => '*',
        '\u{f022}' => ':',
        '\u{f023}' => '<',
        '\u{f024}' => '>',
        '\u{f025}' => '?',
        '\u{f026}' => '\\',
        '\u{f027}' => '|',
        '\u{f028}' => ' ',
        '\u{f029}' => '.',
        other => other,
    }
}

fn is_drive(text: &str) -> bool {
    let mut chars = text.chars();
    let letter = chars.next().is_some_and(|c| c.is_ascii_alphabetic());
    letter && chars.next() == Some(':') && matches!(chars.next(), None | Some('/' | '\\'))
}

fn has_scheme(text: &str, scheme: &str) -> bool {
    let start = text.get(..scheme.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        && text[scheme.len()..].starts_with(':')
}

/// An address with `//` behind its scheme, other than `file:`.
fn remote(text: &str) -> Option<&str> {
    if text.starts_with("//") && !text.starts_with("///") && text.contains('.') {
        return None;
    }
    let (scheme, rest) = text.split_once("://")?;
    let named = scheme.len() > 1
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    (named && !scheme.eq_ignore_ascii_case("file") && !rest.is_empty()).then_some(text)
}

fn is_no_file(text: &str) -> bool {
    const OTHERS: [&str; 7] = [
        "data",
        "mailto",
        "javascript",
        "about",
        "blob",
        "tel",
        "cloud-asset",
    ];
    text.is_empty()
        || text.starts_with('#')
        || text.starts_with("CC Libraries Asset")
        || OTHERS.iter().any(|scheme| has_scheme(text, scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn absolute(names: &[&str]) -> Place {
        Place::Absolute(names.iter().map(|name| (*name).to_owned()).collect())
    }

    fn below(up: usize, names: &[&str]) -> Place {
        Place::Relative {
            up,
            names: names.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    #[test]
    fn every_program_spells_in_its_own_way() {
        let rows = [
            (
                "file:///Users/x/a%20b.tif",
                absolute(&["Users", "x", "a b.tif"]),
            ),
            (
                "file:///K:/Messen/_diverse%20Logos/l.eps",
                absolute(&["K:", "Messen", "_diverse Logos", "l.eps"]),
            ),
            (
                "file:/Volumes/SSD-500GB/a.psd",
                absolute(&["Volumes", "SSD-500GB", "a.psd"]),
            ),
            (
                "file:C:/Users/x/a.psd",
                absolute(&["C:", "Users", "x", "a.psd"]),
            ),
            (
                "file://Macintosh%20HD/Users/a.psd",
                absolute(&["Macintosh HD", "Users", "a.psd"]),
            ),
            (
                "file:///Macintosh HD/Users/a.psd",
                absolute(&["Macintosh HD", "Users", "a.psd"]),
            ),
            (
                "file://server/share/a.tif",
                absolute(&["server", "share", "a.tif"]),
            ),
            (
                "file:////server/share/a.tif",
                absolute(&["server", "share", "a.tif"]),
            ),
            ("file:../../media/x.jpg", below(2, &["media", "x.jpg"])),
            (
                "file://localhost/Users/a.mov",
                absolute(&["Users", "a.mov"]),
            ),
            ("../a%20b/c.svg", below(1, &["a b", "c.svg"])),
            (
                "https://dam.example.com/a.tif",
                Place::Remote("https://dam.example.com/a.tif".into()),
            ),
            ("cloud-asset://x", Place::NotAFile),
            ("data:image/png;base64,AAAA", Place::NotAFile),
            ("#glyph", Place::NotAFile),
            ("", Place::NotAFile),
        ];
        for (written, expected) in rows {
            assert_eq!(all(written, Spelling::Uri)[0], expected, "{written}");
        }
        let rows = [
            (r"C:\Jobs\a.tif", absolute(&["C:", "Jobs", "a.tif"])),
            (
                r"\\server\share\a.tif",
                absolute(&["server", "share", "a.tif"]),
            ),
            (r"\\?\C:\a.mov", absolute(&["C:", "a.mov"])),
            (
                r"\\?\UNC\server\share\a.mov",
                absolute(&["server", "share", "a.mov"]),
            ),
            (r"..\..\IN\clip.mov", below(2, &["IN", "clip.mov"])),
            (
                "/Users/x/100%25.pdf",
                absolute(&["Users", "x", "100%25.pdf"]),
            ),
            (
                "Macintosh HD:Users:x:a.eps",
                absolute(&["Macintosh HD", "Users", "x", "a.eps"]),
            ),
            (":Links:a.eps", below(0, &["Links", "a.eps"])),
            ("::a.eps", below(1, &["a.eps"])),
            ("linked-layer.png", below(0, &["linked-layer.png"])),
            ("./Links/../a.png", below(0, &["a.png"])),
            (
                "file:///Macintosh HD/a.psd",
                absolute(&["Macintosh HD", "a.psd"]),
            ),
        ];
        for (written, expected) in rows {
            assert_eq!(all(written, Spelling::Native)[0], expected, "{written}");
        }
    }

    #[test]
    fn a_percent_sign_may_be_itself() {
        let places = all("file:///Macintosh HD/50%25.psd", Spelling::Uri);
        assert_eq!(
            places,
            [
                absolute(&["Macintosh HD", "50%.psd"]),
                absolute(&["Macintosh HD", "50%25.psd"])
            ]
        );
    }

    #[test]
    fn names_are_composed_and_private_characters_are_what_they_stand_for() {
        let name = |text: &str| all(text, Spelling::Native).remove(0);
        assert_eq!(name("/a/Mu\u{308}ller.tif"), absolute(&["a", "Müller.tif"]));
        assert_eq!(
            name("/a/1\u{f022}2\u{f021}.tif"),
            absolute(&["a", "1:2*.tif"])
        );
    }
}
