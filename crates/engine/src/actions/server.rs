//! Steps on the server.

use damson_core::{
    Action, ContentId, Lock, OnServer, Refusal, Revision, Sameness, ServerExpect,
    change::{self, Change},
};
use damson_remote::{Error as RemoteError, ErrorKind, Expect, LockGrant, Restamped};

use super::{Execution, history};
#[cfg(feature = "sabotage")]
use crate::sabotage::{self, Sabotage};
use crate::{
    events::Event,
    model::{Came, EngineError, Outcome},
    observe::{
        self,
        compare_bytes::{self, follow_lock},
        local_renames,
        server_spelling::as_listed,
    },
};

impl Execution {
    /// Asks the server for the asset, unless the next step of the plan does so anyway.
    pub(super) async fn read_first(&mut self, expect: ServerExpect) -> Result<(), EngineError> {
        let fetches = matches!(self.request.action, Action::Download | Action::Update);
        if fetches && expect == ServerExpect::Present && self.listed().is_some() {
            return Ok(());
        }
        self.read_again(expect).await
    }

    /// Reads the asset afresh and fails unless it is what the plan expects.
    pub(super) async fn read_again(&mut self, expect: ServerExpect) -> Result<(), EngineError> {
        self.entry = observe::read_again(&self.context, &self.request.path).await?;
        if expect == ServerExpect::AsBase {
            // Before anything is replaced, what the server's words leave open is decided by the
            // bytes.
            let entry = compare_bytes::answer(&self.context, &self.request.path).await?;
            self.entry = entry.or(self.entry.take());
        }
        self.recall().await?;
        self.expect_server(expect)?;
        let checked_out = matches!(self.request.action, Action::CheckOut | Action::Edit);
        if checked_out && self.context.capability().locks && self.asset.lock != Lock::Mine {
            // The server says otherwise than its own answer to the check-out.
            return Err(self.locked_by(self.asset.lock.other_holder().map(ToOwned::to_owned)));
        }
        Ok(())
    }

    pub(super) fn expect_server(&self, expect: ServerExpect) -> Result<(), EngineError> {
        let there = matches!(self.asset.remote.state, OnServer::Present(_));
        #[cfg(feature = "sabotage")]
        if there && sabotage::is(Sabotage::NoRecheckBeforeUpload) {
            return Ok(());
        }
        match expect {
            ServerExpect::Present if there => Ok(()),
            ServerExpect::Present => Err(RemoteError::new(ErrorKind::NotFound)
                .about(&self.request.path)
                .into()),
            // A first upload of which only the answer was lost is brought to its end.
            ServerExpect::Absent if there && !self.is_sent() => Err(self.conflict()),
            ServerExpect::Absent => Ok(()),
            ServerExpect::AsBase => {
                let base = self.asset.base.as_ref();
                let change = base.map(|base| change::on_server(base, &self.asset.remote.state));
                if change == Some(Change::Unchanged) {
                    return Ok(());
                }
                Err(self.conflict())
            }
        }
    }

    /// What a call that changes the asset has to find on the server: revision and lock token.
    pub(super) fn server_expect(&self, expect: ServerExpect) -> Expect {
        let read = self
            .entry
            .as_ref()
            .map(|entry| self.known_bytes(&entry.revision));
        let revision = match expect {
            ServerExpect::AsBase | ServerExpect::Present => read,
            ServerExpect::Absent => None,
        };
        #[cfg(feature = "sabotage")]
        let revision = revision.filter(|_| !sabotage::is(Sabotage::NoRecheckBeforeUpload));
        Expect {
            revision: revision.filter(|_| !self.asset.is_folder()),
            token: self.asset.token.clone(),
        }
    }

    /// What the server says, with the hash of its bytes where they are those of the base: the
    /// connector compares it where what the server says can't tell.
    fn known_bytes(&self, said: &Revision) -> Revision {
        let base = self.asset.base.as_ref();
        let same = base.is_some_and(|base| {
            let there = OnServer::Present(said.clone());
            change::on_server(base, &there) == Change::Unchanged
        });
        Revision {
            digest: base.filter(|_| same).and_then(|base| base.digest.clone()),
            ..said.clone()
        }
    }

