//! Uploading files and folders from anywhere on the disk.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use damson_core::{
    Action, ByteCount, DamPath, Lock, OnServer, Refusal, Sameness,
    name::{Claims, conventional_asset, conventional_folder, numbered},
};
use damson_remote::{Error as RemoteError, ErrorKind, Expect};
use futures::StreamExt;
use tokio::sync::Semaphore;

use crate::{
    actions::{
        self, Request,
        bulk::Tally,
        order::RunningOrder,
        upload_source::{self, FileSource, Item},
    },
    context::{Context, blocking},
    events::Event,
    journal::Planned,
    model::{
        EngineError, IfExists, OrderId, Outcome, Problem, Stamp, TransferDirection, TransferId,
        UploadItem, UploadPlan,
    },
    observe::{self, listing, server_spelling::as_listed, still_written},
    path_locks::Access,
    rows::offers,
    transfer_state::queue::{self, Priority},
    transfers::upload::{self, Send},
};

/// How much is made ready beyond what may be under way, in the weight of small transfers.
const AHEAD: usize = 8;

/// What an upload would do; names are those that the server takes, and no two files have the same.
pub(crate) async fn plan(
    context: &Arc<Context>,
    into: &DamPath,
    sources: Vec<PathBuf>,
) -> Result<UploadPlan, EngineError> {
    let find_files = blocking(move || upload_source::find_files(&sources)).await;
    let mut plan = UploadPlan {
        ignored: find_files.ignored,
        ..UploadPlan::default()
    };
    for (file, error) in find_files.skipped {
        plan.skipped.push(Problem {
            path: into.clone(),
            file: Some(file),
            error: Arc::new(error.into()),
        });
    }
    // What is in a folder is only asked of folders that are there.
    listing::list(context, into).await?;
    let mut claims = Claims::default();
    for item in find_files.items {
        let named = match name_item(context, into, &item, &mut claims) {
            Ok(named) => named,
            Err(problem) => {
                plan.skipped.push(problem);
                continue;
            }
        };
        let known = observe::recall(context, &named.to).await?;
        let exists = known.is_some_and(|asset| matches!(asset.remote.state, OnServer::Present(_)));
        if item.is_folder && exists {
            listing::list(context, &named.to).await?;
        }
        plan.items.push(UploadItem {
            source: item.file,
            to: named.to,
            is_folder: item.is_folder,
            size: item.size,
            renamed: named.renamed,
            collides: named.collides,
            exists,
        });
    }
    Ok(plan)
}

/// The path that a file will have in the DAM.
struct Named {
    to: DamPath,
    renamed: bool,
    collides: bool,
}

fn name_item(
    context: &Context,
    into: &DamPath,
    item: &Item,
    claims: &mut Claims,
) -> Result<Named, Problem> {
    let (rules, convention) = (context.capability().names, context.policy().names);
    let mut named = Named {
        to: into.clone(),
        renamed: false,
        collides: false,
    };
    let last = item.names.len().saturating_sub(1);
    for (nth, name) in item.names.iter().enumerate() {
        let folder = item.is_folder || nth < last;
        let taken = if folder {
            conventional_folder(name, rules, convention)
        } else {
            conventional_asset(name, rules, convention)
        };
        let next = taken.ok().and_then(|taken| {
            let wanted = named.to.join(&taken.name).ok()?;
            let free = if folder {
                claims.folder(&wanted, name)
            } else {
                claims.asset(&wanted)
            }?;
            named.renamed |= taken.title.is_some();
            named.collides |= free != wanted;
            Some(free)
        });
        let Some(next) = next else {
            let refused = RemoteError::new(ErrorKind::NameRefused).said(name.as_str());
            return Err(Problem {
                path: named.to,
                file: Some(item.file.clone()),
                error: Arc::new(refused.into()),
            });
        };
        named.to = next;
    }
    Ok(named)
}

