//! Notifications outside the window: changes from one snapshot to the next, gathered so that a hundred
//! failures are one notification.

use std::{collections::BTreeMap, time::Duration};

use damson_app::view::{
    ConnectionState, OrderView, SessionView, SnapshotView, StatusView, TransferDirectionView,
    TransferStateView,
};
use serde::Serialize;
use tokio::time::Instant;

use crate::words::DeskWords;

/// The kinds of notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    ConflictFound,
    UploadFailed,
    DownloadFailed,
    /// All transfers of an order are done.
    OrderDone,
    /// An asset that the person waits for is free.
    CheckedIn,
    LoginNeeded,
    Halted,
}

/// A change of one kind: how often it happened, and the name of what it happened to if it happened once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub kind: NoticeKind,
    pub count: u64,
    pub name: Option<String>,
}

/// A notification in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WordedNotice {
    pub kind: NoticeKind,
    pub title: String,
    pub body: String,
}

/// The notices for the changes between two snapshots. A session that is not in the former snapshot gives
/// none, because what it finds at its start is no change.
pub fn notices(before: &SnapshotView, after: &SnapshotView) -> Vec<Notice> {
    let mut found = Vec::new();
    for session in &after.sessions {
        let name = Some(session.connection.as_str());
        if let Some(earlier) = before.session(name) {
            of_session(earlier, session, &mut found);
        }
    }
    found
}

fn of_session(before: &SessionView, after: &SessionView, found: &mut Vec<Notice>) {
    let mut add = |kind, count, name: Option<&str>| {
        found.push(Notice {
            kind,
            count,
            name: name.map(str::to_owned),
        });
    };
    let conflicts = |session: &SessionView| {
        let of = session.counts.by_status.get(&StatusView::EditingConflict);
        of.copied().unwrap_or(0)
    };
    // The first listings of a session that connects show conflicts that are no change.
    let was_there = matches!(
        before.state,
        ConnectionState::Online | ConnectionState::Offline
    );
    let more = conflicts(after).saturating_sub(conflicts(before));
    if was_there && more > 0 {
        add(NoticeKind::ConflictFound, more, None);
    }
    for transfer in &after.transfers {
        let is_failed = |state| state == TransferStateView::Failed;
        let mut earlier = before.transfers.iter();
        let was = earlier.find(|line| line.id == transfer.id);
        if is_failed(transfer.state) && !was.is_some_and(|line| is_failed(line.state)) {
            let kind = match transfer.direction {
                TransferDirectionView::Upload => NoticeKind::UploadFailed,
                TransferDirectionView::Download => NoticeKind::DownloadFailed,
            };
            add(kind, 1, transfer.path.rsplit('/').next());
        }
    }
    for order in after.orders.iter().filter(|order| is_done(order)) {
        let was = before.orders.iter().find(|line| line.id == order.id);
        if was.is_some_and(|line| !is_done(line)) {
            // The root has no name, so the notice names the connection.
            let name = order
                .path
                .rsplit('/')
                .next()
                .filter(|name| !name.is_empty());
            add(NoticeKind::OrderDone, 1, name.or(Some(&after.connection)));
        }
    }
    for freed in &after.freed {
        if !before.freed.contains(freed) {
            add(NoticeKind::CheckedIn, 1, freed.path.rsplit('/').next());
        }
    }
    let needs = |session: &SessionView| session.state == ConnectionState::LoginNeeded;
    if needs(after) && !needs(before) {
        add(NoticeKind::LoginNeeded, 1, Some(&after.connection));
    }
    if after.halted.is_some() && before.halted.is_none() {
        add(NoticeKind::Halted, 1, Some(&after.connection));
    }
}

/// Whether all of an order was transferred. Failures have notices of their own, and the person knows
/// what they cancelled.
fn is_done(order: &OrderView) -> bool {
    order.over && order.finished > 0 && order.failed + order.cancelled == 0
}

