//! Renaming, moving and deleting folders with all that is inside.

use std::sync::Arc;

use damson_core::{Action, DamPath, Lock};
use damson_remote::{Error, ErrorKind, Expect};

use super::{Request, subject};
use crate::{
    command::Outcome,
    cycle::{observe, rescan},
    error::EngineError,
    hold::Touch,
    journal::Asset,
    site::Site,
};

/// Deletes, renames or moves a folder.
pub(crate) async fn act(
    site: &Arc<Site>,
    folder: &Asset,
    request: Request,
) -> Result<Outcome, EngineError> {
    subject::check(site, folder, request.action, true).await?;
    let _hold = site.holds.hold(&request.path, Touch::Server).await;
    rescan_inside(site, &request.path).await?;
    if request.action == Action::Delete {
        return delete(site, &request).await;
    }
    let to = request.options.to.clone();
    let to = to.ok_or(EngineError::Missing("the new path"))?;
    locked_inside(site, &request.path, true).await?;
    let remote = site.remote();
    let answer = remote.rename(&request.path, &to, &Expect::default()).await;
    site.heard(answer)
        .map_err(|error| held_inside(&request.path, error))?;
    observe::follow_rename(site, &request.path, &to).await?;
    observe::read_again(site, &to).await?;
    Ok(Outcome::Done)
}

async fn delete(site: &Arc<Site>, request: &Request) -> Result<Outcome, EngineError> {
    let path = &request.path;
    locked_inside(site, path, request.options.anyway).await?;
    let remote = site.remote();
    match site.heard(remote.remove(path, &Expect::default()).await) {
        Ok(()) => {}
        Err(error) if error.kind == ErrorKind::NotFound => {}
        Err(error) => return Err(held_inside(path, error)),
    }
    let (gone, now) = (path.clone(), site.now());
    site.in_journal(move |journal| journal.set_gone(&gone, now))
        .await?;
    recover_all(site, path).await?;
    let forgotten = path.clone();
    site.in_journal(move |journal| journal.forget(&forgotten))
        .await?;
    Ok(Outcome::Done)
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

/// What is here of a deleted folder exists nowhere else from there on.
async fn recover_all(site: &Arc<Site>, folder: &DamPath) -> Result<(), EngineError> {
    let top = folder.clone();
    let files = site
        .in_journal(move |journal| journal.locals(&top)?.collect::<Result<Vec<_>, _>>())
        .await?;
    for file in files {
        observe::recover(site, &file.path, file.local.stamp, "deleted").await?;
    }
    Ok(())
}

/// The journal has to know every file that is in a folder before the folder goes.
async fn rescan_inside(site: &Arc<Site>, folder: &DamPath) -> Result<(), EngineError> {
    rescan::rescan_held(site, folder).await
}

/// Fails when assets inside are checked out: by others always, by this person unless `mine_too`.
async fn locked_inside(
    site: &Arc<Site>,
    folder: &DamPath,
    mine_too: bool,
) -> Result<(), EngineError> {
    if !site.capability().locks {
        return Ok(());
    }
    let mut holders = Vec::new();
    let mut token = None;
    loop {
        let page = match site.heard(site.remote().locked(folder, token).await) {
            Ok(page) => page,
            Err(error) if error.kind == ErrorKind::Unsupported => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        for entry in page.items {
            match entry.lock {
                Lock::Theirs(who) => holders.push((entry.path, who)),
                Lock::Mine if !mine_too => holders.push((entry.path, site.person.clone())),
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
