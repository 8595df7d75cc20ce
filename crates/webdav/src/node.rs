//! One asset or folder, read afresh, and what a write says about the state it was decided from.

use damson_core::{DamPath, Sameness};
use damson_http::header::text as header_text;
use damson_remote::{AssetKind, Entry, Error, ErrorKind, Expect, LockToken, Result};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use http::{HeaderValue, header};
use url::Url;

use crate::{http::Call, list, map::Seen, probe::offers, remote::Dav};

/// How many children are asked for one by one before the whole folder is listed instead.
const FEW: usize = 8;

pub(crate) async fn stat(dav: &Dav, path: &DamPath) -> Result<Entry> {
    look(dav, path).await.map(|seen| seen.entry)
}

/// Everything known of one asset or folder.
pub(crate) async fn look(dav: &Dav, path: &DamPath) -> Result<Seen> {
    let url = if path.is_root() {
        dav.http.base.folder(path)
    } else {
        dav.http.base.file(path)
    };
    let call = Call::new("PROPFIND", url)
        .fixed("depth", "0")
        .xml(dav.found.question())
        .about(path);
    let mut replies = dav.http.multistatus(&call).await?;
    let reply = replies
        .next()
        .await
        .map_err(|error| error.about(path))?
        .ok_or_else(|| Error::new(ErrorKind::Garbled).about(path))?;
    if reply
        .status
        .is_some_and(|status| status == 404 || status == 410)
    {
        return Err(Error::new(ErrorKind::NotFound).about(path));
    }
    let held = dav.held.token(path);
    Ok(dav.reader.see(path, reply, held.as_ref()))
}

/// What is there of many, for what is kept locally.
pub(crate) async fn stat_many(dav: &Dav, paths: &[DamPath]) -> Result<Vec<Entry>> {
    let mut by_folder = std::collections::BTreeMap::<DamPath, Vec<DamPath>>::new();
    for path in paths {
        let folder = path.parent().unwrap_or_default();
        by_folder.entry(folder).or_default().push(path.clone());
    }
    let mut found = Vec::new();
    for (folder, wanted) in by_folder {
        if wanted.len() > FEW {
            found.extend(list::pick(dav, &folder, &wanted).await?);
            continue;
        }
        let stats = stream::iter(wanted)
            .map(|path| async move { found_or_gone(stat(dav, &path).await) })
            .buffered(FEW);
        let entries: Vec<Option<Entry>> = stats.try_collect().await?;
        found.extend(entries.into_iter().flatten());
    }
    Ok(found)
}

/// Reads again what a decision rests upon: nobody else holds it, and its bytes are those expected.
pub(crate) async fn recheck(dav: &Dav, path: &DamPath, expect: &Expect) -> Result<Seen> {
    let seen = look(dav, path).await?;
    check(&seen.entry, expect)?;
    Ok(seen)
}

fn check(entry: &Entry, expect: &Expect) -> Result<()> {
    if let Some(holder) = entry.lock.other_holder() {
        return Err(locked(&entry.path, Some(holder.to_owned())));
    }
    let same = expect
        .revision
        .as_ref()
        .filter(|_| entry.kind != AssetKind::Folder)
        .map_or(Sameness::Unknown, |revision| {
            revision.compare(&entry.revision)
        });
    match same {
        Sameness::Different => Err(Error::new(ErrorKind::Changed).about(&entry.path)),
        Sameness::Same | Sameness::Unknown => Ok(()),
    }
}

/// What the server is asked to check in the moment of a write.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Condition {
    token: Option<LockToken>,
    tag: Option<String>,
}

impl Condition {
    /// `seen` was read right before and found to be as expected.
    pub(crate) fn new(dav: &Dav, seen: &Seen, expect: &Expect) -> Self {
        Self {
            token: token(dav, seen, expect.token.as_ref()),
            tag: expect.revision.as_ref().and(seen.strong_tag.clone()),
        }
    }

    /// For a PUT: the lock and the tag together, or the tag alone.
    pub(crate) fn headers(&self, dav: &Dav) -> Result<Option<(header::HeaderName, HeaderValue)>> {
        match (&self.token, &self.tag) {
            (None, None) => Ok(None),
            (None, Some(tag)) => Ok(Some((header::IF_MATCH, header_text(tag)?))),
            (Some(_), _) => {
                let text = self.inside(dav).unwrap_or_default();
                Ok(Some((IF, header_text(&text)?)))
            }
        }
    }

    /// A tagged list (RFC 4918, 10.4) about `url`, for requests that touch other places too.
    ///
    /// It is tagged with the path alone: WsgiDAV ignores what is said of a whole address.
    pub(crate) fn list(&self, dav: &Dav, url: &Url) -> Option<String> {
        let inside = self.inside(dav)?;
        Some(format!("<{}> {inside}", url.path()))
    }

    fn inside(&self, dav: &Dav) -> Option<String> {
        let tag = self.tag.as_ref().filter(|_| offers(&dav.found.tags_in_if));
        match (&self.token, tag) {
            (Some(token), Some(tag)) => Some(format!("(<{}> [{tag}])", token.0)),
            (Some(token), None) => Some(format!("(<{}>)", token.0)),
            (None, Some(tag)) => Some(format!("([{tag}])")),
            (None, None) => None,
        }
    }

    pub(crate) fn has_tag(&self) -> bool {
        self.tag.is_some()
    }

    #[must_use]
    pub(crate) fn without_tag(&self) -> Self {
        Self {
            token: self.token.clone(),
            tag: None,
        }
    }
}

pub(crate) const IF: header::HeaderName = header::HeaderName::from_static("if");

/// The proof of our lock, if there is one: as the server shows it, else as it was kept.
pub(crate) fn token(dav: &Dav, seen: &Seen, kept: Option<&LockToken>) -> Option<LockToken> {
    if !seen.entry.lock.is_mine() || dav.found.user_locks {
        return None;
    }
    let own = || dav.held.token(&seen.entry.path);
    seen.token.clone().or_else(|| kept.cloned()).or_else(own)
}

/// What a refused write means: a lock or a change in between.
pub(crate) async fn explain(dav: &Dav, path: &DamPath, expect: &Expect, error: Error) -> Error {
    let unclear = matches!(
        error.kind,
        ErrorKind::Locked { .. } | ErrorKind::Changed | ErrorKind::Forbidden | ErrorKind::Garbled
    );
    if !unclear {
        return error;
    }
    match recheck(dav, path, expect).await {
        Err(now) if matches!(now.kind, ErrorKind::Locked { .. } | ErrorKind::Changed) => now,
        Err(_) | Ok(_) => error,
    }
}

pub(crate) fn locked(path: &DamPath, holder: Option<String>) -> Error {
    Error::new(ErrorKind::Locked { holder }).about(path)
}

fn found_or_gone(found: Result<Entry>) -> Result<Option<Entry>> {
    match found {
        Ok(entry) => Ok(Some(entry)),
        Err(error) if error.kind == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