/// Notices that wait so that those of one kind become one notification.
#[derive(Debug, Default)]
pub struct Gathered {
    waiting: BTreeMap<NoticeKind, (Notice, Instant)>,
    /// When the last notification of a kind was shown.
    shown: BTreeMap<NoticeKind, Instant>,
}

/// How long a notice waits for others of its kind.
pub const GATHERED_FOR: Duration = Duration::from_secs(2);
/// The shortest time between two notifications of one kind.
pub const QUIET_FOR: Duration = Duration::from_secs(30);

impl Gathered {
    pub fn add(&mut self, notice: Notice, now: Instant) {
        let kind = notice.kind;
        if let Some((waiting, _)) = self.waiting.get_mut(&kind) {
            waiting.count += notice.count;
            waiting.name = None;
            return;
        }
        let quiet = self.shown.get(&kind).map(|shown| *shown + QUIET_FOR);
        let due = (now + GATHERED_FOR).max(quiet.unwrap_or(now));
        self.waiting.insert(kind, (notice, due));
    }

    /// When the next notification is due.
    pub fn next_due(&self) -> Option<Instant> {
        self.waiting.values().map(|(_, due)| *due).min()
    }

    /// Takes out the notices that are due, as notifications in words.
    pub fn due(&mut self, now: Instant, words: &DeskWords) -> Vec<WordedNotice> {
        let is_due = |due: &Instant| *due <= now;
        let kinds: Vec<NoticeKind> = self
            .waiting
            .iter()
            .filter(|(_, (_, due))| is_due(due))
            .map(|(kind, _)| *kind)
            .collect();
        let mut due = Vec::new();
        for kind in kinds {
            if let Some((notice, _)) = self.waiting.remove(&kind) {
                self.shown.insert(kind, now);
                due.push(in_words(&notice, words));
            }
        }
        due
    }
}

