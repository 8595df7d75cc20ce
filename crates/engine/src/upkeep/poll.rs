//! Asking the server what changed, for what a person looks at, keeps here, or holds.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, atomic::Ordering},
};

use damson_core::{DamPath, Lock, OnServer, Timestamp, brake::owner_brake};
use damson_remote::{AssetKind, Change, Entry, ErrorKind};
use futures::{StreamExt as _, stream::FuturesOrdered};
use tokio::sync::mpsc;

use crate::{
    context::Context,
    events::Event,
    journal::{Journal, ServerIdentity},
    model::EngineError,
    observe::{self, listing},
    path_locks::Mark,
};

/// How many assets are asked for at a time. A connector that can't ask for some of a folder reads
/// the folder: a small number would have it read the same one again and again.
const BATCH: usize = 1_000;

/// How many such questions are under way together: the server answers one while another is noted.
const AT_ONCE: usize = 2;

/// After so many refusals in one folder nothing else in it is asked for in the same poll.
const REFUSED: usize = 3;

/// Every so many polls everything that is kept is asked for, feed or not.
const THOROUGH: u64 = 20;

/// Where no feed reports changes, so many are asked for in each poll; of more, those in the folders
/// that were looked into, and the others in the thorough polls.
const MANY: usize = 2_000;

/// The same where a feed reports changes, but no deletions: an AEM answers for fifty at a
/// time, and every computer asks it every half minute.
const MANY_BESIDE_FEED: usize = 200;

/// How long the snapshot shows that an asset became free, in milliseconds.
const TOLD_FOR_MS: i64 = 24 * 60 * 60 * 1_000;

/// The name under which the journal keeps where the change feed goes on.
const CURSOR: &str = "cursor";

/// Asks the server once what changed. A failed part ends the poll; the next one goes on.
pub(crate) async fn poll(context: &Arc<Context>) -> Result<(), EngineError> {
    let capability = context.capability();
    let count = context.polls.fetch_add(1, Ordering::Relaxed);
    check_owner(context).await?;
    context.foreground.give_way().await;
    let thorough = count.is_multiple_of(THOROUGH);
    let blind = !capability.feed_sees_deletions || !capability.change_feed;
    let mut everything = thorough;
    let mut most = MANY;
    // What is kept, locked or mine is asked for whatever the feed does: in a large repository it may
    // fail for ever.
    if capability.change_feed {
        match follow_feed(context).await {
            Ok(whole) => {
                everything |= !whole;
                most = MANY_BESIDE_FEED;
            }
            Err(error) if is_of_one_question(&error) => {
                tracing::warn!(%error, "the server does not tell what changed");
            }
            Err(error) => return Err(error),
        }
    }
    everything |= blind && keeps_at_most(context, most).await?;
    // First, because a listing may say less of an asset than what it is asked for afterwards.
    if !capability.change_feed && !thorough {
        look_into_pins(context).await?;
    }
    let kept = if everything {
        ask_for_kept(context).await
    } else if blind {
        ask_for_looked_at(context, count, most).await
    } else {
        Ok(())
    };
    if let Err(error) = &kept
        && !is_of_one_question(error)
    {
        return kept;
    }
    let listed = capability.locks && !capability.locked_walks && list_locks(context).await?;
    // What is kept was asked for with its lock. A feed doesn't report locks, and a list of locks
    // not of those that ended.
    let known = everything && kept.is_ok();
    if !known && capability.locks && (!listed || blind) {
        ask_for_mine(context).await?;
    }
    note_freed(context).await?;
    kept?;
    context.send(Event::Polled);
    Ok(())
}

/// Whether the server listed what is checked out. In a large repository it may fail at that for ever;
/// what is kept and what listings show is reported with its check-out all the same.
async fn list_locks(context: &Arc<Context>) -> Result<bool, EngineError> {
    match ask_for_locks(context).await {
        Err(error) if is_of_one_question(&error) => {
            tracing::warn!(%error, "the server does not list what is checked out");
            Ok(false)
        }
        other => other.map(|()| true),
    }
}

