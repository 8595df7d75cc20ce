//! Reading folders of the server, page by page, into the journal.

use std::{collections::HashSet, sync::Arc};

use damson_core::{
    DamPath, Kind,
    brake::{Findings, findings_brake},
};
use damson_remote::{AssetKind, Entry, ErrorKind, Page};
use futures::{StreamExt, future::OptionFuture, stream::FuturesUnordered};

use super::{
    follow,
    listing_bound::{Bound, check_depth},
    listing_rows::{ListingRows, Unreported},
    look_here, rescan, withhold,
};
use crate::{
    context::Context,
    events::Event,
    journal::Journal,
    model::{EngineError, RowFilter, RowOrder, RowQuery, RowScope, Stake},
    path_locks::Mark,
    ports::FoundKind,
};

/// Folders that are read at a time: enough to keep the network busy while the journal writes.
const AT_ONCE: usize = 4;

/// How often a listing is read again because actions changed the folder meanwhile.
const TRIES: u32 = 3;

/// Reads a folder afresh, from the server and from the disk.
pub(crate) async fn refresh(context: &Arc<Context>, folder: &DamPath) -> Result<(), EngineError> {
    context.seen_folder(folder);
    let listed = list(context, folder).await;
    look_at_folder(context, folder).await?;
    context.send(Event::Changed);
    listed.map(drop)
}

/// As [`refresh`], and sends the rows as they come.
pub(crate) async fn refresh_reporting(
    context: &Arc<Context>,
    folder: &DamPath,
    mut rows_of_listing: ListingRows,
) -> Result<(), EngineError> {
    context.seen_folder(folder);
    let listed = list_for(context, folder, &mut Listener::Rows(&mut rows_of_listing)).await;
    look_at_folder(context, folder).await?;
    context.send(Event::Changed);
    listed?;
    rows_of_listing.report_rest(context, folder).await
}

/// Reads a folder of the server; returns the folders in it.
pub(crate) async fn list(
    context: &Arc<Context>,
    folder: &DamPath,
) -> Result<Vec<DamPath>, EngineError> {
    list_for(context, folder, &mut Listener::Nobody).await
}

/// Who receives what a listing finds while it is being read.
enum Listener<'a> {
    Nobody,
    /// Receives every row once.
    Rows(&'a mut ListingRows),
    /// Receives the assets of each page but the last one.
    Assets(&'a (dyn Fn(Vec<DamPath>) + Sync)),
}

impl Listener<'_> {
    fn rows_of_listing(&mut self) -> Option<&mut ListingRows> {
        match self {
            Self::Rows(rows_of_listing) => Some(rows_of_listing),
            Self::Nobody | Self::Assets(_) => None,
        }
    }
}

async fn list_for(
    context: &Arc<Context>,
    folder: &DamPath,
    listener: &mut Listener<'_>,
) -> Result<Vec<DamPath>, EngineError> {
    let mut folders = Vec::new();
    for _ in 0..TRIES {
        folders.clear();
        if list_once(context, folder, &mut folders, listener).await? {
            break;
        }
    }
    Ok(folders)
}

/// Whether the listing is complete: actions may have changed the folder while it was read, and
/// then an answer may be older than what the journal knows.
async fn list_once(
    context: &Arc<Context>,
    folder: &DamPath,
    folders: &mut Vec<DamPath>,
    listener: &mut Listener<'_>,
) -> Result<bool, EngineError> {
    let _turn = context.listing_turn(folder).await;
    let mark = context.path_locks.mark();
    let inside = folder.clone();
    let begin = move |journal: &Journal| {
        // The journal is asked before the listing brings any row.
        let listed = journal.was_listed(&inside)?;
        Ok((journal.next_generation()?, listed))
    };
    let (generation, listed) = context.in_journal(begin).await?;
    if let Some(rows_of_listing) = listener.rows_of_listing() {
        rows_of_listing.begin(generation);
    }
    let ask = async |token| context.note_answer(context.remote().list(folder, token).await);
    let mut coming = Some(ask(None).await);
    let mut bound = Bound::default();
    let mut ended = false;
    while let Some(answer) = coming.take() {
        let page = match answer {
            Ok(page) => page,
            Err(error) if error.kind == ErrorKind::NotFound && !folder.is_root() => {
                let (path, now) = (folder.clone(), context.now());
                context
                    .in_journal(move |journal| journal.set_gone(&path, now))
                    .await?;
                return Ok(true);
            }
            Err(error) => return Err(error.into()),
        };
        bound.take(folder, &page)?;
        folders.extend(
            page.items
                .iter()
                .filter(|entry| entry.kind == AssetKind::Folder)
                .map(|entry| entry.path.clone()),
        );
        let early = match (&listener, &page.next) {
            (Listener::Assets(tell), Some(_)) => Some((*tell, assets_of(&page))),
            _ => None,
        };
        // The next one is on its way while this one is written.
        let next = page.next.clone().map(|token| ask(Some(token)));
        let marks = Marks {
            generation,
            mark,
            listed,
        };
        let taken = async {
            let ended = take_page(context, folder, marks, page, listener.rows_of_listing()).await?;
            if let Some((tell, assets)) = early {
                tell(assets);
            }
            Ok::<_, EngineError>(ended)
        };
        let (taken, next) = tokio::join!(taken, OptionFuture::from(next));
        ended = taken?;
        coming = next;
    }
    if ended {
        return Ok(true);
    }
    if context.path_locks.touched_inside(mark, folder) {
        return Ok(false);
    }
    if let Some(rows_of_listing) = listener.rows_of_listing() {
        rows_of_listing.keep_unseen(context, folder).await?;
    }
    ask_for_unseen(context, folder, generation, mark).await?;
    let (top, at) = (folder.clone(), Arc::clone(context));
    context
        .blocking(move || {
            // Since it was asked for once more, too.
            if at.path_locks.touched_inside(mark, &top) {
                return Ok(false);
            }
            end(&at, &top, generation).map(|()| true)
        })
        .await
}

