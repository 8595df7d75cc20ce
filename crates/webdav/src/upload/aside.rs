//! A PUT under a name of its own and a MOVE, for servers that write into the file as bytes come: so
//! nobody ever sees half a file under the real name.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use damson_core::DamPath;
use damson_remote::{Error, ErrorKind, Result, UploadRequest};
use url::Url;

use super::{direct, expectation, folder_of, go_on, precondition};
use crate::{
    addresses::{self, Transfer},
    conditions::{Attempt, Condition, Header, Place},
    folders::needs_slash,
    http::Call,
    map::Seen,
    named::Kept,
    node,
    probe::only_assets,
    remote::Dav,
};

/// What such a name begins with: hidden, and for servers that refuse hidden names.
const BEGINNINGS: [&str; 2] = [".damson-", "damson-"];
const ENDING: &str = ".part";

/// Whether a name is one of these uploads: never listed, never uploaded to.
pub(crate) fn is_aside(name: &str) -> bool {
    let middle = BEGINNINGS
        .iter()
        .find_map(|beginning| name.strip_prefix(beginning))
        .and_then(|rest| rest.strip_suffix(ENDING));
    middle.is_some_and(|middle| middle.len() == 32 && middle.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// How a name of this client's own begins that the server takes, as far as it is known.
pub(super) fn beginning(dav: &Dav) -> &'static str {
    let taken = dav.leftovers.names.taken.load(Ordering::Relaxed);
    BEGINNINGS.get(taken).unwrap_or(&BEGINNINGS[0])
}

/// Which of these names the server takes; it is found out with the first upload.
#[derive(Debug, Default)]
struct Names {
    /// An index into [`BEGINNINGS`]; beyond it the server takes none, or moves nothing.
    taken: AtomicUsize,
    /// An upload went this way.
    proven: AtomicBool,
}

pub(super) async fn send(dav: &Dav, request: &UploadRequest<'_>) -> Result<()> {
    needs_slash(dav, request.path)?;
    let names = &dav.leftovers.names;
    let is_new = !names.proven.load(Ordering::Relaxed);
    let taken = names.taken.load(Ordering::Relaxed);
    let Some(beginning) = BEGINNINGS.get(taken) else {
        return in_place(dav, request).await;
    };
    let error = match Box::pin(aside(dav, request, beginning)).await {
        Ok(()) => {
            names.proven.store(true, Ordering::Relaxed);
            return Ok(());
        }
        Err(error) if is_new && may_be_the_way(&error.kind) => error,
        Err(error) => return Err(error),
    };
    // The whole file goes out once more at most: what is left of the ways is tried with nothing in it.
    for (nth, beginning) in BEGINNINGS.iter().enumerate().skip(taken + 1) {
        if error.kind != ErrorKind::Unsupported && takes(dav, request, beginning).await {
            names.taken.store(nth, Ordering::Relaxed);
            return Box::pin(aside(dav, request, beginning)).await;
        }
    }
    // A server that takes no other name takes the file's own, or the person may not write there.
    if in_place(dav, request).await.is_err() {
        return Err(error);
    }
    names.taken.store(BEGINNINGS.len(), Ordering::Relaxed);
    Ok(())
}

/// Whether a refusal may be of the name, or of moving, and not of this upload.
fn may_be_the_way(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::Forbidden | ErrorKind::NameRefused | ErrorKind::Garbled | ErrorKind::Unsupported
    )
}

/// One PUT under the real name.
async fn in_place(dav: &Dav, request: &UploadRequest<'_>) -> Result<()> {
    let before = precondition(dav, request).await?;
    Box::pin(direct::send(dav, request, before.as_ref())).await
}

/// Whether the server takes a name that begins like this, tried with a file of one byte.
async fn takes(dav: &Dav, request: &UploadRequest<'_>, beginning: &str) -> bool {
    let Ok(leftover) = Leftover::named(dav, request.path, beginning) else {
        return false;
    };
    let url = dav.http.base.file(&leftover.place);
    let (name, value) = direct::nothing_there();
    let call = Call::new("PUT", url)
        .one_byte()
        .header(name, value)
        .about(request.path);
    dav.http.ok(&call).await.is_ok()
}

async fn aside(dav: &Dav, request: &UploadRequest<'_>, beginning: &str) -> Result<()> {
    let leftover = Leftover::named(dav, request.path, beginning)?;
    let url = dav.http.base.file(&leftover.place);
    let sent = direct::put(dav, request, url.clone(), [direct::nothing_there()]);
    // Boxed because it holds a whole request and its answer.
    Box::pin(sent).await?;
    let before = precondition(dav, request).await?;
    into_place(dav, request, &url, before.as_ref()).await?;
    leftover.moved();
    Ok(())
}

