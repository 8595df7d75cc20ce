//! What is read of AEM's words, for fuzzing: none of it may panic, and no path may lead out of the
//! DAM.

use damson_core::{ByteCount, DamPath};
use damson_remote::{Entry, Page};
use serde::de::DeserializeOwned;

use crate::{
    Base, changes,
    config::DAM_ROOT,
    encode, failure,
    http::bounded,
    map, properties, upload,
    wire::{
        CheckedOut, CsrfToken, CurrentUser, Exchanged, Hits, Initiated, Properties, Siren,
        TokenFile, Versions,
    },
};

fn read<T: DeserializeOwned>(data: &[u8]) -> Option<T> {
    serde_json::from_slice(bounded(data).ok()?).ok()
}

/// Every answer in JSON.
pub fn json(data: &[u8]) {
    let folder = DamPath::parse("Spring/a.b").expect("it is a path");
    if let Some(siren) = read::<Siren>(data) {
        let page = map::siren_page(&siren, &folder, 500, "jane");
        check(&page, Some(&folder));
        let _ = map::shows_properties(&siren);
    }
    if let Some(hits) = read::<Hits>(data) {
        check(&map::hits_page(&hits, 200, "jane"), None);
    }
    if let Some(node) = read::<Properties>(data) {
        let _ = map::node_entry(&node, &folder, "jane");
        let _ = map::version(&node, jiff::tz::Offset::UTC);
    }
    if let Some(user) = read::<CurrentUser>(data) {
        let _ = map::identity(&user);
    }
    if let Some(versions) = read::<Versions>(data) {
        for version in versions.versions.unwrap_or_default() {
            let _ = version
                .as_object()
                .and_then(|version| map::version(version, jiff::tz::Offset::UTC));
        }
    }
    if let Some(initiated) = read::<Initiated>(data) {
        parts(&initiated);
    }
    let _ = read::<CheckedOut>(data);
    let _ = read::<CsrfToken>(data);
    let _ = read::<Exchanged>(data);
    let _ = read::<TokenFile>(data);
}

/// Single texts: dates, paths, addresses, cursors, pages of errors.
pub fn texts(data: &[u8]) {
    let _ = failure::message(data);
    let text = String::from_utf8_lossy(data);
    let _ = properties::parse_time(&text);
    let _ = changes::read(&text);
    if let Some(encoded) = encode::encode_repository_path(&text) {
        assert!(encoded.split('/').all(|part| part != ".."), "{encoded}");
    }
    if let Some(Ok(path)) = map::dam_path(&format!("{DAM_ROOT}{text}")) {
        assert!(path.names().all(|name| !matches!(name, "." | ".." | "")));
    }
    let base = Base::parse("https://dam.example.com/cms").expect("it is an address");
    let _ = base.resolve(&text);
    if let Ok(path) = DamPath::parse(&text) {
        let url = base.dam(&path, ".json");
        assert!(url.path().starts_with("/cms/content/dam"), "{url}");
    }
    let _ = Base::parse(&text);
}

fn parts(initiated: &Initiated) {
    let length = ByteCount(10_000_000);
    for file in &initiated.files {
        let least = file.min_part_size.unwrap_or(0);
        let most = file.max_part_size.unwrap_or(u64::MAX);
        let addresses = file.upload_uris.len();
        if let Ok(size) = upload::part_size(length, addresses, least, most) {
            assert!(upload::count(length.0, size) <= addresses.max(1));
        }
        let _ = upload::expiry(&file.upload_uris);
    }
}

fn check(page: &Page<Entry>, folder: Option<&DamPath>) {
    for entry in &page.items {
        if let Some(folder) = folder {
            assert_eq!(entry.path.parent().as_ref(), Some(folder));
        }
        let bad = |name: &str| matches!(name, "." | ".." | "") || name.contains(['/', '\0']);
        assert!(!entry.path.names().any(bad), "{:?}", entry.path);
    }
}
