//! Renewing the locks of this person, and taking those again that ran out.

use std::{sync::Arc, time::Duration};

use damson_core::Timestamp;
use damson_remote::ErrorKind;
use tokio::time::Instant;

use crate::{
    context::Context,
    events::Event,
    journal::Journal,
    model::{Asset, EngineError, JournalError},
    observe::{self, compare_bytes},
    path_locks::Access,
};

/// When a lock that ran out, and could not be taken again because the server did not answer, is
/// tried the next time, in milliseconds.
const AGAIN_MS: i64 = 30_000;

/// Renews the locks that expire, at half their time, and takes those again that ran out. Returns
/// when to look again.
pub(crate) async fn renew(context: &Arc<Context>) -> Result<Option<Instant>, EngineError> {
    let mut next: Option<i64> = None;
    for asset in context.in_journal(Journal::mine).await? {
        let (Some(expires), Some(token)) = (asset.lock_expires, asset.token.clone()) else {
            continue;
        };
        let since = asset.lock_since.unwrap_or(expires);
        let now = context.now();
        let half = since.0 + (expires.0 - since.0) / 2;
        let mut due = half;
        // A clock that was set back says nothing of how old the lock is.
        if now.0 >= half || now.0 < since.0 {
            let answer = context.remote().refresh_lock(&asset.path, &token).await;
            match context.note_answer(answer) {
                Ok(grant) => {
                    let lasts = grant.lasts.unwrap_or(Duration::from_hours(1));
                    let lasts = i64::try_from(lasts.as_millis()).unwrap_or(i64::MAX);
                    due = now.0.saturating_add(lasts / 2);
                    if let Some(restamped) = grant.restamped.clone() {
                        compare_bytes::follow_lock(context, &asset, restamped).await?;
                    }
                    let path = asset.path.clone();
                    context
                        .in_journal(move |journal| {
                            journal.update(&path, |asset| {
                                asset.token = grant.token.or(asset.token.take());
                                asset.lock_since = Some(now);
                                asset.lock_expires = Some(Timestamp(now.0.saturating_add(lasts)));
                            })
                        })
                        .await?;
                }
                Err(error) => {
                    tracing::warn!(path = %asset.path, %error, "a lock was not renewed");
                    observe::look_again(context, &asset.path).await?;
                    due = now.0 + (expires.0 - now.0).max(2_000) / 2;
                }
            }
        }
        next = Some(next.map_or(due, |next| next.min(due)));
    }
    for asset in context.in_journal(Journal::lapsed).await? {
        let due = take_again(context, &asset).await?;
        next = due.map_or(next, |due| Some(next.map_or(due, |next| next.min(due))));
    }
    Ok(next.map(|at| {
        let wait = u64::try_from(at - context.now().0).unwrap_or_default();
        Instant::now() + Duration::from_millis(wait.max(500))
    }))
}

/// Takes a lock again that ran out, unless somebody else was faster or it is not to be had. Returns
/// when to look after it, where there is something to look after.
async fn take_again(context: &Arc<Context>, asset: &Asset) -> Result<Option<i64>, EngineError> {
    let path = asset.path.clone();
    let now = context.now();
    // What a look from before the lock says of it counts no more.
    let Some(_path_lock) = context.path_locks.try_lock_for(&path, Access::Server) else {
        return Ok(Some(now.0 + AGAIN_MS));
    };
    match context.note_answer(context.remote().lock(&path).await) {
        Ok(grant) => {
            let (lasts, restamped) = (grant.lasts, grant.restamped.clone());
            let (at, of) = (Arc::clone(context), path.clone());
            context
                .blocking(move || {
                    let asset = at.journal.set_mine(&of, &grant, now)?;
                    observe::protect(&at, &asset);
                    Ok::<_, JournalError>(())
                })
                .await?;
            if let Some(restamped) = restamped {
                compare_bytes::follow_lock(context, asset, restamped).await?;
            }
            context.send(Event::Changed);
            let lasts = lasts.and_then(|lasts| i64::try_from(lasts.as_millis()).ok());
            Ok(lasts.map(|lasts| now.0.saturating_add(lasts / 2)))
        }
        Err(error) if is_final(&error.kind) => {
            tracing::info!(%path, %error, "a check-out ended");
            observe::read_again(context, &path).await?;
            context
                .in_journal(move |journal| journal.give_up_lapsed(&path))
                .await?;
            context.send(Event::Changed);
            Ok(None)
        }
        Err(error) => {
            tracing::info!(%path, %error, "a lock that ran out is taken again later");
            Ok(Some(now.0 + AGAIN_MS))
        }
    }
}

/// Whether an answer to a check-out says that it is not to be had, and not only that it can't be
/// asked for.
fn is_final(kind: &ErrorKind) -> bool {
    match kind {
        ErrorKind::Forbidden
        | ErrorKind::NotFound
        | ErrorKind::Locked { .. }
        | ErrorKind::Unsupported
        | ErrorKind::NoFile => true,
        ErrorKind::UnknownHost
        | ErrorKind::Offline
        | ErrorKind::Timeout
        | ErrorKind::Tls
        | ErrorKind::ClientCertificate(_)
        | ErrorKind::Proxy
        | ErrorKind::NotADam
        | ErrorKind::LoginNeeded
        | ErrorKind::WrongCredentials
        | ErrorKind::Exists
        | ErrorKind::Changed
        | ErrorKind::NameRefused
        | ErrorKind::TooLarge
        | ErrorKind::ServerFull
        | ErrorKind::Throttled
        | ErrorKind::Unavailable
        | ErrorKind::Corrupt
        | ErrorKind::Garbled
        | ErrorKind::LocalFile
        | ErrorKind::Cancelled => false,
    }
}
