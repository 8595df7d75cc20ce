//! Listings: pages cut out of one answer while it streams.
//!
//! WebDAV knows no pages. The answer stays open between two of them, and the server waits with the
//! rest; a page whose answer is gone is cut out of another one, after as many entries as were given.

use std::{
    collections::BTreeSet,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use damson_core::DamPath;
use damson_remote::{Entry, Error, ErrorKind, Page, PageToken, Refused, Result, Retry, Unread};
use tokio::time::Instant;

use crate::{
    encode::segments, failure::of_member, http::Call, map::Member, node, remote::Dav,
    upload::is_aside, wire::Multistatus,
};

/// Answers that are kept open at a time.
const MOST_OPEN: usize = 8;
/// What a listing may hold beside the children of its folder: some servers tell everything below.
const MOST_BESIDE: usize = 10_000;
/// How long one is kept open for nobody.
const KEPT: Duration = Duration::from_mins(2);

/// What waits for its next page to be asked for.
#[derive(Debug)]
pub(crate) struct Listings<T> {
    pub(crate) page_size: usize,
    open: Mutex<Open<T>>,
}

#[derive(Debug)]
struct Open<T> {
    last_number: u64,
    waiting: Vec<(u64, Instant, T)>,
}

/// A listing in the middle.
#[derive(Debug)]
pub(crate) struct Listing {
    folder: DamPath,
    replies: Multistatus,
    /// Entries, refused names and what could not be read so far.
    given: usize,
    /// The folder itself was in the answer.
    named: bool,
    /// What was none of the folder's children.
    beside: usize,
}

/// Where a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) number: u64,
    pub(crate) given: usize,
}

/// What came of a reply.
#[derive(Debug)]
pub(crate) enum Item {
    Entry(Box<Entry>),
    Refused(Refused),
    Unread(Unread),
}

pub(crate) async fn list(
    dav: &Dav,
    folder: &DamPath,
    page: Option<PageToken>,
) -> Result<Page<Entry>> {
    let Some(token) = page else {
        return fill(dav, Listing::begin(dav, folder).await?).await;
    };
    let place = Place::parse(&token)?;
    let waiting = dav.listings.take(place.number);
    if let Some(listing) = waiting.filter(|l| l.folder == *folder && l.given == place.given) {
        match fill(dav, listing).await {
            // The server didn't want to wait any longer.
            Err(error) if error.retry != Retry::Never => {}
            other => return other,
        }
    }
    let mut listing = Listing::begin(dav, folder).await?;
    listing.skip(dav, place.given).await?;
    fill(dav, listing).await
}

/// Those of `wanted` that are in a folder.
pub(crate) async fn pick(dav: &Dav, folder: &DamPath, wanted: &[DamPath]) -> Result<Vec<Entry>> {
    let wanted: BTreeSet<_> = wanted.iter().collect();
    let mut listing = match Listing::begin(dav, folder).await {
        Err(error) if error.kind == ErrorKind::NotFound || error.is_of_one() => {
            return Ok(Vec::new());
        }
        other => other?,
    };
    let mut found = Vec::new();
    while let Some(item) = listing.next(dav).await? {
        match item {
            Item::Entry(entry) if wanted.contains(&entry.path) => found.push(*entry),
            Item::Entry(_) | Item::Refused(_) | Item::Unread(_) => {}
        }
    }
    Ok(found)
}

async fn fill(dav: &Dav, mut listing: Listing) -> Result<Page<Entry>> {
    let mut page = Page::last(Vec::new());
    while page.items.len() + page.refused.len() + page.unread.len() < dav.listings.page_size {
        match listing.next(dav).await? {
            Some(Item::Entry(entry)) => page.items.push(*entry),
            Some(Item::Refused(refused)) => page.refused.push(refused),
            Some(Item::Unread(unread)) => page.unread.push(unread),
            None => return Ok(page),
        }
    }
    let given = listing.given;
    page.next = Some(dav.listings.keep(listing, given));
    Ok(page)
}

impl Listing {
    pub(crate) async fn begin(dav: &Dav, folder: &DamPath) -> Result<Self> {
        let call = Call::new("PROPFIND", dav.http.base.folder(folder))
            .fixed("depth", "1")
            .xml(dav.found.question())
            .about(folder)
            .slow();
        let replies = match dav.http.multistatus(&call).await {
            Ok(replies) => replies,
            Err(error) => return Err(node::perhaps_missing(dav, folder, error).await),
        };
        Ok(Self {
            folder: folder.clone(),
            replies,
            given: 0,
            named: false,
            beside: 0,
        })
    }

