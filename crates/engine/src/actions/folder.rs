//! Renaming, moving and deleting folders with all that is inside.

use std::sync::Arc;

use damson_core::{Action, DamPath, Lock};
use damson_remote::{Error, ErrorKind, Expect};

use super::{Request, moved_folder};
use crate::{
    context::Context,
    model::{Asset, EngineError, Outcome},
    observe::{self, rescan, server_spelling::as_listed},
    path_locks::Access,
    rows::offers,
};

/// Deletes, renames or moves a folder.
pub(crate) async fn act(
    context: &Arc<Context>,
    folder: &Asset,
    request: Request,
) -> Result<Outcome, EngineError> {
    offers::check(context, folder, request.action, true).await?;
    let held = context.lock_for_person(request.action, &request.path, Access::Server);
    let _path_lock = held.await?;
    rescan_inside(context, &request.path).await?;
    if request.action == Action::Delete {
        return delete(context, &request).await;
    }
    let to = request.options.to.clone();
    let to = to.ok_or(EngineError::Missing("the new path"))?;
    locked_inside(context, &request.path, true).await?;
    let held = moved_folder::held_below(context, &request.path).await?;
    let (remote, expect) = (context.remote(), Expect::default());
    let rename = || remote.rename(&request.path, &to, &expect);
    despite_own_locks(context, &request.path, &held, rename).await?;
    let to = as_listed(context, to).await;
    if to != request.path {
        observe::follow_rename(context, &request.path, &to).await?;
    }
    observe::read_again(context, &to).await?;
    let held = held
        .iter()
        .filter_map(|path| path.rebase(&request.path, &to));
    // The folder was moved, whatever comes of this: the next look at it reports what is inside.
    if let Err(error) = moved_folder::follow_below(context, &to, held.collect()).await {
        tracing::info!(path = %to, %error, "what lies in a moved folder was not looked at");
    }
    Ok(Outcome::Done)
}

async fn delete(context: &Arc<Context>, request: &Request) -> Result<Outcome, EngineError> {
    let path = &request.path;
    locked_inside(context, path, request.options.anyway).await?;
    let held = moved_folder::held_below(context, path).await?;
    let (remote, expect) = (context.remote(), Expect::default());
    match despite_own_locks(context, path, &held, || remote.remove(path, &expect)).await {
        Err(EngineError::Remote(error)) if error.kind == ErrorKind::NotFound => {}
        done => done?,
    }
    let (gone, now) = (path.clone(), context.now());
    context
        .in_journal(move |journal| journal.set_gone(&gone, now))
        .await?;
    recover_all(context, path).await?;
    let forgotten = path.clone();
    context
        .in_journal(move |journal| journal.forget(&forgotten))
        .await?;
    Ok(Outcome::Done)
}

/// Moves or deletes a folder. Some servers do neither where a lock is inside, not even for the one who
/// holds it and shows its token (SabreDAV, WsgiDAV, lighttpd): there it is given back before, and taken
/// again if nothing came of it.
async fn despite_own_locks<F>(
    context: &Arc<Context>,
    folder: &DamPath,
    held: &[DamPath],
    ask: impl Fn() -> F,
) -> Result<(), EngineError>
where
    F: Future<Output = Result<(), Error>>,
{
    let mut answer = context.note_answer(ask().await);
    let in_the_way = |error: &Error| {
        matches!(
            error.kind,
            ErrorKind::Locked { holder: None } | ErrorKind::Changed
        )
    };
    if !held.is_empty() && answer.as_ref().is_err_and(in_the_way) {
        moved_folder::let_go(context, folder).await?;
        answer = context.note_answer(ask().await);
        if answer.is_err() {
            moved_folder::lock_all_again(context, held).await;
        }
    }
    answer.map_err(|error| held_inside(folder, error))
}

/// A list of locks can lag behind; the server, or the connector before it asked, found one that
/// the list didn't have.
fn held_inside(folder: &DamPath, error: Error) -> EngineError {
    let inside = error.about.clone().filter(|about| about.is_within(folder));
    match (&error.kind, inside) {
        (ErrorKind::Locked { holder: Some(who) }, Some(path)) if path != *folder => {
            EngineError::LockedInside {
                path: folder.clone(),
                holders: vec![(path, who.clone())],
            }
        }
        _ => error.into(),
    }
}

/// Moves the copies of a deleted folder to Recovered: they exist nowhere else from there on.
async fn recover_all(context: &Arc<Context>, folder: &DamPath) -> Result<(), EngineError> {
    let top = folder.clone();
    let files = context
        .in_journal(move |journal| journal.locals(&top)?.collect::<Result<Vec<_>, _>>())
        .await?;
    for file in files {
        observe::recover(context, &file.path, file.local.stamp, "deleted").await?;
    }
    Ok(())
}

/// The journal has to know every file that is in a folder before the folder goes.
async fn rescan_inside(context: &Arc<Context>, folder: &DamPath) -> Result<(), EngineError> {
    rescan::rescan_held(context, folder).await
}

/// Fails when assets inside are checked out: by others always, by this person unless `mine_too`.
async fn locked_inside(
    context: &Arc<Context>,
    folder: &DamPath,
    mine_too: bool,
) -> Result<(), EngineError> {
    if !context.capability().locks {
        return Ok(());
    }
    let mut holders = Vec::new();
    let mut token = None;
    loop {
        let page = match context.note_answer(context.remote().locked(folder, token).await) {
            Ok(page) => page,
            Err(error) if error.kind == ErrorKind::Unsupported => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        for entry in page.items {
            match entry.lock {
                Lock::Theirs(who) => holders.push((entry.path, who)),
                Lock::Mine if !mine_too => holders.push((entry.path, context.person.clone())),
                Lock::Mine | Lock::Free => {}
            }
        }
        token = page.next;
        if token.is_none() {
            break;
        }
    }
    if holders.is_empty() {
        return Ok(());
    }
    holders.sort();
    Err(EngineError::LockedInside {
        path: folder.clone(),
        holders,
    })
}