fn in_words(notice: &Notice, words: &DeskWords) -> WordedNotice {
    let said = match notice.kind {
        NoticeKind::ConflictFound => &words.conflict_found,
        NoticeKind::UploadFailed => &words.upload_failed,
        NoticeKind::DownloadFailed => &words.download_failed,
        NoticeKind::OrderDone => &words.order_done,
        NoticeKind::CheckedIn => &words.checked_in,
        NoticeKind::LoginNeeded => &words.login_needed_notice,
        NoticeKind::Halted => &words.halted_notice,
    };
    let body = said.body.of(notice.count, &words.language);
    WordedNotice {
        kind: notice.kind,
        title: said.title.clone(),
        body: body.replace("{name}", notice.name.as_deref().unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use damson_app::view::{FreedView, TransferView};

    use super::*;
    use crate::samples::session;

    fn snapshot(change: impl FnOnce(&mut SessionView)) -> SnapshotView {
        let mut session = session("demo");
        change(&mut session);
        SnapshotView {
            sessions: vec![session],
            ..SnapshotView::default()
        }
    }

    fn failed(id: i64) -> TransferView {
        TransferView {
            id,
            path: format!("/shoot/{id}.psd"),
            direction: TransferDirectionView::Upload,
            done: 0,
            total: None,
            state: TransferStateView::Failed,
            code: None,
            said: None,
            retry_at: None,
            changed: String::new(),
            part_of: None,
        }
    }

    #[test]
    fn a_failure_gives_one_notice() {
        let before = snapshot(|_| {});
        let after = snapshot(|session| session.transfers = vec![failed(1)]);
        let found = notices(&before, &after);
        let expected = Notice {
            kind: NoticeKind::UploadFailed,
            count: 1,
            name: Some("1.psd".to_owned()),
        };
        assert_eq!(found, [expected]);
        assert_eq!(notices(&after, &after), []);
        assert_eq!(notices(&SnapshotView::default(), &after), []);
    }

    #[test]
    fn an_order_gives_a_notice_when_all_of_it_is_done() {
        let order = |change: fn(&mut OrderView)| {
            let mut order = OrderView {
                id: 7,
                path: "/shoots/harbour".to_owned(),
                direction: TransferDirectionView::Download,
                made: String::new(),
                waiting: 0,
                running: 0,
                paused: 0,
                failed: 0,
                finished: 3,
                cancelled: 0,
                of: Some(3),
                done: 9,
                total: Some(9),
                over: true,
            };
            change(&mut order);
            snapshot(|session| session.orders = vec![order])
        };
        let going = order(|order| (order.over, order.running) = (false, 1));
        let found = notices(&going, &order(|_| {}));
        let expected = Notice {
            kind: NoticeKind::OrderDone,
            count: 1,
            name: Some("harbour".to_owned()),
        };
        assert_eq!(found, [expected]);
        assert_eq!(notices(&order(|_| {}), &order(|_| {})), []);
        // What was over before Damson looked is no news.
        assert_eq!(notices(&snapshot(|_| {}), &order(|_| {})), []);
        assert_eq!(notices(&going, &order(|order| order.failed = 1)), []);
        assert_eq!(notices(&going, &order(|order| order.cancelled = 1)), []);
        let top = order(|order| order.path = "/".to_owned());
        assert_eq!(notices(&going, &top)[0].name.as_deref(), Some("demo"));
    }

    #[test]
    fn what_a_person_waits_for_gives_a_notice_once_it_is_free() {
        let freed = |name: &str| FreedView {
            path: format!("/shoot/{name}"),
            who: "omar".to_owned(),
            at: "2026-11-21T12:00:00Z".to_owned(),
        };
        let before = snapshot(|session| session.freed = vec![freed("a.psd")]);
        let after = snapshot(|session| session.freed = vec![freed("b.psd"), freed("a.psd")]);
        let found = notices(&before, &after);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].kind, NoticeKind::CheckedIn);
        assert_eq!(found[0].name.as_deref(), Some("b.psd"));
        assert_eq!(notices(&after, &after), []);
        // What became free while Damson did not run is found after it began.
        let connecting = snapshot(|session| session.state = ConnectionState::Connecting);
        assert_eq!(notices(&connecting, &before).len(), 1);
    }

    #[test]
    fn conflicts_give_a_notice_when_they_come_and_not_when_they_are_first_seen() {
        let with = |state, count| {
            snapshot(|session| {
                session.state = state;
                let counts = &mut session.counts.by_status;
                counts.insert(StatusView::EditingConflict, count);
            })
        };
        let online = ConnectionState::Online;
        let found = notices(&with(online, 1), &with(online, 3));
        assert_eq!(
            (found[0].kind, found[0].count),
            (NoticeKind::ConflictFound, 2)
        );
        assert_eq!(notices(&with(online, 3), &with(online, 1)), []);
        let first = notices(&with(ConnectionState::Connecting, 0), &with(online, 3));
        assert_eq!(first, []);
    }

    #[tokio::test(start_paused = true)]
    async fn a_hundred_failures_are_one_notification() {
        let mut gathered = Gathered::default();
        let start = Instant::now();
        let before = snapshot(|_| {});
        let after = snapshot(|session| session.transfers = (0..100).map(failed).collect());
        for notice in notices(&before, &after) {
            gathered.add(notice, start);
        }
        let words = DeskWords::default();
        assert_eq!(gathered.due(start, &words), []);
        let due = gathered.next_due().unwrap();
        let shown = gathered.due(due, &words);
        assert_eq!(shown.len(), 1);
        assert_eq!(shown[0].body, "100 assets were not uploaded.");
        // The next one of the kind waits.
        let another = Notice {
            kind: NoticeKind::UploadFailed,
            count: 1,
            name: Some("x.psd".to_owned()),
        };
        gathered.add(another, due + GATHERED_FOR);
        assert_eq!(gathered.next_due(), Some(due + QUIET_FOR));
        let shown = gathered.due(due + QUIET_FOR, &words);
        assert_eq!(shown[0].body, "x.psd was not uploaded.");
    }
}
