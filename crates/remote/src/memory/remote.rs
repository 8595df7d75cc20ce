//! One person's connection to the in-memory server.

use async_trait::async_trait;
use bytes::Bytes;
use damson_core::{ByteCount, DamPath, Revision, Sameness};

use url::Url;

use super::{
    Call, MemoryServer, UserRights,
    checks::{check_free, named, supported},
    metadata,
    names::{self, Named},
    streams::{body_of, version_bytes},
    tree::{State, Write, not_found},
};
use crate::{
    Capability, ChangeSet, Collection, CollectionEdit, CollectionId, Entry, Error, ErrorKind,
    Expect, Form, Identity, LockGrant, LockToken, Metadata, MetadataEdit, Page, PageToken, Read,
    ReadBody, Remembered, Remote, Rendition, Result, Search, TagSuggestion, ThumbnailSize,
    UploadRequest, Uploaded, Verb, Version, VersionId,
};

/// The connection of one person; made by [`MemoryServer::login`].
#[derive(Debug, Clone)]
pub struct MemoryRemote {
    pub(super) server: MemoryServer,
    pub(super) user: String,
}

#[async_trait]
impl Remote for MemoryRemote {
    fn capability(&self) -> Capability {
        let state = self.server.state();
        let forced = self.rights(&state) == UserRights::Administrator;
        let mut capability = state.capability.clone();
        capability.forced_release &= forced;
        capability
    }

    /// This server tells whose a lock is.
    fn recall(&self, _remembered: Remembered) {}

    fn learnt(&self) -> Option<String> {
        None
    }

    async fn who_am_i(&self) -> Result<Identity> {
        let state = self.call(Verb::WhoAmI, &DamPath::root())?;
        Ok(Identity {
            id: self.user.clone(),
            display_name: None,
            administrator: Some(self.rights(&state) == UserRights::Administrator),
        })
    }

    async fn list(&self, folder: &DamPath, page: Option<PageToken>) -> Result<Page<Entry>> {
        self.server.pass_gate().await;
        let state = self.call(Verb::List, folder)?;
        if !state.is_folder(folder) {
            return Err(not_found(folder));
        }
        let mut listed = self.page_of(&state, state.children(folder), page.as_ref())?;
        state.leave_out(&mut listed, page.is_none());
        Ok(listed)
    }

    async fn stat(&self, path: &DamPath) -> Result<Entry> {
        let state = self.call(Verb::Stat, path)?;
        state.entry(path, &self.user).ok_or_else(|| not_found(path))
    }

    async fn still(&self, path: &DamPath, known: &Revision) -> Result<Sameness> {
        Ok(known.compare(&self.stat(path).await?.revision))
    }

    async fn stat_many(&self, paths: &[DamPath]) -> Result<Vec<Entry>> {
        let state = self.call(Verb::StatMany, paths.first().unwrap_or(&DamPath::root()))?;
        let told = paths.iter().filter(|path| state.is_readable(path));
        Ok(told
            .filter_map(|path| state.entry(path, &self.user))
            .collect())
    }

    async fn stat_by_id(&self, ids: &[String]) -> Result<Vec<Entry>> {
        let state = self.call(Verb::StatById, &DamPath::root())?;
        if !state.capability.finds_by_id {
            return Ok(Vec::new());
        }
        let below = state.subtree(&DamPath::root());
        let told = below.iter().filter(|path| state.is_readable(path));
        let entries = told.filter_map(|path| state.entry(path, &self.user));
        let wanted = |entry: &Entry| entry.id.as_ref().is_some_and(|id| ids.contains(id));
        Ok(entries.filter(wanted).collect())
    }

    async fn changes(&self, folder: &DamPath, cursor: Option<&str>) -> Result<ChangeSet> {
        let state = self.call(Verb::Changes, folder)?;
        supported(state.capability.change_feed)?;
        let Some(cursor) = cursor else {
            let cursor = state.latest_notice().to_string();
            return Ok(ChangeSet {
                changes: Vec::new(),
                cursor,
                more: false,
            });
        };
        let since = state.line(cursor)?;
        Ok(self.changes_since(&state, folder, since))
    }

    async fn locked(&self, folder: &DamPath, page: Option<PageToken>) -> Result<Page<Entry>> {
        let state = self.call(Verb::Locked, folder)?;
        supported(state.capability.locks)?;
        let below = state.subtree(folder);
        let held = below.iter().filter(|path| state.held(path).is_some());
        self.page_of(&state, held, page.as_ref())
    }