    pub(super) async fn check_out(&mut self) -> Result<(), EngineError> {
        if !self.context.capability().locks {
            return Ok(());
        }
        let was_mine = self.asset.lock == Lock::Mine;
        let path = self.request.path.clone();
        let answer = self
            .context
            .note_answer(self.context.remote().lock(&path).await);
        // The first check-out shows whether the server's locks are real.
        self.context.keep_learnt().await?;
        let grant = match answer {
            Ok(grant) => grant,
            // To edit is possible without, as on a server that has none.
            Err(error)
                if error.kind == ErrorKind::Unsupported
                    && self.request.action == Action::Edit
                    && !self.context.capability().locks =>
            {
                return Ok(());
            }
            Err(error) => return Err(self.refused_lock(error).await),
        };
        let (held_before, restamped) = (grant.held_before, grant.restamped.clone());
        #[cfg(feature = "sabotage")]
        let grant = damson_remote::LockGrant {
            token: grant.token.filter(|_| !sabotage::is(Sabotage::ForgetToken)),
            ..grant
        };
        let now = self.context.now();
        self.asset = self
            .context
            .in_journal(move |journal| journal.set_mine(&path, &grant, now))
            .await?;
        if let Some(restamped) = restamped {
            self.follow_lock(restamped).await?;
        }
        // What this person took elsewhere, in a browser say, is not this action's to give back.
        self.took_lock = !was_mine && !held_before;
        if self.asset.lock_expires.is_some() {
            self.context.send(Event::LocksDue);
        }
        Ok(())
    }

    pub(super) async fn follow_lock(&mut self, restamped: Restamped) -> Result<(), EngineError> {
        if let Some(asset) = follow_lock(&self.context, &self.asset, restamped).await? {
            self.asset = asset;
        }
        Ok(())
    }

    pub(super) async fn check_in_unless_kept(&mut self) -> Result<(), EngineError> {
        let upload = self.request.action == Action::UploadChanges;
        if upload && self.request.options.keep_checked_out {
            return Ok(());
        }
        self.check_in().await
    }

    /// Checks in what this person has checked out; does nothing otherwise.
    pub(super) async fn check_in(&mut self) -> Result<(), EngineError> {
        if !self.context.capability().locks || self.asset.lock != Lock::Mine {
            return Ok(());
        }
        let path = self.request.path.clone();
        let remote = self.context.remote();
        let answer = remote.unlock(&path, self.asset.token.as_ref()).await;
        match self.context.note_answer(answer) {
            Ok(()) => {}
            // What is gone is not checked out.
            Err(error) if error.kind == ErrorKind::NotFound => {}
            Err(error) => return Err(self.refused_lock(error).await),
        }
        let now = self.context.now();
        self.context
            .in_journal(move |journal| journal.set_free(&path, now))
            .await?;
        self.follow_unlock().await
    }

    /// Takes over the entity tag that the asset has after this client's own unlock: until then
    /// nobody else could write.
    async fn follow_unlock(&mut self) -> Result<(), EngineError> {
        let before = self.asset.clone();
        self.recall().await?;
        let (Some(base), OnServer::Present(was)) = (&before.base, &before.remote.state) else {
            return Ok(());
        };
        let by_tag = matches!(was.content, Some(ContentId::Tag(_)));
        let certain = change::certainty(base, was) == Sameness::Same;
        if !by_tag || !certain || !self.context.capability().locks_enforced {
            return Ok(());
        }
        // The check-in counted: the next look at the asset finds the tag as well.
        let read = observe::read_again(&self.context, &self.request.path).await;
        if let Ok(Some(entry)) = read
            && base.revision.same_size_and_time(&entry.revision)
            && !entry.revision.unsettled
            && !base.revision.says_the_same(&entry.revision)
        {
            compare_bytes::adopt(&self.context, &self.request.path, entry.revision).await?;
        }
        self.recall().await
    }

    pub(super) async fn force_check_in(&mut self) -> Result<(), EngineError> {
        let path = self.request.path.clone();
        let remote = self.context.remote();
        self.context.note_answer(remote.force_unlock(&path).await)?;
        Ok(())
    }

    /// The server's answer about a lock wins over what was remembered.
    async fn refused_lock(&mut self, error: RemoteError) -> EngineError {
        let ErrorKind::Locked { holder } = &error.kind else {
            return error.into();
        };
        let holder = holder.clone();
        if let Err(error) = self.remember_holder(holder.clone()).await {
            return error;
        }
        self.locked_by(holder)
    }

