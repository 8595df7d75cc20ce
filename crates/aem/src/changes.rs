//! What changed below a folder, by asking again for a stretch of time.
//!
//! The index is late and clocks differ, so each poll looks back further than the last one ended;
//! what is told twice is the same entry. Deletions and moves leave no trace there.

use std::sync::atomic::Ordering;

use damson_core::{DamPath, Timestamp};
use damson_remote::{Change, ChangeSet, Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};

use crate::{
    http::Call,
    list::repository_path,
    map,
    probe::{is_refusal, offers},
    query::Query,
    remote::Aem,
};

const LIMIT: u64 = 200;
/// How far a poll looks back behind the end of the one before.
const OVERLAP_MS: i64 = 5 * 60 * 1000;

/// How many hits of the page before are read again: what is written between two pages moves to the
/// end, and everything after it one place ahead.
const OVERLAP_HITS: u64 = 20;

/// Where the next poll begins; times are the server's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cursor {
    /// The form, should it ever change.
    v: u32,
    since: i64,
    /// A poll that takes several pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    open: Option<Open>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Open {
    /// When its first page was asked for.
    began: i64,
    what: What,
    offset: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum What {
    Assets,
    Folders,
}

pub(crate) async fn changes(
    aem: &Aem,
    folder: &DamPath,
    cursor: Option<&str>,
) -> Result<ChangeSet> {
    if !offers(&aem.found.queries) {
        return Err(
            Error::new(ErrorKind::Unsupported).said("this server can't be asked for changes")
        );
    }
    let cursor = match cursor {
        Some(text) => read(text)?,
        None => {
            return Ok(ChangeSet {
                changes: Vec::new(),
                cursor: write(&Cursor {
                    v: 1,
                    since: server_clock(aem).await?.0,
                    open: None,
                }),
                more: false,
            });
        }
    };
    let open = match cursor.open.clone() {
        Some(open) => open,
        None => Open {
            began: server_clock(aem).await?.0,
            what: What::Assets,
            offset: 0,
        },
    };
    let from = Some(Timestamp(cursor.since - OVERLAP_MS));
    let (node_type, property) = match open.what {
        What::Assets => ("dam:Asset", "jcr:content/jcr:lastModified"),
        What::Folders => ("sling:Folder", "jcr:created"),
    };
    if open.what == What::Folders && folders_gave_up(aem) {
        return Ok(without_folders(&cursor, &open));
    }
    let answer = Query::below(&repository_path(folder))
        .of_type(node_type)
        .dated(property, from, None)
        .ordered(&format!("@{property}"))
        .page(open.offset, LIMIT)
        .run(&aem.http)
        .await;
    let hits = match answer {
        Err(error) if open.what == What::Folders && is_too_much(&error) => {
            // Nothing has to index when folders were made: in a large DAM such a question fails,
            // and what the other half told is worth having without it.
            tracing::debug!(kind = ?error.kind, "the server can't be asked for new folders");
            aem.found.folder_feed_failed.fetch_add(1, Ordering::Relaxed);
            return Ok(without_folders(&cursor, &open));
        }
        other => other.map_err(|error| error.about(folder))?,
    };
    if open.what == What::Folders {
        aem.found.folder_feed_failed.store(0, Ordering::Relaxed);
    }
    let page = map::hits_page(&hits, open.offset, &aem.me.id);
    let more_pages = page.next.is_some();
    let changes = page
        .items
        .into_iter()
        .filter(|entry| entry.path.is_within(folder) && entry.path != *folder)
        .map(|entry| Change::Seen(Box::new(entry)))
        .collect();
    let next = after(&cursor, &open, more_pages, hits.found.len() as u64);
    Ok(ChangeSet {
        changes,
        more: next.open.is_some(),
        cursor: write(&next),
    })
}

/// So many failures in a row, and it isn't asked again: a question that reads a whole repository is
/// no small thing to fail at in each poll.
const GIVES_UP: u8 = 2;

fn folders_gave_up(aem: &Aem) -> bool {
    aem.found.folder_feed_failed.load(Ordering::Relaxed) >= GIVES_UP
}

fn is_too_much(error: &Error) -> bool {
    let broken = matches!(error.kind, ErrorKind::Unavailable | ErrorKind::Timeout);
    broken || (is_refusal(error) && error.kind != ErrorKind::LoginNeeded)
}

/// The end of a poll whose folders are left out: listings tell of them.
fn without_folders(cursor: &Cursor, open: &Open) -> ChangeSet {
    let next = after(cursor, open, false, 0);
    ChangeSet {
        changes: Vec::new(),
        more: next.open.is_some(),
        cursor: write(&next),
    }
}

fn after(cursor: &Cursor, open: &Open, more_pages: bool, came: u64) -> Cursor {
    let next = match (open.what, more_pages) {
        (what, true) => Some((what, open.offset + came - OVERLAP_HITS.min(came / 2))),
        (What::Assets, false) => Some((What::Folders, 0)),
        (What::Folders, false) => None,
    };
    match next {
        Some((what, offset)) => Cursor {
            open: Some(Open {
                began: open.began,
                what,
                offset,
            }),
            ..cursor.clone()
        },
        // A server whose clock was set back must not make the polls begin in its future for ever.
        None => Cursor {
            since: open.began,
            open: None,
            ..cursor.clone()
        },
    }
}

/// The server's clock, by the date of an answer.
async fn server_clock(aem: &Aem) -> Result<Timestamp> {
    let url = aem.http.base.at("/libs/granite/security/currentuser.json");
    let answer = aem.http.ok(&Call::get(url)).await?;
    let date = answer.date();
    Ok(date.unwrap_or_else(|| Timestamp(jiff::Timestamp::now().as_millisecond())))
}

pub(crate) fn read(text: &str) -> Result<Cursor> {
    serde_json::from_str(text).map_err(|error| {
        Error::new(ErrorKind::Garbled)
            .said("a cursor of another server")
            .caused_by(error)
    })
}

fn write(cursor: &Cursor) -> String {
    serde_json::to_string(cursor).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_poll_goes_on_until_assets_and_folders_are_told() {
        let start = Cursor {
            v: 1,
            since: 1_000,
            open: None,
        };
        let open = Open {
            began: 9_000,
            what: What::Assets,
            offset: 0,
        };
        let second = after(&start, &open, true, 200);
        assert_eq!(second.open.as_ref().map(|open| open.offset), Some(180));
        assert_eq!(second.since, 1_000);
        let folders = after(&second, second.open.as_ref().unwrap(), false, 3);
        assert_eq!(
            folders.open.as_ref().map(|open| open.what),
            Some(What::Folders)
        );
        let end = after(&folders, folders.open.as_ref().unwrap(), false, 0);
        assert_eq!((end.since, end.open.clone()), (9_000, None));
        assert_eq!(read(&write(&end)).unwrap(), end);
    }
}
