//! Listings, page by page.

use std::sync::atomic::Ordering;

use damson_core::DamPath;
use damson_remote::{AssetKind, Entry, Error, ErrorKind, Page, PageToken, Result};

use futures::{StreamExt as _, stream};
use serde_json::Value;

use crate::{
    config::DAM_ROOT,
    http::{Call, MOST_PAGE},
    map, node,
    probe::{Found, establish, is_refusal, offers, withdraw},
    query::Query,
    remote::Aem,
    wire::Siren,
};

/// Children a page.
const SIREN_LIMIT: u64 = 500;
const QUERY_LIMIT: u64 = 200;
/// Assets a question; more would make an address that proxies cut.
const MOST_ASKED: usize = 50;
const MOST_ADDRESS: usize = 6000;
/// How many nodes are asked for at a time, in one call.
const ASKED_SINGLY_AT_ONCE: usize = 4;

/// Which way a listing goes on: they count differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Siren,
    Query,
}

/// How many entries a walk for locks looks at, and for how many of them it asks one by one.
const MOST_WALKED: usize = 20_000;
const MOST_ASKED_SINGLY: usize = 2_000;

/// One page of the children of a folder.
pub(crate) async fn list(
    aem: &Aem,
    folder: &DamPath,
    page: Option<PageToken>,
) -> Result<Page<Entry>> {
    let found = &aem.found;
    let (way, offset) = match &page {
        Some(token) => way_and_offset(token)?,
        None if offers(&found.siren) && may_show_properties(found) => (Way::Siren, 0),
        None => (Way::Query, 0),
    };
    match way {
        Way::Query => by_query(aem, folder, offset).await,
        Way::Siren => match by_siren(aem, folder, offset).await {
            Ok(Some(page)) => Ok(page),
            // The two ways order children differently, so the other one begins at the start: what
            // was told already is told again.
            Ok(None) => by_query(aem, folder, 0).await,
            // A right that lacks and a dispatcher that blocks look alike; one folder that the
            // other way can list doesn't tell about the rest.
            Err(error) if error.kind == ErrorKind::Forbidden && offers(&found.queries) => {
                by_query(aem, folder, 0).await
            }
            Err(error) => Err(error),
        },
    }
}

/// As [`node::stat`] for many, by the index where there is one.
pub(crate) async fn stat_many(aem: &Aem, paths: &[DamPath]) -> Result<Vec<Entry>> {
    let mut entries = Vec::with_capacity(paths.len());
    let mut rest = paths;
    while !rest.is_empty() {
        let (batch, after) = rest.split_at(batch_length(rest));
        rest = after;
        let known = if offers(&aem.found.queries) {
            by_index(aem, batch).await?
        } else {
            Vec::new()
        };
        // What the index doesn't know is asked for one by one: it lags behind, and an asset that
        // is only missing there must not look gone.
        let unknown: Vec<_> = batch
            .iter()
            .filter(|path| known.iter().all(|entry| entry.path != **path))
            .collect();
        entries.extend(known);
        entries.extend(singly(aem, unknown).await?);
    }
    Ok(entries)
}

/// How many identifiers are asked for in one question: 36 characters each.
const IDS_ASKED: usize = 40;

/// The assets that have these identifiers, as far as the index knows.
pub(crate) async fn stat_by_id(aem: &Aem, ids: &[String]) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    if !offers(&aem.found.queries) {
        return Ok(entries);
    }
    for batch in ids.chunks(IDS_ASKED) {
        let query = Query::identified(DAM_ROOT, batch.iter().map(String::as_str))
            .page(0, batch.len() as u64);
        match query.run(&aem.http).await {
            Ok(hits) => entries.extend(map::hits_page(&hits, 0, &aem.me.id).items),
            Err(error) if is_refusal(&error) => return Ok(entries),
            Err(error) => return Err(error),
        }
    }
    entries.retain(|entry| entry.id.as_ref().is_some_and(|id| ids.contains(id)));
    Ok(entries)
}