async fn into_place(
    dav: &Dav,
    request: &UploadRequest<'_>,
    from: &Url,
    before: Option<&Seen>,
) -> Result<()> {
    let Some(seen) = before else {
        return move_to(dav, request, from, None).await;
    };
    let to = dav.http.base.file(request.path);
    let condition = Condition::new(dav, seen, &expectation(request));
    let mut attempt = Attempt::new(dav, Place::Destination, to, condition);
    loop {
        let headers = attempt.headers([])?;
        let Err(error) = move_to(dav, request, from, Some(headers)).await else {
            attempt.worked();
            return Ok(());
        };
        go_on(dav, request, seen, &mut attempt, error).await?;
    }
}

/// `over` are the conditions about what is replaced, where something is.
async fn move_to(
    dav: &Dav,
    request: &UploadRequest<'_>,
    from: &Url,
    over: Option<Vec<Header>>,
) -> Result<()> {
    let overwrite = if over.is_some() { "T" } else { "F" };
    let call = Call::new("MOVE", from.clone())
        .fixed("overwrite", overwrite)
        .about(request.path)
        .slow()
        .headers(over.unwrap_or_default());
    let transfer = Transfer {
        call,
        from: from.clone(),
        to: request.path,
        slash: needs_slash(dav, request.path)?,
        about: request.path,
    };
    addresses::transfer(dav, &transfer).await
}

/// What was sent aside by uploads that ended early, with how often it was looked for.
#[derive(Debug, Default)]
pub(crate) struct Leftovers {
    names: Names,
    pub(crate) kept: Kept,
    places: Mutex<Vec<(DamPath, u8)>>,
}

/// How often a leftover that isn't there is looked for again: a server may still be busy with what
/// it got of the upload, and make the file after it was asked to remove it.
const MOST_TRIES: u8 = 20;
const MOST_LEFTOVERS: usize = 100;

impl Leftovers {
    fn add(&self, place: DamPath, tries: u8) {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if places.len() < MOST_LEFTOVERS && tries < MOST_TRIES {
            places.push((place, tries));
        }
    }

    fn take(&self) -> Vec<(DamPath, u8)> {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *places)
    }
}

/// Removes leftovers, without anybody waiting for it.
pub(super) fn sweep(dav: &Dav) {
    let Ok(runtime) = tokio::runtime::Handle::try_current() else {
        return;
    };
    let places = dav.leftovers.take();
    if places.is_empty() {
        return;
    }
    let dav = dav.clone();
    runtime.spawn(async move {
        for (place, tries) in places {
            if let Err(error) = clear(&dav, &place).await {
                tracing::debug!(kind = ?error.kind, "what was sent aside could not be removed");
                dav.leftovers.add(place, tries + 1);
            }
        }
    });
}

/// Looks first, as before everything that is removed: a name of ours may have become a folder.
async fn clear(dav: &Dav, place: &DamPath) -> Result<()> {
    let seen = node::look(dav, place).await?;
    only_assets(seen.entry.kind, place)?;
    let call = Call::new("DELETE", dav.http.base.file(place)).about(place);
    dav.http.ok(&call).await.map(drop)
}

/// Has what was sent aside removed when the upload ends early, be it by dropping its future.
pub(super) struct Leftover {
    dav: Option<Dav>,
    pub(super) place: DamPath,
}

impl Leftover {
    /// A name of its own beside `path`.
    pub(super) fn named(dav: &Dav, path: &DamPath, beginning: &str) -> Result<Self> {
        let name = format!("{beginning}{:032x}{ENDING}", fastrand::u128(..));
        let place = folder_of(path)
            .join(&name)
            .map_err(|why| Error::new(ErrorKind::NameRefused).said(why.to_string()))?;
        Ok(Self {
            dav: Some(dav.clone()),
            place,
        })
    }

    fn moved(mut self) {
        self.dav = None;
    }
}

impl Drop for Leftover {
    fn drop(&mut self) {
        if let Some(dav) = self.dav.take() {
            dav.leftovers.add(std::mem::take(&mut self.place), 0);
            sweep(&dav);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_its_own_names_only() {
        assert!(is_aside(".damson-0123456789abcdef0123456789abcdef.part"));
        assert!(is_aside("damson-0123456789abcdef0123456789abcdef.part"));
        for name in [
            ".damson-x.part",
            "0123456789abcdef0123456789abcdef.part",
            ".damson-0123456789abcdef0123456789abcdef.part.psd",
            ".damson-0123456789abcdef0123456789abcdeg.part",
        ] {
            assert!(!is_aside(name), "{name}");
        }
    }
}
