//! How far all transfers are, for the dock and the taskbar: a pure function of the snapshot.

use damson_app::view::{SessionView, SnapshotView, TransferStateView};
use serde::Serialize;

use crate::desk::{Desk, SNAPSHOTS_EVERY};

/// The progress that the dock or the taskbar shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// Of a hundred.
    pub percent: u8,
    pub state: ProgressState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProgressState {
    Going,
    Paused,
}

/// The progress of all sessions together; `None` while no transfer waits, runs or is paused.
pub fn progress(snapshot: &SnapshotView) -> Option<Progress> {
    let sum = |of: fn(&SessionView) -> u64| snapshot.sessions.iter().map(of).sum::<u64>();
    let going = sum(|session| session.totals.waiting + session.totals.running);
    let paused = sum(|session| session.totals.paused);
    if going + paused == 0 {
        return None;
    }
    let (done, total) = snapshot
        .sessions
        .iter()
        .map(bytes)
        .fold((0, 0), |sums, of| {
            (
                u64::saturating_add(sums.0, of.0),
                u64::saturating_add(sums.1, of.1),
            )
        });
    let percent = done.saturating_mul(100).checked_div(total).unwrap_or(0);
    Some(Progress {
        percent: u8::try_from(percent.min(100)).unwrap_or(100),
        state: if going > 0 {
            ProgressState::Going
        } else {
            ProgressState::Paused
        },
    })
}

/// Shows the progress in the dock or the taskbar whenever it changes.
pub(crate) async fn follow(desk: Desk) {
    let mut changes = desk.watch();
    let mut shown = None;
    loop {
        let snapshot = changes.borrow_and_update().clone();
        let seen = progress(&snapshot);
        if seen != shown {
            desk.screen().show_progress(seen);
            shown = seen;
        }
        if changes.changed().await.is_err() {
            return;
        }
        tokio::time::sleep(SNAPSHOTS_EVERY).await;
    }
}

/// The bytes that are done, and all bytes: of open orders as a whole, and of the transfers that belong to
/// no order. An order counts as a whole so that progress never runs backwards while more of its transfers
/// are added.
fn bytes(session: &SessionView) -> (u64, u64) {
    let open = session.orders.iter().filter(|order| !order.over);
    let orders = open.map(|order| {
        (
            order.done,
            order.total.unwrap_or(order.done).max(order.done),
        )
    });
    let single = session.transfers.iter().filter(|transfer| {
        let counts = transfer.state.is_under_way() || transfer.state == TransferStateView::Paused;
        transfer.part_of.is_none() && counts
    });
    let single = single.map(|transfer| (transfer.done, transfer.total.unwrap_or(transfer.done)));
    orders.chain(single).fold((0, 0), |sums: (u64, u64), of| {
        (sums.0.saturating_add(of.0), sums.1.saturating_add(of.1))
    })
}

#[cfg(test)]
mod tests {
    use damson_app::view::{OrderView, TransferDirectionView};

    use super::*;
    use crate::samples::session;

    fn with(change: impl FnOnce(&mut SessionView)) -> SnapshotView {
        let mut session = session("demo");
        change(&mut session);
        SnapshotView {
            sessions: vec![session],
            ..SnapshotView::default()
        }
    }

    fn order(done: u64, total: Option<u64>) -> OrderView {
        OrderView {
            id: 1,
            path: "/shoots".to_owned(),
            direction: TransferDirectionView::Download,
            made: String::new(),
            waiting: 1,
            running: 1,
            paused: 0,
            failed: 0,
            finished: 1,
            cancelled: 0,
            of: None,
            done,
            total,
            over: false,
        }
    }

    #[test]
    fn nothing_is_shown_while_nothing_goes_on() {
        assert_eq!(progress(&SnapshotView::default()), None);
        let failed = with(|session| session.totals.failed = 2);
        assert_eq!(progress(&failed), None);
    }

    #[test]
    fn an_order_counts_with_all_that_is_to_come() {
        let snapshot = with(|session| {
            session.totals.running = 1;
            session.orders = vec![order(25, Some(100))];
        });
        let shown = progress(&snapshot).unwrap();
        assert_eq!((shown.percent, shown.state), (25, ProgressState::Going));
    }

    #[test]
    fn what_stands_is_shown_as_standing() {
        let snapshot = with(|session| {
            session.totals.paused = 1;
            session.orders = vec![order(50, Some(100))];
        });
        let shown = progress(&snapshot).unwrap();
        assert_eq!((shown.percent, shown.state), (50, ProgressState::Paused));
    }

    #[test]
    fn unknown_sizes_are_no_division_by_nothing() {
        let snapshot = with(|session| {
            session.totals.waiting = 1;
            session.orders = vec![order(0, None)];
        });
        assert_eq!(progress(&snapshot).unwrap().percent, 0);
    }
}
