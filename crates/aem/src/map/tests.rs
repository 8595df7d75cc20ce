//! Recorded bodies and what is made of them.

use serde::de::DeserializeOwned;

use super::*;
use crate::{
    properties::parse_time,
    wire::{Initiated, Versions},
};

fn read<T: DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap()
}

fn path(text: &str) -> DamPath {
    DamPath::parse(text).unwrap()
}

const FOLDER: &str = include_str!("../../testdata/folder.siren.json");
const ASSET: &str = include_str!("../../testdata/asset.node.json");
const HITS: &str = include_str!("../../testdata/hits.query.json");

#[test]
fn a_listing_is_read_in_any_order_and_odd_children_cost_only_themselves() {
    let siren: Siren = read(FOLDER);
    let page = siren_page(&siren, &path("we-retail/en"), 0, "jane");
    assert_eq!(page.items.len(), 2);
    let folder = &page.items[0];
    assert_eq!(folder.path, path("we-retail/en/products"));
    assert_eq!(folder.kind, AssetKind::Folder);
    assert_eq!(folder.revision, Revision::default());
    let asset = &page.items[1];
    assert_eq!(asset.path, path("we-retail/en/a.jpg"));
    assert_eq!(asset.lock, Lock::Mine);
    assert_eq!(asset.rights, Rights::ReadWrite);
    assert_eq!(asset.revision.size, Some(ByteCount(123_456)));
    assert_eq!(asset.revision.modified, None, "that date is the metadata's");
    assert_eq!(asset.changed, parse_time("2024-11-02T09:00:00Z"));
    let refused: Vec<_> = page
        .refused
        .iter()
        .map(|name| (name.shown.as_str(), name.why))
        .collect();
    assert_eq!(
        refused,
        [
            ("../../etc/passwd", PathError::Forbidden),
            ("..", PathError::Dots),
            ("", PathError::EmptyName)
        ]
    );
    assert_eq!((page.total, page.next), (Some(7), None));
}

#[test]
fn a_listing_goes_on_until_the_total_but_never_in_a_circle() {
    let mut siren: Siren = read(FOLDER);
    siren.properties["srn:paging"]["total"] = 9.into();
    let page = siren_page(&siren, &DamPath::root(), 0, "jane");
    assert_eq!(page.next, Some(offset_token(7)));
    siren.entities.clear();
    assert_eq!(siren_page(&siren, &DamPath::root(), 7, "jane").next, None);
    let linked = r#"{"links":[{"rel":["next"],"href":"x"}],"entities":[{"class":["x"]}]}"#;
    let page = siren_page(&read(linked), &DamPath::root(), 3, "jane");
    assert_eq!(page.next, Some(offset_token(4)));
}

#[test]
fn a_listing_that_ignores_what_was_asked_is_noticed() {
    let mut siren: Siren = read(FOLDER);
    assert_eq!(shows_properties(&siren), Some(true));
    siren
        .entities
        .retain(|entity| entity["properties"]["name"] == "a.jpg");
    siren.entities[0]["properties"] = serde_json::json!({ "name": "a.jpg" });
    assert_eq!(shows_properties(&siren), Some(false));
    siren.entities.clear();
    assert_eq!(shows_properties(&siren), None);
}

#[test]
fn an_asset_is_read_from_its_node() {
    let entry = node_entry(&read(ASSET), &path("we-retail/en/a.jpg"), "omar").unwrap();
    assert_eq!(entry.kind, AssetKind::Asset);
    assert_eq!(entry.lock, Lock::Theirs("jane".into()));
    let sha1 = Digest::new(HashKind::Sha1, &"4f3a".repeat(10)).unwrap();
    assert_eq!(
        entry.revision,
        Revision {
            content: Some(ContentId::Hash(sha1)),
            size: Some(ByteCount(123_456)),
            modified: parse_time("2024-10-25T18:11:41Z"),
            ..Revision::default()
        }
    );
    assert_eq!(entry.changed, parse_time("2024-11-02T09:00:00Z"));
    assert_eq!(entry.dimensions, Some((1600, 900)));
    assert_eq!(entry.media_type.as_deref(), Some("image/jpeg"));
    assert_eq!(entry.title.as_deref(), Some("A"));
    assert!(!entry.processing);
}