/// The server answered, and could not do this one thing. One that is away, or knows nobody, can't do
/// the others either.
fn is_of_one_question(error: &EngineError) -> bool {
    let EngineError::Remote(error) = error else {
        return false;
    };
    matches!(
        error.kind,
        ErrorKind::Unavailable
            | ErrorKind::Timeout
            | ErrorKind::Garbled
            | ErrorKind::Forbidden
            | ErrorKind::NotFound
    )
}

/// Notes which of the assets that a person waits for are free.
async fn note_freed(context: &Arc<Context>) -> Result<(), EngineError> {
    let now = context.now();
    let old = Timestamp(now.0.saturating_sub(TOLD_FOR_MS));
    context
        .in_journal(move |journal| journal.note_freed(now, old))
        .await
        .map(drop)
}

/// Halts when the journal is another person's, or another server's.
async fn check_owner(context: &Arc<Context>) -> Result<(), EngineError> {
    let current = identity(context).await?;
    let known = context.in_journal(Journal::identity).await?;
    let spelled = |identity: &ServerIdentity| format!("{} {}", identity.server, identity.account);
    let marked = known.as_ref().map(spelled);
    if let Some(brake) = owner_brake(marked.as_deref(), &spelled(&current)) {
        context.halt(brake, &DamPath::root());
        return Err(EngineError::Halted(brake));
    }
    if known.is_none() {
        context
            .in_journal(move |journal| journal.set_identity(&current))
            .await?;
    }
    Ok(())
}

/// Who is logged in, and where.
pub(crate) async fn identity(context: &Arc<Context>) -> Result<ServerIdentity, EngineError> {
    let remote = context.remote();
    let person = context.note_answer(remote.who_am_i().await)?;
    let page = remote.web_page(&DamPath::root(), true);
    Ok(ServerIdentity {
        server: page.origin().ascii_serialization(),
        account: person.id,
    })
}

