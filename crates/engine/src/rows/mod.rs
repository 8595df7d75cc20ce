//! Rows as the front ends show them.

pub(crate) mod offers;
pub(crate) mod restricted;
pub(crate) mod streamed;

use std::sync::Arc;

use damson_core::{DamPath, Kind, OnServer, Timestamp};
use damson_remote::{AssetKind, Entry, Rights};

use crate::{
    context::Context,
    model::{Asset, EngineError, RemoteRecord, Row, RowPage, RowQuery, RowScope},
    observe::local_renames,
};
use offers::Circumstances;

/// One page of rows.
pub(crate) async fn page(
    context: &Arc<Context>,
    mut query: RowQuery,
) -> Result<RowPage, EngineError> {
    let offset = query.offset;
    // Who asks for one asset means it.
    let hides = context.policy().hide_expired && !matches!(query.scope, RowScope::One(_));
    query.filter.unexpired_at = hides.then(|| context.now());
    // The journal keeps no row of the root, yet one can upload there.
    let root = offset == 0 && matches!(&query.scope, RowScope::One(path) if path.is_root());
    let (mut assets, mut total, hidden) = context
        .in_journal(move |journal| {
            let (assets, total) = journal.rows(&query)?;
            Ok((assets, total, journal.expired_rows(&query)?))
        })
        .await?;
    if root && assets.is_empty() {
        assets.push(Asset::new(DamPath::root(), Kind::Root));
        total = 1;
    }
    Ok(RowPage {
        rows: rows_of(context, assets).await?,
        total,
        offset,
        hidden,
        generation: 0,
    })
}

pub(crate) async fn rows_of(
    context: &Arc<Context>,
    assets: Vec<Asset>,
) -> Result<Vec<Row>, EngineError> {
    let at = Arc::clone(context);
    context
        .blocking(move || {
            let rows = assets.into_iter().map(|asset| row_of(&at, asset));
            rows.collect()
        })
        .await
}

/// What the server found, as rows, and how many are left out because they have expired. It is only
/// remembered where it is known already.
pub(crate) async fn of_entries(
    context: &Arc<Context>,
    entries: Vec<Entry>,
) -> Result<(Vec<Row>, u64), EngineError> {
    let now = context.now();
    let mut assets = context
        .in_journal(move |journal| {
            // A listing may not have said what restricts the use; what is found does.
            journal.set_terms(entries.iter().map(|entry| (&entry.path, &entry.terms)))?;
            let mut assets = Vec::new();
            for entry in entries {
                let known = journal.get(&entry.path)?;
                assets.push(known.unwrap_or_else(|| stranger(&entry, now)));
            }
            Ok(assets)
        })
        .await?;
    let hidden = hide_expired(context, &mut assets);
    Ok((rows_of(context, assets).await?, hidden))
}

/// Leaves out what has expired, where that is wanted, and says how many that were.
pub(crate) fn hide_expired(context: &Context, assets: &mut Vec<Asset>) -> u64 {
    if !context.policy().hide_expired {
        return 0;
    }
    let (before, now) = (assets.len(), context.now());
    assets.retain(|asset| !asset.is_hidden_when_expired(now));
    (before - assets.len()) as u64
}

/// An asset that the journal doesn't know, as the server describes it.
pub(crate) fn stranger(entry: &Entry, now: Timestamp) -> Asset {
    let kind = match entry.kind {
        AssetKind::Folder => Kind::Folder,
        AssetKind::Asset => Kind::Asset,
        AssetKind::NoFile => Kind::NoFile,
    };
    let mut asset = Asset::new(entry.path.clone(), kind);
    asset.lock = entry.lock.clone();
    asset.remote = RemoteRecord {
        state: OnServer::Present(entry.revision.clone()),
        changed: entry.changed,
        changed_by: entry.changed_by.clone(),
        id: entry.id.clone(),
        title: entry.title.clone(),
        media_type: entry.media_type.clone(),
        dimensions: entry.dimensions,
        rights: entry.rights,
        processing: entry.processing,
        checked: Some(now),
        generation: 0,
        terms: entry.terms.onto(None),
        after_edit: false,
    };
    asset
}

/// The problem of a path that the disk holds and that is too long for applications.
fn too_long(context: &Context, asset: &Asset) -> Option<(String, String)> {
    let problem = context.local.path_problem(&asset.path)?;
    Some(("path-too-long".to_owned(), problem.to_string()))
}

fn row_of(context: &Context, asset: Asset) -> Result<Row, EngineError> {
    let place = context.local.file(&asset.path);
    let transfer = context.queue.of_path(&asset.path);
    let kept = context.journal.is_pinned(&asset.path)?;
    let awaited = asset.lock.other_holder().is_some() && context.journal.is_awaited(&asset.path)?;
    let circumstances = Circumstances {
        kept,
        busy: transfer.is_some(),
        name_problem: place.is_err(),
    };
    let offer = context.offer();
    let offered = offers::with(&asset, circumstances, |subject| {
        damson_core::offers(subject, &offer)
    });
    let later = offered.iter().filter(|one| one.later);
    let later = later.map(|one| one.action).collect();
    let actions = offered.into_iter().map(|one| (one.action, one.refusal));
    let actions = actions.collect();
    let below = if asset.is_folder() {
        context.journal.below(&asset.path)?
    } else {
        Vec::new()
    };
    let noted = match &asset.problem {
        Some(note) if !local_renames::is_true(&context.journal, note)? => None,
        noted => noted.clone(),
    };
    let problem = match (&noted, &place) {
        (Some(problem), _) => Some(problem.clone()),
        (None, Err(error)) => Some(("name".to_owned(), error.to_string())),
        (None, Ok(_)) => too_long(context, &asset),
    };
    let restrictions = asset.restrictions(context.now());
    let revision = match &asset.remote.state {
        OnServer::Present(revision) => Some(revision),
        OnServer::Unknown | OnServer::Absent => None,
    };
    let here = asset.local.as_ref().map(|local| local.stamp.size);
    let there = revision.and_then(|revision| revision.size);
    Ok(Row {
        status: asset.status(),
        size: here.or(there),
        remote_size: there,
        modified: revision
            .and_then(|revision| revision.modified)
            .or(asset.remote.changed),
        title: asset.remote.title.clone(),
        kind: asset.kind,
        checked: asset.remote.checked,
        lock: asset.lock.clone(),
        lock_since: asset.lock_since,
        modified_by: asset.remote.changed_by.clone(),
        media_type: asset.remote.media_type.clone(),
        dimensions: asset.remote.dimensions,
        read_only: asset.remote.rights == Rights::ReadOnly,
        pinned: kept,
        processing: asset.remote.processing,
        written_back: asset.is_written_back(),
        restrictions,
        file: place.ok(),
        transfer: transfer.map(|line| (line.id, line.direction, line.state, line.done)),
        problem,
        below,
        actions,
        later,
        awaited,
        path: asset.path,
    })
}