/// Asks for nodes one by one; those that are gone are left out.
async fn singly(aem: &Aem, paths: Vec<&DamPath>) -> Result<Vec<Entry>> {
    let asked: Vec<_> = paths.iter().map(|path| node::stat(aem, path)).collect();
    let mut answers = stream::iter(asked).buffered(ASKED_SINGLY_AT_ONCE);
    let mut entries = Vec::new();
    while let Some(answer) = answers.next().await {
        match answer {
            Ok(entry) => entries.push(entry),
            Err(error) if error.kind == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(entries)
}

/// After so many failures in a row the list of what is checked out is not asked for: a large repository
/// without an index for it fails each time, and late.
const LOCKS_FAILED: u8 = 2;
/// Then it is left out so many times before it is asked for again.
const LOCKS_LEFT_OUT: u8 = 20;

/// As [`locked`]; [`ErrorKind::Unsupported`] while it is left out.
pub(crate) async fn listed_locks(
    aem: &Aem,
    folder: &DamPath,
    page: Option<PageToken>,
) -> Result<Page<Entry>> {
    let failed = &aem.found.lock_list_failed;
    let before = failed.load(Ordering::Relaxed);
    if (LOCKS_FAILED..LOCKS_FAILED + LOCKS_LEFT_OUT).contains(&before) {
        failed.store(before + 1, Ordering::Relaxed);
        return Err(Error::new(ErrorKind::Unsupported).about(folder));
    }
    let listed = locked(aem, folder, page).await;
    let fails = matches!(&listed, Err(error) if error.kind == ErrorKind::Unavailable);
    let now = if fails {
        LOCKS_FAILED.min(before + 1)
    } else {
        0
    };
    failed.store(now, Ordering::Relaxed);
    listed
}

/// The assets below a folder that anybody has checked out.
pub(crate) async fn locked(
    aem: &Aem,
    folder: &DamPath,
    page: Option<PageToken>,
) -> Result<Page<Entry>> {
    let offset = offset_of(page.as_ref())?;
    let query = Query::below(&repository_path(folder))
        .of_type("dam:Asset")
        .property("jcr:content/cq:drivelock", "exists", None)
        .ordered("path")
        .page(offset, QUERY_LIMIT);
    let hits = query
        .run(&aem.http)
        .await
        .map_err(|error| error.about(folder))?;
    let mut page = map::hits_page(&hits, offset, &aem.me.id);
    page.items.retain(|entry| entry.path.is_within(folder));
    Ok(page)
}

/// Fails with [`ErrorKind::Locked`] when somebody else has checked out something in a folder.
///
/// An index lags behind, so what it doesn't know is looked for in the folder itself. Only of a
/// folder that is too large for that the index alone is believed, where there is one.
pub(crate) async fn check_nothing_locked(aem: &Aem, folder: &DamPath) -> Result<()> {
    if !offers(&aem.found.locks) {
        return Ok(());
    }
    let indexed = offers(&aem.found.queries) && check_index(aem, folder).await?;
    if walk_for_locks(aem, folder).await? || indexed {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Unsupported)
        .about(folder)
        .said("the folder holds too much to make sure that nobody works on any of it"))
}

/// Whether the index answers; what it knows of must be free.
async fn check_index(aem: &Aem, folder: &DamPath) -> Result<bool> {
    let mut next = None;
    loop {
        let page = match locked(aem, folder, next).await {
            // Of a large repository it may fail for ever.
            Err(error) if is_refusal(&error) || error.kind == ErrorKind::Unavailable => {
                return Ok(false);
            }
            other => other?,
        };
        refuse_held(&page.items)?;
        next = page.next;
        if next.is_none() {
            return Ok(true);
        }
    }
}

/// The repository path of a place in the DAM, not encoded.
pub(crate) fn repository_path(path: &DamPath) -> String {
    if path.is_root() {
        return DAM_ROOT.to_owned();
    }
    format!("{DAM_ROOT}/{}", path.as_str())
}

pub(crate) fn offset_of(page: Option<&PageToken>) -> Result<u64> {
    page.map_or(Ok(0), |token| {
        token
            .0
            .parse()
            .map_err(|_| Error::new(ErrorKind::Garbled).said("a page token of another server"))
    })
}

/// Where only the listing answers, an unknown lock is better than no listing.
fn may_show_properties(found: &Found) -> bool {
    offers(&found.shows_properties) || !offers(&found.queries)
}

fn way_and_offset(token: &PageToken) -> Result<(Way, u64)> {
    let garbled = || Error::new(ErrorKind::Garbled).said("a page token of another server");
    let (way, offset) = token.0.split_once(':').ok_or_else(garbled)?;
    let offset = offset.parse().map_err(|_| garbled())?;
    match way {
        "listing" => Ok((Way::Siren, offset)),
        "query" => Ok((Way::Query, offset)),
        _ => Err(garbled()),
    }
}

fn on_the_way(way: Way, page: &mut Page<Entry>) {
    let name = match way {
        Way::Siren => "listing",
        Way::Query => "query",
    };
    page.next = page
        .next
        .take()
        .map(|next| PageToken(format!("{name}:{}", next.0)));
}

/// A page of the listing, as it came and as entries.
async fn siren(aem: &Aem, folder: &DamPath, offset: u64) -> Result<(Siren, Page<Entry>)> {
    let mut query = vec![
        ("offset".to_owned(), offset.to_string()),
        ("limit".to_owned(), SIREN_LIMIT.to_string()),
    ];
    query.extend(map::SHOWN_PROPERTIES.map(|name| ("showProperty".to_owned(), name.to_owned())));
    let call = Call::get(aem.http.base.api(folder, ".json"))
        .query(&query)
        .about(folder);
    let siren: Siren = aem.http.read_json(&call, MOST_PAGE).await?;
    if siren.class.iter().any(|class| class == "assets/asset") {
        return Err(Error::new(ErrorKind::NotFound)
            .about(folder)
            .said("this is an asset, not a folder"));
    }
    // Sling takes a name with a dot apart where it doesn't exist; see `node`.
    let named = siren.properties.get("name").and_then(Value::as_str);
    if !folder.is_root() && named.is_some_and(|named| named != folder.name()) {
        return Err(Error::new(ErrorKind::NotFound).about(folder));
    }
    let page = map::siren_page(&siren, folder, offset, &aem.me.id);
    Ok((siren, page))
}

/// `None` when the server doesn't tell sizes and locks this way.
async fn by_siren(aem: &Aem, folder: &DamPath, offset: u64) -> Result<Option<Page<Entry>>> {
    let (siren, mut page) = siren(aem, folder, offset).await?;
    let found = &aem.found;
    if offers(&found.queries) && !offers(&found.proved_properties) {
        match map::shows_properties(&siren) {
            Some(true) => establish(&found.proved_properties),
            Some(false) => {
                withdraw(&found.shows_properties);
                return Ok(None);
            }
            // Folders alone don't tell. Should a later page show that this way tells no locks,
            // the listing would have to begin again, so a long one goes the sure way.
            None if page.next.is_some() => return Ok(None),
            None => {}
        }
    }
    on_the_way(Way::Siren, &mut page);
    Ok(Some(page))
}

async fn by_query(aem: &Aem, folder: &DamPath, offset: u64) -> Result<Page<Entry>> {
    // Without a type: whether two types can be asked for at a time isn't documented, and what is
    // neither an asset nor a folder is told by its own type.
    let query = Query::children_of(&repository_path(folder))
        .ordered("path")
        .page(offset, QUERY_LIMIT);
    let hits = query
        .run(&aem.http)
        .await
        .map_err(|error| error.about(folder))?;
    let mut page = map::hits_page(&hits, offset, &aem.me.id);
    page.items
        .retain(|entry| entry.path.parent().as_ref() == Some(folder));
    if offset == 0 && page.items.is_empty() && page.refused.is_empty() {
        // A query below what isn't there finds nothing, and so does one below an asset.
        let entry = node::stat(aem, folder).await?;
        if entry.kind != AssetKind::Folder {
            return Err(Error::new(ErrorKind::NotFound).about(folder));
        }
    }
    on_the_way(Way::Query, &mut page);
    Ok(page)
}

async fn by_index(aem: &Aem, batch: &[DamPath]) -> Result<Vec<Entry>> {
    let paths: Vec<_> = batch.iter().map(repository_path).collect();
    let query = Query::any_of(paths.iter().map(String::as_str)).page(0, batch.len() as u64);
    match query.run(&aem.http).await {
        Ok(hits) => {
            let mut known = map::hits_page(&hits, 0, &aem.me.id).items;
            known.retain(|entry| batch.contains(&entry.path));
            Ok(known)
        }
        Err(error) if is_refusal(&error) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// How many of `paths` fit into one question; at least one.
fn batch_length(paths: &[DamPath]) -> usize {
    let most = paths.len().min(MOST_ASKED);
    (1..=most)
        .rev()
        .find(|count| {
            let asked: Vec<_> = paths[..*count].iter().map(repository_path).collect();
            Query::any_of(asked.iter().map(String::as_str)).length() <= MOST_ADDRESS
        })
        .unwrap_or(1)
}

/// Whether everything below a folder could be looked at.
async fn walk_for_locks(aem: &Aem, folder: &DamPath) -> Result<bool> {
    let mut folders = vec![folder.clone()];
    let (mut seen, mut asked) = (0, 0);
    while let Some(folder) = folders.pop() {
        let mut next = None;
        loop {
            let (page, tells_locks) = children(aem, &folder, next).await?;
            refuse_held(&page.items)?;
            // Names that are no names count too: pages of nothing else would go on without end.
            seen += page.items.len().max(1) + page.refused.len();
            for entry in page.items {
                if entry.kind == AssetKind::Folder {
                    folders.push(entry.path);
                } else if !tells_locks {
                    asked += 1;
                    refuse_if_held(aem, &entry.path).await?;
                }
                if asked > MOST_ASKED_SINGLY {
                    return Ok(false);
                }
            }
            if seen > MOST_WALKED {
                return Ok(false);
            }
            next = page.next;
            if next.is_none() {
                break;
            }
        }
    }
    Ok(true)
}

/// One page of the children of a folder, by the repository itself where it can be asked, and
/// whether their locks are told.
async fn children(
    aem: &Aem,
    folder: &DamPath,
    page: Option<PageToken>,
) -> Result<(Page<Entry>, bool)> {
    let (way, offset) = match &page {
        Some(token) => way_and_offset(token)?,
        None if offers(&aem.found.siren) => (Way::Siren, 0),
        None => (Way::Query, 0),
    };
    match way {
        Way::Query => {}
        Way::Siren => match siren(aem, folder, offset).await {
            Ok((siren, mut page)) => {
                on_the_way(Way::Siren, &mut page);
                return Ok((page, map::shows_properties(&siren) == Some(true)));
            }
            Err(error) if error.kind == ErrorKind::Forbidden && offers(&aem.found.queries) => {}
            Err(error) => return Err(error),
        },
    }
    let offset = if way == Way::Query { offset } else { 0 };
    Ok((by_query(aem, folder, offset).await?, false))
}

async fn refuse_if_held(aem: &Aem, path: &DamPath) -> Result<()> {
    match node::stat(aem, path).await {
        Ok(entry) => refuse_held(&[entry]),
        // Gone since it was listed, or known to an index only.
        Err(error) if error.kind == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

fn refuse_held(entries: &[Entry]) -> Result<()> {
    let held = entries
        .iter()
        .find_map(|entry| Some((entry, entry.lock.other_holder()?)));
    match held {
        Some((entry, holder)) => {
            let holder = Some(holder.to_owned());
            Err(Error::new(ErrorKind::Locked { holder }).about(&entry.path))
        }
        None => Ok(()),
    }
}
