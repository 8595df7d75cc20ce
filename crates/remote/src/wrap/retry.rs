//! Sends a failed call again, where that can do no harm.
//!
//! | call | is sent again when |
//! |---|---|
//! | everything that only reads | the error allows it |
//! | `read`, `read_version` | opening failed; an error inside the body goes to the caller, who knows where to go on |
//! | `lock`, `unlock`, `refresh_lock` | the error allows it: each ends in the same state however often it arrives, and none touches what another person holds |
//! | `upload` | the asset is still as expected; when it has this file's bytes already, that is success |
//! | `make_folder` | the folder is still missing; when it is there, that is success |
//! | `rename` | the source is still there and the target is not; when it is the other way round, that is success |
//! | `copy` | the target is still missing |
//! | `remove` | the asset still has the expected bytes; when it is gone, that is success; without an expectation never |
//! | `restore` | the asset still has the expected bytes; without an expectation never |
//! | `force_unlock` | never: who holds it by then may be somebody else; when it is free, that is success |
//!
//! A folder that this client made within the last half minute and that is missing is waited for, by
//! what looks at it and by what writes into it.
//!
//! A server that says [`ErrorKind::Throttled`] has done nothing, so after it any call is sent again.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use backon::{BackoffBuilder as _, ExponentialBuilder};
use damson_core::{DamPath, Lock, Sameness};
use futures::future::BoxFuture;

use super::{
    around::{Around, Attempt, Site, Write, at},
    young::Young,
};
use crate::{
    AssetKind, Entry, Error, ErrorKind, Expect, Remote, Result, Retry, UploadRequest, Uploaded,
    Verb,
};

/// How often and how long to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Attempts after the first one.
    pub tries: usize,
    /// The first wait; the following ones double, each with up to as much again at random.
    pub first_wait: Duration,
    /// The longest wait. A server that asks for more gets its error passed on at once.
    pub longest_wait: Duration,
    /// Makes the random part of the waits the same each time, for tests.
    pub seed: Option<u64>,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            tries: 5,
            first_wait: Duration::from_millis(300),
            longest_wait: Duration::from_mins(1),
            seed: None,
        }
    }
}

impl Patience {
    fn waits(&self, seed: u64) -> Waits {
        let waits = ExponentialBuilder::default()
            .with_min_delay(self.first_wait)
            .with_max_delay(self.longest_wait)
            .with_max_times(self.tries)
            .with_jitter()
            .with_jitter_seed(seed)
            .build();
        Waits {
            waits: Box::new(waits),
            longest: self.longest_wait,
        }
    }
}

/// See the module.
#[derive(Debug)]
pub struct Retrying {
    inner: Arc<dyn Remote>,
    patience: Patience,
    random: Mutex<fastrand::Rng>,
    young: Young,
}

/// What a look at the server says of a write whose answer was lost.
enum Found<T> {
    /// It arrived.
    Done(T),
    /// It did not, and may be sent again.
    Untouched,
    /// Only the caller can tell.
    Unclear,
}

type Look<'a, T> = &'a (dyn Fn() -> BoxFuture<'a, Result<Found<T>>> + Send + Sync + 'a);