    async fn read(&self, path: &DamPath, read: Read) -> Result<ReadBody> {
        let state = self.call(Verb::Read, path)?;
        let asset = state.asset(path)?;
        // As a connector that leaves out the look.
        let claimed = read.expect.as_ref().filter(|_| read.by_hash);
        match claimed {
            Some(claimed) if claimed.size == Some(ByteCount(asset.bytes.len() as u64)) => {}
            Some(_) | None => state.check_revision(path, read.expect.as_ref())?,
        }
        let range = read.range.filter(|_| state.capability.ranges);
        let total = asset.bytes.len();
        let inside = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(total);
        let start = range.map_or(0, |range| inside(range.start));
        let end = range
            .and_then(|range| range.end)
            .map_or(total, inside)
            .max(start);
        let mut body = body_of(asset.bytes.slice(start..end), state.chunk_size);
        body.start = start as u64;
        body.total = Some(ByteCount(total as u64));
        body.revision = claimed.cloned().unwrap_or_else(|| asset.revision());
        Ok(body)
    }

    async fn upload(&self, request: UploadRequest<'_>) -> Result<Uploaded> {
        {
            let state = self.begin(Verb::Upload, request.path)?;
            self.check_upload(&state, &request)?;
        }
        let id = self.receive(&request).await?;
        request.source.seal().await?;
        self.server.strike(Verb::Upload);
        self.commit(&id, &request)
    }

    async fn make_folder(&self, path: &DamPath, title: &str) -> Result<()> {
        let mut state = self.change(Verb::MakeFolder, path)?;
        names::check(state.capability.names, Named::Folder, path)?;
        let path = &state.spelled(path);
        check_free(&state, path)?;
        state.make_folder(&self.user, path, title);
        Ok(())
    }

    async fn rename(&self, from: &DamPath, to: &DamPath, expect: &Expect) -> Result<()> {
        let mut state = self.change(Verb::Rename, from)?;
        self.check_change(&state, from, expect)?;
        names::check(state.capability.names, named(&state, from), to)?;
        if to.is_within(from) && to != from {
            return Err(Error::new(ErrorKind::NameRefused).about(to));
        }
        let to = &state.spelled(to);
        check_free(&state, to)?;
        state.rename(from, to);
        Ok(())
    }

    async fn copy(&self, from: &DamPath, to: &DamPath) -> Result<()> {
        let mut state = self.change(Verb::Copy, from)?;
        supported(state.capability.copy)?;
        state.check_revision(from, None)?;
        names::check(state.capability.names, named(&state, from), to)?;
        if to.is_within(from) && to != from {
            return Err(Error::new(ErrorKind::NameRefused).about(to));
        }
        let to = &state.spelled(to);
        check_free(&state, to)?;
        state.copy(&self.user, from, to);
        Ok(())
    }

    async fn listed_as(&self, path: &DamPath) -> Result<DamPath> {
        Ok(self.call(Verb::Stat, path)?.spelled(path))
    }

    async fn remove(&self, path: &DamPath, expect: &Expect) -> Result<()> {
        let mut state = self.change(Verb::Remove, path)?;
        if path.is_root() {
            return Err(Error::new(ErrorKind::Forbidden).about(path));
        }
        self.check_change(&state, path, expect)?;
        state.remove(path);
        Ok(())
    }

    async fn lock(&self, path: &DamPath) -> Result<LockGrant> {
        let mut state = self.change(Verb::Lock, path)?;
        supported(state.capability.locks)?;
        let before = state.asset(path)?.revision();
        if let Some(held) = state.held(path).filter(|held| held.user != self.user) {
            return Err(super::tree::locked(path, &held.user));
        }
        let held_before = state.held(path).is_some();
        let held = state
            .lock(path, &self.user)
            .ok_or_else(|| not_found(path))?;
        Ok(LockGrant {
            held_before,
            restamped: state.restamped(path, before),
            ..held.grant(&state)
        })
    }

    async fn unlock(&self, path: &DamPath, token: Option<&LockToken>) -> Result<()> {
        let mut state = self.change(Verb::Unlock, path)?;
        supported(state.capability.locks)?;
        state.asset(path)?;
        if let Some(held) = state.held(path) {
            let proven = !state.lock_tokens || token.is_some_and(|token| token.0 == held.token);
            if held.user != self.user || !proven {
                return Err(super::tree::locked(path, &held.user));
            }
        }
        state.unlock(path);
        Ok(())
    }