fn assets_of(page: &Page<Entry>) -> Vec<DamPath> {
    let assets = page.items.iter();
    let assets = assets.filter(|entry| entry.kind == AssetKind::Asset);
    assets.map(|entry| entry.path.clone()).collect()
}

/// What is known of a listing before its first page.
#[derive(Clone, Copy)]
struct Marks {
    generation: i64,
    mark: Mark,
    /// The folder was listed before.
    listed: bool,
}

/// Takes a page over into the journal, but for what actions touched since the mark. Says whether
/// the listing ended with it: the last page ends it where nobody wants to know of what is left.
async fn take_page(
    context: &Arc<Context>,
    folder: &DamPath,
    marks: Marks,
    page: Page<Entry>,
    rows_of_listing: Option<&mut ListingRows>,
) -> Result<bool, EngineError> {
    let Marks {
        generation,
        mark,
        listed,
    } = marks;
    let ends = page.next.is_none() && rows_of_listing.is_none();
    let first = rows_of_listing
        .as_ref()
        .and_then(|rows_of_listing| rows_of_listing.first());
    let (into, at) = (folder.clone(), Arc::clone(context));
    let taken = context.blocking(move || -> Result<_, EngineError> {
        let (journal, refused) = (&at.journal, page.refused);
        let unread: Vec<_> = page
            .unread
            .into_iter()
            .filter(|unread| unread.path.parent().as_ref() == Some(&into))
            .collect();
        let (touched, entries): (Vec<_>, Vec<_>) = page
            .items
            .into_iter()
            .partition(|entry| at.path_locks.touched(mark, &entry.path));
        let untold = Unreported::of(
            journal,
            &into,
            first,
            (&entries, &touched),
            (&refused, &unread),
        )?;
        journal.apply_refused(&into, generation, &refused, at.now())?;
        journal.apply_unread(Some(generation), &unread, at.now())?;
        at.appeared.take(journal, &into, listed, &entries)?;
        let changed = journal.apply_page(&into, generation, &entries, at.now())?;
        follow(&at, &changed)?;
        let ends = ends && !at.path_locks.touched_inside(mark, &into);
        // What is kept here is asked for once more first.
        let ends = ends && journal.unseen(&into, generation)?.here == 0;
        if ends {
            end(&at, &into, generation)?;
        }
        Ok((untold, ends))
    });
    let (untold, ended) = taken.await?;
    // Who looks at the folder sees what is known of it so far.
    context.send(Event::Changed);
    if let Some(rows_of_listing) = rows_of_listing {
        rows_of_listing.take(untold);
    }
    Ok(ended)
}

/// How many assets that a listing left out are asked for once more; when more are missing, the
/// brake decides.
const MOST_UNSEEN: usize = 200;

/// A listing may leave out what is there: AEM's leaves out what is outside its On and Off time. Of
/// what is kept here, the server is asked once more before it counts as gone.
async fn ask_for_unseen(
    context: &Arc<Context>,
    folder: &DamPath,
    generation: i64,
    mark: Mark,
) -> Result<(), EngineError> {
    let top = folder.clone();
    let unseen = move |journal: &Journal| journal.unseen_here(&top, generation, MOST_UNSEEN + 1);
    let paths = context.in_journal(unseen).await?;
    if paths.is_empty() || paths.len() > MOST_UNSEEN {
        return Ok(());
    }
    let mut there = context.note_answer(context.remote().stat_many(&paths).await)?;
    there.retain(|entry| paths.contains(&entry.path));
    let (at, top) = (Arc::clone(context), folder.clone());
    context
        .blocking(move || {
            there.retain(|entry| !at.path_locks.touched(mark, &entry.path));
            let changed = at.journal.apply_page(&top, generation, &there, at.now())?;
            Ok(follow(&at, &changed)?)
        })
        .await
}

