//! Intents as the engine's commands.

use damson_core::{ByteCount, DamPath, Timestamp, usage::Approval};
use damson_engine::{
    ActOptions, Command, GetLinks, MissingLinks, Orientation, RowFilter, RowQuery, RowScope,
    TransferId,
};
use damson_remote::{MetadataQuery, Search, SearchScope, VersionId};

use crate::crossing::{
    error::{ErrorCode, Result, UserError},
    intent::{self, LinksAllowed, RowsFilter, RowsQuery, RowsScope, SearchQuery},
};

/// Reads a path of the DAM as a person or a front end spells it.
pub(crate) fn path(text: &str) -> Result<DamPath> {
    DamPath::parse(text).map_err(|error| {
        UserError::new(ErrorCode::BadPath)
            .detail(text)
            .said(error.to_string())
    })
}

/// An action with its options.
pub(crate) fn act(
    action: crate::crossing::view::Action,
    path: DamPath,
    options: intent::ActOptions,
) -> Result<Command> {
    let to = options.to.as_deref().map(self::path).transpose()?;
    Ok(Command::Act {
        action,
        path,
        options: ActOptions {
            comment: options.comment,
            release: options.release,
            keep_checked_out: options.keep_checked_out,
            to,
            title: options.title,
            version: options.version.map(VersionId),
            anyway: options.anyway,
            later: options.later,
            links: options.links.map_or(GetLinks::AsSet, links_allowed),
            missing: options
                .missing_links
                .map_or(MissingLinks::Unseen, missing_links),
        },
    })
}

fn missing_links(wanted: intent::MissingLinks) -> MissingLinks {
    match wanted {
        intent::MissingLinks::Tell => MissingLinks::Told,
        intent::MissingLinks::Ask => MissingLinks::Asked,
        intent::MissingLinks::Upload => MissingLinks::Sent,
    }
}

fn links_allowed(allowed: LinksAllowed) -> GetLinks {
    let any = |most: u64| if most == 0 { u64::MAX } else { most };
    match allowed {
        LinksAllowed::None => GetLinks::None,
        LinksAllowed::UpTo { assets, bytes } => GetLinks::UpTo {
            assets: any(assets),
            bytes: ByteCount(any(bytes)),
        },
    }
}

/// Files of this computer. Their paths must be absolute, because the working folder of the front end may
/// be another than that of this process.
pub(crate) fn sources(sources: Vec<std::path::PathBuf>) -> Result<Vec<std::path::PathBuf>> {
    match sources.iter().find(|source| !source.is_absolute()) {
        Some(source) => Err(UserError::new(ErrorCode::Incomplete)
            .file(source)
            .detail("absolute path")),
        None => Ok(sources),
    }
}

/// A folder of this computer, as [`sources`].
pub(crate) fn whole(folder: std::path::PathBuf) -> Result<std::path::PathBuf> {
    sources(vec![folder]).map(|mut all| all.remove(0))
}

pub(crate) fn transfer(id: i64) -> TransferId {
    TransferId(id)
}

pub(crate) fn search(query: SearchQuery) -> Result<Search> {
    let scope = match query.within.as_deref() {
        Some(folder) => SearchScope::Below(path(folder)?),
        None => SearchScope::Everywhere,
    };
    Ok(Search {
        text: query.text,
        name: query.name,
        scope,
        media_types: query.media_types,
        mine: query.mine,
        changed_after: query.changed_after.as_deref().map(time).transpose()?,
        changed_before: query.changed_before.as_deref().map(time).transpose()?,
        theirs: query.theirs,
        size_from: query.size_from.map(ByteCount),
        size_below: query.size_below.map(ByteCount),
        orientation: query.orientation.map(Orientation::from),
        metadata: MetadataQuery {
            tags: query.tags,
            rating_from: query.rating_from,
            approval: query.approval.map(Approval::from),
            expires_by: query.expires_by.as_deref().map(time).transpose()?,
        },
    })
}

pub(crate) fn rows(query: RowsQuery) -> Result<RowQuery> {
    let scope = match query.scope {
        RowsScope::Folder { path } => RowScope::Folder(self::path(&path)?),
        RowsScope::Below { path } => RowScope::Below(self::path(&path)?),
        RowsScope::One { path } => RowScope::One(self::path(&path)?),
    };
    Ok(RowQuery {
        scope,
        filter: filter(query.filter)?,
        order: query.order.into(),
        descending: query.descending,
        offset: query.offset,
        limit: query.limit.min(1_000),
    })
}

fn filter(filter: RowsFilter) -> Result<RowFilter> {
    Ok(RowFilter {
        statuses: filter
            .statuses
            .into_iter()
            .flat_map(crate::crossing::view::StatusView::statuses)
            .collect(),
        mine: filter.mine,
        pinned: filter.pinned,
        problems: filter.problems,
        name: filter.name,
        here: filter.here,
        folders: filter.folders,
        assets: filter.assets,
        theirs: filter.theirs,
        orientation: filter.orientation.map(Orientation::from),
        size_from: filter.size_from.map(ByteCount),
        size_below: filter.size_below.map(ByteCount),
        locked: filter.locked,
        types: filter.types,
        modified_from: filter.modified_from.as_deref().map(time).transpose()?,
        modified_before: filter.modified_before.as_deref().map(time).transpose()?,
        // The setting decides.
        unexpired_at: None,
    })
}

fn time(text: &str) -> Result<Timestamp> {
    let time: jiff::Timestamp = text.parse().map_err(|error: jiff::Error| {
        UserError::new(ErrorCode::Incomplete)
            .detail(text)
            .said(error.to_string())
    })?;
    Ok(Timestamp(time.as_millisecond()))
}
