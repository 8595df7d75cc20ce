//! Why a name can't be.

use thiserror::Error;

use super::{Disk, length::is_too_long};
use crate::ignore::{OUR_PREFIX, is_ignored_file, is_ignored_folder};

/// Why a disk holds an asset under a stand-in, or a server can't have a name. The words are the
/// front ends'.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Error)]
pub enum NameProblem {
    #[error("the name is empty")]
    Empty,
    #[error("`.` and `..` are not names")]
    Dots,
    #[error("the name holds {0:?}")]
    Forbidden(char),
    /// It can't be seen, or makes the rest read other than it is.
    #[error("the name holds the invisible character {0:?}")]
    Invisible(char),
    #[error("the name ends in a dot or a space")]
    Ending,
    #[error("the name is a device's")]
    Device,
    /// The client's own files begin like this.
    #[error("the name is one that this program uses itself")]
    Ours,
    /// A file of that name would be taken for junk.
    #[error("the name is a temporary file's")]
    Junk,
    #[error("the name is too long")]
    TooLong,
    /// The whole path, in the unit of the disk (UTF-16 units on Windows, else bytes).
    #[error("the path has {length} characters, and applications open {limit}")]
    PathTooLong { length: usize, limit: usize },
    #[error("the name begins with a dot")]
    LeadingDot,
    /// The server keeps it for itself.
    #[error("the server keeps that name for itself")]
    Reserved,
}

/// Why this disk can't hold that name as it is; `None` when it can.
pub fn name_problem(name: &str, disk: Disk) -> Option<NameProblem> {
    spelling_problem(name, disk).or_else(|| is_too_long(name, disk).then_some(NameProblem::TooLong))
}

/// As [`name_problem`], without the length: escaping makes a name longer.
pub(super) fn spelling_problem(name: &str, disk: Disk) -> Option<NameProblem> {
    if name.is_empty() {
        return Some(NameProblem::Empty);
    }
    if name == "." || name == ".." {
        return Some(NameProblem::Dots);
    }
    if let Some(problem) = name.chars().find_map(|c| char_problem(c, disk)) {
        return Some(problem);
    }
    if disk.is_strict() && name.ends_with(['.', ' ']) {
        return Some(NameProblem::Ending);
    }
    if disk.is_strict() && device(name).is_some() {
        return Some(NameProblem::Device);
    }
    if name.to_lowercase().starts_with(OUR_PREFIX) {
        return Some(NameProblem::Ours);
    }
    is_junk(name).then_some(NameProblem::Junk)
}

/// Whether a scan would leave out a file or a folder of that name.
pub(super) fn is_junk(name: &str) -> bool {
    is_ignored_file(name) || is_ignored_folder(name)
}

/// Why no name on this disk may hold the character.
///
/// Control characters are legal on Linux and macOS, but do harm in a terminal and a log. The
/// separators of every system are refused where they separate.
pub(super) fn char_problem(c: char, disk: Disk) -> Option<NameProblem> {
    let forbidden = match disk {
        Disk::Windows | Disk::Portable => r#"<>:"/\|?*"#.contains(c),
        // The Finder shows a colon as a slash, and its users can't type one.
        Disk::MacOs => c == '/' || c == ':',
        Disk::Linux => c == '/',
    };
    if forbidden || c.is_control() {
        return Some(NameProblem::Forbidden(c));
    }
    is_invisible(c).then_some(NameProblem::Invisible(c))
}

/// Characters that nobody sees: those that turn the direction of writing (`photo\u{202E}gpj.exe`
/// reads as `photoexe.jpg`), and those that make two names look the same. The joiners U+200C and
/// U+200D stay, because Persian, the scripts of India and emoji are written with them.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
        | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// The byte where a Windows device's name ends, when the name is one, with or without extension.
///
/// Source: Microsoft, "Naming Files, Paths, and Namespaces". The superscript digits count, and so
/// do spaces before the extension.
pub(super) fn device(name: &str) -> Option<usize> {
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.trim_end_matches(' ');
    let upper = stem.to_ascii_uppercase();
    let numbered = |front: &str| {
        upper.strip_prefix(front).is_some_and(|rest| {
            let mut rest = rest.chars();
            let digit = rest.next();
            let one = rest.next().is_none();
            one && digit.is_some_and(|d| d.is_ascii_digit() || "¹²³".contains(d))
        })
    };
    let whole = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&upper.as_str());
    (whole || numbered("COM") || numbered("LPT")).then_some(stem.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_why() {
        use NameProblem as P;
        for (name, problem) in [
            ("", P::Empty),
            (".", P::Dots),
            ("..", P::Dots),
            ("a/b", P::Forbidden('/')),
            ("a\tb", P::Forbidden('\t')),
            ("a\u{7f}b", P::Forbidden('\u{7f}')),
            ("photo\u{202E}gpj.exe", P::Invisible('\u{202E}')),
            (".damson-1.part", P::Ours),
            (".Damson-1", P::Ours),
            ("Thumbs.db", P::Junk),
            (".Trashes", P::Junk),
        ] {
            for disk in Disk::ALL {
                assert_eq!(
                    name_problem(name, disk).as_ref(),
                    Some(&problem),
                    "{name:?}"
                );
            }
        }
        let long = "a".repeat(256);
        assert_eq!(name_problem(&long, Disk::Linux), Some(P::TooLong));
    }

    #[test]
    fn each_disk_has_its_own_rules() {
        use Disk::{Linux, MacOs, Portable, Windows};
        let refusing = |name: &str| {
            let all = Disk::ALL.into_iter();
            all.filter(|&disk| name_problem(name, disk).is_some())
                .collect::<Vec<_>>()
        };
        assert_eq!(refusing("a:b"), [Windows, MacOs, Portable]);
        for name in [
            "a\\b",
            "a?b",
            "a*b",
            "a<b",
            "a>b",
            "a|b",
            "a\"b",
            "a.",
            "a ",
            "a. .",
            "CON",
            "con.psd",
            "Nul.tar.gz",
            "aux ",
            "AUX .psd",
            "COM0",
            "com9.txt",
            "LPT1",
            "COM¹",
            "lpt³.psd",
            "CONIN$",
            "conout$.log",
            "prn",
        ] {
            assert_eq!(refusing(name), [Windows, Portable], "{name}");
        }
        for name in [
            "a.psd",
            " a",
            "CONS",
            "COM",
            "COM10",
            "LPT",
            "LPTX",
            "COM⁴",
            "console.psd",
            "a.con",
            ".con",
            "é",
            "e\u{301}",
            "ﬁ",
            "👩\u{200D}🎨.psd",
            "$money~.txt",
            "100%",
            "-x",
            ".htaccess",
            "a\u{200C}b",
            "\u{E0080}",
            "\u{2027}",
            "\u{202F}",
        ] {
            assert_eq!(refusing(name), [Linux; 0], "{name}");
        }
    }
}