/// Ends a complete listing: what it did not see is gone.
fn end(context: &Context, folder: &DamPath, generation: i64) -> Result<(), EngineError> {
    let journal = &context.journal;
    let unseen = journal.unseen(folder, generation)?;
    brake(context, folder, unseen.here)?;
    let gone = journal.end_listing(folder, generation, context.now())?;
    let lost = || -> Result<bool, EngineError> {
        Ok(!journal.lost(1)?.is_empty() || !journal.lost_unidentified(1)?.is_empty())
    };
    if !gone.is_empty() && lost()? {
        // Somebody may have moved them.
        context.send(Event::PollDue);
    }
    Ok(())
}

/// Halts when so much of what is here would be taken as gone at once, from the disk or from the
/// server, that a person has to look first.
fn brake(context: &Context, folder: &DamPath, missing: u64) -> Result<(), EngineError> {
    if missing == 0 {
        // Nothing to halt for; to count all rows after every folder is what costs.
        return Ok(());
    }
    let findings = Findings {
        known: context.journal.count_here(&DamPath::root())?,
        missing,
        changed: 0,
    };
    let Some(brake) = findings_brake(findings) else {
        return Ok(());
    };
    if context.is_released() {
        return Ok(());
    }
    context.halt(brake, folder);
    Err(EngineError::Halted(brake))
}

/// Compares the direct children of a folder on the disk with the journal.
async fn look_at_folder(context: &Arc<Context>, folder: &DamPath) -> Result<(), EngineError> {
    let (at, folder) = (Arc::clone(context), folder.clone());
    context
        .blocking(move || {
            let journal = &*at.journal;
            let found = at.local.list(&folder)?;
            for found in &found {
                match &found.what {
                    FoundKind::Folder => journal.set_folder_here(&found.path)?,
                    FoundKind::File(_) => rescan::visit(&at, &found.path, Stake::Status)?,
                    FoundKind::Problem(detail) => rescan::problem(journal, &found.path, detail)?,
                }
            }
            let here: HashSet<DamPath> = found.into_iter().map(|found| found.path).collect();
            forget_missing(&at, journal, &folder, &here)
        })
        .await
}

fn forget_missing(
    context: &Context,
    journal: &Journal,
    folder: &DamPath,
    here: &HashSet<DamPath>,
) -> Result<(), EngineError> {
    let mut query = RowQuery {
        scope: RowScope::Folder(folder.clone()),
        filter: RowFilter {
            here: true,
            ..RowFilter::default()
        },
        order: RowOrder::Path,
        descending: false,
        offset: 0,
        limit: 1_000,
    };
    let mut gone = Vec::new();
    loop {
        let (page, total) = journal.rows(&query)?;
        gone.extend(page.into_iter().filter(|asset| !here.contains(&asset.path)));
        query.offset += query.limit;
        if query.offset >= total {
            break;
        }
    }
    let missing = gone.iter().filter(|asset| asset.local.is_some()).count() as u64;
    brake(context, folder, missing)?;
    for asset in gone {
        if asset.kind == Kind::Folder {
            if asset.folder_here {
                journal.clear_local(&asset.path)?;
            }
        } else if let Some(_path_lock) = context.path_locks.try_lock(&asset.path) {
            look_here(context, &asset.path, Stake::Status)?;
        }
    }
    Ok(())
}

/// Reads a folder and everything below it, a few folders at a time.
pub(crate) async fn walk(context: &Arc<Context>, top: &DamPath) -> Result<(), EngineError> {
    walk_reporting(context, top, |_| {}).await
}

/// What a walk reports.
pub(crate) enum Walked {
    /// The listing of a folder has these assets, and is not complete.
    Assets(Vec<DamPath>),
    /// The listing of a folder is complete.
    Folder(DamPath),
}

/// As [`walk`], and reports what it finds on the way.
pub(crate) async fn walk_reporting(
    context: &Arc<Context>,
    top: &DamPath,
    tell: impl Fn(Walked) + Sync,
) -> Result<(), EngineError> {
    let assets = |some: Vec<DamPath>| {
        if !some.is_empty() {
            tell(Walked::Assets(some));
        }
    };
    let assets = &assets;
    let mut waiting = vec![top.clone()];
    let mut reading = FuturesUnordered::new();
    loop {
        while reading.len() < AT_ONCE
            && let Some(folder) = waiting.pop()
        {
            check_depth(&folder)?;
            reading.push(async move {
                let inside = list_for(context, &folder, &mut Listener::Assets(assets)).await;
                (folder, inside)
            });
        }
        match reading.next().await {
            Some((folder, Ok(mut inside))) => {
                waiting.append(&mut inside);
                tell(Walked::Folder(folder));
            }
            // One folder that can't be read keeps nobody from the others.
            Some((folder, Err(error))) if folder != *top => {
                withhold(context, &folder, error).await?;
            }
            Some((_, Err(error))) => return Err(error),
            None => break,
        }
    }
    drop(reading);
    context.note_walk(top);
    Ok(())
}
