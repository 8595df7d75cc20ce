//! Check-out and check-in. What `cq:drivelock` says afterwards is the truth, whatever the call
//! answered.

use damson_core::{DamPath, Lock};
use damson_remote::{AssetKind, Error, ErrorKind, LockGrant, Result};
use serde_json::Value;

use crate::{
    http::{Call, MOST_SMALL},
    map, node,
    probe::{offers, withdraw},
    remote::Aem,
    wire::CheckedOut,
};

/// AEM's locks have no token and no end.
pub(crate) const GRANT: LockGrant = LockGrant {
    token: None,
    lasts: None,
    held_before: false,
    restamped: None,
};

pub(crate) async fn lock(aem: &Aem, path: &DamPath) -> Result<LockGrant> {
    match held(aem, path).await? {
        Lock::Mine => {
            return Ok(LockGrant {
                held_before: true,
                ..GRANT
            });
        }
        Lock::Theirs(holder) => return Err(locked(path, Some(holder))),
        Lock::Free => {}
    }
    let said = ask(aem, path, "checkout").await;
    match node::holder(aem, path)
        .await
        .map(|holder| seen(aem, holder.as_deref()))
    {
        Ok(Lock::Mine) => Ok(GRANT),
        Ok(Lock::Theirs(holder)) => Err(locked(path, Some(holder))),
        Ok(Lock::Free) => Err(refusal(path, said, "checked out")),
        Err(error) => Err(said.err().unwrap_or(error)),
    }
}

pub(crate) async fn unlock(aem: &Aem, path: &DamPath) -> Result<()> {
    match held(aem, path).await? {
        Lock::Free => return Ok(()),
        Lock::Theirs(holder) => return Err(locked(path, Some(holder))),
        Lock::Mine => {}
    }
    release(aem, path).await
}

pub(crate) async fn force_unlock(aem: &Aem, path: &DamPath) -> Result<()> {
    if held(aem, path).await? == Lock::Free {
        return Ok(());
    }
    let mut released = release(aem, path).await;
    if let Err(error) = &mut released
        && matches!(error.kind, ErrorKind::Locked { .. })
    {
        // Still held, and by whom is known to everybody: what lacks is the right.
        error.kind = ErrorKind::Forbidden;
    }
    released
}

async fn release(aem: &Aem, path: &DamPath) -> Result<()> {
    let said = ask(aem, path, "checkin").await;
    match node::holder(aem, path)
        .await
        .map(|holder| seen(aem, holder.as_deref()))
    {
        Ok(Lock::Free) => Ok(()),
        Ok(Lock::Theirs(holder)) => Err(match said {
            Err(error) if error.kind != (ErrorKind::Locked { holder: None }) => error,
            Err(_) | Ok(_) => locked(path, Some(holder)),
        }),
        Ok(Lock::Mine) => Err(refusal(path, said, "checked in")),
        Err(error) => Err(said.err().unwrap_or(error)),
    }
}

/// Who holds an asset; an error for what can't be held.
async fn held(aem: &Aem, path: &DamPath) -> Result<Lock> {
    if !offers(&aem.found.locks) {
        return Err(no_locks(path));
    }
    let entry = node::stat(aem, path).await?;
    match entry.kind {
        AssetKind::Asset | AssetKind::NoFile => Ok(entry.lock),
        AssetKind::Folder => Err(Error::new(ErrorKind::Unsupported)
            .about(path)
            .said("folders can't be checked out")),
    }
}

/// The word in the server's answer; `None` where it used no word.
async fn ask(aem: &Aem, path: &DamPath, action: &str) -> Result<Option<String>> {
    let call = Call::post(aem.http.base.dam(path, ".checkout.json"))
        .form(&[("action", action)])
        .about(path);
    match aem.http.read_json::<CheckedOut>(&call, MOST_SMALL).await {
        Ok(answer) => Ok(answer
            .result
            .as_ref()
            .and_then(Value::as_str)
            .map(str::to_owned)),
        // The asset was there a moment ago, so it is the call that isn't.
        Err(error) if matches!(error.kind, ErrorKind::NotFound | ErrorKind::Unsupported) => {
            withdraw(&aem.found.locks);
            Err(no_locks(path))
        }
        // An answer without JSON: reading back tells.
        Err(error) if error.kind == ErrorKind::Garbled => Ok(None),
        Err(error) => Err(error),
    }
}

fn seen(aem: &Aem, holder: Option<&str>) -> Lock {
    map::lock(holder, &aem.me.id)
}

/// What it means that nothing changed.
fn refusal(path: &DamPath, said: Result<Option<String>>, what: &str) -> Error {
    match said {
        Err(error) => error,
        // Free a moment ago and free now, but held in between.
        Ok(Some(word)) if word == "conflict" => locked(path, None),
        Ok(word) => Error::new(ErrorKind::Unsupported).about(path).said(format!(
            "the server answered {:?}, but the asset is not {what}",
            word.unwrap_or_default()
        )),
    }
}

fn locked(path: &DamPath, holder: Option<String>) -> Error {
    Error::new(ErrorKind::Locked { holder }).about(path)
}

fn no_locks(path: &DamPath) -> Error {
    Error::new(ErrorKind::Unsupported)
        .about(path)
        .said("this server has no check-out")
}
