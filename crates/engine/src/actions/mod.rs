//! Carrying out actions: the plan of the core, step by step, each checked again at the moment of
//! its effect.

pub(crate) mod bring_links;
pub(crate) mod bulk;
mod bytes;
mod disk;
pub(crate) mod folder;
mod hashes;
mod history;
mod lacking;
pub(crate) mod many_downloads;
pub(crate) mod missing_links;
mod moved_folder;
pub(crate) mod order;
pub(crate) mod package;
mod server;
mod step;
pub(crate) mod upload_files;
mod upload_source;

use std::sync::Arc;

use damson_core::{
    Action, Changes, DamPath, Kind, Lock, Moves, OnFolder, OnServer, Refusal, Status, Step, plan,
    plan::plan_offline,
};
use damson_remote::{Entry, ErrorKind};

#[cfg(feature = "sabotage")]
use crate::sabotage::{self, Sabotage};
use crate::{
    context::Context,
    model::{
        ActOptions, Asset, EngineError, OrderId, Outcome, TransferDirection, TransferId,
        TransferState,
    },
    observe::{self, still_written},
    path_locks::{Access, PathLock},
    rows::offers,
    transfer_state::{Entered, queue::Priority},
};

/// An action that is asked for, and on whose behalf.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) action: Action,
    pub(crate) path: DamPath,
    pub(crate) options: ActOptions,
    pub(crate) priority: Priority,
    /// A transfer of before the restart that this goes on with.
    pub(crate) resumes: Option<TransferId>,
    /// The order that its transfer belongs to.
    pub(crate) part_of: Option<OrderId>,
}

impl Request {
    /// An action that a person asks for and waits for.
    pub(crate) fn by_person(action: Action, path: DamPath, options: ActOptions) -> Self {
        Self {
            action,
            path,
            options,
            priority: Priority::Person,
            resumes: None,
            part_of: None,
        }
    }

    /// An action on one of many assets, or one that pins ask for.
    pub(crate) fn of_many(action: Action, path: DamPath, priority: Priority) -> Self {
        Self {
            action,
            path,
            options: ActOptions::default(),
            priority,
            resumes: None,
            part_of: None,
        }
    }

    pub(crate) fn part_of(self, part_of: Option<OrderId>) -> Self {
        Self { part_of, ..self }
    }
}

/// An action on one row that is being carried out.
#[derive(Debug)]
pub(crate) struct Execution {
    pub(crate) context: Arc<Context>,
    pub(crate) request: Request,
    /// The row of the asset after the steps so far.
    pub(crate) asset: Asset,
    /// The server's latest answer about the asset, if it was asked.
    pub(crate) entry: Option<Entry>,
    /// This action checked the asset out.
    pub(crate) took_lock: bool,
    /// What is left of the plan is not to be done, and that is no failure.
    pub(crate) complete: bool,
    pub(crate) outcome: Option<Outcome>,
    /// Nothing happened since `asset` was read from the journal.
    pub(crate) recalled: bool,
    /// The copy was fetched read-only, so that it need not be protected.
    pub(crate) protected: bool,
    /// Its download, when journal and queue have it already.
    entered: Option<Entered>,
    /// What [`offers::check`] asks for, as it was when the execution began.
    circumstances: Option<(bool, bool)>,
    _path_lock: PathLock,
}

/// Does what a person asks of an asset or a folder.
pub(crate) async fn act(context: &Arc<Context>, request: Request) -> Result<Outcome, EngineError> {
    let asset = known(context, &request.path).await?;
    check_brake(context, &asset, request.action)?;
    if request.action == Action::UploadHere {
        return Err(EngineError::Missing("the files"));
    }
    if !asset.is_folder() {
        return Box::pin(one(context, &asset, request)).await;
    }
    match request.action.facts().on_folder {
        OnFolder::AsRow => Box::pin(one(context, &asset, request)).await,
        OnFolder::DownloadEach => bulk::download(context, &asset, &request).await,
        OnFolder::RemoveEach => bulk::remove_local(context, &asset, &request).await,
        OnFolder::PinAll => bulk::pin(context, &asset, &request).await,
        OnFolder::WholeTree => folder::act(context, &asset, request).await,
    }
}

/// As [`act`], for one asset among many.
pub(crate) async fn row(context: &Arc<Context>, request: Request) -> Result<Outcome, EngineError> {
    let asset = known(context, &request.path).await?;
    listed(context, &asset, request).await
}

/// As [`row`], for an asset that was just read from the journal.
async fn listed(
    context: &Arc<Context>,
    asset: &Asset,
    request: Request,
) -> Result<Outcome, EngineError> {
    check_brake(context, asset, request.action)?;
    Box::pin(one(context, asset, request)).await
}

