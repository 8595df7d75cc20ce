//! Steps that move bytes.

use damson_core::{Action, DiskExpect, OnServer, Revision, Sameness, ServerExpect, Status};
use damson_remote::{Error as RemoteError, ErrorKind};

use super::Execution;
#[cfg(feature = "sabotage")]
use crate::sabotage::{self, Sabotage};
use crate::{
    events::Event,
    journal::TransferRecord,
    model::{EngineError, LocalRecord, Stake, Stamp, TransferDirection, TransferId, TransferState},
    observe::{self, compare_bytes},
    transfer_state::{Fetch, Wanted, queue::Priority},
    transfers::{
        self, download,
        upload::{self, Arrived, Send},
    },
};

impl Execution {
    /// Downloads to the final name, over nothing or over a clean copy.
    pub(super) async fn fetch(&mut self, expect: DiskExpect) -> Result<(), EngineError> {
        // One among many was looked at when its execution began, and the end compares once more.
        let just_seen = self.request.priority != Priority::Person && self.entry.is_none();
        let absent = expect == DiskExpect::Absent && self.asset.local.is_none();
        let replaces = if just_seen && absent {
            None
        } else {
            self.expect_local(&expect, Stake::Removal).await?
        };
        let wanted = self.wanted().await?;
        let replaces = match replaces {
            Some(stamp) if self.goes_back(&wanted.revision) => {
                // What is here came after what the server has: it may be the last copy.
                observe::recover(&self.context, &self.request.path, stamp, "replaced").await?;
                None
            }
            replaces => replaces,
        };
        let fetch = Fetch {
            path: self.request.path.clone(),
            replaces,
            read_only: observe::protects(&self.context) && !self.asset.lock.is_mine(),
            priority: self.request.priority,
            entered: self.entered.take(),
            resumes: self.request.resumes.take(),
            part_of: self.request.part_of,
        };
        self.protected = fetch.read_only;
        let fetched = download::download(&self.context, fetch, wanted).await;
        if let Ok(Some(asset)) = fetched {
            self.asset = asset;
            self.recalled = true;
            return Ok(());
        }
        self.recall().await?;
        if matches!(fetched, Err(EngineError::Stale { .. })) {
            // Something was put there meanwhile: the row says what it is.
            self.asset = observe::look(&self.context, &self.request.path).await?;
            if matches!(self.asset.status(), Some(Status::EditingConflict(_))) {
                return Err(self.conflict());
            }
        }
        fetched.map(drop)
    }

    async fn wanted(&mut self) -> Result<Wanted, EngineError> {
        if self.entry.is_none()
            && let Some(wanted) = self.listed()
        {
            return Ok(wanted);
        }
        if self.entry.is_none() {
            self.read_again(ServerExpect::Present).await?;
        }
        self.entry
            .as_ref()
            .map(Wanted::from)
            .ok_or_else(|| self.stale())
    }

    /// The revision that the listing reported of one among many, where it said enough to know the
    /// bytes by: the server compares when it is asked for them.
    pub(super) fn listed(&self) -> Option<Wanted> {
        let OnServer::Present(revision) = &self.asset.remote.state else {
            return None;
        };
        let known = revision.content.is_some() && revision.size.is_some();
        let many = self.request.priority != Priority::Person && self.request.resumes.is_none();
        (known && many).then(|| Wanted {
            revision: revision.clone(),
            processing: self.asset.remote.processing,
        })
    }

    /// Whether what is here may have come after what the server has, as after a restored backup.
    fn goes_back(&self, to: &Revision) -> bool {
        let base = self.asset.base.as_ref();
        base.is_some_and(|base| base.revision.may_follow(to))
    }

    /// Brings what is here up to date where nothing is lost by it.
    pub(super) async fn fetch_if_stale(&mut self) -> Result<(), EngineError> {
        if self.asset.is_folder() {
            return Ok(());
        }
        if self.entry.is_none() {
            if !self.context.is_online() {
                // Pinned while offline: it is fetched when the server is back.
                return Ok(());
            }
            self.read_again(ServerExpect::Present).await?;
        }
        self.asset = observe::look(&self.context, &self.request.path).await?;
        match self.asset.status() {
            Some(Status::CloudOnly) => {
                self.fetch(DiskExpect::Absent).await?;
                self.protect().await
            }
            Some(Status::ModifiedRemotely) => {
                self.fetch(DiskExpect::Clean).await?;
                self.protect().await
            }
            Some(Status::AvailableLocally) if self.is_stale_unseen().await? => {
                self.fetch(DiskExpect::Clean).await?;
                self.protect().await
            }
            Some(Status::AvailableLocally | Status::EditedLocally) => Ok(()),
            Some(Status::EditingConflict(_)) => Err(self.conflict()),
            Some(Status::RemovedRemotely | Status::NewLocally) | None => Err(self.stale()),
        }
    }