    async fn force_unlock(&self, path: &DamPath) -> Result<()> {
        let mut state = self.change(Verb::ForceUnlock, path)?;
        supported(state.capability.locks)?;
        if self.rights(&state) != UserRights::Administrator || !state.capability.forced_release {
            return Err(Error::new(ErrorKind::Forbidden).about(path));
        }
        state.asset(path)?;
        state.unlock(path);
        Ok(())
    }

    async fn refresh_lock(&self, path: &DamPath, token: &LockToken) -> Result<LockGrant> {
        let mut state = self.change(Verb::RefreshLock, path)?;
        supported(state.capability.locks)?;
        state.asset(path)?;
        match state.held(path).cloned() {
            Some(held) if held.user != self.user => Err(super::tree::locked(path, &held.user)),
            Some(held) if !state.lock_tokens || held.token == token.0 => {
                let held = state
                    .lock(path, &self.user)
                    .ok_or_else(|| not_found(path))?;
                Ok(held.grant(&state))
            }
            Some(_) | None => Err(Error::new(ErrorKind::Changed).about(path)),
        }
    }

    async fn versions(&self, path: &DamPath) -> Result<Vec<Version>> {
        let state = self.call(Verb::Versions, path)?;
        supported(state.capability.versions)?;
        Ok(state
            .asset(path)?
            .versions
            .iter()
            .rev()
            .map(Version::from)
            .collect())
    }

    async fn read_version(&self, path: &DamPath, version: &VersionId) -> Result<ReadBody> {
        let state = self.call(Verb::ReadVersion, path)?;
        supported(state.capability.versions)?;
        Ok(body_of(
            version_bytes(&state, path, version)?,
            state.chunk_size,
        ))
    }

    async fn restore(
        &self,
        path: &DamPath,
        version: &VersionId,
        expect: &Expect,
    ) -> Result<Option<LockGrant>> {
        let mut state = self.change(Verb::Restore, path)?;
        supported(state.capability.versions)?;
        self.check_change(&state, path, expect)?;
        let bytes = version_bytes(&state, path, version)?;
        state.write(Write {
            user: &self.user,
            path,
            bytes,
            comment: None,
            title: None,
        });
        Ok(None)
    }

    async fn search(&self, search: &Search, page: Option<PageToken>) -> Result<Page<Entry>> {
        let state = self.call(Verb::Search, &DamPath::root())?;
        supported(state.capability.search)?;
        let found = state
            .nodes
            .keys()
            .filter(|path| state.finds(search, path, &self.user));
        self.page_of(&state, found, page.as_ref())
    }

    async fn thumbnail(&self, path: &DamPath, _size: ThumbnailSize) -> Result<Bytes> {
        let state = self.call(Verb::Thumbnail, path)?;
        supported(state.capability.thumbnails)?;
        if state.asset(path)?.is_processing() {
            return Err(not_found(path));
        }
        Ok(Bytes::from_static(&super::GREY_DOT))
    }

    async fn renditions(&self, path: &DamPath) -> Result<Vec<Rendition>> {
        self.call(Verb::Renditions, path)?.renditions(path)
    }

    async fn read_rendition(&self, path: &DamPath, name: &str) -> Result<ReadBody> {
        let state = self.call(Verb::ReadRendition, path)?;
        Ok(body_of(state.rendition(path, name)?, state.chunk_size))
    }

    async fn metadata(&self, path: &DamPath) -> Result<Metadata> {
        let state = self.call(Verb::Metadata, path)?;
        supported(state.capability.metadata)?;
        state.metadata(path).cloned()
    }

    async fn set_metadata(&self, path: &DamPath, edit: &MetadataEdit) -> Result<Metadata> {
        let mut state = self.change(Verb::SetMetadata, path)?;
        supported(state.capability.metadata)?;
        state.set_metadata(&self.user, path, edit)
    }

    async fn metadata_form(&self, path: &DamPath, _media_type: Option<&str>) -> Result<Form> {
        let state = self.call(Verb::MetadataForm, path)?;
        supported(state.capability.metadata)?;
        Ok(Form::built_in())
    }