/// Uploads. Folders are made first, parents before what is inside them, empty ones too.
pub(crate) async fn receive(
    context: &Arc<Context>,
    into: &DamPath,
    sources: Vec<PathBuf>,
    if_exists: IfExists,
    comment: Option<&str>,
) -> Result<Outcome, EngineError> {
    if let Some(brake) = context.halted() {
        return Err(EngineError::Halted(brake));
    }
    let folder = actions::known(context, into).await?;
    offers::check(context, &folder, Action::UploadHere, false).await?;
    let plan = plan(context, into, sources).await?;
    let order = ask(context, into, &plan, if_exists).await?;
    let received = receive_all(context, plan, if_exists, comment, order.as_ref()).await;
    if let Some(order) = order {
        order.end(context).await?;
    }
    listing::list(context, into).await?;
    context.send(Event::Changed);
    Ok(received)
}

/// Begins an order where several files are uploaded; a single file has none.
async fn ask(
    context: &Arc<Context>,
    into: &DamPath,
    plan: &UploadPlan,
    if_exists: IfExists,
) -> Result<Option<RunningOrder>, EngineError> {
    let sent = |item: &&UploadItem| !(item.is_folder || item.exists && if_exists == IfExists::Skip);
    let mut planned = Planned::default();
    for item in plan.items.iter().filter(sent) {
        planned.parts += 1;
        planned.bytes = ByteCount(planned.bytes.0.saturating_add(item.size.0));
    }
    if planned.parts < 2 {
        return Ok(None);
    }
    let order = RunningOrder::begin(context, into, TransferDirection::Upload).await?;
    order.plan(context, planned).await?;
    Ok(Some(order))
}

async fn receive_all(
    context: &Arc<Context>,
    plan: UploadPlan,
    if_exists: IfExists,
    comment: Option<&str>,
    order: Option<&RunningOrder>,
) -> Outcome {
    let tally = Tally::default();
    for problem in plan.skipped {
        tally.problem(problem);
    }
    let (folders, files): (Vec<_>, Vec<_>) =
        plan.items.into_iter().partition(|item| item.is_folder);
    let mut respelled = Respelled::default();
    for mut folder in folders {
        folder.to = respelled.place(folder.to);
        if folder.exists {
            continue;
        }
        let made = make_folder(context, &folder).await;
        if let Ok(listed) = &made {
            respelled.note(&folder.to, listed);
        }
        tally.count_folder(&folder.to, made.map(drop));
    }
    // A few are read and hashed before it is their turn, so that nobody waits for a disk then.
    let most = context.queue.at_a_time() + AHEAD;
    let (places, tally, respelled) = (&Semaphore::new(most), &tally, &respelled);
    futures::stream::iter(files)
        .for_each_concurrent(most, |mut item| async move {
            item.to = respelled.place(item.to);
            if item.exists && if_exists == IfExists::Skip {
                return tally.skip();
            }
            if order.is_some_and(RunningOrder::is_cancelled) {
                return;
            }
            let weight = u32::try_from(queue::weight(Some(item.size))).unwrap_or(u32::MAX);
            // Nobody closes it.
            let _place = places.acquire_many(weight).await;
            let part_of = order.map(|order| order.id);
            match send_item(context, &item, if_exists, comment, part_of).await {
                Ok(Sent::Whole) => tally.count(&item.to, Ok(())),
                Ok(Sent::Skipped) => tally.skip(),
                Err(error) => tally.problem(Problem {
                    path: item.to,
                    file: Some(item.source),
                    error: Arc::new(error),
                }),
            }
        })
        .await;
    tally.outcome()
}

/// Folders that the server lists otherwise than they were named: what goes inside goes there.
#[derive(Default)]
struct Respelled(Vec<(DamPath, DamPath)>);

impl Respelled {
    fn note(&mut self, named: &DamPath, listed: &DamPath) {
        if named != listed {
            self.0.push((named.clone(), listed.clone()));
        }
    }