    pub(super) async fn remember_holder(
        &mut self,
        holder: Option<String>,
    ) -> Result<(), EngineError> {
        let path = self.request.path.clone();
        let now = self.context.now();
        self.asset = self
            .context
            .in_journal(move |journal| {
                journal.update(&path, |asset| {
                    asset.lock = Lock::Theirs(holder.unwrap_or_default());
                    asset.token = None;
                    asset.lock_expires = None;
                    asset.lock_since = Some(now);
                })
            })
            .await?;
        Ok(())
    }

    pub(super) fn locked_by(&self, holder: Option<String>) -> EngineError {
        let refusal = match holder {
            Some(who) => Refusal::CheckedOutBy(who),
            None => Refusal::NotCheckedOut,
        };
        EngineError::Refused {
            action: self.request.action,
            path: self.request.path.clone(),
            refusal,
        }
    }

    pub(super) async fn rename_on_server(
        &mut self,
        server: ServerExpect,
    ) -> Result<(), EngineError> {
        self.free_of_others()?;
        let to = self.target()?;
        if self.asset.local.is_none() {
            local_renames::check_place(&self.context, &self.request.path, &to).await?;
        }
        let expect = self.server_expect(server);
        let remote = self.context.remote();
        let answer = remote.rename(&self.request.path, &to, &expect).await;
        self.changed(answer).await?;
        self.request.options.to = Some(as_listed(&self.context, to).await);
        Ok(())
    }

    /// Moves copy, base and edits along.
    pub(super) async fn follow_rename(&mut self) -> Result<(), EngineError> {
        let to = self.target()?;
        if to == self.request.path {
            return observe::read_again(&self.context, &to).await.map(drop);
        }
        observe::follow_rename(&self.context, &self.request.path, &to).await?;
        // What a failed download left lies under the former name; it would begin anew.
        let from = self.request.path.clone();
        let dropped = self.context.on_disk(move |local| local.drop_partial(&from));
        if let Err(error) = dropped.await {
            tracing::info!(path = %self.request.path, %error, "a partial file stays until the next start");
        }
        self.request.path = to.clone();
        let was_mine = self.asset.lock.is_mine();
        observe::read_again(&self.context, &to).await?;
        // A file that was renamed here before is there already.
        self.asset = observe::look(&self.context, &to).await?;
        self.follow_bytes().await?;
        if was_mine && self.asset.lock == Lock::Free {
            // A lock stays behind where an asset is moved (RFC 4918, 7.6).
            if let Err(error) = self.check_out().await {
                tracing::info!(path = %to, %error, "no longer checked out after the move");
            }
            self.protect().await?;
        }
        Ok(())
    }

    /// Makes what the server says after this client's own move the base, where the bytes are the
    /// same: many servers give what was moved another tag, and those that copy another time.
    async fn follow_bytes(&mut self) -> Result<(), EngineError> {
        let (Some(base), OnServer::Present(there)) = (&self.asset.base, &self.asset.remote.state)
        else {
            return Ok(());
        };
        let by_tag = !matches!(there.content, Some(ContentId::Hash(_)));
        let doubtful = change::certainty(base, there) != Sameness::Same;
        if by_tag && doubtful && base.size.is_some() && base.size == there.size {
            // It was moved, whatever comes of this: the next look asks again.
            if let Err(error) = compare_bytes::confirm(&self.context, &self.request.path).await {
                tracing::info!(path = %self.request.path, %error, "the moved bytes were not read");
            }
            self.recall().await?;
        }
        Ok(())
    }

    pub(super) async fn copy_on_server(&mut self) -> Result<(), EngineError> {
        let to = self.target()?;
        let remote = self.context.remote();
        let answer = remote.copy(&self.request.path, &to).await;
        self.changed(answer).await?;
        let to = as_listed(&self.context, to).await;
        observe::read_again(&self.context, &to).await?;
        Ok(())
    }

    pub(super) async fn make_folder(&mut self) -> Result<(), EngineError> {
        let to = self.target()?;
        if to.parent().as_ref() != Some(&self.request.path) {
            return Err(EngineError::Missing("a folder inside this one"));
        }
        let remote = self.context.remote();
        let title = self.request.options.title.as_deref();
        let title = title.unwrap_or(to.name());
        self.context
            .note_answer(remote.make_folder(&to, title).await)?;
        let to = as_listed(&self.context, to).await;
        observe::read_again(&self.context, &to).await?;
        self.outcome = Some(Outcome::Done);
        Ok(())
    }

