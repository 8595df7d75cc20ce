//! One asset of the in-memory server: its bytes, what is reported of them, lock and versions.

use std::time::Duration;

use bytes::Bytes;
use damson_core::{ByteCount, ContentId, Digest, HashKind, Revision, Tag, TagSource, Timestamp};
use sha1::Digest as _;

use super::{HashMode, tree::State};
use crate::{LockGrant, LockToken, VersionId};

#[derive(Debug, Clone)]
pub(super) struct Asset {
    pub(super) bytes: Bytes,
    pub(super) modified: i64,
    pub(super) reported: Option<Digest>,
    pub(super) processing: bool,
    /// The entity tag, where the server gives them.
    pub(super) tag: Option<u64>,
    /// Written in this second of the server's clock.
    pub(super) young: bool,
    pub(super) lock: Option<Held>,
    pub(super) versions: Vec<StoredVersion>,
}

#[derive(Debug, Clone)]
pub(super) struct Held {
    pub(super) user: String,
    pub(super) token: String,
    pub(super) until: Option<i64>,
}

impl Held {
    /// What its holder is told of it, as of one that was theirs before.
    pub(super) fn grant(&self, state: &State) -> LockGrant {
        LockGrant {
            restamped: None,
            token: state.lock_tokens.then(|| LockToken(self.token.clone())),
            lasts: state
                .lock_lasts_ms
                .map(|lasts| Duration::from_millis(u64::try_from(lasts).unwrap_or_default())),
            held_before: true,
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct StoredVersion {
    pub(super) id: VersionId,
    pub(super) label: String,
    pub(super) comment: Option<String>,
    pub(super) created: i64,
    pub(super) created_by: String,
    pub(super) bytes: Bytes,
}

impl Asset {
    pub(super) fn new(bytes: Bytes, mode: HashMode, clock: i64) -> Self {
        let mut asset = Self {
            bytes: Bytes::new(),
            modified: clock,
            reported: None,
            processing: false,
            tag: None,
            young: false,
            lock: None,
            versions: Vec::new(),
        };
        asset.replace(bytes, mode, clock);
        asset
    }

    pub(super) fn replace(&mut self, bytes: Bytes, mode: HashMode, clock: i64) {
        self.modified = clock;
        (self.reported, self.processing) = match mode {
            HashMode::Immediate => (Some(sha1(&bytes)), false),
            HashMode::Late => (None, true),
            HashMode::Never => (None, false),
            HashMode::StaleWhileProcessing => (self.reported.take(), true),
        };
        self.bytes = bytes;
    }

    pub(super) fn keep_version(&mut self, user: &str, comment: Option<&str>, clock: i64) {
        let number = self.versions.len();
        self.versions.push(StoredVersion {
            id: VersionId(format!("v{number}")),
            label: format!("1.{number}"),
            comment: comment.map(str::to_owned),
            created: clock,
            created_by: user.to_owned(),
            bytes: self.bytes.clone(),
        });
    }

    pub(super) fn revision(&self) -> Revision {
        Revision {
            content: self.content(),
            size: Some(ByteCount(self.bytes.len() as u64)),
            modified: Some(Timestamp(self.modified)),
            digest: None,
            unsettled: self.young,
        }
    }

    fn content(&self) -> Option<ContentId> {
        let Some(number) = self.tag else {
            return self.reported.clone().map(ContentId::Hash);
        };
        Some(ContentId::Tag(Tag {
            text: format!("\"{number}\""),
            source: TagSource::Listing,
        }))
    }

    /// Whether these can be the bytes that somebody read before.
    pub(super) fn may_hold(&self, known: &Revision) -> bool {
        let digest = known.digest.as_ref();
        digest.is_none_or(|digest| digest.kind() != HashKind::Sha1 || *digest == sha1(&self.bytes))
    }

    pub(super) fn is_processing(&self) -> bool {
        self.processing
    }
}

pub(super) fn sha1(bytes: &[u8]) -> Digest {
    Digest::from_bytes(HashKind::Sha1, sha1::Sha1::digest(bytes).as_slice())
        .expect("SHA-1 has twenty bytes")
}

/// Width and height of a PNG, from its header; of other pictures this server knows nothing.
pub(super) fn png_dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    if !bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return None;
    }
    let edge = |at: usize| {
        let edge = bytes.get(at..at + 4)?;
        Some(u32::from_be_bytes(edge.try_into().ok()?))
    };
    edge(16).zip(edge(20))
}