    fn place(&self, path: DamPath) -> DamPath {
        // Parents came first, and what is inside was named below their new place already.
        self.0.iter().fold(path, |path, (named, listed)| {
            match path.rebase(named, listed) {
                Some(rebased) => rebased,
                None => path,
            }
        })
    }
}

/// Returns where the server lists it.
async fn make_folder(context: &Arc<Context>, item: &UploadItem) -> Result<DamPath, EngineError> {
    let name = item.source.file_name().and_then(|name| name.to_str());
    let title = name.unwrap_or(item.to.name());
    match context.note_answer(context.remote().make_folder(&item.to, title).await) {
        Ok(()) => {}
        Err(error) if error.kind == ErrorKind::Exists => {}
        Err(error) => return Err(error.into()),
    }
    let listed = as_listed(context, item.to.clone()).await;
    observe::read_again(context, &listed).await?;
    Ok(listed)
}

/// What became of a file of an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sent {
    Whole,
    /// Something has its name, and the person said to leave such files out.
    Skipped,
}

async fn send_item(
    context: &Arc<Context>,
    item: &UploadItem,
    if_exists: IfExists,
    comment: Option<&str>,
    part_of: Option<OrderId>,
) -> Result<Sent, EngineError> {
    if context.local.path_of(&item.source).as_ref() == Some(&item.to) {
        // It is in its place already: the row's own action uploads it.
        let request = Request::of_many(Action::UploadChanges, item.to.clone(), Priority::Bulk);
        let request = request.part_of(part_of);
        return actions::row(context, request).await.map(|_| Sent::Whole);
    }
    let to = if item.exists && if_exists == IfExists::KeepBoth {
        free_name(context, &item.to).await?
    } else {
        item.to.clone()
    };
    let file_upload = FileUpload {
        file: &item.source,
        to: &to,
        // A name that nobody chose is no reason to write upon what has it.
        if_exists: if item.collides && if_exists == IfExists::NewVersion {
            IfExists::Skip
        } else {
            if_exists
        },
        comment,
        resumes: None,
        part_of,
    };
    // The folder was listed for the plan.
    let sent = if item.exists {
        send_file(context, file_upload).await
    } else {
        send_new(context, file_upload).await
    };
    match sent {
        Ok(()) => Ok(Sent::Whole),
        Err(error) if is_taken(&error) => again(context, item, file_upload, error).await,
        Err(error) => Err(error),
    }
}

/// The name was taken although the plan did not know it: somebody was faster, or the server reports
/// late what it has. What the person said of such names holds here as well.
async fn again(
    context: &Arc<Context>,
    item: &UploadItem,
    file_upload: FileUpload<'_>,
    error: EngineError,
) -> Result<Sent, EngineError> {
    let to = match file_upload.if_exists {
        IfExists::Skip => {
            observe::read_again(context, &item.to).await?;
            return Ok(Sent::Skipped);
        }
        IfExists::KeepBoth => free_name(context, &item.to).await?,
        // A further version is built upon what is seen: without a look at it nothing is sent.
        IfExists::NewVersion => {
            if observe::read_again(context, &item.to).await?.is_none() {
                return Err(error);
            }
            item.to.clone()
        }
    };
    send_file(
        context,
        FileUpload {
            to: &to,
            ..file_upload
        },
    )
    .await?;
    Ok(Sent::Whole)
}

fn is_taken(error: &EngineError) -> bool {
    matches!(error, EngineError::Remote(error) if error.kind == ErrorKind::Exists)
}

/// The upload of one file from outside the cache folder.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FileUpload<'a> {
    pub(crate) file: &'a Path,
    pub(crate) to: &'a DamPath,
    pub(crate) if_exists: IfExists,
    pub(crate) comment: Option<&'a str>,
    pub(crate) resumes: Option<TransferId>,
    pub(crate) part_of: Option<OrderId>,
}

