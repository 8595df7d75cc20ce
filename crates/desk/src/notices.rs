//! What a person is told outside the window: what changed from one snapshot to the next, gathered
//! so that a hundred failures are one notification.

use std::{collections::BTreeMap, time::Duration};

use damson_app::view::{
    ConnectionState, OrderView, SessionView, SnapshotView, StatusView, TransferDirectionView,
    TransferStateView,
};
use serde::Serialize;
use tokio::time::Instant;

use crate::words::DeskWords;

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    ConflictFound,
    UploadFailed,
    DownloadFailed,
    /// Everything that was asked for at once is here, or on the server.
    OrderDone,
    /// An asset that the person waits for is free.
    CheckedIn,
    LoginNeeded,
    Halted,
}

/// Something that happened, so many times, and to what if it is one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub kind: NoticeKind,
    pub count: u64,
    pub name: Option<String>,
}

/// A notification in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    pub kind: NoticeKind,
    pub title: String,
    pub body: String,
}

/// What became worth telling between two snapshots. Nothing is told of a session that only just
/// began: what it finds was so before.
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
    let mut tell = |kind, count, name: Option<&str>| {
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
    // While it connects, the first listing makes known what was so all along.
    let was_there = matches!(
        before.state,
        ConnectionState::Online | ConnectionState::Offline
    );
    let more = conflicts(after).saturating_sub(conflicts(before));
    if was_there && more > 0 {
        tell(NoticeKind::ConflictFound, more, None);
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
            tell(kind, 1, transfer.path.rsplit('/').next());
        }
    }
    for order in after.orders.iter().filter(|order| is_done(order)) {
        let was = before.orders.iter().find(|line| line.id == order.id);
        if was.is_some_and(|line| !is_done(line)) {
            // `/` has no name of its own.
            let name = order
                .path
                .rsplit('/')
                .next()
                .filter(|name| !name.is_empty());
            tell(NoticeKind::OrderDone, 1, name.or(Some(&after.connection)));
        }
    }
    for freed in &after.freed {
        if !before.freed.contains(freed) {
            tell(NoticeKind::CheckedIn, 1, freed.path.rsplit('/').next());
        }
    }
    let needs = |session: &SessionView| session.state == ConnectionState::LoginNeeded;
    if needs(after) && !needs(before) {
        tell(NoticeKind::LoginNeeded, 1, Some(&after.connection));
    }
    if after.halted.is_some() && before.halted.is_none() {
        tell(NoticeKind::Halted, 1, Some(&after.connection));
    }
}

/// What failed was told already, and what was cancelled needs no telling.
fn is_done(order: &OrderView) -> bool {
    order.over && order.finished > 0 && order.failed + order.cancelled == 0
}

/// Holds notices back until they can be told together.
#[derive(Debug, Default)]
pub struct Gathered {
    waiting: BTreeMap<NoticeKind, (Notice, Instant)>,
    told: BTreeMap<NoticeKind, Instant>,
}

/// What comes within it is told together.
pub const GATHERED_FOR: Duration = Duration::from_secs(2);
/// Of one kind, no second notification sooner.
pub const QUIET_FOR: Duration = Duration::from_secs(30);

impl Gathered {
    pub fn add(&mut self, notice: Notice, now: Instant) {
        let kind = notice.kind;
        if let Some((held, _)) = self.waiting.get_mut(&kind) {
            held.count += notice.count;
            held.name = None;
            return;
        }
        let quiet = self.told.get(&kind).map(|told| *told + QUIET_FOR);
        let due = (now + GATHERED_FOR).max(quiet.unwrap_or(now));
        self.waiting.insert(kind, (notice, due));
    }

    /// When something is to be told next.
    pub fn next_due(&self) -> Option<Instant> {
        self.waiting.values().map(|(_, due)| *due).min()
    }

    /// What is to be told, in words.
    pub fn due(&mut self, now: Instant, words: &DeskWords) -> Vec<Told> {
        let is_due = |due: &Instant| *due <= now;
        let kinds: Vec<NoticeKind> = self
            .waiting
            .iter()
            .filter(|(_, (_, due))| is_due(due))
            .map(|(kind, _)| *kind)
            .collect();
        let mut told = Vec::new();
        for kind in kinds {
            if let Some((notice, _)) = self.waiting.remove(&kind) {
                self.told.insert(kind, now);
                told.push(in_words(&notice, words));
            }
        }
        told
    }
}

fn in_words(notice: &Notice, words: &DeskWords) -> Told {
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
    Told {
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
    fn a_failure_is_told_once() {
        let before = snapshot(|_| {});
        let after = snapshot(|session| session.transfers = vec![failed(1)]);
        let told = notices(&before, &after);
        let expected = Notice {
            kind: NoticeKind::UploadFailed,
            count: 1,
            name: Some("1.psd".to_owned()),
        };
        assert_eq!(told, [expected]);
        assert_eq!(notices(&after, &after), []);
        assert_eq!(notices(&SnapshotView::default(), &after), []);
    }

    #[test]
    fn an_order_is_told_when_all_of_it_is_done() {
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
        let told = notices(&going, &order(|_| {}));
        let expected = Notice {
            kind: NoticeKind::OrderDone,
            count: 1,
            name: Some("harbour".to_owned()),
        };
        assert_eq!(told, [expected]);
        assert_eq!(notices(&order(|_| {}), &order(|_| {})), []);
        // What was over before Damson looked is no news.
        assert_eq!(notices(&snapshot(|_| {}), &order(|_| {})), []);
        assert_eq!(notices(&going, &order(|order| order.failed = 1)), []);
        assert_eq!(notices(&going, &order(|order| order.cancelled = 1)), []);
        let top = order(|order| order.path = "/".to_owned());
        assert_eq!(notices(&going, &top)[0].name.as_deref(), Some("demo"));
    }

    #[test]
    fn what_a_person_waits_for_is_told_once_it_is_free() {
        let freed = |name: &str| FreedView {
            path: format!("/shoot/{name}"),
            who: "omar".to_owned(),
            at: "2026-11-21T12:00:00Z".to_owned(),
        };
        let before = snapshot(|session| session.freed = vec![freed("a.psd")]);
        let after = snapshot(|session| session.freed = vec![freed("b.psd"), freed("a.psd")]);
        let told = notices(&before, &after);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].kind, NoticeKind::CheckedIn);
        assert_eq!(told[0].name.as_deref(), Some("b.psd"));
        assert_eq!(notices(&after, &after), []);
        // What became free while Damson did not run is found after it began.
        let connecting = snapshot(|session| session.state = ConnectionState::Connecting);
        assert_eq!(notices(&connecting, &before).len(), 1);
    }

    #[test]
    fn conflicts_are_told_when_they_come_and_not_when_they_are_first_seen() {
        let with = |state, count| {
            snapshot(|session| {
                session.state = state;
                let counts = &mut session.counts.by_status;
                counts.insert(StatusView::EditingConflict, count);
            })
        };
        let online = ConnectionState::Online;
        let told = notices(&with(online, 1), &with(online, 3));
        assert_eq!(
            (told[0].kind, told[0].count),
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
        let told = gathered.due(due, &words);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].body, "100 assets were not uploaded.");
        // The next one of the kind waits.
        let another = Notice {
            kind: NoticeKind::UploadFailed,
            count: 1,
            name: Some("x.psd".to_owned()),
        };
        gathered.add(another, due + GATHERED_FOR);
        assert_eq!(gathered.next_due(), Some(due + QUIET_FOR));
        let told = gathered.due(due + QUIET_FOR, &words);
        assert_eq!(told[0].body, "x.psd was not uploaded.");
    }
}
