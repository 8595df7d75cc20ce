//! The processing of a written binary, whose results appear late.

use rusqlite::{Connection, params};

use crate::{
    store::{Node, StoreError},
    switches::{Processing, Switches},
};

/// Begins to process a binary that was just written into the node.
pub(crate) fn begin(node: &mut Node, switches: &Switches, now: i64) {
    let ready_at = match switches.processing {
        Processing::Immediate => {
            node.processed = true;
            node.ready_at = None;
            if !(switches.sha1_of_first_binary && node.shown_sha1.is_some()) {
                node.shown_sha1.clone_from(&node.sha1);
            }
            node.shown_size = Some(node.size);
            return;
        }
        Processing::AfterMs(delay) => {
            Some(now.saturating_add(i64::try_from(delay).unwrap_or(i64::MAX)))
        }
        Processing::Manual => None,
    };
    node.processed = false;
    node.ready_at = ready_at;
    if !switches.stale_sha1_while_processing {
        if !switches.sha1_of_first_binary {
            node.shown_sha1 = None;
        }
        node.shown_size = None;
    }
}

/// Ends what is due at `now`.
pub(crate) fn settle(db: &Connection, now: i64, switches: &Switches) -> Result<(), StoreError> {
    db.prepare_cached(
        "UPDATE nodes SET state = 'processed', shown_size = size,
             shown_sha1 = CASE WHEN ?3 AND shown_sha1 IS NOT NULL THEN shown_sha1 ELSE sha1 END,
             modified = CASE WHEN ?2 THEN max(modified, ready_at) ELSE modified END,
             modified_by = CASE WHEN ?2 THEN 'workflow-process-service' ELSE modified_by END,
             ready_at = NULL
         WHERE state = 'processing' AND ready_at <= ?1",
    )?
    .execute(params![
        now,
        switches.processing_bumps_modified,
        switches.sha1_of_first_binary
    ])?;
    Ok(())
}

/// Makes everything that is being processed due so many milliseconds earlier.
pub(crate) fn advance(db: &Connection, by: i64) -> Result<(), StoreError> {
    db.execute(
        "UPDATE nodes SET ready_at = ready_at - ?1 WHERE state = 'processing' AND ready_at IS NOT NULL",
        [by],
    )?;
    Ok(())
}

/// Makes everything that is being processed due at `now`.
pub(crate) fn finish(db: &Connection, now: i64) -> Result<(), StoreError> {
    db.execute(
        "UPDATE nodes SET ready_at = ?1 WHERE state = 'processing'",
        [now],
    )?;
    Ok(())
}
