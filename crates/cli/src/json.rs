//! What `--json` prints of rows, transfers and sessions: less than the application knows, and the
//! same names everywhere. docs/json.md describes it, and a test compares the two.

use std::collections::BTreeMap;

use damson_app::view::{
    Action, BrakeView, ConflictView, ConnectionState, DimensionsView, FreedView, KindView,
    LinkTargetView, LinkedView, LinksTroubleView, LinksView, LockView, PackagedView, ProblemView,
    QueuedView, RestrictionView, RowProblemView, RowTransferView, RowView, SessionView, StatusView,
    TransferDirectionView, TransferStateView, TransferTotalsView, TransferView, UserView,
};
use serde::Serialize;

/// Of what docs/json.md describes: it grows when a field goes or means something else, not when one
/// is added.
pub(crate) const VERSION: u32 = 1;

/// An asset or a folder.
#[derive(Debug, Serialize)]
pub(crate) struct Row<'a> {
    path: &'a str,
    name: &'a str,
    title: Option<&'a str>,
    kind: KindView,
    status: Option<StatusView>,
    conflict: Option<ConflictView>,
    checked: Option<&'a str>,
    lock: &'a LockView,
    /// Since when this computer knows of the lock; it may be older.
    lock_seen: Option<&'a str>,
    size: Option<u64>,
    modified: Option<&'a str>,
    modified_by: Option<&'a str>,
    media_type: Option<&'a str>,
    dimensions: Option<DimensionsView>,
    read_only: bool,
    pinned: bool,
    awaited: bool,
    processing: bool,
    restrictions: Option<&'a [RestrictionView]>,
    written_back: bool,
    file: Option<&'a str>,
    transfer: Option<&'a RowTransferView>,
    problem: Option<&'a RowProblemView>,
    below: &'a BTreeMap<StatusView, u64>,
    /// What may be done with it now.
    actions: Vec<Action>,
}

/// A transfer.
#[derive(Debug, Serialize)]
pub(crate) struct Transfer<'a> {
    id: i64,
    path: &'a str,
    direction: TransferDirectionView,
    state: TransferStateView,
    done: u64,
    total: Option<u64>,
    code: Option<String>,
    said: Option<&'a str>,
    retry_at: Option<&'a str>,
    changed: &'a str,
}

/// What a document links to.
#[derive(Debug, Serialize)]
pub(crate) struct Linking<'a> {
    path: &'a str,
    links: Vec<Link<'a>>,
    complete: bool,
    trouble: Option<LinksTroubleView>,
}

/// A document with what it links to, as a folder elsewhere.
#[derive(Debug, Serialize)]
pub(crate) struct Package<'a> {
    path: &'a str,
    folder: &'a str,
    files: u64,
    problems: &'a [ProblemView],
    complete: bool,
}

impl<'a> Package<'a> {
    pub(crate) fn new(path: &'a str, packaged: &'a PackagedView) -> Self {
        Self {
            path,
            folder: &packaged.folder,
            files: packaged.files,
            problems: &packaged.problems,
            complete: packaged.complete,
        }
    }
}

/// The documents that link to an asset.
#[derive(Debug, Serialize)]
pub(crate) struct Used<'a> {
    path: &'a str,
    used_by: Vec<UsedBy<'a>>,
}

/// A document that links to an asset.
#[derive(Debug, Serialize)]
struct UsedBy<'a> {
    guess: bool,
    asset: Row<'a>,
}

impl<'a> Used<'a> {
    pub(crate) fn new(path: &'a str, users: &'a [UserView]) -> Self {
        let used_by = users.iter().map(|user| UsedBy {
            guess: user.guess,
            asset: Row::from(&user.row),
        });
        Self {
            path,
            used_by: used_by.collect(),
        }
    }
}

/// A linked file.
#[derive(Debug, Serialize)]
struct Link<'a> {
    written: &'a str,
    name: &'a str,
    target: LinkTargetView,
    guess: bool,
    asset: Option<Row<'a>>,
    file: Option<&'a str>,
    upload_to: Option<&'a str>,
}

impl<'a> Linking<'a> {
    pub(crate) fn new(path: &'a str, links: &'a LinksView) -> Self {
        Self {
            path,
            links: links.links.iter().map(Link::from).collect(),
            complete: links.complete,
            trouble: links.trouble,
        }
    }
}

impl<'a> From<&'a LinkedView> for Link<'a> {
    fn from(link: &'a LinkedView) -> Self {
        Self {
            written: &link.written,
            name: &link.name,
            target: link.target,
            guess: link.guess,
            asset: link.row.as_ref().map(Row::from),
            file: link.file.as_deref(),
            upload_to: link.upload_to.as_deref(),
        }
    }
}

/// The session of a connection, without the transfers that are over.
#[derive(Debug, Serialize)]
pub(crate) struct Session<'a> {
    connection: &'a str,
    state: ConnectionState,
    since: Option<&'a str>,
    halted: Option<BrakeView>,
    counts: &'a damson_app::view::CountsView,
    transfers: Vec<Transfer<'a>>,
    totals: &'a TransferTotalsView,
    offer_check_out: &'a [String],
    queued: &'a [QueuedView],
    freed: &'a [FreedView],
    rebuilt: Option<&'a str>,
}

impl<'a> From<&'a RowView> for Row<'a> {
    fn from(row: &'a RowView) -> Self {
        let may = row.actions.iter().filter(|offer| offer.refusal.is_none());
        Self {
            path: &row.path,
            name: &row.name,
            title: row.title.as_deref(),
            kind: row.kind,
            status: row.status,
            conflict: row.conflict,
            checked: row.checked.as_deref(),
            lock: &row.lock,
            lock_seen: row.locked_since.as_deref(),
            size: row.size,
            modified: row.modified.as_deref(),
            modified_by: row.modified_by.as_deref(),
            media_type: row.media_type.as_deref(),
            dimensions: row.dimensions,
            read_only: row.read_only,
            pinned: row.pinned,
            awaited: row.awaited,
            processing: row.processing,
            restrictions: row.restrictions.as_deref(),
            written_back: row.written_back,
            file: row.file.as_deref(),
            transfer: row.transfer.as_ref(),
            problem: row.problem.as_ref(),
            below: &row.below,
            actions: may.map(|offer| offer.action).collect(),
        }
    }
}

impl<'a> From<&'a TransferView> for Transfer<'a> {
    fn from(transfer: &'a TransferView) -> Self {
        Self {
            id: transfer.id,
            path: &transfer.path,
            direction: transfer.direction,
            state: transfer.state,
            done: transfer.done,
            total: transfer.total,
            code: transfer.code.map(damson_app::ErrorCode::as_str),
            said: transfer.said.as_deref(),
            retry_at: transfer.retry_at.as_deref(),
            changed: &transfer.changed,
        }
    }
}

impl<'a> From<&'a SessionView> for Session<'a> {
    fn from(session: &'a SessionView) -> Self {
        let pending = session
            .transfers
            .iter()
            .filter(|transfer| crate::commands::transfers::is_pending(transfer.state));
        Self {
            connection: &session.connection,
            state: session.state,
            since: session.since.as_deref(),
            halted: session.halted,
            counts: &session.counts,
            transfers: pending.map(Transfer::from).collect(),
            totals: &session.totals,
            offer_check_out: &session.offer_check_out,
            queued: &session.queued,
            freed: &session.freed,
            rebuilt: session.rebuilt.as_deref(),
        }
    }
}

/// Rows as `--json` prints them.
pub(crate) fn rows(rows: &[RowView]) -> Vec<Row<'_>> {
    rows.iter().map(Row::from).collect()
}
