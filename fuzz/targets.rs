//! Everything that reads the words of a server, by name. The test command and fuzzing share it.

use damson_core::{
    DamPath,
    name::{Disk, NameRules, from_disk, on_disk, outgoing_asset, outgoing_folder},
};

pub(crate) type Target = fn(&[u8]);

pub(crate) const TARGETS: &[(&str, Target)] = &[
    ("aem-json", damson_aem::fuzz::json),
    ("aem-texts", damson_aem::fuzz::texts),
    ("http-addresses", damson_http::fuzz::addresses),
    ("http-headers", damson_http::fuzz::headers),
    ("names", names),
    ("webdav-multistatus", damson_webdav::fuzz::multistatus),
    ("webdav-texts", damson_webdav::fuzz::texts),
];

/// A name of a server on every kind of disk: one name, that leads nowhere, and comes back.
fn names(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let _ = outgoing_asset(&text, NameRules::AEM);
    let _ = outgoing_folder(&text, NameRules::AEM);
    let Ok(path) = DamPath::parse(&text) else {
        return;
    };
    for name in path.names() {
        for disk in Disk::ALL {
            let found = on_disk(name, disk);
            let stored = found.text.as_str();
            assert!(!matches!(stored, "" | "." | ".."), "{name:?}");
            assert!(!stored.contains(['/', '\0']), "{name:?}");
            let length = match disk {
                Disk::Linux | Disk::Portable => stored.len(),
                Disk::Windows | Disk::MacOs => stored.encode_utf16().count(),
            };
            assert!(length <= 255, "{name:?} is {stored:?}");
            if matches!(disk, Disk::Windows | Disk::Portable) {
                let bad = |c: char| (c as u32) < 32 || "\\:*?\"<>|".contains(c);
                assert!(!stored.contains(bad), "{name:?} is {stored:?}");
                assert!(!stored.ends_with(['.', ' ']), "{name:?} is {stored:?}");
            }
            if found.reversible {
                assert_eq!(from_disk(stored, disk).as_deref(), Some(name), "{stored:?}");
            }
        }
    }
}
