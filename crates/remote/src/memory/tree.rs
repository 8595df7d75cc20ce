//! What the in-memory server holds, and the rules of changing it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Call, HashMode, UserRights, Written,
    asset::{Asset, Held, sha1},
    collections::Stored,
};
use crate::{
    AssetKind, Capability, CollectionId, Entry, Error, ErrorKind, Metadata, Refused, Restamped,
    Result, Rights, TermsSeen,
};
use bytes::Bytes;
use damson_core::{DamPath, Lock, Revision, Sameness, Timestamp};

/// How far the server's clock moves with each write, in milliseconds.
const TICK: i64 = 1000;

pub(super) struct State {
    pub(super) nodes: BTreeMap<DamPath, Node>,
    children: BTreeMap<DamPath, BTreeSet<DamPath>>,
    pub(super) collections: BTreeMap<CollectionId, Stored>,
    pub(super) users: BTreeMap<String, UserRights>,
    pub(super) logged_out: BTreeSet<String>,
    pub(super) offline: bool,
    pub(super) capability: Capability,
    pub(super) hash_mode: HashMode,
    /// Listings tell sizes, but neither hashes nor when the bytes were written.
    pub(super) bare_listings: bool,
    pub(super) tells_ids: bool,
    /// Gives entity tags instead of hashes, and another one with each change of anything.
    pub(super) restamps: bool,
    /// Nothing tells apart what is written within a second, and the second goes on.
    pub(super) coarse: bool,
    pub(super) alters: bool,
    pub(super) page_size: usize,
    pub(super) refused_names: Vec<Refused>,
    pub(super) unread: BTreeSet<DamPath>,
    pub(super) spelling: fn(&str) -> String,
    /// Cursors before this line of the feed are forgotten.
    pub(super) feed_from: u64,
    pub(super) chunk_size: usize,
    pub(super) enforce_locks: bool,
    pub(super) lock_tokens: bool,
    pub(super) lock_lasts_ms: Option<i64>,
    pub(super) calls: Vec<Call>,
    pub(super) written: Vec<Written>,
    pub(super) feed: Vec<Noticed>,
    pub(super) partial: BTreeMap<String, Partial>,
    clock: i64,
    next_id: u64,
}

#[derive(Debug, Clone)]
pub(super) struct Node {
    id: u64,
    title: Option<String>,
    changed: i64,
    changed_by: String,
    pub(super) metadata: Metadata,
    pub(super) asset: Option<Asset>,
}

/// One line of the change feed.
pub(super) struct Noticed {
    pub(super) number: u64,
    pub(super) path: DamPath,
    pub(super) gone: bool,
}

/// Bytes of an upload that is not finished; nobody sees them.
pub(super) struct Partial {
    pub(super) path: DamPath,
    pub(super) bytes: Vec<u8>,
}

/// Who writes what, where; the checks are the caller's.
pub(super) struct Write<'a> {
    pub(super) user: &'a str,
    pub(super) path: &'a DamPath,
    pub(super) bytes: Bytes,
    pub(super) comment: Option<&'a str>,
    pub(super) title: Option<&'a str>,
}

impl State {
    pub(super) fn new(capability: Capability) -> Self {
        let mut state = Self {
            nodes: BTreeMap::new(),
            children: BTreeMap::new(),
            collections: BTreeMap::new(),
            users: BTreeMap::new(),
            logged_out: BTreeSet::new(),
            offline: false,
            capability,
            hash_mode: HashMode::Immediate,
            bare_listings: false,
            tells_ids: true,
            restamps: false,
            alters: false,
            coarse: false,
            page_size: 100,
            refused_names: Vec::new(),
            unread: BTreeSet::new(),
            spelling: str::to_owned,
            feed_from: 0,
            chunk_size: 64 * 1024,
            enforce_locks: true,
            lock_tokens: false,
            lock_lasts_ms: None,
            calls: Vec::new(),
            written: Vec::new(),
            feed: Vec::new(),
            partial: BTreeMap::new(),
            clock: 1_700_000_000_000,
            next_id: 1,
        };
        let root = state.new_node("system", None, None);
        state.nodes.insert(DamPath::root(), root);
        state
    }