/// Takes over what the server's feed reports; `false` when it may have left something out, because
/// it forgot where the feed goes on.
async fn follow_feed(context: &Arc<Context>) -> Result<bool, EngineError> {
    let root = DamPath::root();
    let mut cursor = context.in_journal(|journal| journal.meta(CURSOR)).await?;
    let mut whole = true;
    loop {
        let mark = context.path_locks.mark();
        let answer = context.remote().changes(&root, cursor.as_deref()).await;
        let set = match context.note_answer(answer) {
            Ok(set) => set,
            Err(error) if error.kind == ErrorKind::Unsupported => return Ok(true),
            Err(error) if error.kind == ErrorKind::Changed && cursor.is_some() => {
                cursor = None;
                whole = false;
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        let mut seen = Vec::new();
        for change in set.changes {
            match change {
                Change::Seen(entry) => {
                    if matters(context, &entry).await? {
                        seen.push(*entry);
                    }
                }
                Change::Gone(path) => gone(context, &path).await?,
            }
        }
        observe::learn_since(context, mark, seen).await?;
        let next = set.cursor.clone();
        context
            .in_journal(move |journal| journal.set_meta(CURSOR, &next))
            .await?;
        cursor = Some(set.cursor);
        if !set.more {
            return Ok(whole);
        }
    }
}

/// Whether anybody wants to know of it: it is known, or in a folder that is looked at or pinned.
async fn matters(context: &Arc<Context>, entry: &Entry) -> Result<bool, EngineError> {
    let parent = entry.path.parent().unwrap_or_default();
    if context.has_seen(&parent) {
        return Ok(true);
    }
    let path = entry.path.clone();
    context
        .in_journal(move |journal| Ok(journal.get(&path)?.is_some() || journal.is_pinned(&path)?))
        .await
}

/// The feed says that something is gone: a fresh look decides, because it may be back already.
async fn gone(context: &Arc<Context>, path: &DamPath) -> Result<(), EngineError> {
    if observe::recall(context, path).await?.is_none() {
        return Ok(());
    }
    if let Err(error) = observe::look_again(context, path).await {
        observe::withhold(context, path, error).await?;
    }
    Ok(())
}

async fn keeps_at_most(context: &Arc<Context>, most: usize) -> Result<bool, EngineError> {
    let kept = context.in_journal(move |journal| journal.kept(None, most + 1));
    Ok(kept.await?.len() <= most)
}

/// Asks for what is kept in the folders that were looked into; of very many, for some in each poll.
async fn ask_for_looked_at(
    context: &Arc<Context>,
    count: u64,
    most: usize,
) -> Result<(), EngineError> {
    let folders = context.seen_folders();
    let kept = move |journal: &Journal| {
        let kept = folders.iter().map(|folder| journal.kept_in(folder));
        kept.collect::<Result<Vec<_>, _>>()
    };
    let mut paths = context.in_journal(kept).await?.concat();
    let turn = usize::try_from(count).unwrap_or(0).wrapping_mul(most);
    let len = paths.len().max(1);
    paths.rotate_left(turn % len);
    paths.truncate(most);
    for batch in paths.chunks(BATCH) {
        ask_for(context, batch).await?;
    }
    Ok(())
}

/// Asks for everything that is kept. What came is noted while the next answers are on their way.
async fn ask_for_kept(context: &Arc<Context>) -> Result<(), EngineError> {
    let (give, mut take) = mpsc::channel(1);
    let asked = ask_on(context, give);
    let noted = async move {
        while let Some(answer) = take.recv().await {
            take_over(context, answer).await?;
        }
        Ok(())
    };
    // Whatever fails first ends both.
    tokio::try_join!(asked, noted).map(drop)
}

async fn ask_on(context: &Arc<Context>, give: mpsc::Sender<Answer>) -> Result<(), EngineError> {
    let mut asked = FuturesOrdered::new();
    let mut after = None;
    let mut whole = false;
    loop {
        while !whole && asked.len() < AT_ONCE {
            let from: Option<DamPath> = after.take();
            let read = move |journal: &Journal| journal.kept(from.as_ref(), BATCH);
            let paths = context.in_journal(read).await?;
            after = paths.last().cloned();
            whole = after.is_none();
            if !whole {
                asked.push_back(ask(context, paths));
            }
        }
        let Some(answer) = asked.next().await else {
            return Ok(());
        };
        if give.send(answer?).await.is_err() {
            return Ok(());
        }
    }
}

async fn ask_for(context: &Arc<Context>, paths: &[DamPath]) -> Result<(), EngineError> {
    take_over(context, ask(context, paths.to_vec()).await?).await
}

/// The server's answer about some paths.
struct Answer {
    asked: Vec<DamPath>,
    entries: Vec<Entry>,
    /// Before it was asked.
    mark: Mark,
}

async fn ask(context: &Arc<Context>, asked: Vec<DamPath>) -> Result<Answer, EngineError> {
    let mark = context.path_locks.mark();
    let entries = context.note_answer(context.remote().stat_many(&asked).await)?;
    Ok(Answer {
        asked,
        entries,
        mark,
    })
}

async fn take_over(context: &Arc<Context>, answer: Answer) -> Result<(), EngineError> {
    let Answer {
        asked,
        entries,
        mark,
    } = answer;
    let answered: BTreeSet<DamPath> = entries.iter().map(|entry| entry.path.clone()).collect();
    observe::learn_since(context, mark, entries).await?;
    let mut refused = BTreeMap::<DamPath, usize>::new();
    for path in asked.iter().filter(|path| !answered.contains(path)) {
        let folder = path.parent().unwrap_or_default();
        if refused.get(&folder).is_some_and(|times| *times >= REFUSED) {
            continue;
        }
        let known = observe::recall(context, path).await?;
        let there = known.is_some_and(|asset| !matches!(asset.remote.state, OnServer::Absent));
        // The answer may come from an index that lags behind.
        if there
            && !context.path_locks.touched(mark, path)
            && let Err(error) = observe::look_again(context, path).await
        {
            observe::withhold(context, path, error).await?;
            *refused.entry(folder).or_default() += 1;
        }
    }
    Ok(())
}

/// Asks for what this person has checked out or waits for.
async fn ask_for_mine(context: &Arc<Context>) -> Result<(), EngineError> {
    let mine = context.in_journal(Journal::mine).await?;
    let mut paths: Vec<DamPath> = mine.into_iter().map(|asset| asset.path).collect();
    paths.extend(context.in_journal(Journal::awaited).await?);
    for batch in paths.chunks(BATCH) {
        ask_for(context, batch).await?;
    }
    Ok(())
}

async fn ask_for_locks(context: &Arc<Context>) -> Result<(), EngineError> {
    let mark = context.path_locks.mark();
    let root = DamPath::root();
    let mut mine = BTreeSet::new();
    let mut token = None;
    loop {
        let page = match context.note_answer(context.remote().locked(&root, token).await) {
            Ok(page) => page,
            Err(error) if error.kind == ErrorKind::Unsupported => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        let mut entries = Vec::new();
        for entry in page.items {
            let is_mine = entry.lock == Lock::Mine;
            if is_mine {
                mine.insert(entry.path.clone());
            }
            if is_mine || matters(context, &entry).await? {
                entries.push(entry);
            }
        }
        observe::learn_since(context, mark, entries).await?;
        token = page.next;
        if token.is_none() {
            break;
        }
    }
    let at = Arc::clone(context);
    context
        .blocking(move || {
            // A check-out during the look isn't in the answer.
            if at.path_locks.touched_inside(mark, &root) {
                return Ok(());
            }
            let changed = at.journal.end_locked(&root, &mine, at.now())?;
            Ok(observe::follow(&at, &changed)?)
        })
        .await
}

/// How many pinned folders are listed in each poll where no feed reports what came into them.
const PINNED_FOLDERS: usize = 20;

/// Looks into pinned folders for what is new there; of very many, into some in each poll.
async fn look_into_pins(context: &Arc<Context>) -> Result<(), EngineError> {
    let mut after = context.take_pin_turn();
    let mut folders: Vec<DamPath> = Vec::new();
    for pin in context.in_journal(Journal::pins).await? {
        let left = PINNED_FOLDERS - folders.len();
        // The pins come in the order of their paths, and so does what is in each.
        let done = after
            .as_ref()
            .is_some_and(|after| *after > pin.path && !after.is_within(&pin.path));
        if !pin.is_folder() || left == 0 || done {
            continue;
        }
        let (top, from) = (pin.path, after.take());
        let inside = move |journal: &Journal| journal.folders_in(&top, from.as_ref(), left);
        folders.extend(context.in_journal(inside).await?);
    }
    if folders.len() == PINNED_FOLDERS {
        context.set_pin_turn(folders.last().cloned());
    }
    for folder in folders {
        match listing::list(context, &folder).await {
            Ok(_) => {}
            Err(error @ EngineError::Halted(_)) => return Err(error),
            Err(error) if !context.is_online() => return Err(error),
            // One that can't be read keeps nothing from the others.
            Err(error) => tracing::info!(%folder, %error, "a pinned folder is not read"),
        }
    }
    Ok(())
}

/// Reads pinned folders again with all that is inside, where the feed may have missed something.
pub(crate) async fn walk_pins(context: &Arc<Context>) -> Result<(), EngineError> {
    let pins = context.in_journal(Journal::pins).await?;
    for pin in pins {
        if !pin.is_folder() {
            continue;
        }
        let path = pin.path;
        let walked = match context.note_answer(context.remote().stat(&path).await) {
            Ok(entry) if entry.kind == AssetKind::Folder => listing::walk(context, &path).await,
            Ok(_) => Ok(()),
            Err(error) if error.kind == ErrorKind::NotFound => gone(context, &path).await,
            Err(error) => Err(error.into()),
        };
        if let Err(error) = walked {
            observe::withhold(context, &path, error).await?;
        }
    }
    Ok(())
}
