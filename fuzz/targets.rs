//! Everything that reads the words of a server or of a page, by name. The test command and fuzzing share it.

use damson_core::{
    DamPath,
    name::{Disk, NameRules, from_disk, on_disk, outgoing_asset, outgoing_folder},
};
use damson_desk::deep_link::{self, DeepLink};

pub(crate) type Target = fn(&[u8]);

pub(crate) const TARGETS: &[(&str, Target)] = &[
    ("aem-json", damson_aem::fuzz::json),
    ("aem-texts", damson_aem::fuzz::texts),
    ("deep-links", deep_links),
    ("http-addresses", damson_http::fuzz::addresses),
    ("http-headers", damson_http::fuzz::headers),
    ("links", links),
    ("names", names),
    ("webdav-multistatus", damson_webdav::fuzz::multistatus),
    ("webdav-texts", damson_webdav::fuzz::texts),
];

/// A link of a page: a few assets below the root of a server on the web, and nothing that is
/// carried out with them.
fn deep_links(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Ok(link) = DeepLink::read(&text) else {
        return;
    };
    assert!((1..=deep_link::MOST_ASSETS).contains(&link.paths.len()));
    for path in &link.paths {
        assert!(path.starts_with('/'), "{path:?}");
        let inside = DamPath::parse(path).expect("a link names paths below the root");
        assert!(inside.names().all(|name| !matches!(name, "" | "." | "..")));
    }
    let Some(server) = &link.server else {
        return;
    };
    assert!(matches!(server.scheme(), "http" | "https"), "{server}");
    assert!(server.username().is_empty() && server.password().is_none());
    assert!(server.query().is_none() && server.fragment().is_none());
    let paths: Vec<&str> = link.paths.iter().map(String::as_str).collect();
    let again = deep_link::write(link.action, server.as_str(), &paths);
    if again.len() > deep_link::LONGEST {
        return;
    }
    let read = DeepLink::read(&again).expect("a link that we write is one that we read");
    // A slash at the end of a server's address says nothing.
    let place = |link: &DeepLink| {
        let server = link
            .server
            .as_ref()
            .map(|server| server.as_str().trim_end_matches('/'));
        server.map(ToOwned::to_owned)
    };
    assert_eq!(place(&read), place(&link), "{again}");
    assert_eq!((read.action, read.paths), (link.action, link.paths));
}

/// A document of somebody else's: the first byte says of which kind. Whatever it links to, a place in
/// the DAM has no name that leads elsewhere.
fn links(data: &[u8]) {
    const NAMES: [&str; 13] = [
        "a.indd", "a.idml", "a.icml", "a.ai", "a.psd", "a.psb", "a.prproj", "a.aep", "a.svg",
        "a.html", "a.gltf", "a.docx", "a.fcpxml",
    ];
    let Some((kind, document)) = data.split_first() else {
        return;
    };
    let name = NAMES[usize::from(*kind) % NAMES.len()];
    let bounds = damson_links::Bounds {
        read: 8 * 1024 * 1024,
        unpacked: 8 * 1024 * 1024,
        links: 100,
    };
    let Ok(found) = damson_links::read(name, &mut std::io::Cursor::new(document), bounds) else {
        return;
    };
    assert!(found.links.len() <= bounds.links);
    let (cache, folder) = (["cache".to_owned()], ["ads".to_owned()]);
    let standing = damson_links::Standing {
        cache_folder: &cache,
        folder: &folder,
    };
    for link in &found.links {
        for candidate in damson_links::candidates(link, standing) {
            assert!(!candidate.path.is_empty());
            let names = candidate.path.iter();
            assert!(
                names
                    .clone()
                    .all(|name| !name.is_empty() && name != "." && name != "..")
            );
        }
    }
}

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
