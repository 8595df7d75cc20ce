//! Which names are nobody's work: the system's, an application's while it saves, or our own.
//!
//! A file that is ignored is neither shown nor uploaded, so the list errs on the side of showing:
//! a name is only here when no person would give it to a file. Names are compared without case.
//! Sources: the patterns of Adobe's desktop app 1.x, Nuxeo Drive, Mountain Duck and Box.

/// Every file that the client itself makes in the cache folder begins like this.
pub const OUR_PREFIX: &str = ".damson-";

const JUNK: [&str; 14] = [
    ".apdisk",
    ".directory",
    ".ds_store",
    ".localized",
    ".volumeicon.icns",
    ".bridgecache",
    ".bridgecachet",
    ".bridgelabelsandratings",
    "adobe bridge cache.bc",
    "adobe bridge cache.bct",
    "desktop.ini",
    "ehthumbs.db",
    "icon\r",
    "thumbs.db",
];

const JUNK_FOLDERS: [&str; 9] = [
    "$recycle.bin",
    ".documentrevisions-v100",
    ".fseventsd",
    ".spotlight-v100",
    ".temporaryitems",
    ".trash",
    ".trashes",
    "system volume information",
    "temporaryitems",
];

const PREFIXES: [&str; 9] = [
    OUR_PREFIX,
    "._",
    ".~lock.",
    ".fuse_hidden",
    ".goutputstream-",
    ".nfs0",
    ".sb-",
    ".smbdelete",
    "~$",
];

const SUFFIXES: [&str; 12] = [
    ".blend@",
    ".crdownload",
    ".download",
    ".dwl",
    ".dwl2",
    ".idlk",
    ".opdownload",
    ".part",
    ".partial",
    ".prlock",
    ".tmp",
    "~",
];

/// Whether a file of this name is never shown or uploaded.
pub fn is_ignored_file(name: &str) -> bool {
    let lower = name.to_lowercase();
    JUNK.contains(&lower.as_str())
        || PREFIXES.iter().any(|prefix| lower.starts_with(prefix))
        || SUFFIXES.iter().any(|suffix| lower.ends_with(suffix))
        || is_safe_save(&lower)
        || is_vim_swap(&lower)
        || is_numbered(&lower, "atmp")
        || is_numbered(&lower, "photoshop temp")
        || is_office_save(name)
}

/// Whether a folder of this name, with everything below it, is never shown or uploaded.
pub fn is_ignored_folder(name: &str) -> bool {
    let lower = name.to_lowercase();
    JUNK_FOLDERS.contains(&lower.as_str())
        || lower.starts_with(OUR_PREFIX)
        || is_safe_save(&lower)
        || lower.starts_with("(a document being saved by ")
}

/// The documents that an application's lock file speaks of.
///
/// A lock file is a signal, not proof: it outlives a crash, and Photoshop, Illustrator and After
/// Effects make none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LockFile {
    /// The document of this name (LibreOffice, Affinity).
    Named(String),
    /// A document of this name, or of one with up to two more characters in front (Office).
    Ending(String),
    /// A document of this stem and one of these extensions (InDesign, Premiere, AutoCAD).
    Stem(String, &'static [&'static str]),
}

/// What the lock file of that name is about; `None` when it is no application's lock file.
pub fn lock_file(name: &str) -> Option<LockFile> {
    if let Some(rest) = name.strip_prefix(".~lock.") {
        return named(rest.strip_suffix('#')?);
    }
    if let Some(rest) = name.strip_prefix("~$") {
        return (!rest.is_empty()).then(|| LockFile::Ending(rest.to_owned()));
    }
    if let Some(document) = without_end(name, "~lock~") {
        return named(document);
    }
    if let Some(rest) = without_end(name, ".idlk") {
        let (stem, _token) = rest.strip_prefix('~')?.rsplit_once('~')?;
        return stemmed(stem, &["indd", "indt", "indb", "indl", "icml", "icma"]);
    }
    if let Some(stem) = without_end(name, ".prlock") {
        return stemmed(stem, &["prproj"]);
    }
    let stem = without_end(name, ".dwl").or_else(|| without_end(name, ".dwl2"))?;
    stemmed(stem, &["dwg"])
}

impl LockFile {
    /// Whether a document of that name may be the one it speaks of.
    pub fn is_about(&self, document: &str) -> bool {
        let document = document.to_lowercase();
        match self {
            Self::Named(name) => name.to_lowercase() == document,
            Self::Ending(end) => document
                .strip_suffix(&end.to_lowercase())
                .is_some_and(|front| front.chars().count() <= 2),
            Self::Stem(stem, extensions) => {
                document.rsplit_once('.').is_some_and(|(front, extension)| {
                    front == stem.to_lowercase() && extensions.contains(&extension)
                })
            }
        }
    }
}

fn named(document: &str) -> Option<LockFile> {
    (!document.is_empty()).then(|| LockFile::Named(document.to_owned()))
}

fn stemmed(stem: &str, extensions: &'static [&'static str]) -> Option<LockFile> {
    (!stem.is_empty()).then(|| LockFile::Stem(stem.to_owned(), extensions))
}

/// The part before an ASCII ending in any case.
fn without_end<'a>(name: &'a str, end: &str) -> Option<&'a str> {
    let (front, back) = name.split_at_checked(name.len().checked_sub(end.len())?)?;
    back.eq_ignore_ascii_case(end).then_some(front)
}

