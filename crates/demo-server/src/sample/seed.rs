//! Putting sample assets in place with dates, people and identities that are always the same.

use damson_core::DamPath;
use serde_json::{Map, Value, json};
use sha1::{Digest as _, Sha1};
use uuid::Builder;

use crate::{
    control::ControlError,
    dam::Dam,
    ingest, renditions,
    store::{
        Kind, Node, node,
        version::{self, Keeping},
    },
};

/// 2026-09-01T08:00:00Z.
const BEGINNING: i64 = 1_788_249_600_000;
const HOUR: i64 = 60 * 60 * 1000;

/// An asset of the sample.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seed {
    pub path: &'static str,
    pub bytes: Vec<u8>,
    pub user: &'static str,
    /// How many hours after the beginning of the sample it was written.
    pub hour: i64,
    pub title: Option<&'static str>,
    pub description: Option<&'static str>,
    /// Who has it checked out.
    pub holder: Option<&'static str>,
}

/// Writes an asset that was processed long ago.
pub(crate) fn plant(dam: &Dam, seed: &Seed) -> Result<(), ControlError> {
    let path = at(seed.path);
    let incoming = dam.store.binaries.write(&seed.bytes)?;
    let when = time(seed.hour);
    dam.store.write(|db| {
        let folder = folders(db, &path.parent().unwrap_or_default())?;
        let mut asset = Node::new(Some(&folder), path.name(), Kind::Asset, seed.user, when);
        asset.uuid = identity(path.as_str());
        asset.mime = ingest::guess_mime(path.name()).unwrap_or_default();
        asset.metadata = metadata(seed);
        asset
            .metadata
            .extend(renditions::facts(&dam.store, &incoming.binary, &asset.mime));
        asset.title = seed.title.map(str::to_owned);
        asset.holder = seed.holder.map(str::to_owned);
        asset.binary = Some(incoming.binary);
        asset.size = incoming.size;
        asset.shown_size = Some(incoming.size);
        asset.shown_sha1 = Some(incoming.sha1.clone());
        asset.sha1 = Some(incoming.sha1);
        node::save(db, &mut asset)?;
        Ok(())
    })
}

/// Replaces the bytes of a planted asset, keeping what it was as a version with this comment.
pub(crate) fn replace(dam: &Dam, seed: &Seed, comment: &str) -> Result<(), ControlError> {
    let path = at(seed.path);
    let incoming = dam.store.binaries.write(&seed.bytes)?;
    let now = time(seed.hour);
    dam.store.write(|db| {
        let found = node::find(db, path.as_str())?;
        let mut asset = found.ok_or_else(|| ControlError::Missing(path.clone()))?;
        version::keep(
            db,
            &asset,
            Keeping {
                user: seed.user,
                now,
                label: "",
                comment,
            },
        )?;
        asset.binary = Some(incoming.binary);
        asset.size = incoming.size;
        asset.shown_size = Some(incoming.size);
        asset.shown_sha1 = Some(incoming.sha1.clone());
        asset.sha1 = Some(incoming.sha1);
        asset.written = now;
        asset.touch(seed.user, now);
        node::save(db, &mut asset)?;
        Ok(())
    })
}

/// A content fragment.
pub(crate) fn plant_fragment(dam: &Dam, path: &str, title: &str) -> Result<(), ControlError> {
    let path = at(path);
    dam.store.write(|db| {
        let folder = folders(db, &path.parent().unwrap_or_default())?;
        let mut fragment = Node::new(Some(&folder), path.name(), Kind::Fragment, "jane", time(40));
        fragment.uuid = identity(path.as_str());
        fragment.title = Some(title.to_owned());
        node::save(db, &mut fragment)?;
        Ok(())
    })
}

pub(crate) fn at(path: &str) -> DamPath {
    DamPath::parse(path).expect("the sample's paths are well-formed")
}

fn folders(db: &rusqlite::Connection, path: &DamPath) -> Result<Node, ControlError> {
    let root = node::find(db, "")?;
    let mut folder = root.ok_or(ControlError::Missing(DamPath::root()))?;
    for name in path.names() {
        folder = if let Some(there) = node::child(db, &folder, name)? {
            there
        } else {
            let mut made = Node::new(Some(&folder), name, Kind::Folder, "admin", time(0));
            made.uuid = identity(&made.path);
            made.title = Some(name.to_owned());
            node::save(db, &mut made)?;
            made
        };
    }
    Ok(folder)
}

fn metadata(seed: &Seed) -> Map<String, Value> {
    let mut metadata = Map::new();
    if let Some(title) = seed.title {
        metadata.insert("dc:title".into(), json!(title));
    }
    if let Some(description) = seed.description {
        metadata.insert("dc:description".into(), json!(description));
    }
    metadata
}

fn time(hour: i64) -> i64 {
    BEGINNING + hour * HOUR
}

fn identity(path: &str) -> String {
    let digest = Sha1::digest(path.as_bytes());
    let bytes: [u8; 16] = digest[..16]
        .try_into()
        .expect("a SHA-1 is longer than 16 bytes");
    Builder::from_sha1_bytes(bytes).into_uuid().to_string()
}