#[test]
fn while_the_server_works_only_the_store_is_believed() {
    let mut node: Properties = read(ASSET);
    node["jcr:content"]["dam:assetState"] = "processing".into();
    node["jcr:content"]["metadata"]["dam:size"] = 1.into();
    let entry = node_entry(&node, &path("a.jpg"), "omar").unwrap();
    assert!(entry.processing);
    assert_eq!(entry.revision.content, None);
    assert_eq!(entry.revision.size, Some(ByteCount(123_456)));
    node["jcr:content"]["renditions"] = Value::Null;
    let entry = node_entry(&node, &path("a.jpg"), "omar").unwrap();
    assert_eq!(entry.revision, Revision::default());
}

#[test]
fn hits_are_read_and_what_lies_elsewhere_is_not_taken() {
    let page = hits_page(&read(HITS), 0, "jane@example.com");
    let paths: Vec<_> = page.items.iter().map(|entry| entry.path.as_str()).collect();
    assert_eq!(paths, ["f/cat.jpg", "f/day 1"]);
    let cat = &page.items[0];
    assert_eq!(
        cat.lock,
        Lock::Mine,
        "mail addresses are compared without case"
    );
    assert_eq!(cat.revision.size, Some(ByteCount(123)));
    assert_eq!(cat.revision.modified, parse_time("2024-10-25T18:11:41Z"));
    assert_eq!(cat.changed, parse_time("2024-11-02T09:00:00.250Z"));
    assert_eq!(page.items[1].title.as_deref(), Some("First day"));
    assert_eq!(page.refused.len(), 1);
    assert_eq!((page.total, page.next), (None, Some(offset_token(6))));
}

#[test]
fn plain_ids_are_compared_exactly() {
    assert_eq!(lock(Some("Jane"), "jane"), Lock::Theirs("Jane".into()));
    assert_eq!(lock(Some("jane"), "jane"), Lock::Mine);
    assert_eq!(lock(Some(""), "jane"), Lock::Free);
    assert_eq!(lock(None, "jane"), Lock::Free);
}

#[test]
fn versions_are_read_whatever_their_dates_look_like() {
    let versions: Versions = read(include_str!("../../testdata/versions.json"));
    let read: Vec<_> = versions
        .versions
        .unwrap()
        .iter()
        .filter_map(|raw| version(raw.as_object()?, jiff::tz::Offset::UTC))
        .collect();
    assert_eq!(read.len(), 2);
    assert_eq!((read[0].label.as_str(), read[0].readable), ("1.10", true));
    assert_eq!((read[1].label.as_str(), read[1].readable), ("1.9", false));
    assert_eq!(read[1].created, parse_time("2024-10-25T18:11:41Z"));
}

#[test]
fn nobody_is_not_somebody() {
    let user = |text: &str| identity(&read(text));
    assert_eq!(user(r#"{"authorizableId":"anonymous"}"#), None);
    assert_eq!(user("{}"), None);
    let jane = user(r#"{"authorizableId":"jane","name":"Jane Doe","home":7}"#).unwrap();
    assert_eq!(
        (jane.id.as_str(), jane.display_name.as_deref()),
        ("jane", Some("Jane Doe"))
    );
    assert_eq!(
        user(r#"{"userID":"admin"}"#).unwrap().administrator,
        Some(true)
    );
}

#[test]
fn the_answer_to_an_initiated_upload_is_read() {
    let given: Initiated = read(
        r#"{"completeURI":"https://author/content/dam/f.completeUpload.json","folderPath":"/content/dam/f",
            "files":[{"fileName":"a.jpg","mimeType":"image/jpeg","uploadToken":"t",
            "uploadURIs":["https://store/1?sig=1","https://store/2?sig=2"],
            "minPartSize":10485760,"maxPartSize":104857600}]}"#,
    );
    assert_eq!(given.files[0].upload_uris.len(), 2);
    assert_eq!(given.files[0].min_part_size, Some(10_485_760));
    assert_eq!(given.files[0].upload_token.as_deref(), Some("t"));
    let other: Initiated = read(r#"{"ok":true}"#);
    assert!(other.complete_uri.is_none() && other.files.is_empty());
}