/// Uploads a file to where nothing is, as far as is known: the server refuses to replace anything.
async fn send_new(context: &Arc<Context>, file_upload: FileUpload<'_>) -> Result<(), EngineError> {
    let _path_lock = context
        .path_locks
        .lock(file_upload.to, Access::Server)
        .await;
    let source = open(context, file_upload.file).await?;
    send(context, file_upload, source, None).await
}

async fn open(context: &Arc<Context>, file: &Path) -> Result<FileSource, EngineError> {
    still_written::outside(context, file).await?;
    let (from, kind) = (file.to_owned(), context.hash());
    Ok(blocking(move || upload_source::open(&from, kind)).await?)
}

/// Uploads a file, once it was seen what is there; also what a restart goes on with.
pub(crate) async fn send_file(
    context: &Arc<Context>,
    file_upload: FileUpload<'_>,
) -> Result<(), EngineError> {
    let FileUpload { to, if_exists, .. } = file_upload;
    let _path_lock = match file_upload.resumes {
        Some(_) => context.path_locks.lock(to, Access::Server).await,
        None => {
            context
                .lock_for_person(Action::UploadHere, to, Access::Server)
                .await?
        }
    };
    let source = open(context, file_upload.file).await?;
    let there = observe::read_again(context, to).await?;
    let replaces = match there {
        None => None,
        Some(entry) => {
            if let Lock::Theirs(who) = entry.lock {
                return Err(EngineError::Refused {
                    action: Action::UploadHere,
                    path: to.clone(),
                    refusal: Refusal::CheckedOutBy(who),
                });
            }
            let digest = source.hashed();
            let length = damson_remote::Source::length(&source);
            if entry.revision.holds(digest, length) == Sameness::Same {
                // An earlier attempt arrived, and its end was not noted.
                return Ok(());
            }
            if if_exists != IfExists::NewVersion {
                return Err(RemoteError::new(ErrorKind::Exists).about(to).into());
            }
            let known = observe::recall(context, to).await?;
            Some(Expect {
                revision: Some(entry.revision),
                token: known.and_then(|asset| asset.token),
            })
        }
    };
    send(context, file_upload, source, replaces).await
}

async fn send(
    context: &Arc<Context>,
    file_upload: FileUpload<'_>,
    source: FileSource,
    replaces: Option<Expect>,
) -> Result<(), EngineError> {
    let FileUpload { file, to, .. } = file_upload;
    let digest = source.hashed().clone();
    let length = damson_remote::Source::length(&source);
    let name = file.file_name().and_then(|name| name.to_str());
    let send = Send {
        path: to.clone(),
        stamp: Stamp {
            size: length,
            modified_ns: 0,
            file_id: 0,
            changed_ns: None,
        },
        digest,
        replaces,
        comment: file_upload.comment.map(ToOwned::to_owned),
        title: name
            .filter(|name| *name != to.name())
            .map(ToOwned::to_owned),
        options: Some(upload::outside_option(file, file_upload.if_exists)),
        priority: Priority::Bulk,
        resumes: file_upload.resumes,
        part_of: file_upload.part_of,
        alone: true,
        source: Arc::new(source),
    };
    let arrived = upload::upload(context, send).await?;
    if !arrived.noted {
        observe::learn(context, vec![arrived.entry]).await?;
    }
    let Some(grant) = arrived.lock else {
        return Ok(());
    };
    let (path, now) = (to.clone(), context.now());
    context
        .in_journal(move |journal| journal.set_mine(&path, &grant, now).map(drop))
        .await
}

/// A name beside `path` that nothing has, on the server or here.
async fn free_name(context: &Arc<Context>, path: &DamPath) -> Result<DamPath, EngineError> {
    let folder = path.parent().unwrap_or_default();
    for nth in 2..1_000 {
        let Ok(candidate) = folder.join(&numbered(path.name(), nth)) else {
            break;
        };
        if observe::recall(context, &candidate).await?.is_none()
            && observe::read_again(context, &candidate).await?.is_none()
        {
            return Ok(candidate);
        }
    }
    Err(RemoteError::new(ErrorKind::Exists).about(path).into())
}