    pub(super) fn pass(&mut self, milliseconds: i64) {
        self.clock += milliseconds;
    }

    pub(super) fn fresh_id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }

    /// The number of the latest line of the change feed.
    pub(super) fn latest_notice(&self) -> u64 {
        self.feed.len() as u64
    }

    pub(super) fn children(&self, folder: &DamPath) -> impl Iterator<Item = &DamPath> {
        self.children.get(folder).into_iter().flatten()
    }

    /// `path` and everything below it.
    pub(super) fn subtree(&self, path: &DamPath) -> Vec<DamPath> {
        self.nodes
            .range(path.clone()..)
            .map(|(path, _)| path)
            .take_while(|below| below.is_within(path))
            .cloned()
            .collect()
    }

    pub(super) fn entry(&self, path: &DamPath, viewer: &str) -> Option<Entry> {
        let node = self.nodes.get(path)?;
        let may_write = self
            .users
            .get(viewer)
            .is_some_and(|rights| rights.may_write());
        let asset = node.asset.as_ref();
        Some(Entry {
            path: path.clone(),
            kind: if asset.is_some() {
                AssetKind::Asset
            } else {
                AssetKind::Folder
            },
            title: node.title.clone(),
            revision: asset.map(Asset::revision).unwrap_or_default(),
            changed: Some(Timestamp(node.changed)),
            changed_by: Some(node.changed_by.clone()),
            lock: self.lock_of(path, viewer),
            rights: if may_write {
                Rights::ReadWrite
            } else {
                Rights::ReadOnly
            },
            id: self.tells_ids.then(|| format!("id-{}", node.id)),
            media_type: asset.map(|_| media_type(path.name()).to_owned()),
            dimensions: asset.and_then(|asset| super::asset::png_dimensions(&asset.bytes)),
            processing: asset.is_some_and(|asset| asset.processing),
            terms: asset.map_or_else(TermsSeen::default, |_| {
                TermsSeen::whole(node.metadata.terms())
            }),
        })
    }

    pub(super) fn asset(&self, path: &DamPath) -> Result<&Asset> {
        let node = self.nodes.get(path).ok_or_else(|| not_found(path))?;
        node.asset
            .as_ref()
            .ok_or_else(|| Error::new(ErrorKind::NoFile).about(path))
    }

    pub(super) fn asset_mut(&mut self, path: &DamPath) -> Option<&mut Asset> {
        self.nodes.get_mut(path)?.asset.as_mut()
    }

    pub(super) fn is_folder(&self, path: &DamPath) -> bool {
        self.nodes
            .get(path)
            .is_some_and(|node| node.asset.is_none())
    }

    /// The lock that still holds.
    pub(super) fn held(&self, path: &DamPath) -> Option<&Held> {
        let held = self.nodes.get(path)?.asset.as_ref()?.lock.as_ref()?;
        held.until
            .is_none_or(|until| self.clock < until)
            .then_some(held)
    }

    fn lock_of(&self, path: &DamPath, viewer: &str) -> Lock {
        match self.held(path) {
            None => Lock::Free,
            Some(held) if held.user == viewer => Lock::Mine,
            Some(held) => Lock::Theirs(held.user.clone()),
        }
    }

    /// Refuses when another person holds it, or when the lock needs a token and this isn't it.
    pub(super) fn check_lock(&self, path: &DamPath, user: &str, token: Option<&str>) -> Result<()> {
        if !self.enforce_locks {
            return Ok(());
        }
        let Some(held) = self.held(path) else {
            return Ok(());
        };
        let proven = !self.lock_tokens || token == Some(held.token.as_str());
        if held.user == user && proven {
            return Ok(());
        }
        Err(locked(path, &held.user))
    }

    pub(super) fn check_locks_below(
        &self,
        path: &DamPath,
        user: &str,
        token: Option<&str>,
    ) -> Result<()> {
        if !self.is_folder(path) {
            return self.check_lock(path, user, token);
        }
        for below in self.subtree(path) {
            if let Some(held) = self.held(&below)
                && held.user != user
                && self.enforce_locks
            {
                return Err(locked(&below, &held.user));
            }
        }
        Ok(())
    }

    /// Refuses when the bytes are no longer those the caller decided upon.
    pub(super) fn check_revision(&self, path: &DamPath, expected: Option<&Revision>) -> Result<()> {
        let node = self.nodes.get(path).ok_or_else(|| not_found(path))?;
        let (Some(expected), Some(asset)) = (expected, &node.asset) else {
            return Ok(());
        };
        match asset.revision().compare(expected) {
            Sameness::Same => Ok(()),
            // What can't be told is looked at: nothing is replaced on it.
            Sameness::Unknown | Sameness::Question if asset.may_hold(expected) => Ok(()),
            Sameness::Unknown | Sameness::Question | Sameness::Different => {
                Err(Error::new(ErrorKind::Changed).about(path))
            }
        }
    }

    pub(super) fn write(&mut self, write: Write<'_>) {
        let Write {
            user,
            path,
            bytes,
            comment,
            title,
        } = write;
        self.clock += TICK;
        let clock = self.clock;
        self.written.push(Written {
            user: user.to_owned(),
            path: path.clone(),
            bytes: bytes.clone(),
        });
        let (mode, keep) = (self.hash_mode, self.capability.versions);
        let coarse = self.coarse;
        if let Some(asset) = self.asset_mut(path) {
            if keep {
                asset.keep_version(user, comment, clock);
            }
            asset.replace(bytes, mode, clock);
            asset.young = coarse;
            if let Some(node) = self.nodes.get_mut(path) {
                node.changed = clock;
                user.clone_into(&mut node.changed_by);
            }
        } else {
            let mut asset = Asset::new(bytes, mode, clock);
            asset.young = coarse;
            let node = self.new_node(user, title, Some(asset));
            self.insert(path, node);
        }
        self.notice(path, false);
    }

    pub(super) fn make_folder(&mut self, user: &str, path: &DamPath, title: &str) {
        self.clock += TICK;
        let title = (title != path.name() && !title.is_empty()).then_some(title);
        let node = self.new_node(user, title, None);
        self.insert(path, node);
        self.notice(path, false);
    }

    /// Makes the folder and those above it, where they are missing.
    pub(super) fn make_folders(&mut self, user: &str, path: &DamPath) {
        if self.nodes.contains_key(path) {
            return;
        }
        if let Some(parent) = path.parent() {
            self.make_folders(user, &parent);
        }
        self.make_folder(user, path, path.name());
    }

    pub(super) fn remove(&mut self, path: &DamPath) -> bool {
        let gone = self.subtree(path);
        self.clock += TICK;
        for path in gone.iter().rev() {
            self.take(path);
            self.notice(path, true);
        }
        !gone.is_empty()
    }

    pub(super) fn rename(&mut self, from: &DamPath, to: &DamPath) {
        self.clock += TICK;
        let moved: Vec<_> = self
            .subtree(from)
            .into_iter()
            .rev()
            .filter_map(|path| Some((path.rebase(from, to)?, self.take(&path)?, path)))
            .collect();
        for (target, mut node, source) in moved.into_iter().rev() {
            if let Some(asset) = node.asset.as_mut().filter(|_| self.restamps) {
                // As servers do that copy, and leave locks behind.
                asset.modified = self.clock;
                asset.lock = None;
            }
            self.insert(&target, node);
            self.notice(&source, true);
            self.notice(&target, false);
        }
    }

    pub(super) fn copy(&mut self, user: &str, from: &DamPath, to: &DamPath) {
        for path in self.subtree(from) {
            let (Some(target), Some(node)) = (path.rebase(from, to), self.nodes.get(&path)) else {
                continue;
            };
            match node.asset.as_ref().map(|asset| asset.bytes.clone()) {
                Some(bytes) => {
                    self.write(Write {
                        user,
                        path: &target,
                        bytes,
                        comment: None,
                        title: None,
                    });
                }
                None => self.make_folder(user, &target, target.name()),
            }
        }
    }

    pub(super) fn lock(&mut self, path: &DamPath, user: &str) -> Option<Held> {
        let held = match self.held(path) {
            Some(held) if held.user == user => held.clone(),
            Some(_) | None => {
                let id = self.fresh_id();
                Held {
                    user: user.to_owned(),
                    token: format!("token-{id}"),
                    until: None,
                }
            }
        };
        let until = self.lock_lasts_ms.map(|lasts| self.clock + lasts);
        let held = Held { until, ..held };
        self.asset_mut(path)?.lock = Some(held.clone());
        self.notice(path, false);
        Some(held)
    }

    /// What this person's lock made of what is said of the asset.
    pub(super) fn restamped(&self, path: &DamPath, before: Revision) -> Option<Restamped> {
        let after = self.asset(path).ok()?.revision();
        Some(Restamped { before, after })
    }

    pub(super) fn unlock(&mut self, path: &DamPath) {
        if let Some(asset) = self.asset_mut(path)
            && asset.lock.take().is_some()
        {
            self.notice(path, false);
        }
    }

    pub(super) fn finish_processing(&mut self) {
        let mode = self.hash_mode;
        let mut done = Vec::new();
        for (path, node) in &mut self.nodes {
            if let Some(asset) = node.asset.as_mut().filter(|asset| asset.processing) {
                asset.processing = false;
                asset.reported = match mode {
                    HashMode::Never => None,
                    HashMode::Immediate | HashMode::Late | HashMode::StaleWhileProcessing => {
                        Some(sha1(&asset.bytes))
                    }
                };
                done.push(path.clone());
            }
        }
        for path in done {
            self.notice(&path, false);
        }
    }

    fn new_node(&mut self, user: &str, title: Option<&str>, asset: Option<Asset>) -> Node {
        Node {
            id: self.fresh_id(),
            title: title.map(str::to_owned),
            changed: self.clock,
            changed_by: user.to_owned(),
            metadata: Metadata::default(),
            asset,
        }
    }

    pub(super) fn keep_metadata(&mut self, user: &str, path: &DamPath, metadata: Metadata) {
        self.clock += TICK;
        let clock = self.clock;
        if let Some(node) = self.nodes.get_mut(path) {
            node.metadata = metadata;
            node.changed = clock;
            user.clone_into(&mut node.changed_by);
        }
        self.notice(path, false);
    }

    fn insert(&mut self, path: &DamPath, node: Node) {
        if let Some(parent) = path.parent() {
            self.children
                .entry(parent)
                .or_default()
                .insert(path.clone());
        }
        self.nodes.insert(path.clone(), node);
    }

    fn take(&mut self, path: &DamPath) -> Option<Node> {
        if path.is_root() {
            return None;
        }
        if let Some(siblings) = path
            .parent()
            .and_then(|parent| self.children.get_mut(&parent))
        {
            siblings.remove(path);
        }
        self.nodes.remove(path)
    }
}

pub(super) fn not_found(path: &DamPath) -> Error {
    Error::new(ErrorKind::NotFound).about(path)
}

pub(super) fn locked(path: &DamPath, holder: &str) -> Error {
    Error::new(ErrorKind::Locked {
        holder: Some(holder.to_owned()),
    })
    .about(path)
}

fn media_type(name: &str) -> &'static str {
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("png") => "image/png",
        Some("psd") => "image/vnd.adobe.photoshop",
        Some("ai" | "eps") => "application/postscript",
        Some("pdf") => "application/pdf",
        Some("mp4") => "video/mp4",
        Some("txt") => "text/plain",
        Some(_) | None => "application/octet-stream",
    }
}