/// A brake stops everything that changes something. What is here may still be looked at.
fn check_brake(context: &Context, asset: &Asset, action: Action) -> Result<(), EngineError> {
    let shows = action == Action::Reveal && (asset.is_folder() || asset.local.is_some());
    if shows || action.facts().changes == Changes::Nothing {
        return Ok(());
    }
    match context.halted() {
        Some(brake) => Err(EngineError::Halted(brake)),
        None => Ok(()),
    }
}

/// Does an action on one row, from its plan.
async fn one(
    context: &Arc<Context>,
    asset: &Asset,
    request: Request,
) -> Result<Outcome, EngineError> {
    let coming = is_coming(context, &request).await?;
    if !coming && context.queue.is_busy(&request.path) {
        // Refused at once instead of after the transfer.
        offers::check(context, asset, request.action, true).await?;
    }
    context.queue.hurry(&request.path);
    if request.action == Action::UploadChanges {
        still_written::copy(context, &request.path).await?;
    }
    let path_lock = lock_path(context, &request).await?;
    let mut execution = Execution::begin(context, request, path_lock).await?;
    match execution.check().await {
        // What was asked for went on by itself after the restart, and is done.
        Err(error) if coming && nothing_left(&error) => return execution.end().await,
        checked => checked?,
    }
    execution.check_edits()?;
    carry_out(execution).await
}

/// Keeps other actions away from what this one changes.
async fn lock_path(context: &Arc<Context>, request: &Request) -> Result<PathLock, EngineError> {
    let (action, access) = (request.action, access(request.action));
    let path = match &request.options.to {
        // The folder that it comes into is not touched, and may be at work for hours.
        Some(to) if action == Action::NewFolder => to,
        Some(_) | None => &request.path,
    };
    if request.priority == Priority::Person && request.resumes.is_none() {
        return context.lock_for_person(action, path, access).await;
    }
    Ok(context.path_locks.lock(path, access).await)
}

/// Does what is allowed, step by step.
async fn carry_out(mut execution: Execution) -> Result<Outcome, EngineError> {
    let context = Arc::clone(&execution.context);
    let mut facts = execution.asset.facts();
    if !context.is_online() {
        // What was known of the server is not a base for steps that can't ask it.
        facts.remote = OnServer::Unknown;
    }
    let steps = if execution.asset.is_folder() && execution.request.action == Action::Reveal {
        // There are no bytes to be fetched first.
        vec![Step::Reveal]
    } else if context.is_online() {
        plan(execution.request.action, &facts)
    } else {
        plan_offline(execution.request.action, &facts)
    };
    for step in steps {
        if execution.complete {
            break;
        }
        tracing::debug!(path = %execution.request.path, ?step, "step");
        if let Err(error) = execution.step(step).await {
            execution.give_back().await;
            return Err(error);
        }
    }
    execution.end().await
}

/// Whether a transfer of before the restart does what a person asks for once more.
async fn is_coming(context: &Arc<Context>, request: &Request) -> Result<bool, EngineError> {
    let direction = match request.action.facts().moves {
        Moves::Down => TransferDirection::Download,
        Moves::Up => TransferDirection::Upload,
        Moves::Nothing => return Ok(false),
    };
    if request.resumes.is_some() {
        return Ok(false);
    }
    if context.take_resumed(&request.path, direction) {
        return Ok(true);
    }
    let path = request.path.clone();
    let open = context.in_journal(move |journal| journal.transfer_of(&path, direction));
    let open = open.await?;
    Ok(open.is_some_and(|open| open.state == TransferState::Waiting))
}

/// What the journal knows of a path; the server and the disk are asked when it knows nothing.
pub(crate) async fn known(context: &Arc<Context>, path: &DamPath) -> Result<Asset, EngineError> {
    if let Some(asset) = observe::recall(context, path).await? {
        return Ok(asset);
    }
    if path.is_root() {
        return Ok(Asset::new(DamPath::root(), Kind::Root));
    }
    let seen = observe::look(context, path).await?;
    match observe::read_again(context, path).await {
        Ok(Some(_)) => {}
        // It may be here alone.
        Ok(None) | Err(_) if seen.local.is_some() => return Ok(seen),
        Ok(None) => {
            return Err(damson_remote::Error::new(ErrorKind::NotFound)
                .about(path)
                .into());
        }
        Err(error) => return Err(error),
    }
    let asset = observe::recall(context, path).await?;
    Ok(asset.unwrap_or_else(|| Asset::new(path.clone(), Kind::Asset)))
}

