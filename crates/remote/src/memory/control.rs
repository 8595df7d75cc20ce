//! What a test does to the in-memory server: the other people, the switches, the records.

use std::time::Duration;

use bytes::Bytes;
use damson_core::{DamPath, Revision};
use tokio::sync::watch;

use super::{
    Call, Gate, HashMode, MemoryServer, UserRights, Written,
    asset::{Asset, StoredVersion},
    tree::Write,
};
use crate::{Capability, Entry, Refused, Verb, Version};

/// The user that [`MemoryServer::write`] and its like act as.
const SOMEBODY: &str = "somebody";

/// A place, as a test writes it. A text that is no path fails the test.
pub trait At {
    fn at(self) -> DamPath;
}

impl At for &str {
    fn at(self) -> DamPath {
        DamPath::parse(self).expect("a test names valid paths")
    }
}

impl At for &DamPath {
    fn at(self) -> DamPath {
        self.clone()
    }
}

impl At for DamPath {
    fn at(self) -> DamPath {
        self
    }
}

/// Acting as the other side: no rights, locks or expectations are asked, missing folders above
/// are made, nothing is recorded as a call.
impl MemoryServer {
    /// Writes an asset as somebody else; a further version when it exists.
    pub fn write(&self, path: impl At, bytes: impl Into<Bytes>) {
        self.write_as(SOMEBODY, path, bytes);
    }

    pub fn write_as(&self, user: &str, path: impl At, bytes: impl Into<Bytes>) {
        let path = path.at();
        let mut state = self.state();
        state.make_folders(user, &path.parent().unwrap_or_default());
        state.write(Write {
            user,
            path: &path,
            bytes: bytes.into(),
            comment: None,
            title: None,
        });
    }

    /// Makes a folder and those above it.
    pub fn make_folder(&self, path: impl At) {
        self.state().make_folders(SOMEBODY, &path.at());
    }

    /// Removes an asset or a folder with all that is inside; says whether there was one.
    pub fn remove(&self, path: impl At) -> bool {
        self.state().remove(&path.at())
    }

    /// Moves an asset or a folder; what was at `to` is gone.
    pub fn rename(&self, from: impl At, to: impl At) {
        let (from, to) = (from.at(), to.at());
        let mut state = self.state();
        assert!(
            state.nodes.contains_key(&from),
            "{from} is there to be moved"
        );
        assert!(!to.is_within(&from), "{from} can't move into itself");
        state.remove(&to);
        state.make_folders(SOMEBODY, &to.parent().unwrap_or_default());
        state.rename(&from, &to);
    }

    /// Checks out as `user`, whoever held it before.
    pub fn lock_as(&self, path: impl At, user: &str) {
        let path = path.at();
        let mut state = self.state();
        state.unlock(&path);
        assert!(state.lock(&path, user).is_some(), "{path} is an asset");
    }

    /// Checks in, whoever held it.
    pub fn unlock(&self, path: impl At) {
        self.state().unlock(&path.at());
    }
}

/// Looking at the server.
impl MemoryServer {
    /// The bytes of an asset; `None` when there is none.
    pub fn read(&self, path: impl At) -> Option<Bytes> {
        self.state()
            .asset(&path.at())
            .ok()
            .map(|asset| asset.bytes.clone())
    }

    pub fn exists(&self, path: impl At) -> bool {
        self.state().nodes.contains_key(&path.at())
    }

    /// The entry as `user` would see it.
    pub fn entry(&self, path: impl At, user: &str) -> Option<Entry> {
        self.state().entry(&path.at(), user)
    }

    /// What the server reports of the bytes.
    pub fn revision(&self, path: impl At) -> Option<Revision> {
        self.state().asset(&path.at()).ok().map(Asset::revision)
    }

    /// Who has it checked out.
    pub fn holder(&self, path: impl At) -> Option<String> {
        self.state().held(&path.at()).map(|held| held.user.clone())
    }

    /// Earlier versions with their bytes, latest first.
    pub fn versions(&self, path: impl At) -> Vec<(Version, Bytes)> {
        let state = self.state();
        let Ok(asset) = state.asset(&path.at()) else {
            return Vec::new();
        };
        asset
            .versions
            .iter()
            .rev()
            .map(|kept| (kept.into(), kept.bytes.clone()))
            .collect()
    }

    /// Everything in order: assets with their bytes, folders without; the root is left out.
    pub fn list_all(&self) -> Vec<(DamPath, Option<Bytes>)> {
        let state = self.state();
        let below_root = state.nodes.iter().filter(|(path, _)| !path.is_root());
        below_root
            .map(|(path, node)| {
                (
                    path.clone(),
                    node.asset.as_ref().map(|asset| asset.bytes.clone()),
                )
            })
            .collect()
    }

    /// Every call of every client so far.
    pub fn calls(&self) -> Vec<Call> {
        self.state().calls.clone()
    }

    /// How often `verb` was called on `path`.
    pub fn count(&self, verb: Verb, path: impl At) -> usize {
        let path = path.at();
        let state = self.state();
        state
            .calls
            .iter()
            .filter(|call| call.verb == verb && call.path == path)
            .count()
    }

    pub fn forget_calls(&self) {
        self.state().calls.clear();
    }

    /// All bytes that were ever the content of an asset, by anybody, in order.
    pub fn ever_written(&self) -> Vec<Written> {
        self.state().written.clone()
    }

    /// How many uploads have begun and are not finished.
    pub fn unfinished_uploads(&self) -> usize {
        self.state().partial.len()
    }
}

