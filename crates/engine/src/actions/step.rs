//! One step of a plan.

use damson_core::{OnServer, Step};

use super::Execution;
use crate::{
    context::blocking,
    model::{EngineError, LocalError, Outcome},
};

impl Execution {
    /// Performs one step, or fails with nothing of it done.
    pub(super) async fn step(&mut self, step: Step) -> Result<(), EngineError> {
        self.recalled &= step == Step::Protect && self.protected;
        match step {
            Step::ReadAgain(expect) => self.read_first(expect).await,
            Step::CheckOut => self.check_out().await,
            Step::CheckIn => self.check_in_unless_kept().await,
            Step::ForceCheckIn => self.force_check_in().await,
            Step::Fetch { local } => self.fetch(local).await,
            Step::FetchIfStale => self.fetch_if_stale().await,
            Step::Recover { local } => self.recover(local).await,
            Step::RemoveLocal { local } => self.remove_local(local).await,
            Step::SetAside { local } => self.set_aside(local).await,
            Step::Send { local, server } => self.send(local, server).await,
            Step::BuildUpon => self.build_upon().await,
            Step::Forget => self.forget().await,
            Step::MakeWritable => self.make_writable().await,
            Step::Protect => self.protect().await,
            Step::BringLinks => self.bring_links().await,
            Step::CheckLinks => self.check_links().await,
            Step::Open => self.open().await,
            Step::Reveal => self.reveal().await,
            Step::ShowInWeb => self.show_in_web().await,
            // The front ends draw it from thumbnails and facts that they have.
            Step::ShowBoth => {
                self.outcome = Some(Outcome::Done);
                Ok(())
            }
            Step::RenameHere => self.rename_here().await,
            Step::RenameOnServer { server } => self.rename_on_server(server).await,
            Step::FollowRename => self.follow_rename().await,
            Step::CopyOnServer => self.copy_on_server().await,
            Step::MakeFolder => self.make_folder().await,
            Step::RemoveOnServer { server } => self.remove_on_server(server).await,
            Step::RestoreOnServer { server } => self.restore_on_server(server).await,
            Step::ListVersions => self.list_versions().await,
            Step::SetPin(pinned) => self.set_pin(pinned).await,
            Step::ReceiveFiles => Err(EngineError::Missing("the files")),
        }
    }

    async fn open(&mut self) -> Result<(), EngineError> {
        let file = self.file().await?;
        let shell = self.context.shell.clone();
        let at = file.clone();
        self.note_use().await?;
        let opened = blocking(move || shell.open(&file)).await;
        Ok(opened.map_err(|source| LocalError::Io { file: at, source })?)
    }

    async fn reveal(&mut self) -> Result<(), EngineError> {
        if self.asset.is_folder() {
            let path = self.request.path.clone();
            self.context
                .on_disk(move |local| local.make_folder(&path))
                .await?;
        }
        let file = self.file().await?;
        let shell = self.context.shell.clone();
        let at = file.clone();
        self.note_use().await?;
        let revealed = blocking(move || shell.reveal(&file)).await;
        Ok(revealed.map_err(|source| LocalError::Io { file: at, source })?)
    }

    async fn show_in_web(&mut self) -> Result<(), EngineError> {
        let page = self
            .context
            .remote()
            .web_page(&self.request.path, self.asset.is_folder());
        let shell = self.context.shell.clone();
        let browsed = blocking(move || shell.browse(&page)).await;
        let file = self.file().await.unwrap_or_default();
        Ok(browsed.map_err(|source| LocalError::Io { file, source })?)
    }

    /// Notes that the copy was used: copies used lately are evicted last.
    async fn note_use(&self) -> Result<(), EngineError> {
        let (path, now) = (self.request.path.clone(), self.context.now());
        let noted = self
            .context
            .in_journal(move |journal| journal.note_use(&path, now));
        noted.await
    }

    async fn file(&self) -> Result<std::path::PathBuf, EngineError> {
        let path = self.request.path.clone();
        Ok(self.context.on_disk(move |local| local.file(&path)).await?)
    }

    /// Makes the server's revision the base: what is here is an edit of it from there on.
    async fn build_upon(&mut self) -> Result<(), EngineError> {
        let path = self.request.path.clone();
        let change = self.context.in_journal(move |journal| {
            journal.update(&path, |asset| {
                if let OnServer::Present(revision) = &asset.remote.state {
                    asset.base = Some(damson_core::Base {
                        revision: revision.clone(),
                        digest: None,
                        size: None,
                    });
                }
            })
        });
        self.asset = change.await?;
        Ok(())
    }

    async fn forget(&mut self) -> Result<(), EngineError> {
        let path = self.request.path.clone();
        let change = self
            .context
            .in_journal(move |journal| journal.update(&path, |asset| asset.base = None));
        self.asset = change.await?;
        if self.request.action == damson_core::Action::DiscardChanges
            && self.request.options.release
        {
            self.check_in().await?;
        }
        Ok(())
    }

    async fn set_pin(&mut self, pinned: bool) -> Result<(), EngineError> {
        let (path, kind) = (self.request.path.clone(), self.asset.kind);
        self.context
            .in_journal(move |journal| journal.pin(&path, kind, pinned))
            .await?;
        self.recall().await
    }
}