impl Execution {
    async fn begin(
        context: &Arc<Context>,
        request: Request,
        path_lock: PathLock,
    ) -> Result<Self, EngineError> {
        let (at, path) = (Arc::clone(context), request.path.clone());
        let begun = context.blocking(move || {
            let asset = observe::recall_or_look_now(&at, &path)?;
            Ok::<_, EngineError>((asset, offers::facts_beside(&at, &path)?))
        });
        let (asset, circumstances) = begun.await?;
        Ok(Self {
            circumstances: Some(circumstances),
            ..Self::known(context, request, asset, path_lock)
        })
    }

    /// The execution of an action on an asset that has just been looked at.
    fn known(context: &Arc<Context>, request: Request, asset: Asset, path_lock: PathLock) -> Self {
        Self {
            context: Arc::clone(context),
            request,
            asset,
            entry: None,
            took_lock: false,
            complete: false,
            outcome: None,
            recalled: false,
            protected: false,
            entered: None,
            circumstances: None,
            _path_lock: path_lock,
        }
    }

    /// Whether the rules allow the action. A refusal that a person would see is looked into first:
    /// what another held a minute ago may be free.
    async fn check(&mut self) -> Result<(), EngineError> {
        let action = self.request.action;
        let first = match self.circumstances.take() {
            Some(known) => offers::judge(&self.context, &self.asset, action, false, known),
            None => offers::check(&self.context, &self.asset, action, false).await,
        };
        let refused = match first {
            Err(EngineError::Refused { refusal, .. }) => refusal,
            other => return other,
        };
        let asked = self.request.priority == Priority::Person && !self.asset.is_folder();
        if asked && refused.may_be_stale() && self.context.is_online() {
            // A server that does not answer leaves the refusal as it was.
            if let Err(error) = observe::read_again(&self.context, &self.request.path).await {
                tracing::debug!(path = %self.request.path, %error, "refused by what was known");
            }
            self.asset = observe::look(&self.context, &self.request.path).await?;
        }
        offers::check(&self.context, &self.asset, action, false).await
    }

    /// A check-in lets others write; edits that were not uploaded would then meet theirs.
    fn check_edits(&self) -> Result<(), EngineError> {
        let check_in = self.request.action == Action::CheckIn && !self.request.options.release;
        #[cfg(feature = "sabotage")]
        let check_in = check_in && !sabotage::is(Sabotage::CheckInDespiteEdits);
        let edited = matches!(
            self.asset.status(),
            Some(Status::EditedLocally | Status::EditingConflict(_))
        );
        if check_in && edited {
            return Err(EngineError::EditsNotUploaded {
                path: self.request.path.clone(),
            });
        }
        Ok(())
    }

    /// Reads what the journal knows after a step.
    pub(crate) async fn recall(&mut self) -> Result<(), EngineError> {
        let known = observe::recall(&self.context, &self.request.path).await?;
        self.asset =
            known.unwrap_or_else(|| Asset::new(self.request.path.clone(), self.asset.kind));
        Ok(())
    }

    /// Undoes a check-out of this execution that led to nothing, so that nobody waits for the
    /// asset.
    async fn give_back(&mut self) {
        if !self.took_lock || self.recall().await.is_err() || self.asset.lock != Lock::Mine {
            return;
        }
        if let Err(error) = self.check_in().await {
            tracing::warn!(path = %self.request.path, %error, "still checked out after a failure");
        }
    }

    async fn end(mut self) -> Result<Outcome, EngineError> {
        if !self.recalled {
            self.recall().await?;
        }
        let now = self.asset.status();
        Ok(match self.outcome {
            Some(Outcome::Opened {
                brought, problems, ..
            }) => Outcome::Opened {
                status: now,
                brought,
                problems,
            },
            Some(Outcome::Sent {
                uploaded, problems, ..
            }) => Outcome::Sent {
                status: now,
                uploaded,
                problems,
            },
            Some(outcome) => outcome,
            None => Outcome::Status(now),
        })
    }

    pub(crate) fn conflict(&self) -> EngineError {
        EngineError::Conflict {
            path: self.request.path.clone(),
            status: self.asset.status(),
        }
    }

    pub(crate) fn stale(&self) -> EngineError {
        EngineError::Stale {
            path: self.request.path.clone(),
        }
    }
}

fn access(action: Action) -> Access {
    match action.facts().changes {
        Changes::Nothing | Changes::Copy => Access::Disk,
        Changes::Server => Access::Server,
    }
}

/// The transfer had done its work before the restart, but for the note of it.
pub(crate) fn nothing_left(error: &EngineError) -> bool {
    matches!(
        error,
        EngineError::Refused {
            refusal: Refusal::AlreadyHere | Refusal::NotEdited | Refusal::UpToDate,
            ..
        }
    )
}