/// Switches.
impl MemoryServer {
    pub fn add_user(&self, name: &str, rights: UserRights) {
        self.state().users.insert(name.to_owned(), rights);
    }

    /// Ends the session of `user`: calls fail with `LoginNeeded` until the next login.
    pub fn log_out(&self, user: &str) {
        self.state().logged_out.insert(user.to_owned());
    }

    /// While offline every call fails with `Offline` before it takes effect.
    pub fn set_offline(&self, offline: bool) {
        self.state().offline = offline;
    }

    /// Takes capabilities away or gives them; calls beyond them fail with `Unsupported`.
    pub fn set_capability(&self, change: impl FnOnce(&mut Capability)) {
        change(&mut self.state().capability);
    }

    pub fn set_hash_mode(&self, mode: HashMode) {
        self.state().hash_mode = mode;
    }

    /// Gives entity tags instead of hashes, and another tag with each write, lock, unlock and move,
    /// as Nextcloud does; from the next change of an asset on.
    pub fn set_restamps(&self, restamps: bool) {
        self.state().restamps = restamps;
    }

    /// Adds to each file that is uploaded, as SharePoint does to documents.
    pub fn set_alters(&self, alters: bool) {
        self.state().alters = alters;
    }

    /// What is written from here on is as young as every look at it, until
    /// [`MemoryServer::end_second`].
    pub fn begin_second(&self) {
        self.state().coarse = true;
    }

    /// Ends the second in which everything was written that is young.
    pub fn end_second(&self) {
        let mut state = self.state();
        state.coarse = false;
        for node in state.nodes.values_mut() {
            if let Some(asset) = &mut node.asset {
                asset.young = false;
            }
        }
    }

    /// Somebody writes as many bytes in the same second: nothing that is reported tells of it.
    pub fn write_unseen(&self, path: impl At, bytes: impl Into<Bytes>) {
        if let Some(asset) = self.state().asset_mut(&path.at()) {
            asset.bytes = bytes.into();
        }
    }

    /// Whether assets have an identity that a move keeps (by default they do).
    pub fn set_tells_ids(&self, tells: bool) {
        self.state().tells_ids = tells;
    }

    /// Listings leave out hashes, times of the bytes and what restricts their use, as those of AEM's
    /// Assets API do.
    pub fn set_bare_listings(&self, bare: bool) {
        self.state().bare_listings = bare;
    }

    /// The hashes of what was written so far become known.
    pub fn finish_processing(&self) {
        self.state().finish_processing();
    }

    /// How many entries a page has.
    pub fn set_page_size(&self, entries: usize) {
        self.state().page_size = entries.max(1);
    }

    /// Forgets the cursors that it gave out, as a server does that keeps its feed for some days.
    pub fn forget_cursors(&self) {
        let mut state = self.state();
        state.notice(&DamPath::root(), false);
        state.feed_from = state.latest_notice();
    }

    /// What every folder also lists: names that can't be paths.
    pub fn set_refused_names(&self, names: Vec<Refused>) {
        self.state().refused_names = names;
    }

    /// What is there, and what nobody may look at: listings say so, and every other call that reads
    /// it, or something below it, is refused.
    pub fn set_unread(&self, path: impl At, unread: bool) {
        let path = path.at();
        let mut state = self.state();
        if unread {
            state.unread.insert(path);
        } else {
            state.unread.remove(&path);
        }
    }

    /// What the server makes of new names.
    pub fn set_spelling(&self, spelling: fn(&str) -> String) {
        self.state().spelling = spelling;
    }

    /// How many bytes a piece of a download or an upload has.
    pub fn set_chunk_size(&self, bytes: usize) {
        self.state().chunk_size = bytes.max(1);
    }

    /// Without it the server takes writes to what another person holds, as some real ones do.
    pub fn set_enforce_locks(&self, enforce: bool) {
        self.state().enforce_locks = enforce;
    }

    /// Locks as in WebDAV: they carry a token that writes must show, and end after `lasts`.
    pub fn set_expiring_locks(&self, lasts: Duration) {
        let mut state = self.state();
        state.lock_tokens = true;
        state.lock_lasts_ms = Some(i64::try_from(lasts.as_millis()).unwrap_or(i64::MAX));
        state.capability.locks_expire = true;
    }

    /// Moves the server's clock on, so that locks expire.
    pub fn pass(&self, time: Duration) {
        self.state()
            .pass(i64::try_from(time.as_millis()).unwrap_or(i64::MAX));
    }

    /// Runs `act` once, right before the next call of `verb` takes effect; for an upload that is
    /// after its last byte arrived and before it is checked and counts.
    pub fn before_next(&self, verb: Verb, act: impl FnOnce(&Self) + Send + 'static) {
        let mut hooks = self
            .hooks
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        hooks.push((verb, Box::new(act)));
    }

    /// After the next `let_by` listings (pages count) each one is answered only once `opens` is true
    /// or its sender is gone.
    pub fn hold_listings(&self, let_by: usize, opens: watch::Receiver<bool>) {
        let mut gate = self
            .gate
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        *gate = Some(Gate {
            listings_let_by: let_by,
            opens,
        });
    }
}

impl From<&StoredVersion> for Version {
    fn from(kept: &StoredVersion) -> Self {
        Self {
            id: kept.id.clone(),
            label: kept.label.clone(),
            comment: kept.comment.clone(),
            created: Some(damson_core::Timestamp(kept.created)),
            created_by: Some(kept.created_by.clone()),
            readable: true,
        }
    }
}
