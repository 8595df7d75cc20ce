//! Check-out and check-in: an exclusive lock of depth 0 with our name, believed when read back.

use damson_core::{DamPath, Lock};
use damson_http::header::text as header_text;
use damson_remote::{Error, ErrorKind, LockGrant, LockToken, Result, Retry};
use http::{HeaderName, HeaderValue, StatusCode};

use crate::{
    http::{Answer, Call},
    map::{self, Seen},
    node::{self, IF, locked, token},
    probe::{offers, only_assets, withdraw},
    remote::Dav,
    wire::{self, Lasts, Multistatus, Props},
    xml::Xml,
};

const LOCK_TOKEN: HeaderName = HeaderName::from_static("lock-token");
const TIMEOUT: HeaderName = HeaderName::from_static("timeout");
/// Nextcloud's sign that a user locks, not an application.
const USER_LOCK: (&str, &str) = ("x-user-lock", "1");

pub(crate) async fn lock(dav: &Dav, path: &DamPath) -> Result<LockGrant> {
    let seen = lockable(dav, path).await?;
    match &seen.entry.lock {
        Lock::Theirs(holder) => Err(locked(path, Some(holder.clone()))),
        Lock::Free => take(dav, path).await,
        Lock::Mine if dav.found.user_locks => Ok(held(grant(None, seen.lasts))),
        Lock::Mine => match token(dav, &seen, None) {
            Some(known) => refresh(dav, path, &known).await,
            // Ours by its name, but nothing proves it: the server hides tokens and we lost it.
            None => Err(locked(path, Some(dav.me.id.clone()))),
        },
    }
}

pub(crate) async fn unlock(dav: &Dav, path: &DamPath, kept: Option<&LockToken>) -> Result<()> {
    let seen = lockable(dav, path).await?;
    match &seen.entry.lock {
        Lock::Free => {
            dav.held.forget(path);
            Ok(())
        }
        Lock::Theirs(holder) => Err(locked(path, Some(holder.clone()))),
        Lock::Mine => release(dav, path, token(dav, &seen, kept)).await,
    }
}

pub(crate) async fn force_unlock(dav: &Dav, path: &DamPath) -> Result<()> {
    let seen = lockable(dav, path).await?;
    let own = seen
        .holder
        .as_ref()
        .is_some_and(|holder| holder.user == dav.me.id);
    match &seen.entry.lock {
        Lock::Free => return Ok(()),
        Lock::Mine => {}
        // What this person holds on another computer is theirs to give back.
        Lock::Theirs(_) if own || dav.found.releases_locks => {}
        Lock::Theirs(_) => {
            return Err(Error::new(ErrorKind::Forbidden)
                .about(path)
                .said("only who looks after the DAM releases what others hold"));
        }
    }
    let Some(shown) = seen.token.clone() else {
        return Err(Error::new(ErrorKind::Unsupported)
            .about(path)
            .said("the server doesn't show the token of that lock"));
    };
    release(dav, path, Some(shown)).await.map_err(|error| {
        let refused = matches!(error.kind, ErrorKind::Locked { .. } | ErrorKind::NotFound);
        if refused {
            Error {
                kind: ErrorKind::Forbidden,
                ..error
            }
        } else {
            error
        }
    })
}

/// Prolongs a lock. One that ended in the meantime is taken anew, unless somebody else was faster;
/// whether the asset changed in between is seen by comparing revisions, as ever.
pub(crate) async fn refresh_lock(dav: &Dav, path: &DamPath, kept: &LockToken) -> Result<LockGrant> {
    let seen = lockable(dav, path).await?;
    match &seen.entry.lock {
        Lock::Theirs(holder) => Err(locked(path, Some(holder.clone()))),
        Lock::Free => take(dav, path).await,
        Lock::Mine if dav.found.user_locks => Ok(held(grant(None, seen.lasts))),
        Lock::Mine => {
            let known = token(dav, &seen, Some(kept)).unwrap_or_else(|| kept.clone());
            refresh(dav, path, &known).await
        }
    }
}

