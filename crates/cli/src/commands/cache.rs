//! `cache`.

use std::path::Path;

use damson_app::{
    Intent, Reply, UserError,
    view::{CacheView, SettingsView},
};
use serde::Serialize;

use crate::{
    args::{Cache, CacheVerb},
    exit::Exit,
    failure::Failure,
    human,
    session::{Session, unexpected},
    style::shown,
    words::say,
};

/// The cache folder as `--json` prints it.
#[derive(Debug, Serialize)]
struct CacheReport<'a> {
    folder: &'a str,
    #[serde(flatten)]
    cache: CacheView,
    /// Bytes; `null` for no limit.
    limit: Option<u64>,
}

pub(crate) async fn cache(args: &Cache, session: &Session) -> Result<Exit, Failure> {
    match &args.verb {
        None | Some(CacheVerb::Show) => show(session).await,
        Some(CacheVerb::Move { folder }) => bring(folder, session).await,
    }
}

/// Moves the cache folder.
async fn bring(folder: &Path, session: &Session) -> Result<Exit, Failure> {
    let to = std::path::absolute(folder).map_err(|error| UserError::io(&error, folder))?;
    let connection = session.connection.clone();
    let reply = session.send(Intent::MoveCache { connection, to }).await?;
    let Reply::CacheMoved(moved) = reply else {
        return Err(unexpected(&reply));
    };
    if session.output.json {
        session.output.document(&moved)?;
        return Ok(Exit::Done);
    }
    session
        .output
        .result(say!("cache-now", folder = &moved.cache_folder))?;
    if !moved.left.is_empty() {
        session.output.warning(say!("cache-left"));
        for file in &moved.left {
            session.output.line(shown(file))?;
        }
    }
    Ok(Exit::Done)
}

/// How full the cache folder is.
async fn show(session: &Session) -> Result<Exit, Failure> {
    let connection = session.connection.clone();
    let reply = session.send(Intent::Cache { connection }).await?;
    let Reply::Cache(cache) = reply else {
        return Err(unexpected(&reply));
    };
    let settings = settings(session).await?;
    let limit = settings
        .settings
        .iter()
        .find(|one| one.key == "cache-limit");
    let report = CacheReport {
        folder: &settings.cache_folder,
        cache,
        limit: limit.and_then(|limit| limit.value.parse().ok()),
    };
    if session.output.json {
        session.output.document(&report)?;
        return Ok(Exit::Done);
    }
    session.output.line(say!(
        "cache-holds",
        folder = report.folder,
        size = human::size(cache.bytes),
        count = cache.files
    ))?;
    session
        .output
        .line(say!("cache-clean", size = human::size(cache.clean)))?;
    session.output.message(match report.limit {
        Some(limit) => say!("cache-limit", size = human::size(limit)),
        None => say!("cache-no-limit"),
    });
    Ok(Exit::Done)
}

async fn settings(session: &Session) -> Result<SettingsView, Failure> {
    let connection = session.connection.clone();
    let reply = session.send(Intent::Connections).await?;
    let Reply::Connections(connections) = reply else {
        return Err(unexpected(&reply));
    };
    let current = connections.into_iter().find(|one| one.current);
    let connection = connection.or(current.map(|one| one.name));
    let reply = session.send(Intent::Settings { connection }).await?;
    let Reply::Settings(settings) = reply else {
        return Err(unexpected(&reply));
    };
    Ok(settings)
}
