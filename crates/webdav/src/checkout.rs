//! Check-out and check-in: an exclusive lock of depth 0 with our name, believed when read back.

use std::{sync::atomic::Ordering, time::Duration};

use damson_core::{ByteCount, DamPath, Lock};
use damson_http::header::text as header_text;
use damson_remote::{
    Entry, Error, ErrorKind, Expect, LockGrant, LockToken, Restamped, Result, Retry,
};
use http::{HeaderName, HeaderValue, StatusCode};

use crate::{
    conditions::{Attempt, Condition, Place, token},
    failure,
    folders::{send, worst},
    http::{Answer, Call},
    map::{self, Seen},
    node::{self, locked},
    probe::{offers, only_assets, withdraw},
    remote::Dav,
    renew::{Renewed, renew},
    wire::{self, Lasts, Multistatus, Props},
    xml::Xml,
};

const LOCK_TOKEN: HeaderName = HeaderName::from_static("lock-token");
pub(crate) const TIMEOUT: HeaderName = HeaderName::from_static("timeout");
/// Nextcloud's sign that a user locks, not an application.
const USER_LOCK: (&str, &str) = ("x-user-lock", "1");

pub(crate) async fn lock(dav: &Dav, path: &DamPath) -> Result<LockGrant> {
    let seen = lockable(dav, path).await?;
    match &seen.entry.lock {
        Lock::Theirs(holder) => Err(locked(path, Some(holder.clone()))),
        Lock::Free => take(dav, &seen.entry).await,
        Lock::Mine if dav.found.user_locks => Ok(held(grant(dav, None, seen.lasts))),
        Lock::Mine => match token(dav, &seen, None) {
            Some(known) => match refresh(dav, path, &known).await {
                Err(error) if error.kind == ErrorKind::Changed => take(dav, &seen.entry).await,
                other => other,
            },
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
        .is_some_and(|holder| dav.reader.me.is(&holder.user));
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

/// Prolongs a lock. Whether one that is gone is taken again is decided by who knows why it is gone:
/// it ran out, or somebody released it.
pub(crate) async fn refresh_lock(dav: &Dav, path: &DamPath, kept: &LockToken) -> Result<LockGrant> {
    let seen = lockable(dav, path).await?;
    match &seen.entry.lock {
        Lock::Theirs(holder) => Err(locked(path, Some(holder.clone()))),
        Lock::Free => Err(gone(dav, path)),
        Lock::Mine if dav.found.user_locks => Ok(held(grant(dav, None, seen.lasts))),
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

/// Locks what was there a moment ago. A server that says yes twice and has nothing to show for it
/// keeps no locks (dufs, copyparty): somebody may release one lock in the very moment, not two.
async fn take(dav: &Dav, before: &Entry) -> Result<LockGrant> {
    for _ in 0..2 {
        if let Some(grant) = take_once(dav, before).await? {
            dav.found.locks_seen.store(true, Ordering::Relaxed);
            return Ok(grant);
        }
    }
    withdraw(&dav.found.locks);
    Err(no_locks(&before.path))
}

/// `None` where the server said yes and shows no lock of ours.
async fn take_once(dav: &Dav, before: &Entry) -> Result<Option<LockGrant>> {
    let path = &before.path;
    let mut call = Call::new("LOCK", dav.http.base.file(path))
        .fixed("depth", "0")
        .header(TIMEOUT, timeout(dav)?)
        .xml(wire::lockinfo(&map::owner(&dav.reader.me)))
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
    let (given, lasts) = if status == StatusCode::MULTI_STATUS {
        let inside = worst(answer).await?;
        if let Some(refused) = inside {
            let error = Error::new(failure::kind_of(refused)).about(path);
            return Err(not_taken(dav, path, error).await);
        }
        (None, None)
    } else {
        granted(answer).await?
    };
    if let Some(given) = &given {
        dav.held.keep(path, given.clone());
    }
    let seen = node::look(dav, path).await?;
    if status != StatusCode::CREATED {
        dav.found.tells_creation.store(true, Ordering::Relaxed);
    } else if is_empty_stand_in(before, &seen.entry) {
        return Err(give_back_stand_in(dav, &seen, given).await);
    }
    let granted = read_back(dav, &seen, given, lasts).await?;
    Ok(granted.map(|grant| LockGrant {
        restamped: Some(Restamped {
            before: before.revision.clone(),
            after: seen.entry.revision.clone(),
        }),
        ..grant
    }))
}

/// The lock counts when the server shows it to everybody as ours.
async fn read_back(
    dav: &Dav,
    seen: &Seen,
    given: Option<LockToken>,
    lasts: Option<Lasts>,
) -> Result<Option<LockGrant>> {
    let path = &seen.entry.path;
    let same_token = match (&given, &seen.token) {
        (Some(given), Some(shown)) => given == shown,
        (None, _) | (Some(_), None) => true,
    };
    match &seen.entry.lock {
        Lock::Mine if same_token => {
            if lasts == Some(Lasts::Infinite) {
                withdraw(&dav.found.locks_expire);
            }
            let token = given.or_else(|| seen.token.clone());
            Ok(Some(grant(dav, token, lasts.or(seen.lasts))))
        }
        Lock::Theirs(holder) => {
            dav.held.forget(path);
            Err(locked(path, Some(holder.clone())))
        }
        Lock::Free | Lock::Mine => {
            dav.held.forget(path);
            if let Some(given) = given {
                let _ = ask_to_unlock(dav, path, Some(&given)).await;
            }
            Ok(None)
        }
    }
}

/// Somebody else's lock, here or of a folder above (RFC 4918, 6.1), or the person lacks the right.
async fn not_taken(dav: &Dav, path: &DamPath, error: Error) -> Error {
    let now = node::look(dav, path).await;
    match now.map(|seen| seen.entry.lock) {
        Ok(Lock::Theirs(holder)) => locked(path, Some(holder)),
        Ok(Lock::Free | Lock::Mine) if error.kind == ErrorKind::Unsupported => {
            withdraw(&dav.found.locks);
            no_locks(path)
        }
        Ok(Lock::Free) if matches!(error.kind, ErrorKind::Locked { holder: None }) => {
            holder_above(dav, path)
                .await
                .map_or(error, |holder| locked(path, Some(holder)))
        }
        Ok(_) | Err(_) => error,
    }
}

/// Who holds the nearest folder above that anybody else holds.
async fn holder_above(dav: &Dav, path: &DamPath) -> Option<String> {
    let mut above = path.parent();
    while let Some(folder) = above {
        let seen = node::look(dav, &folder).await.ok()?;
        if let Some(holder) = seen.entry.lock.other_holder() {
            return Some(holder.to_owned());
        }
        above = folder.parent();
    }
    None
}

/// Whether a LOCK that was answered with 201 locked an empty file which the server made for it
/// (RFC 4918, 9.10.4), because the asset was removed right before.
///
/// The status alone says nothing: some servers answer 201 to every LOCK. What was there before had
/// bytes, and what is there after has none and is another revision.
fn is_empty_stand_in(before: &Entry, now: &Entry) -> bool {
    let empty = now.revision.size == Some(ByteCount(0));
    empty && before.revision.size.is_some_and(|size| size.0 > 0)
}

/// Gives back the lock of an empty file that stands where an asset was removed.
///
/// The file goes too, but only where it can't be anybody's: this server answers a LOCK of what
/// exists with another status, so that the file came into being locked by us; the lock is still
/// ours by its token; and a last look finds the same empty revision. Otherwise it stays: it may be
/// the beginning of somebody's upload.
async fn give_back_stand_in(dav: &Dav, seen: &Seen, given: Option<LockToken>) -> Error {
    let path = &seen.entry.path;
    let ours = |now: &Seen| given.is_some() && now.token == given && now.entry.lock == Lock::Mine;
    if offers(&dav.found.tells_creation)
        && ours(seen)
        && let Ok(last) = node::look(dav, path).await
        && ours(&last)
        && last.entry.revision.says_the_same(&seen.entry.revision)
    {
        let url = dav.http.base.file(path);
        let expect = Expect {
            revision: Some(last.entry.revision.clone()),
            token: given.clone(),
        };
        let condition = Condition::new(dav, &last, &expect);
        let attempt = Attempt::new(dav, Place::Own, url.clone(), condition);
        if let Ok(headers) = attempt.headers([])
            && !headers.is_empty()
        {
            let call = Call::new("DELETE", url).headers(headers).about(path);
            if send(dav, &call, path).await.is_ok() {
                dav.held.forget(path);
                return Error::new(ErrorKind::NotFound).about(path);
            }
        }
    }
    let _ = ask_to_unlock(dav, path, given.as_ref()).await;
    dav.held.forget(path);
    Error::new(ErrorKind::Changed)
        .about(path)
        .said("it was emptied or removed right before it was checked out")
}

async fn refresh(dav: &Dav, path: &DamPath, known: &LockToken) -> Result<LockGrant> {
    if let Renewed::Yes(answer) = renew(dav, path, known, timeout(dav)?).await? {
        let (_, lasts) = granted(answer).await?;
        dav.held.keep(path, known.clone());
        if lasts == Some(Lasts::Infinite) {
            withdraw(&dav.found.locks_expire);
        }
        return Ok(held(grant(dav, Some(known.clone()), lasts)));
    }
    let seen = node::look(dav, path).await?;
    match &seen.entry.lock {
        Lock::Free => Err(gone(dav, path)),
        Lock::Theirs(holder) => {
            dav.held.forget(path);
            Err(locked(path, Some(holder.clone())))
        }
        // It stays ours until it ends; the proof of it isn't given away for a header that this
        // server doesn't take.
        Lock::Mine if seen.token.as_ref().is_none_or(|shown| shown == known) => {
            Ok(held(grant(dav, Some(known.clone()), seen.lasts)))
        }
        Lock::Mine => Err(locked(path, Some(dav.me.id.clone()))),
    }
}

fn gone(dav: &Dav, path: &DamPath) -> Error {
    dav.held.forget(path);
    Error::new(ErrorKind::Changed).about(path)
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
        Lock::Theirs(holder) => match said {
            // Ours is given back, and somebody was quick to take the next one.
            Ok(()) => {
                dav.held.forget(path);
                Ok(())
            }
            Err(error) if error.retry != Retry::Never || error.kind == ErrorKind::Forbidden => {
                Err(error)
            }
            Err(_) => Err(locked(path, Some(holder))),
        },
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
    // nephele says what went wrong inside a multistatus.
    send(dav, &call, path).await.map(drop)
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

/// A lock that a server names no time for is renewed as if it were a short one.
const UNSAID: Duration = Duration::from_mins(10);

fn grant(dav: &Dav, token: Option<LockToken>, lasts: Option<Lasts>) -> LockGrant {
    let unsaid = (!dav.found.user_locks).then_some(UNSAID);
    LockGrant {
        token,
        lasts: lasts.map_or(unsaid, |lasts| map::time(Some(lasts))),
        held_before: false,
        restamped: None,
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
pub(crate) async fn keep(
    dav: &Dav,
    path: &DamPath,
    was: &Lock,
    now: Option<&Entry>,
) -> Option<LockGrant> {
    let now = now.filter(|now| now.lock == Lock::Free)?;
    if !was.is_mine() || dav.found.user_locks {
        return None;
    }
    dav.held.forget(path);
    take(dav, now).await.ok()
}