/// What is there, if this server has locks at all and it can have one.
async fn lockable(dav: &Dav, path: &DamPath) -> Result<Seen> {
    if !offers(&dav.found.locks) {
        return Err(no_locks(path));
    }
    let seen = node::look(dav, path).await?;
    only_assets(seen.entry.kind, path)?;
    Ok(seen)
}

async fn take(dav: &Dav, path: &DamPath) -> Result<LockGrant> {
    let mut call = Call::new("LOCK", dav.http.base.file(path))
        .fixed("depth", "0")
        .header(TIMEOUT, timeout(dav)?)
        .xml(wire::lockinfo(&map::owner(
            &dav.me.id,
            &dav.config.computer,
        )))
        .about(path);
    if dav.found.user_locks {
        call = call.fixed(USER_LOCK.0, USER_LOCK.1);
    }
    let answer = dav.http.send(&call).await?;
    let status = answer.status();
    if !status.is_success() {
        let error = dav.http.failed(answer, Some(path)).await;
        return Err(not_taken(dav, path, error).await);
    }
    let (given, lasts) = granted(answer).await?;
    if status == StatusCode::CREATED {
        return Err(undo_creation(dav, path, given).await);
    }
    if let Some(given) = &given {
        dav.held.keep(path, given.clone());
    }
    read_back(dav, path, given, lasts).await
}

/// The lock counts when the server shows it to everybody as ours.
async fn read_back(
    dav: &Dav,
    path: &DamPath,
    given: Option<LockToken>,
    lasts: Option<Lasts>,
) -> Result<LockGrant> {
    let seen = node::look(dav, path).await?;
    let same_token = match (&given, &seen.token) {
        (Some(given), Some(shown)) => given == shown,
        (None, _) => dav.found.user_locks,
        (Some(_), None) => true,
    };
    match &seen.entry.lock {
        Lock::Mine if same_token => {
            if lasts == Some(Lasts::Infinite) {
                withdraw(&dav.found.locks_expire);
            }
            Ok(grant(given, lasts.or(seen.lasts)))
        }
        Lock::Theirs(holder) => {
            dav.held.forget(path);
            Err(locked(path, Some(holder.clone())))
        }
        Lock::Free | Lock::Mine => {
            // It said yes and has nothing to show for it.
            withdraw(&dav.found.locks);
            dav.held.forget(path);
            if let Some(given) = given {
                let _ = ask_to_unlock(dav, path, Some(&given)).await;
            }
            Err(no_locks(path))
        }
    }
}

/// Somebody else's lock, or the person lacks the right.
async fn not_taken(dav: &Dav, path: &DamPath, error: Error) -> Error {
    let now = node::look(dav, path).await;
    match now.map(|seen| seen.entry.lock) {
        Ok(Lock::Theirs(holder)) => locked(path, Some(holder)),
        Ok(Lock::Free | Lock::Mine) if error.kind == ErrorKind::Unsupported => {
            withdraw(&dav.found.locks);
            no_locks(path)
        }
        Ok(_) | Err(_) => error,
    }
}

/// It was removed right before, and the server made an empty file to have something to lock.
async fn undo_creation(dav: &Dav, path: &DamPath, given: Option<LockToken>) -> Error {
    let mut call = Call::new("DELETE", dav.http.base.file(path)).about(path);
    let list = given.map(|given| format!("(<{}>)", given.0));
    if let Some(Ok(list)) = list.map(|list| header_text(&list)) {
        call = call.header(IF, list);
    }
    match dav.http.ok(&call).await {
        Ok(_) => Error::new(ErrorKind::NotFound).about(path),
        Err(error) => error,
    }
}

