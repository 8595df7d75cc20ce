//! Which assets a document links to, and how each stands.

mod elsewhere;
pub(crate) mod missing;
pub(crate) mod used;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use damson_core::{DamPath, OnServer};
use damson_links::{
    Bounds, Document, Error as LinksError, Format, Place, Standing, Stored, Why, candidates,
};

use crate::{
    context::Context,
    model::{Asset, EngineError, Linked, Links, LocalError, Target, linked::Trouble},
    observe, rows,
};

pub(crate) use elsewhere::LINKS;

/// Of how many places the server is asked for one document.
const ASKED: usize = 2_000;
/// How many are asked for at a time.
const BATCH: usize = 200;

/// Reads the links of a document that is here. Linked assets that were not heard of are asked for.
pub(crate) async fn links(context: &Arc<Context>, path: &DamPath) -> Result<Links, EngineError> {
    let copy = observe::recall(context, path).await?;
    let document = match read(context, path).await? {
        Ok(document) => document,
        Err(trouble) => {
            return Ok(Links {
                links: Vec::new(),
                complete: false,
                trouble: Some(trouble),
            });
        }
    };
    let places = places(context, path, &document)?;
    let mut known = recall(context, &places).await?;
    let unknown: BTreeSet<DamPath> = places
        .iter()
        .filter(|places| places.iter().all(|(path, _)| !known.contains_key(path)))
        .flat_map(|places| places.iter().map(|(path, _)| path.clone()))
        .take(ASKED)
        .collect();
    if !unknown.is_empty() && context.is_online() {
        ask(context, unknown).await?;
        known = recall(context, &places).await?;
    }
    let mut links = Vec::with_capacity(document.links.len());
    let mut beside = None;
    for (link, places) in document.links.iter().zip(&places) {
        let found = places
            .iter()
            .find_map(|(path, guess)| Some((known.get(path)?, *guess)));
        let target = match found {
            _ if link.stored == Stored::Embedded => Target::Embedded,
            Some((asset, guess)) => {
                let row = rows::rows_of(context, vec![asset.clone()]).await?.pop();
                row.map_or(Target::NotFound, |row| Target::Asset {
                    row: Box::new(row),
                    guess,
                })
            }
            None if is_remote(link) => Target::Remote,
            None => {
                let folder = match &beside {
                    Some(folder) => folder,
                    None => beside.insert(elsewhere::folder_of(context, path).await?),
                };
                let found = elsewhere::find(context, link, folder).await;
                found.map_or(Target::NotFound, Target::Elsewhere)
            }
        };
        links.push(Linked {
            written: link.written.clone(),
            name: link.name(),
            beside: beside_of(link),
            target,
        });
    }
    let found = Links {
        links,
        complete: document.complete,
        trouble: None,
    };
    used::note(context, path, copy.and_then(|copy| copy.local), &found).await?;
    Ok(found)
}

/// Whether links can be read of files of this kind.
pub(crate) fn has_reader(path: &DamPath) -> bool {
    Format::of(path.name()).is_some()
}

/// Where a link leads that stays in the document's folder.
fn beside_of(link: &damson_links::Link) -> Option<Vec<String>> {
    link.places().into_iter().find_map(|place| match place {
        Place::Relative { up: 0, names } => Some(names),
        Place::Relative { .. } | Place::Absolute(_) | Place::Remote(_) | Place::NotAFile => None,
    })
}

fn is_remote(link: &damson_links::Link) -> bool {
    let is_file = |place: &Place| matches!(place, Place::Absolute(_) | Place::Relative { .. });
    !link.places().iter().any(is_file)
}

async fn read(
    context: &Arc<Context>,
    path: &DamPath,
) -> Result<Result<Document, Trouble>, EngineError> {
    if !has_reader(path) {
        return Ok(Err(Trouble::NoReader));
    }
    let at = path.clone();
    let opened = context.on_disk(move |local| local.open(&at)).await?;
    let name = path.name().to_owned();
    let read = context.blocking(move || {
        let mut opened = opened;
        damson_links::read(&name, &mut opened, Bounds::default())
    });
    Ok(match read.await {
        Ok(document) => Ok(document),
        Err(LinksError::NoReader) => Err(Trouble::NoReader),
        Err(LinksError::Broken(why)) => {
            tracing::info!(%path, why, "its links can't be read");
            Err(Trouble::Broken)
        }
        Err(LinksError::TooLarge) => Err(Trouble::TooLarge),
        Err(LinksError::Unreadable(source)) => {
            let file = context.local.file(path)?;
            return Err(LocalError::Io { file, source }.into());
        }
    })
}

/// Of each link the places where it may be, likeliest first, each with whether it is a guess.
fn places(
    context: &Context,
    path: &DamPath,
    document: &Document,
) -> Result<Vec<Vec<(DamPath, bool)>>, EngineError> {
    let root = context.local.file(&DamPath::root())?;
    let root = root.to_string_lossy().replace('\\', "/");
    let names = root.trim_start_matches("//?/").split('/');
    let cache_folder: Vec<String> = names
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    let above = path.parent().unwrap_or_default();
    let folder: Vec<String> = above.names().map(str::to_owned).collect();
    let standing = Standing {
        cache_folder: &cache_folder,
        folder: &folder,
    };
    let of_link = |link| {
        let found = candidates(link, standing).into_iter();
        found
            .filter_map(|candidate| {
                let guess = match candidate.why {
                    Why::CacheFolder | Why::Relative => false,
                    Why::Tail => candidate.path.len() < 2,
                    Why::Beside => true,
                };
                let path = DamPath::parse(&candidate.path.join("/")).ok()?;
                Some((path, guess))
            })
            .collect()
    };
    Ok(document.links.iter().map(of_link).collect())
}

/// What is known to be an asset of these places.
async fn recall(
    context: &Arc<Context>,
    places: &[Vec<(DamPath, bool)>],
) -> Result<BTreeMap<DamPath, Asset>, EngineError> {
    let all: BTreeSet<DamPath> = places
        .iter()
        .flatten()
        .map(|(path, _)| path.clone())
        .collect();
    context
        .in_journal(move |journal| {
            let mut known = BTreeMap::new();
            for path in all {
                if let Some(asset) = journal.get(&path)?.filter(is_something) {
                    known.insert(path, asset);
                }
            }
            Ok(known)
        })
        .await
}

fn is_something(asset: &Asset) -> bool {
    let there = matches!(asset.remote.state, OnServer::Present(_));
    !asset.is_folder() && (there || asset.local.is_some())
}

async fn ask(context: &Arc<Context>, unknown: BTreeSet<DamPath>) -> Result<(), EngineError> {
    let unknown: Vec<DamPath> = unknown.into_iter().collect();
    for batch in unknown.chunks(BATCH) {
        let mark = context.path_locks.mark();
        let mut entries = context.note_answer(context.remote().stat_many(batch).await)?;
        entries.retain(|entry| batch.contains(&entry.path));
        observe::learn_since(context, mark, entries).await?;
    }
    Ok(())
}
