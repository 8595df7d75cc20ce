//! What is checked out below a folder: a walk, because WebDAV can't be asked for it.

use damson_core::{DamPath, Lock};
use damson_remote::{AssetKind, Entry, Error, ErrorKind, Page, PageToken, Result};

use crate::{
    list::{Item, Listing, Place},
    probe::offers,
    remote::Dav,
};

/// Folders that are listed for one page at most, so that each answer comes soon.
const MOST_FOLDERS: usize = 32;

/// A walk in the middle: folders still to be listed, the next one last.
#[derive(Debug)]
pub(crate) struct Walk {
    pending: Vec<DamPath>,
    /// Folders listed so far.
    listed: usize,
}

pub(crate) async fn locked(
    dav: &Dav,
    folder: &DamPath,
    page: Option<PageToken>,
) -> Result<Page<Entry>> {
    if !offers(&dav.found.locks) {
        return Err(Error::new(ErrorKind::Unsupported).about(folder));
    }
    let place = page.as_ref().map(Place::parse).transpose()?;
    let waiting = place.and_then(|place| dav.walks.take(place.number));
    let mut walk = waiting.unwrap_or_else(|| Walk {
        pending: vec![folder.clone()],
        listed: 0,
    });
    let mut items = Vec::new();
    let first = walk.listed == 0;
    for _ in 0..MOST_FOLDERS {
        let Some(next) = walk.pending.pop() else {
            return Ok(Page::last(items));
        };
        match step(dav, &next, &mut walk.pending, &mut items).await {
            // It was removed during the walk.
            Err(error) if error.kind == ErrorKind::NotFound && !(first && walk.listed == 0) => {}
            Err(error) => return Err(error),
            Ok(()) => {}
        }
        walk.listed += 1;
    }
    let given = walk.listed;
    Ok(Page {
        next: Some(dav.walks.keep(walk, given)),
        ..Page::last(items)
    })
}

async fn step(
    dav: &Dav,
    folder: &DamPath,
    pending: &mut Vec<DamPath>,
    items: &mut Vec<Entry>,
) -> Result<()> {
    let mut listing = Listing::begin(dav, folder).await?;
    while let Some(item) = listing.next(dav).await? {
        let entry = match item {
            Item::Entry(entry) => *entry,
            Item::Refused(_) | Item::Unread(_) => continue,
        };
        match entry.kind {
            AssetKind::Folder => pending.push(entry.path),
            AssetKind::Asset | AssetKind::NoFile => {
                if entry.lock != Lock::Free {
                    items.push(entry);
                }
            }
        }
    }
    Ok(())
}
