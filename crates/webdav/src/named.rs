//! What a server made of a name. What it lists is what counts, so what was uploaded, made, moved or
//! copied to a name that has something that servers are known to change is looked for in its folder,
//! until this server was seen to keep such names.

use std::sync::atomic::{AtomicU8, Ordering};

use damson_core::{
    ByteCount, DamPath, Sameness,
    name::{Fragile, may_be_listed_as},
};
use damson_remote::{Entry, ErrorKind, Result};

use crate::{
    list::{Item, Listing},
    node,
    remote::Dav,
};

/// Kinds of names that the server was seen to keep, a bit for each.
#[derive(Debug, Default)]
pub(crate) struct Kept(AtomicU8);

impl Kept {
    fn all(name: &str) -> u8 {
        let kinds = Fragile::ALL.into_iter().enumerate();
        kinds
            .filter(|(_, kind)| kind.is_in(name))
            .fold(0, |bits, (nth, _)| bits | 1 << nth)
    }

    fn knows(&self, name: &str) -> bool {
        Self::all(name) & !self.0.load(Ordering::Relaxed) == 0
    }

    fn note(&self, name: &str) {
        self.0.fetch_or(Self::all(name), Ordering::Relaxed);
    }
}

/// The asset as the server lists it, after it was sent as `path`; `found` is what a look at that very
/// path says.
pub(crate) async fn as_listed(
    dav: &Dav,
    path: &DamPath,
    length: ByteCount,
    found: Result<Entry>,
) -> Result<Entry> {
    match &found {
        Ok(_) if dav.leftovers.kept.knows(path.name()) => return found,
        Err(error) if error.kind != ErrorKind::NotFound => return found,
        Ok(_) | Err(_) => {}
    }
    match look(dav, path).await {
        Ok(Listed::Kept) => {
            dav.leftovers.kept.note(path.name());
            found
        }
        Ok(Listed::As(entry)) if may_be(&entry, length, found.as_ref().ok()) => Ok(*entry),
        Ok(Listed::As(_) | Listed::Unclear) => found,
        Err(error) => {
            tracing::debug!(kind = ?error.kind, "what became of a name was not found out");
            found
        }
    }
}

/// Whether what is listed may be what was sent, and not another file of nearly the same name: a
/// listing may lag behind.
fn may_be(listed: &Entry, length: ByteCount, found: Option<&Entry>) -> bool {
    let same = |found: &Entry| found.revision.compare(&listed.revision) != Sameness::Different;
    listed.revision.size == Some(length) && found.is_none_or(same)
}

/// Where the server lists what was just made, moved or copied to `path`.
pub(crate) async fn path_as_listed(dav: &Dav, path: &DamPath) -> Result<DamPath> {
    if dav.leftovers.kept.knows(path.name()) {
        return Ok(path.clone());
    }
    match look(dav, path).await? {
        Listed::Kept => {
            dav.leftovers.kept.note(path.name());
            Ok(path.clone())
        }
        // Another one of nearly the same name may have been there before.
        Listed::As(entry) if is_one(dav, path, &entry).await => Ok(entry.path),
        Listed::As(_) | Listed::Unclear => Ok(path.clone()),
    }
}

/// Whether the server answers for both spellings alike, or for the one that it lists alone.
async fn is_one(dav: &Dav, path: &DamPath, listed: &Entry) -> bool {
    match node::look(dav, path).await {
        Ok(found) => {
            found.entry.kind == listed.kind
                && found.entry.revision.compare(&listed.revision) != Sameness::Different
        }
        Err(error) => error.kind == ErrorKind::NotFound,
    }
}

enum Listed {
    /// Under the very name.
    Kept,
    As(Box<Entry>),
    /// Not at all, or there are several that it may be.
    Unclear,
}

async fn look(dav: &Dav, path: &DamPath) -> Result<Listed> {
    let folder = path.parent().unwrap_or_default();
    let mut listing = Listing::begin(dav, &folder).await?;
    let mut other = None;
    let mut several = false;
    while let Some(item) = listing.next(dav).await? {
        let Item::Entry(entry) = item else {
            continue;
        };
        if entry.path == *path {
            return Ok(Listed::Kept);
        }
        if may_be_listed_as(path.name(), entry.path.name()) {
            several |= other.is_some();
            other = Some(entry);
        }
    }
    Ok(match other {
        Some(entry) if !several => Listed::As(entry),
        Some(_) | None => Listed::Unclear,
    })
}
