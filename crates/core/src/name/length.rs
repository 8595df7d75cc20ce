//! How long names and paths may be.

use super::{Disk, NameProblem, on_disk};
use crate::DamPath;

/// The longest name: UTF-16 units on Windows, bytes of UTF-8 elsewhere.
const NAME: usize = 255;
/// The longest path that an application opens unless it was written for longer ones
/// (Microsoft, "Maximum Path Length Limitation": 260 with the NUL).
const WINDOWS_PATH: usize = 259;
/// The longest path that Excel opens.
const EXCEL_PATH: usize = 218;
/// `PATH_MAX` of macOS and of Linux, without the NUL.
const MACOS_PATH: usize = 1023;
const LINUX_PATH: usize = 4095;

pub(super) fn is_too_long(name: &str, disk: Disk) -> bool {
    excess(name, disk) > 0
}

/// How many bytes of UTF-8 must go, at least, until the name fits; 0 when it does.
pub(super) fn excess(name: &str, disk: Disk) -> usize {
    match disk {
        // A byte of UTF-8 is at most one unit, so this many bytes may not be enough; never too many.
        Disk::Windows => utf16_len(name).saturating_sub(NAME),
        Disk::MacOs | Disk::Linux | Disk::Portable => name.len().saturating_sub(NAME),
    }
}

/// Warns of a path that applications can't open, although the disk holds it and the client reads
/// and writes it.
///
/// `root_len` is the length of the cache folder's path without a separator at its end, in the
/// disk's unit: UTF-16 units on Windows, bytes elsewhere.
pub fn path_problem(root_len: usize, path: &DamPath, disk: Disk) -> Option<NameProblem> {
    let below: usize = path.names().map(|name| 1 + units(name, disk)).sum();
    let length = root_len + below;
    let limit = match disk {
        Disk::Windows | Disk::Portable if is_excel(path.name()) => EXCEL_PATH,
        Disk::Windows | Disk::Portable => WINDOWS_PATH,
        Disk::MacOs => MACOS_PATH,
        Disk::Linux => LINUX_PATH,
    };
    (length > limit).then_some(NameProblem::PathTooLong { length, limit })
}

fn units(name: &str, disk: Disk) -> usize {
    let text = on_disk(name, disk).text;
    match disk {
        Disk::Windows => utf16_len(&text),
        Disk::MacOs | Disk::Linux | Disk::Portable => text.len(),
    }
}

fn utf16_len(text: &str) -> usize {
    text.encode_utf16().count()
}

fn is_excel(name: &str) -> bool {
    let extensions = ["xls", "xlsx", "xlsm", "xlsb", "xlt", "xltx"];
    name.rsplit_once('.')
        .is_some_and(|(_, extension)| extensions.contains(&extension.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_in_the_unit_of_the_disk() {
        let wide = "é".repeat(200);
        assert!(!is_too_long(&wide, Disk::Windows));
        assert!(is_too_long(&wide, Disk::Linux));
        assert!(is_too_long(&wide, Disk::Portable));
        let emoji = "🎨".repeat(128);
        assert!(is_too_long(&emoji, Disk::Windows));
        for disk in Disk::ALL {
            assert!(!is_too_long(&"a".repeat(255), disk));
            assert!(is_too_long(&"a".repeat(256), disk));
        }
    }

    #[test]
    fn warns_of_paths_that_applications_cannot_open() {
        let path = |name: &str| DamPath::parse(&format!("{}/{name}", "d".repeat(200))).unwrap();
        let too_long = |length, limit| Some(NameProblem::PathTooLong { length, limit });
        // 1 + 200 + 1 + 5
        assert_eq!(path_problem(52, &path("a.psd"), Disk::Windows), None);
        assert_eq!(
            path_problem(53, &path("a.psd"), Disk::Windows),
            too_long(260, 259)
        );
        assert_eq!(
            path_problem(53, &path("é.psd"), Disk::Windows),
            too_long(260, 259)
        );
        assert_eq!(path_problem(10, &path("a.XLSX"), Disk::Windows), None);
        assert_eq!(
            path_problem(11, &path("a.XLSX"), Disk::Windows),
            too_long(219, 218)
        );
        assert_eq!(path_problem(816, &path("a.psd"), Disk::MacOs), None);
        assert_eq!(
            path_problem(817, &path("a.psd"), Disk::MacOs),
            too_long(1024, 1023)
        );
        assert_eq!(path_problem(3888, &path("a.psd"), Disk::Linux), None);
        assert_eq!(
            path_problem(3888, &path("é.psd"), Disk::Linux),
            too_long(4096, 4095)
        );
        // The stand-in counts: `?` is three characters there.
        assert_eq!(
            path_problem(51, &path("?.psd"), Disk::Windows),
            too_long(260, 259)
        );
        assert_eq!(path_problem(0, &DamPath::root(), Disk::Windows), None);
    }
}