    /// Unknown is not different; but before a person works on a copy that the listing can't be
    /// compared with, the server is asked in so many words.
    async fn is_stale_unseen(&mut self) -> Result<bool, EngineError> {
        let (Some(base), OnServer::Present(there)) = (&self.asset.base, &self.asset.remote.state)
        else {
            return Ok(false);
        };
        match base.revision.compare(there) {
            Sameness::Same | Sameness::Different => return Ok(false),
            Sameness::Question => {
                let entry = compare_bytes::answer(&self.context, &self.request.path).await?;
                self.entry = entry.or(self.entry.take());
                self.recall().await?;
                return Ok(self.asset.status() == Some(Status::ModifiedRemotely));
            }
            Sameness::Unknown => {}
        }
        let remote = self.context.remote();
        let answer = remote.still(&self.request.path, &base.revision).await;
        Ok(self.context.note_answer(answer)? == Sameness::Different)
    }

    /// Uploads what is here, and makes it the base once the server has it.
    pub(super) async fn send(
        &mut self,
        local: DiskExpect,
        server: ServerExpect,
    ) -> Result<(), EngineError> {
        let stamp = self.expect_local(&local, Stake::Hinted).await?;
        self.expect_server(server)?;
        let (Some(stamp), Some((digest, _))) = (stamp, self.content()) else {
            return Err(self.stale());
        };
        if self.is_sent() && self.end_sent(server).await? {
            return Ok(());
        }
        self.free_of_others()?;
        let send = self.sending(stamp, digest.clone(), server).await?;
        let Arrived {
            base,
            entry,
            lock,
            altered,
            ..
        } = match upload::upload(&self.context, send).await {
            Ok(done) => done,
            Err(error) => return Err(self.not_sent(error).await),
        };
        if entry.path != self.request.path {
            // What the server lists is what it is called.
            observe::follow_rename(&self.context, &self.request.path, &entry.path).await?;
            self.request.path = entry.path.clone();
        }
        let (path, now) = (self.request.path.clone(), self.context.now());
        observe::learn(&self.context, vec![entry]).await?;
        let restamped = lock.as_ref().and_then(|lock| lock.restamped.clone());
        self.keep_lock(lock).await?;
        self.context
            .in_journal(move |journal| {
                journal.update(&path, |asset| {
                    asset.base = Some(base);
                    asset.forget_ended();
                    asset.used = Some(now);
                    // A file written during the upload keeps its own record.
                    let unchanged = asset.local.as_ref().is_some_and(|l| l.stamp == stamp);
                    if unchanged {
                        asset.local = Some(LocalRecord {
                            stamp,
                            digest: Some(digest),
                        });
                    }
                })
            })
            .await?;
        self.asset = observe::look(&self.context, &self.request.path).await?;
        if self.asset.is_in_question() {
            self.context.note_unproven(self.request.path.clone());
        }
        if let Some(restamped) = restamped {
            self.follow_lock(restamped).await?;
        }
        if altered && self.asset.status() == Some(Status::ModifiedRemotely) {
            self.adopt_altered(stamp).await?;
        }
        // Saved again meanwhile: it stays checked out and writable.
        self.complete = matches!(
            self.asset.status(),
            Some(Status::EditedLocally | Status::EditingConflict(_))
        );
        #[cfg(feature = "sabotage")]
        if sabotage::is(Sabotage::CheckInDespiteEdits) {
            self.complete = false;
        }
        Ok(())
    }

    /// Whether the server has the bytes that are here: an upload arrived whose answer nobody heard.
    pub(super) fn is_sent(&self) -> bool {
        self.request.action == Action::UploadChanges
            && self.asset.status() == Some(Status::AvailableLocally)
    }

