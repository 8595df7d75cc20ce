mod assets;
mod bulk;
mod files;
mod listings;
mod others;
mod rows;
mod terms;

use damson_core::{
    Base, ByteCount, ContentId, DamPath, Digest, HashKind, Lock, Revision, Timestamp,
};
use damson_remote::{AssetKind, Entry, Rights, TermsSeen};

use super::Journal;
use crate::model::Stamp;
use crate::model::{Asset, LocalRecord};

const NOW: Timestamp = Timestamp(1_700_000_000_000);

fn path(text: &str) -> DamPath {
    DamPath::parse(text).unwrap()
}

fn journal() -> Journal {
    Journal::in_memory().unwrap()
}

fn digest(seed: u8) -> Digest {
    Digest::from_bytes(HashKind::Sha1, &[seed; 20]).unwrap()
}

fn revision(seed: u8) -> Revision {
    Revision {
        content: Some(ContentId::Hash(digest(seed))),
        size: Some(ByteCount(u64::from(seed) * 10)),
        modified: Some(Timestamp(1_000 + i64::from(seed))),
        ..Revision::default()
    }
}

fn entry(at: &str, seed: u8) -> Entry {
    Entry {
        path: path(at),
        kind: AssetKind::Asset,
        title: None,
        revision: revision(seed),
        changed: Some(Timestamp(2_000)),
        changed_by: Some("jane".to_owned()),
        lock: Lock::Free,
        rights: Rights::ReadWrite,
        id: Some(format!("id-{at}")),
        media_type: Some("image/png".to_owned()),
        dimensions: Some((640, 480)),
        processing: false,
        terms: TermsSeen::default(),
    }
}

fn folder(at: &str) -> Entry {
    Entry {
        kind: AssetKind::Folder,
        revision: Revision::default(),
        ..entry(at, 0)
    }
}

fn local(seed: u8) -> LocalRecord {
    LocalRecord {
        stamp: Stamp {
            size: ByteCount(u64::from(seed) * 10),
            modified_ns: -1_234_567_890_123_456_789_012,
            file_id: u128::MAX - u128::from(seed),
            changed_ns: seed.is_multiple_of(2).then_some(i128::from(seed) - 5),
        },
        digest: Some(digest(seed)),
    }
}

fn base(seed: u8) -> Base {
    Base {
        revision: revision(seed),
        digest: Some(digest(seed)),
        size: Some(ByteCount(u64::from(seed) * 10)),
    }
}

/// Lists a folder whole.
fn list(journal: &Journal, at: &str, entries: &[Entry]) -> Vec<DamPath> {
    let generation = journal.next_generation().unwrap();
    let folder = path(at);
    let mut changed = journal
        .apply_page(&folder, generation, entries, NOW)
        .unwrap();
    changed.extend(journal.end_listing(&folder, generation, NOW).unwrap());
    changed
}

/// Downloads: base and local are what the server has.
fn download(journal: &Journal, at: &str, seed: u8) {
    journal
        .update(&path(at), |asset| {
            asset.base = Some(base(seed));
            asset.local = Some(local(seed));
        })
        .unwrap();
}

fn get(journal: &Journal, at: &str) -> Option<Asset> {
    journal.get(&path(at)).unwrap()
}