    async fn suggest_tags(&self, text: &str, _language: &str) -> Result<Vec<TagSuggestion>> {
        let state = self.call(Verb::SuggestTags, &DamPath::root())?;
        supported(state.capability.tags)?;
        Ok(metadata::suggestions(text))
    }

    async fn collections(&self) -> Result<Vec<Collection>> {
        let state = self.call(Verb::Collections, &DamPath::root())?;
        state.collections(self.rights(&state).may_write())
    }

    async fn collection_members(
        &self,
        id: &CollectionId,
        page: Option<PageToken>,
    ) -> Result<Page<Entry>> {
        let state = self.call(Verb::CollectionMembers, &DamPath::root())?;
        let members = state.members(id, &self.user)?;
        self.page_of(&state, members.iter(), page.as_ref())
    }

    async fn edit_collection(&self, id: &CollectionId, edit: &CollectionEdit) -> Result<()> {
        let mut state = self.change(Verb::EditCollection, &DamPath::root())?;
        state.edit_collection(id, edit)
    }

    fn web_page(&self, path: &DamPath, is_folder: bool) -> Url {
        let mut url = Url::parse("https://dam.example/").expect("a constant address is valid");
        let view = if is_folder { "folder" } else { "asset" };
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().push(view).extend(path.names());
        }
        url
    }
}

type Locked<'a> = std::sync::MutexGuard<'a, State>;

impl MemoryRemote {
    pub(super) fn new(server: MemoryServer, user: &str) -> Self {
        Self {
            server,
            user: user.to_owned(),
        }
    }

    /// The server this is a connection to.
    pub fn server(&self) -> &MemoryServer {
        &self.server
    }

    fn rights(&self, state: &State) -> UserRights {
        state
            .users
            .get(&self.user)
            .copied()
            .unwrap_or(UserRights::Reader)
    }

    /// Records a call and lets it in, without running its hook.
    fn begin(&self, verb: Verb, path: &DamPath) -> Result<Locked<'_>> {
        let mut state = self.server.state();
        state.calls.push(Call {
            user: self.user.clone(),
            verb,
            path: path.clone(),
        });
        self.check_session(&state, path)?;
        if verb != Verb::StatMany {
            state.check_readable(path)?;
        }
        Ok(state)
    }

    fn call(&self, verb: Verb, path: &DamPath) -> Result<Locked<'_>> {
        drop(self.begin(verb, path)?);
        self.server.strike(verb);
        Ok(self.server.state())
    }

    /// As `call`, for those who may write.
    fn change(&self, verb: Verb, path: &DamPath) -> Result<Locked<'_>> {
        let state = self.call(verb, path)?;
        self.check_writer(&state, path)?;
        Ok(state)
    }

    pub(super) fn check_session(&self, state: &State, path: &DamPath) -> Result<()> {
        if state.offline {
            return Err(Error::new(ErrorKind::Offline).about(path));
        }
        if state.logged_out.contains(&self.user) {
            return Err(Error::new(ErrorKind::LoginNeeded).about(path));
        }
        Ok(())
    }

    pub(super) fn check_writer(&self, state: &State, path: &DamPath) -> Result<()> {
        if self.rights(state).may_write() {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Forbidden).about(path))
    }

    pub(super) fn check_change(
        &self,
        state: &State,
        path: &DamPath,
        expect: &Expect,
    ) -> Result<()> {
        state.check_revision(path, expect.revision.as_ref())?;
        let token = expect.token.as_ref().map(|token| token.0.as_str());
        state.check_locks_below(path, &self.user, token)
    }

    fn page_of<'a>(
        &self,
        state: &State,
        paths: impl Iterator<Item = &'a DamPath>,
        page: Option<&PageToken>,
    ) -> Result<Page<Entry>> {
        let start: usize = match page {
            None => 0,
            Some(token) => token
                .0
                .parse()
                .map_err(|_| Error::new(ErrorKind::Garbled))?,
        };
        let mut rest = paths.skip(start).peekable();
        let taken = rest.by_ref().take(state.page_size);
        let items: Vec<Entry> = taken
            .filter_map(|path| state.entry(path, &self.user))
            .collect();
        let next = rest
            .peek()
            .is_some()
            .then(|| PageToken((start + items.len()).to_string()));
        Ok(Page {
            next,
            ..Page::last(items)
        })
    }
}