    /// The transfer that brought the bytes, where it has no task.
    async fn interrupted(&self) -> Result<Option<TransferId>, EngineError> {
        let path = self.request.path.clone();
        let open = self
            .context
            .in_journal(move |journal| journal.transfer_of(&path, TransferDirection::Upload))
            .await?;
        let idle = open.filter(|open| self.context.queue.done(open.id).is_none());
        Ok(idle.map(|open| open.id))
    }

    /// Ends the transfer that brought the bytes, so that they are not sent once more. Returns false
    /// where the connector has something left to do: to keep the comment of a first upload.
    async fn end_sent(&mut self, server: ServerExpect) -> Result<bool, EngineError> {
        let interrupted = self.interrupted().await?;
        let first = server == ServerExpect::Absent;
        if first && interrupted.is_some() && self.request.options.comment.is_some() {
            return Ok(false);
        }
        tracing::info!(path = %self.request.path, "the server has it already");
        if let Some(id) = interrupted {
            let end = |record: &mut TransferRecord| record.state = TransferState::Finished;
            transfers::amend(&self.context, id, end).await?;
            self.context.send(Event::Changed);
        }
        Ok(true)
    }

    /// The server has other bytes than it was sent: what was sent moves to Recovered, and what the
    /// server made of it comes here. The upload counted, whatever becomes of the download.
    async fn adopt_altered(&mut self, stamp: Stamp) -> Result<(), EngineError> {
        observe::recover(&self.context, &self.request.path, stamp, "altered").await?;
        self.recall().await?;
        self.entry = None;
        if let Err(error) = self.fetch(DiskExpect::Absent).await {
            tracing::info!(path = %self.request.path, %error, "what the server made of an upload was not fetched");
        }
        self.recall().await
    }

    async fn sending(
        &mut self,
        stamp: Stamp,
        digest: damson_core::Digest,
        server: ServerExpect,
    ) -> Result<Send, EngineError> {
        let (path, kept) = (self.request.path.clone(), digest.clone());
        let source = self
            .context
            .on_disk(move |local| local.source(&path, stamp, kept))
            .await
            .map_err(|error| self.displaced(error))?;
        let replaces = match server {
            ServerExpect::Absent => None,
            ServerExpect::AsBase | ServerExpect::Present => Some(self.server_expect(server)),
        };
        Ok(Send {
            path: self.request.path.clone(),
            stamp,
            digest,
            replaces,
            comment: self.request.options.comment.clone(),
            title: None,
            options: self
                .request
                .options
                .keep_checked_out
                .then(|| upload::KEEP_CHECKED_OUT.to_owned()),
            priority: self.request.priority,
            resumes: self.request.resumes.take(),
            part_of: self.request.part_of,
            alone: false,
            source,
        })
    }

    /// Why nothing was uploaded, after a look at both sides.
    async fn not_sent(&mut self, error: EngineError) -> EngineError {
        let EngineError::Remote(remote) = error else {
            return error;
        };
        match &remote.kind {
            ErrorKind::Changed | ErrorKind::Exists | ErrorKind::NotFound => {
                match self.after_refusal().await {
                    Ok(true) => self.conflict(),
                    Ok(false) => remote.into(),
                    Err(error) => error,
                }
            }
            ErrorKind::Locked { holder } => {
                let holder = holder.clone();
                match self.remember_holder(holder.clone()).await {
                    Ok(()) => self.locked_by(holder),
                    Err(error) => error,
                }
            }
            ErrorKind::LocalFile => match observe::look(&self.context, &self.request.path).await {
                Ok(_) => self.stale(),
                Err(error) => error,
            },
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
            | ErrorKind::NameRefused
            | ErrorKind::TooLarge
            | ErrorKind::ServerFull
            | ErrorKind::Throttled
            | ErrorKind::Unavailable
            | ErrorKind::Unsupported
            | ErrorKind::NoFile
            | ErrorKind::Corrupt
            | ErrorKind::Garbled
            | ErrorKind::Cancelled => RemoteError { ..remote }.into(),
        }
    }

    /// Whether the row is in conflict once the server was asked again.
    async fn after_refusal(&mut self) -> Result<bool, EngineError> {
        self.entry = observe::read_again(&self.context, &self.request.path).await?;
        self.recall().await?;
        Ok(matches!(
            self.asset.status(),
            Some(Status::EditingConflict(_))
        ))
    }
}