    /// The next child, without what is only on its way up.
    pub(crate) async fn next(&mut self, dav: &Dav) -> Result<Option<Item>> {
        let folder = self.folder.clone();
        loop {
            let reply = self.replies.next().await.map_err(|e| e.about(&folder))?;
            let Some(reply) = reply else {
                return self.end(dav).await.map(|()| None);
            };
            let trouble = reply.trouble();
            match dav.reader.member(&folder, &reply.href) {
                Member::Itself => {
                    self.named = true;
                    if let Some(status) = trouble {
                        return Err(of_member(status, &folder));
                    }
                    if !reply.props.collection && self.given == 0 {
                        self.refuse_a_file(&reply.href)?;
                    }
                }
                Member::Beside => {
                    self.count_beside()?;
                    if !reply.props.collection && self.given == 0 {
                        self.refuse_a_file(&reply.href)?;
                    }
                }
                // Gone since the server looked into the folder.
                Member::Child(_) if reply.is_missing() => {}
                Member::Child(path) if is_aside(path.name()) => {}
                Member::Child(path) => {
                    self.given += 1;
                    if let Some(status) = trouble {
                        let why = of_member(status, &path).said.unwrap_or_default();
                        return Ok(Some(Item::Unread(Unread { path, why })));
                    }
                    let held = dav.held.token(&path);
                    let seen = dav.reader.see(&path, reply, held.as_ref());
                    return Ok(Some(Item::Entry(Box::new(seen.entry))));
                }
                Member::Refused(refused) => {
                    self.given += 1;
                    return Ok(Some(Item::Refused(refused)));
                }
            }
        }
    }

    /// An answer that names nothing at all, not even the folder, is how some servers say that there
    /// is none; others leave the folder out. A look at the folder alone tells.
    async fn end(&mut self, dav: &Dav) -> Result<()> {
        if self.named || self.given > 0 || self.folder.is_root() {
            return Ok(());
        }
        node::look(dav, &self.folder).await.map(drop)
    }

    fn count_beside(&mut self) -> Result<()> {
        self.beside += 1;
        if self.beside > MOST_BESIDE {
            return Err(Error::new(ErrorKind::Garbled)
                .about(&self.folder)
                .said("the listing goes on about other folders"));
        }
        Ok(())
    }

    async fn skip(&mut self, dav: &Dav, given: usize) -> Result<()> {
        while self.given < given {
            if self.next(dav).await?.is_none() {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Some servers list a file as a folder of one.
    fn refuse_a_file(&self, href: &str) -> Result<()> {
        let named = segments(href);
        if named.last().map(String::as_str) == Some(self.folder.name()) {
            return Err(Error::new(ErrorKind::Unsupported)
                .about(&self.folder)
                .said("that is no folder"));
        }
        Ok(())
    }
}

impl<T> Listings<T> {
    pub(crate) fn new(page_size: usize) -> Self {
        Self {
            page_size: page_size.max(1),
            open: Mutex::new(Open {
                last_number: 0,
                waiting: Vec::new(),
            }),
        }
    }

    /// Keeps what goes on later; the oldest makes room.
    pub(crate) fn keep(&self, what: T, given: usize) -> PageToken {
        let mut open = self.open();
        open.last_number += 1;
        let number = open.last_number;
        if open.waiting.len() >= MOST_OPEN {
            open.waiting.remove(0);
        }
        open.waiting.push((number, Instant::now(), what));
        PageToken(format!("{number}.{given}"))
    }

    pub(crate) fn take(&self, number: u64) -> Option<T> {
        let mut open = self.open();
        open.waiting.retain(|(_, since, _)| since.elapsed() < KEPT);
        let at = open.waiting.iter().position(|(own, _, _)| *own == number)?;
        Some(open.waiting.remove(at).2)
    }

    fn open(&self) -> MutexGuard<'_, Open<T>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    pub(crate) fn parse(token: &PageToken) -> Result<Self> {
        let parsed = token.0.split_once('.').and_then(|(number, given)| {
            Some(Self {
                number: number.parse().ok()?,
                given: given.parse().ok()?,
            })
        });
        parsed.ok_or_else(|| Error::new(ErrorKind::Garbled).said("no page of this connection"))
    }
}