    pub(super) async fn remove_on_server(
        &mut self,
        server: ServerExpect,
    ) -> Result<(), EngineError> {
        self.free_of_others()?;
        let expect = self.server_expect(server);
        let remote = self.context.remote();
        let answer = remote.remove(&self.request.path, &expect).await;
        self.changed(answer).await?;
        let (path, now) = (self.request.path.clone(), self.context.now());
        self.context
            .in_journal(move |journal| journal.set_gone(&path, now))
            .await?;
        self.recall().await
    }

    pub(super) async fn restore_on_server(
        &mut self,
        server: ServerExpect,
    ) -> Result<(), EngineError> {
        let version = self.request.options.version.clone();
        let version = version.ok_or(EngineError::Missing("the version"))?;
        self.free_of_others()?;
        let expect = self.server_expect(server);
        let remote = self.context.remote();
        let answer = remote.restore(&self.request.path, &version, &expect).await;
        let lock = self.changed(answer).await?;
        self.keep_lock(lock).await
    }

    /// Takes over a lock that a write made another one: the former token opens nothing.
    pub(super) async fn keep_lock(&mut self, lock: Option<LockGrant>) -> Result<(), EngineError> {
        let Some(grant) = lock else {
            return Ok(());
        };
        let (path, now) = (self.request.path.clone(), self.context.now());
        self.asset = self
            .context
            .in_journal(move |journal| journal.set_mine(&path, &grant, now))
            .await?;
        Ok(())
    }

    pub(super) async fn list_versions(&mut self) -> Result<(), EngineError> {
        let remote = self.context.remote();
        let mut earlier = self
            .context
            .note_answer(remote.versions(&self.request.path).await)?;
        let mut current = Came {
            at: self.asset.remote.changed,
            by: self.asset.remote.changed_by.clone(),
            comment: None,
        };
        if self.context.capability().version_comments {
            current = history::came_with(current, &mut earlier);
        }
        self.outcome = Some(Outcome::Versions { current, earlier });
        Ok(())
    }

    /// Fails for an asset that another person has checked out, whatever the server would let pass.
    pub(super) fn free_of_others(&self) -> Result<(), EngineError> {
        #[cfg(feature = "sabotage")]
        if sabotage::is(Sabotage::IgnoreLocks) {
            return Ok(());
        }
        match self.asset.lock.other_holder() {
            Some(who) => Err(self.locked_by(Some(who.to_owned()))),
            None => Ok(()),
        }
    }

    fn target(&self) -> Result<damson_core::DamPath, EngineError> {
        let to = self.request.options.to.clone();
        to.ok_or(EngineError::Missing("the new path"))
    }

    /// Takes over what a refused change says of the asset: who holds it, or that it changed.
    pub(super) async fn changed<T>(
        &mut self,
        answer: Result<T, RemoteError>,
    ) -> Result<T, EngineError> {
        let error = match self.context.note_answer(answer) {
            Ok(done) => return Ok(done),
            Err(error) => error,
        };
        match &error.kind {
            ErrorKind::Locked { .. } => Err(self.refused_lock(error).await),
            ErrorKind::Changed => {
                observe::read_again(&self.context, &self.request.path).await?;
                self.recall().await?;
                Err(self.stale())
            }
            ErrorKind::NotFound => {
                observe::read_again(&self.context, &self.request.path).await?;
                Err(error.into())
            }
            ErrorKind::UnknownHost
            | ErrorKind::Offline
            | ErrorKind::Timeout
            | ErrorKind::Tls
            | ErrorKind::ClientCertificate(_)
            | ErrorKind::Proxy
            | ErrorKind::NotADam
            | ErrorKind::LoginNeeded
            | ErrorKind::WrongCredentials
            | ErrorKind::Forbidden
            | ErrorKind::Exists
            | ErrorKind::NameRefused
            | ErrorKind::TooLarge
            | ErrorKind::ServerFull
            | ErrorKind::Throttled
            | ErrorKind::Unavailable
            | ErrorKind::Unsupported
            | ErrorKind::NoFile
            | ErrorKind::Corrupt
            | ErrorKind::Garbled
            | ErrorKind::LocalFile
            | ErrorKind::Cancelled => Err(error.into()),
        }
    }
}