async fn refresh(dav: &Dav, path: &DamPath, known: &LockToken) -> Result<LockGrant> {
    let call = Call::new("LOCK", dav.http.base.file(path))
        .header(IF, header_text(&format!("(<{}>)", known.0))?)
        .header(TIMEOUT, timeout(dav)?)
        .about(path);
    let answer = dav.http.send(&call).await?;
    let lapsed = matches!(answer.status().as_u16(), 400 | 404 | 409 | 412 | 423);
    if !lapsed {
        if !answer.status().is_success() {
            return Err(dav.http.failed(answer, Some(path)).await);
        }
        let (_, lasts) = granted(answer).await?;
        dav.held.keep(path, known.clone());
        if lasts == Some(Lasts::Infinite) {
            withdraw(&dav.found.locks_expire);
        }
        return Ok(held(grant(Some(known.clone()), lasts)));
    }
    dav.held.forget(path);
    let seen = node::look(dav, path).await?;
    match &seen.entry.lock {
        Lock::Free => take(dav, path).await,
        Lock::Theirs(holder) => Err(locked(path, Some(holder.clone()))),
        Lock::Mine => Err(locked(path, Some(dav.me.id.clone()))),
    }
}

async fn release(dav: &Dav, path: &DamPath, token: Option<LockToken>) -> Result<()> {
    if token.is_none() && !dav.found.user_locks {
        return Err(locked(path, Some(dav.me.id.clone())));
    }
    let said = ask_to_unlock(dav, path, token.as_ref()).await;
    let now = node::look(dav, path).await?;
    match now.entry.lock {
        Lock::Free => {
            dav.held.forget(path);
            Ok(())
        }
        Lock::Theirs(holder) => Err(match said {
            Err(error) if error.retry != Retry::Never || error.kind == ErrorKind::Forbidden => {
                error
            }
            Err(_) | Ok(()) => locked(path, Some(holder)),
        }),
        Lock::Mine => Err(said.err().unwrap_or_else(|| {
            Error::new(ErrorKind::Unsupported)
                .about(path)
                .said("the server says that it is checked in, and shows it checked out")
        })),
    }
}

async fn ask_to_unlock(dav: &Dav, path: &DamPath, token: Option<&LockToken>) -> Result<()> {
    let mut call = Call::new("UNLOCK", dav.http.base.file(path)).about(path);
    if let Some(token) = token {
        call = call.header(LOCK_TOKEN, header_text(&format!("<{}>", token.0))?);
    }
    if dav.found.user_locks {
        call = call.fixed(USER_LOCK.0, USER_LOCK.1);
    }
    dav.http.ok(&call).await.map(drop)
}

/// What a successful LOCK says: the token is in a header, how long it lasts in the body.
async fn granted(answer: Answer) -> Result<(Option<LockToken>, Option<Lasts>)> {
    let in_header = answer
        .text(&LOCK_TOKEN)
        .map(|text| text.trim().trim_matches(['<', '>']).to_owned());
    let props = match Multistatus::new(Xml::of_response(answer.response))
        .bare_prop()
        .await
    {
        Ok(props) => props,
        // Reading back tells as well.
        Err(error) if error.kind == ErrorKind::Garbled => Props::default(),
        Err(error) => return Err(error),
    };
    let locks = props.locks.unwrap_or_default();
    let by_token = |lock: &&wire::ActiveLock| lock.token.is_some() && lock.token == in_header;
    let own = locks.iter().find(by_token).or_else(|| locks.first());
    let token = in_header
        .clone()
        .or_else(|| own.and_then(|lock| lock.token.clone()));
    Ok((token.map(LockToken), own.and_then(|lock| lock.timeout)))
}

fn grant(token: Option<LockToken>, lasts: Option<Lasts>) -> LockGrant {
    LockGrant {
        token,
        lasts: map::time(lasts),
        held_before: false,
    }
}

/// As one that was this person's before.
fn held(grant: LockGrant) -> LockGrant {
    LockGrant {
        held_before: true,
        ..grant
    }
}

fn timeout(dav: &Dav) -> Result<HeaderValue> {
    header_text(&format!("Second-{}", dav.config.lock_time.as_secs()))
}

fn no_locks(path: &DamPath) -> Error {
    Error::new(ErrorKind::Unsupported)
        .about(path)
        .said("this server has no locks that can be relied upon")
}

/// Takes our lock again where replacing a file made the server drop it.
pub(crate) async fn keep(dav: &Dav, path: &DamPath, was: &Lock, now: &Lock) -> Option<LockGrant> {
    if !was.is_mine() || *now != Lock::Free || dav.found.user_locks {
        return None;
    }
    dav.held.forget(path);
    take(dav, path).await.ok()
}
