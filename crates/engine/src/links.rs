//! Which assets a document links to, and how each stands.

mod elsewhere;
pub(crate) mod missing;
pub(crate) mod used;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use damson_core::{DamPath, OnServer};
use damson_links::{
    Bounds, Document, Error as LinksError, Format, Place, Standing, Stored, Why, candidates,
};

use crate::{
    cycle::observe, error::EngineError, journal::Asset, local::LocalError, row::Row, rows,
    site::Site,
};

pub use elsewhere::Elsewhere;
pub(crate) use elsewhere::LINKS;
pub use used::User;

/// The links of a document.
#[derive(Debug, Clone)]
pub struct Links {
    /// In the order of the document, each linked file once.
    pub links: Vec<Linked>,
    /// The whole document was looked through; otherwise there may be more of them.
    pub complete: bool,
    /// Why nothing could be read of it.
    pub trouble: Option<Trouble>,
}

/// Why a document's links can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// This kind of file holds no links that Damson can read.
    NoReader,
    /// It is damaged, or of another kind than its name says.
    Broken,
    TooLarge,
}

/// One linked file.
#[derive(Debug, Clone)]
pub struct Linked {
    /// The path or the address as the document has it.
    pub written: String,
    /// Its own name.
    pub name: String,
    /// The names from the document's folder down, where the document links to it so.
    pub beside: Option<Vec<String>>,
    pub target: Target,
}

/// Where a linked file is.
#[derive(Debug, Clone)]
pub enum Target {
    /// An asset of this DAM, or a file in its cache folder.
    Asset {
        row: Box<Row>,
        /// Only the name speaks for it.
        guess: bool,
    },
    /// Nothing in this DAM is at any of the places where it could be; but on this computer is such a
    /// file, outside the cache folder.
    Elsewhere(Elsewhere),
    /// Nothing in this DAM is at any of the places where it could be.
    NotFound,
    /// In the document itself.
    Embedded,
    /// On the web, or in a library of an application.
    Remote,
}

/// Of how many places the server is asked for one document.
const ASKED: usize = 2_000;
/// How many are asked for at a time.
const BATCH: usize = 200;

/// Reads the links of a document that is here. Linked assets that were not heard of are asked for.
pub(crate) async fn links(site: &Arc<Site>, path: &DamPath) -> Result<Links, EngineError> {
    let copy = observe::recall(site, path).await?;
    let document = match read(site, path).await? {
        Ok(document) => document,
        Err(trouble) => {
            return Ok(Links {
                links: Vec::new(),
                complete: false,
                trouble: Some(trouble),
            });
        }
    };
    let places = places(site, path, &document)?;
    let mut known = recall(site, &places).await?;
    let unknown: BTreeSet<DamPath> = places
        .iter()
        .filter(|places| places.iter().all(|(path, _)| !known.contains_key(path)))
        .flat_map(|places| places.iter().map(|(path, _)| path.clone()))
        .take(ASKED)
        .collect();
    if !unknown.is_empty() && site.is_online() {
        ask(site, unknown).await?;
        known = recall(site, &places).await?;
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
                let row = rows::rows_of(site, vec![asset.clone()]).await?.pop();
                row.map_or(Target::NotFound, |row| Target::Asset {
                    row: Box::new(row),
                    guess,
                })
            }
            None if is_remote(link) => Target::Remote,
            None => {
                let folder = match &beside {
                    Some(folder) => folder,
                    None => beside.insert(elsewhere::folder_of(site, path).await?),
                };
                let found = elsewhere::find(site, link, folder).await;
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
    used::note(site, path, copy.and_then(|copy| copy.local), &found).await?;
    Ok(found)
}

/// Documents whose links are being brought.
#[derive(Debug, Default)]
pub(crate) struct Bringing(Mutex<BTreeSet<DamPath>>);

/// Keeps a document among them.
pub(crate) struct Brought<'a> {
    all: &'a Bringing,
    path: DamPath,
}

impl Bringing {
    pub(crate) fn begin(&self, path: &DamPath) -> Brought<'_> {
        self.paths().insert(path.clone());
        Brought {
            all: self,
            path: path.clone(),
        }
    }

    /// Whether this document is here, and waits for others: of two that link to each other each would
    /// wait for the other one.
    pub(crate) fn has(&self, path: &DamPath) -> bool {
        self.paths().contains(path)
    }

    fn paths(&self) -> MutexGuard<'_, BTreeSet<DamPath>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Brought<'_> {
    fn drop(&mut self) {
        self.all.paths().remove(&self.path);
    }
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

async fn read(site: &Arc<Site>, path: &DamPath) -> Result<Result<Document, Trouble>, EngineError> {
    if !has_reader(path) {
        return Ok(Err(Trouble::NoReader));
    }
    let at = path.clone();
    let opened = site.on_disk(move |local| local.open(&at)).await?;
    let name = path.name().to_owned();
    let read = site.blocking(move || {
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
            let file = site.local.file(path)?;
            return Err(LocalError::Io { file, source }.into());
        }
    })
}

/// Of each link the places where it may be, likeliest first, each with whether it is a guess.
fn places(
    site: &Site,
    path: &DamPath,
    document: &Document,
) -> Result<Vec<Vec<(DamPath, bool)>>, EngineError> {
    let root = site.local.file(&DamPath::root())?;
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
    site: &Arc<Site>,
    places: &[Vec<(DamPath, bool)>],
) -> Result<BTreeMap<DamPath, Asset>, EngineError> {
    let all: BTreeSet<DamPath> = places
        .iter()
        .flatten()
        .map(|(path, _)| path.clone())
        .collect();
    site.in_journal(move |journal| {
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

async fn ask(site: &Arc<Site>, unknown: BTreeSet<DamPath>) -> Result<(), EngineError> {
    let unknown: Vec<DamPath> = unknown.into_iter().collect();
    for batch in unknown.chunks(BATCH) {
        let mark = site.holds.mark();
        let mut entries = site.heard(site.remote().stat_many(batch).await)?;
        entries.retain(|entry| batch.contains(&entry.path));
        observe::learn_since(site, mark, entries).await?;
    }
    Ok(())
}