impl Retrying {
    pub fn new(inner: Arc<dyn Remote>, patience: Patience) -> Self {
        let random = Mutex::new(
            patience
                .seed
                .map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed),
        );
        Self {
            inner,
            patience,
            random,
            young: Young::default(),
        }
    }

    fn waits(&self) -> Waits {
        let seed = self
            .random
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .u64(..);
        self.patience.waits(seed)
    }

    /// Sends the call until it works; `look` says before each further attempt whether it may, and
    /// at the end whether an attempt whose answer was lost has worked after all.
    async fn carefully<'a, T>(
        &'a self,
        site: Site<'a>,
        target: &DamPath,
        attempt: Attempt<'a, T>,
        look: Look<'_, T>,
    ) -> Result<T> {
        let mut waits = self.waits();
        let mut unsure = false;
        loop {
            let failed = match attempt().await {
                Ok(done) => return Ok(done),
                Err(failed) => self.young.patient(site.verb, target, failed),
            };
            if unsure && failed.retry == Retry::Never {
                return match look().await {
                    Ok(Found::Done(done)) => Ok(done),
                    Ok(Found::Untouched | Found::Unclear) | Err(_) => Err(failed),
                };
            }
            unsure |= failed.kind != ErrorKind::Throttled;
            loop {
                if !waits.wait_for(site, &failed).await {
                    return Err(Young::at_last(failed));
                }
                if failed.kind == ErrorKind::Throttled {
                    break;
                }
                match look().await {
                    Ok(Found::Done(done)) => return Ok(done),
                    Ok(Found::Untouched) => break,
                    // The look failed as the call did: wait and look again.
                    Err(blind) if blind.retry != Retry::Never => {}
                    Ok(Found::Unclear) | Err(_) => return Err(failed),
                }
            }
        }
    }

    async fn stat_if_there(&self, path: &DamPath) -> Result<Option<Entry>> {
        match self.inner.stat(path).await {
            Ok(entry) => Ok(Some(entry)),
            Err(error) if error.kind == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn look_for_upload(&self, request: &UploadRequest<'_>) -> Result<Found<Uploaded>> {
        let Some(entry) = self.stat_if_there(request.path).await? else {
            return Ok(if request.replaces.is_none() {
                Found::Untouched
            } else {
                Found::Unclear
            });
        };
        let arrived = request.source.digest().is_some_and(|digest| {
            entry.revision.holds(digest, request.source.length()) == Sameness::Same
        });
        if request
            .replaces
            .is_some_and(|expect| is_as_expected(&entry, expect))
        {
            return Ok(Found::Untouched);
        }
        if arrived {
            let versioned = request.replaces.is_some() && self.inner.capability().versions;
            // What this attempt took anew is read back by the caller like any lock.
            return Ok(Found::Done(Uploaded {
                entry,
                versioned,
                lock: None,
            }));
        }
        Ok(Found::Unclear)
    }

    async fn look_for_write(&self, path: &DamPath, write: Write<'_>) -> Result<Found<()>> {
        let there = self.stat_if_there(path).await?;
        Ok(match (write, there) {
            (Write::MakeFolder, None) => Found::Untouched,
            (Write::MakeFolder, Some(entry)) if entry.kind == AssetKind::Folder => Found::Done(()),
            (Write::Rename { to, .. }, there) => match (there, self.stat_if_there(to).await?) {
                (Some(_), None) => Found::Untouched,
                (None, Some(_)) => Found::Done(()),
                (Some(_), Some(_)) | (None, None) => Found::Unclear,
            },
            (Write::Copy { to }, _) => match self.stat_if_there(to).await? {
                None => Found::Untouched,
                Some(_) => Found::Unclear,
            },
            (Write::Remove { .. }, None) => Found::Done(()),
            (Write::Remove { expect } | Write::Restore { expect }, Some(entry)) => {
                if is_as_expected(&entry, expect) {
                    Found::Untouched
                } else {
                    Found::Unclear
                }
            }
            (Write::ForceUnlock, Some(entry)) if entry.lock == Lock::Free => Found::Done(()),
            (Write::MakeFolder | Write::ForceUnlock | Write::Restore { .. }, _) => Found::Unclear,
        })
    }
}

impl Around for Retrying {
    fn inner(&self) -> &dyn Remote {
        &*self.inner
    }

    async fn around<'a, T: Send + 'a>(
        &'a self,
        site: Site<'a>,
        attempt: Attempt<'a, T>,
    ) -> Result<T> {
        let mut waits = self.waits();
        loop {
            match attempt().await {
                Ok(done) => return Ok(done),
                Err(failed) => {
                    let failed = self.young.patient(site.verb, site.path, failed);
                    if !waits.wait_for(site, &failed).await {
                        return Err(Young::at_last(failed));
                    }
                }
            }
        }
    }

    async fn on_upload<'a>(&'a self, request: UploadRequest<'a>) -> Result<Uploaded> {
        let (inner, request) = (&*self.inner, &request);
        let attempt = || inner.upload(request.clone());
        let look = || -> BoxFuture<'_, _> { Box::pin(self.look_for_upload(request)) };
        let site = at(Verb::Upload, request.path);
        self.carefully(site, request.path, &attempt, &look).await
    }

    async fn on_write<'a>(
        &'a self,
        site: Site<'a>,
        write: Write<'a>,
        attempt: Attempt<'a, ()>,
    ) -> Result<()> {
        let look = move || -> BoxFuture<'_, _> { Box::pin(self.look_for_write(site.path, write)) };
        let target = match write {
            Write::Rename { to, .. } | Write::Copy { to } => to,
            Write::MakeFolder
            | Write::Remove { .. }
            | Write::ForceUnlock
            | Write::Restore { .. } => site.path,
        };
        let done = self.carefully(site, target, attempt, &look).await;
        if done.is_ok() {
            match write {
                Write::MakeFolder => self.young.note(site.path),
                Write::Rename { .. } | Write::Remove { .. } => self.young.forget(site.path),
                Write::Copy { .. } | Write::ForceUnlock | Write::Restore { .. } => {}
            }
        }
        done
    }
}

/// Sends again what happens before there is a server to put decorators around: a look at an address,
/// or a login. Only what a server answered that can't serve just now is worth waiting for here;
/// whoever is offline learns that at once.
pub async fn patiently<T, F>(patience: Patience, attempt: impl Fn() -> F) -> Result<T>
where
    F: Future<Output = Result<T>> + Send,
{
    let root = DamPath::root();
    let mut waits = patience.waits(patience.seed.unwrap_or_else(|| fastrand::u64(..)));
    loop {
        match attempt().await {
            Err(failed) if matches!(failed.retry, Retry::After(_)) => {
                if !waits.wait_for(at(Verb::WhoAmI, &root), &failed).await {
                    return Err(failed);
                }
            }
            other => return other,
        }
    }
}

/// Certainly the bytes that the decision was made from; not knowing is not enough to write again.
fn is_as_expected(entry: &Entry, expect: &Expect) -> bool {
    let expected = expect.revision.as_ref();
    expected.is_some_and(|expected| entry.revision.compare(expected) == Sameness::Same)
}

/// The waits that are left to one call.
struct Waits {
    waits: Box<dyn Iterator<Item = Duration> + Send + Sync>,
    longest: Duration,
}

impl fmt::Debug for Waits {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Waits")
            .field("longest", &self.longest)
            .finish_non_exhaustive()
    }
}

impl Waits {
    /// Waits as long as the error asks for; `false` when there is nothing to wait for.
    async fn wait_for(&mut self, site: Site<'_>, failed: &Error) -> bool {
        let asked = match failed.retry {
            Retry::Never => return false,
            Retry::Now => Duration::ZERO,
            Retry::After(asked) if asked > self.longest => return false,
            Retry::After(asked) => asked,
        };
        let Some(wait) = self.waits.next() else {
            return false;
        };
        let wait = wait.max(asked);
        tracing::debug!(verb = %site.verb, kind = ?failed.kind, ?wait, "trying again");
        tokio::time::sleep(wait).await;
        true
    }
}