/// macOS writes beside a document before it swaps them: `a.psd.sb-1a2b3c4d-Xy12zA`.
fn is_safe_save(lower: &str) -> bool {
    let Some((_, end)) = lower.rsplit_once(".sb-") else {
        return false;
    };
    let Some((first, second)) = end.split_once('-') else {
        return false;
    };
    first.len() == 8
        && first.bytes().all(|b| b.is_ascii_hexdigit())
        && second.len() == 6
        && second.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// `.a.txt.swp`, `.a.txt.swo`, `.a.txt.swx`.
fn is_vim_swap(lower: &str) -> bool {
    let ends = [".swp", ".swo", ".swx"];
    lower.starts_with('.') && lower.len() > 5 && ends.iter().any(|end| lower.ends_with(end))
}

fn is_numbered(lower: &str, front: &str) -> bool {
    lower
        .strip_prefix(front)
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
}

/// Office saves to eight upper-case hexadecimal digits without an extension. Digits alone are
/// left to people, who name things by dates.
fn is_office_save(name: &str) -> bool {
    name.len() == 8
        && name
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(&b))
        && name.bytes().any(|b| b.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_out_what_is_nobodys_work() {
        for name in [
            ".DS_Store",
            "._photo.psd",
            "Thumbs.db",
            "DESKTOP.INI",
            "Icon\r",
            "~$report.docx",
            "~$port.docx",
            ".~lock.report.odt#",
            "~brochure~6u)mw(.idlk",
            "cut.prlock",
            "poster.afpub~lock~",
            "psA1B2.tmp",
            "~ai-5f6e_.TMP",
            ".sb-1234",
            "a.psd.sb-1a2b3c4d-Xy12zA",
            "5F1A2B3C",
            "atmp4711",
            "Photoshop Temp12",
            "a.zip.crdownload",
            "a.zip.part",
            "a.zip.partial",
            "a.zip.download",
            "a.zip.opdownload",
            ".damson-1f2e.part",
            ".DAMSON-x",
            ".a.txt.swp",
            ".a.txt.swo",
            ".a.txt.swx",
            ".a.swp",
            "plan.dwl",
            "plan.dwl2",
            "a.kra~",
            "scene.blend@",
            ".nfs000000000bad",
            ".fuse_hidden0001",
            ".goutputstream-ABC",
            ".smbdeleteAAA",
            ".BridgeCache",
            "Adobe Bridge Cache.bct",
        ] {
            assert!(is_ignored_file(name), "{name}");
        }
    }

    #[test]
    fn shows_what_a_person_made() {
        for name in [
            "photo.psd",
            "~draft.psd",
            ".htaccess",
            "20261121",
            "DEADBEE",
            "DEADBEEFF",
            "deadbeef",
            "GEADBEEF",
            "DEADBEEF.psd",
            "atmp",
            "atmp1a",
            "xatmp1",
            "tmp",
            "party.part.psd",
            "sb-1234.psd",
            "a.sb-1a2b3c4d.psd",
            "a.sb-1a2b3c4g-Xy12zA",
            "a.sb-1a2b3c4d-Xy12z-",
            "a.sb-1a2b3c4d-Xy12z",
            "a.sb-1a2b3c4-Xy12zA",
            "notes.swp",
            ".swp",
            "..swp",
            "lock~.psd",
            "Thumbs.db.psd",
            "icon",
        ] {
            assert!(!is_ignored_file(name), "{name}");
        }
    }

    #[test]
    fn folders_have_their_own_list() {
        for name in [
            ".Trashes",
            "$RECYCLE.BIN",
            "(A Document Being Saved By Preview)",
            ".damson-x",
            "a.rtfd.sb-1a2b3c4d-Xy12zA",
            "TemporaryItems",
        ] {
            assert!(is_ignored_folder(name), "{name}");
        }
        for name in ["DEADBEEF", "20261121", "a~", "shoot.tmp", "Shoot"] {
            assert!(!is_ignored_folder(name), "{name}");
        }
    }

    #[test]
    fn knows_whose_lock_it_is() {
        for (lock, document) in [
            (".~lock.report.odt#", "report.odt"),
            ("~$report.xlsx", "report.xlsx"),
            ("~$port.docx", "report.docx"),
            ("~$Port.docx", "REPORT.docx"),
            ("poster.afpub~lock~", "poster.afpub"),
            ("~brochure~6u)mw(.idlk", "brochure.indd"),
            ("~a~b~6u)mw(.IDLK", "A~b.INDD"),
            ("~story~6u)mw(.idlk", "story.icml"),
            ("cut.prlock", "Cut.prproj"),
            ("plan.dwl", "plan.dwg"),
            ("plan.dwl2", "plan.dwg"),
        ] {
            let lock = lock_file(lock).unwrap();
            assert!(lock.is_about(document), "{lock:?} {document}");
        }
        for (lock, document) in [
            (".~lock.report.odt#", "my report.odt"),
            ("~$port.docx", "my report.docx"),
            ("~brochure~6u)mw(.idlk", "brochure.psd"),
            ("~brochure~6u)mw(.idlk", "my brochure.indd"),
            ("cut.prlock", "cut.psd"),
        ] {
            let lock = lock_file(lock).unwrap();
            assert!(!lock.is_about(document), "{lock:?} {document}");
        }
        for name in [
            "photo.psd",
            ".~lock.report.odt",
            ".~lock.#",
            "~$",
            "~lock~",
            "brochure.idlk",
            "~brochure.idlk",
            ".prlock",
            ".dwl",
            "é",
        ] {
            assert_eq!(lock_file(name), None, "{name}");
        }
    }
}
