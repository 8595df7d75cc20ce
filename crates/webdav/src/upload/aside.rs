//! A PUT under a name of its own and a MOVE, for servers that write into the file as bytes come: so
//! nobody ever sees half a file under the real name.

use std::sync::{Mutex, PoisonError};

use damson_core::DamPath;
use damson_http::header::text as header_text;
use damson_remote::{Error, ErrorKind, Result, UploadRequest};
use url::Url;

use super::{direct, expectation, folder_of, precondition, same};
use crate::{
    folders::{DESTINATION, destination, send as send_call},
    http::Call,
    map::Seen,
    node::{Condition, IF},
    probe::withdraw,
    remote::Dav,
};

const BEGINNING: &str = ".damson-";
const ENDING: &str = ".part";

/// Whether a name is one of these uploads: never listed, never uploaded to.
pub(crate) fn is_aside(name: &str) -> bool {
    let middle = name
        .strip_prefix(BEGINNING)
        .and_then(|rest| rest.strip_suffix(ENDING));
    middle.is_some_and(|middle| middle.len() == 32 && middle.bytes().all(|b| b.is_ascii_hexdigit()))
}

pub(super) async fn send(dav: &Dav, request: &UploadRequest<'_>) -> Result<()> {
    destination(dav, request.path)?;
    let name = format!("{BEGINNING}{:032x}{ENDING}", fastrand::u128(..));
    let place = folder_of(request.path)
        .join(&name)
        .map_err(|why| Error::new(ErrorKind::NameRefused).said(why.to_string()))?;
    let url = dav.http.base.file(&place);
    let leftover = Leftover {
        dav: Some(dav.clone()),
        place,
    };
    let sent = direct::put(dav, request, url.clone(), Some(direct::nothing_there()));
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
    let condition = Condition::new(dav, seen, &expectation(request));
    let moved = move_to(dav, request, from, Some(&condition)).await;
    let Err(error) = moved else {
        return Ok(());
    };
    if error.kind != ErrorKind::Changed || !condition.has_tag() {
        return Err(error);
    }
    // Some servers know locks in this header and no tags; then looking again has to do.
    match precondition(dav, request).await? {
        Some(now) if same(&now, seen) => {
            let untagged = condition.without_tag();
            move_to(dav, request, from, Some(&untagged)).await?;
            withdraw(&dav.found.tags_in_if);
            Ok(())
        }
        Some(_) | None => Err(error),
    }
}

async fn move_to(
    dav: &Dav,
    request: &UploadRequest<'_>,
    from: &Url,
    condition: Option<&Condition>,
) -> Result<()> {
    let to = dav.http.base.file(request.path);
    let place = destination(dav, request.path)?;
    let overwrite = if condition.is_some() { "T" } else { "F" };
    let mut call = Call::new("MOVE", from.clone())
        .header(DESTINATION, header_text(place.as_str())?)
        .fixed("overwrite", overwrite)
        .about(request.path)
        .slow();
    if let Some(list) = condition.and_then(|condition| condition.list(dav, &to)) {
        call = call.header(IF, header_text(&list)?);
    }
    send_call(dav, &call, request.path).await.map(drop)
}

/// What was sent aside by uploads that ended early, with how often it was looked for.
#[derive(Debug, Default)]
pub(crate) struct Leftovers {
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
            let call = Call::new("DELETE", dav.http.base.file(&place)).about(&place);
            if let Err(error) = dav.http.ok(&call).await {
                tracing::debug!(kind = ?error.kind, "what was sent aside could not be removed");
                dav.leftovers.add(place, tries + 1);
            }
        }
    });
}

/// Has what was sent aside removed when the upload ends early, be it by dropping its future.
struct Leftover {
    dav: Option<Dav>,
    place: DamPath,
}

impl Leftover {
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
        for name in [
            ".damson-x.part",
            "damson-0123456789abcdef0123456789abcdef.part",
            ".damson-0123456789abcdef0123456789abcdef.part.psd",
            ".damson-0123456789abcdef0123456789abcdeg.part",
        ] {
            assert!(!is_aside(name), "{name}");
        }
    }
}
