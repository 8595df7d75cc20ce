//! The tray's icon and menu, as they follow from a snapshot.

use damson_app::view::{ConnectionState, SessionView, SnapshotView, StatusView};
use serde::Serialize;

use crate::words::{DeskWords, Plural};

/// What the tray shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrayView {
    pub state: TrayState,
    /// One line: the state in words.
    pub title: String,
    /// Further lines, which do nothing.
    pub facts: Vec<String>,
    pub items: Vec<TrayItem>,
}

/// Which icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TrayState {
    Idle,
    Transferring,
    /// Something wants the person: a conflict, a failure, a login, a brake.
    Attention,
    Offline,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrayItem {
    pub action: TrayAction,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TrayAction {
    Open,
    PauseAll,
    ResumeAll,
    Quit,
}

/// Sums over all sessions.
#[derive(Debug, Default)]
struct Sums {
    transferring: u64,
    paused: u64,
    failed: u64,
    edited: u64,
    new: u64,
    conflicts: u64,
    checked_out: u64,
    halted: bool,
    login_needed: bool,
    offline: u64,
    connecting: bool,
}

/// The tray for a snapshot.
pub fn tray(snapshot: &SnapshotView, words: &DeskWords) -> TrayView {
    let sums = Sums::of(snapshot);
    let said = |plural: &Plural, count| plural.of(count, &words.language);
    let all_offline = sums.offline > 0 && sums.offline == snapshot.sessions.len() as u64;
    let (state, title) = if snapshot.connections.is_empty() {
        (TrayState::Idle, words.no_connection.clone())
    } else if sums.halted {
        (TrayState::Attention, words.halted.clone())
    } else if sums.login_needed {
        (TrayState::Attention, words.login_needed.clone())
    } else if sums.conflicts > 0 {
        (TrayState::Attention, said(&words.conflicts, sums.conflicts))
    } else if sums.failed > 0 {
        (TrayState::Attention, said(&words.failed, sums.failed))
    } else if all_offline {
        (TrayState::Offline, words.offline.clone())
    } else if sums.transferring > 0 {
        let title = said(&words.transferring, sums.transferring);
        (TrayState::Transferring, title)
    } else if sums.connecting {
        (TrayState::Idle, words.connecting.clone())
    } else if sums.edited > 0 {
        (TrayState::Idle, said(&words.edited, sums.edited))
    } else if sums.new > 0 {
        (TrayState::Idle, said(&words.new_files, sums.new))
    } else if sums.paused > 0 {
        (TrayState::Idle, said(&words.paused, sums.paused))
    } else {
        (TrayState::Idle, words.up_to_date.clone())
    };
    let facts = [
        (&words.transferring, sums.transferring),
        (&words.paused, sums.paused),
        (&words.failed, sums.failed),
        (&words.conflicts, sums.conflicts),
        (&words.edited, sums.edited),
        (&words.new_files, sums.new),
        (&words.checked_out, sums.checked_out),
    ];
    TrayView {
        facts: facts
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(plural, count)| said(plural, count))
            .filter(|fact| *fact != title)
            .collect(),
        items: items(&sums, words),
        state,
        title,
    }
}

fn items(sums: &Sums, words: &DeskWords) -> Vec<TrayItem> {
    let item = |action, text: &str| TrayItem {
        action,
        text: text.to_owned(),
    };
    let mut items = vec![item(TrayAction::Open, &words.open)];
    if sums.transferring > 0 {
        items.push(item(TrayAction::PauseAll, &words.pause_all));
    }
    if sums.paused > 0 {
        items.push(item(TrayAction::ResumeAll, &words.resume_all));
    }
    items.push(item(TrayAction::Quit, &words.quit));
    items
}

impl Sums {
    fn of(snapshot: &SnapshotView) -> Self {
        let mut sums = Self::default();
        for session in &snapshot.sessions {
            sums.add(session);
        }
        sums
    }

    fn add(&mut self, session: &SessionView) {
        let status = |status| session.counts.by_status.get(&status).copied().unwrap_or(0);
        self.edited += status(StatusView::EditedLocally);
        self.new += status(StatusView::NewLocally);
        self.conflicts += status(StatusView::EditingConflict);
        self.checked_out += session.counts.mine;
        self.failed += session.totals.failed;
        self.transferring += session.totals.waiting + session.totals.running;
        self.paused += session.totals.paused;
        self.halted |= session.halted.is_some();
        match session.state {
            ConnectionState::Offline => self.offline += 1,
            ConnectionState::LoginNeeded => self.login_needed = true,
            ConnectionState::Connecting => self.connecting = true,
            ConnectionState::Stopped | ConnectionState::Online => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use damson_app::view::{BrakeView, TransferTotalsView};

    use super::*;
    use crate::samples::{connection, session};

    fn shown(change: impl FnOnce(&mut SessionView)) -> TrayView {
        let mut session = session("demo");
        change(&mut session);
        let snapshot = SnapshotView {
            generation: 1,
            current: Some("demo".to_owned()),
            connections: vec![connection("demo")],
            sessions: vec![session],
        };
        tray(&snapshot, &DeskWords::default())
    }

    fn actions(view: &TrayView) -> Vec<TrayAction> {
        view.items.iter().map(|item| item.action).collect()
    }

    #[test]
    fn nothing_connected_and_nothing_to_do() {
        let view = tray(&SnapshotView::default(), &DeskWords::default());
        assert_eq!(
            (view.state, view.title.as_str()),
            (TrayState::Idle, "Not connected")
        );
        let view = shown(|_| {});
        assert_eq!(
            (view.state, view.title.as_str()),
            (TrayState::Idle, "Up to date")
        );
        assert_eq!(view.facts, Vec::<String>::new());
        assert_eq!(actions(&view), [TrayAction::Open, TrayAction::Quit]);
    }

    #[test]
    fn transfers_can_be_paused_and_resumed() {
        let view = shown(|session| {
            session.totals = TransferTotalsView {
                waiting: 2,
                running: 1,
                ..TransferTotalsView::default()
            };
        });
        assert_eq!(
            (view.state, view.title.as_str()),
            (TrayState::Transferring, "3 transfers")
        );
        assert_eq!(view.facts, Vec::<String>::new());
        assert!(actions(&view).contains(&TrayAction::PauseAll));
    }

    #[test]
    fn it_is_not_up_to_date_while_something_is_only_here() {
        let view = shown(|session| {
            let statuses = &mut session.counts.by_status;
            statuses.insert(StatusView::NewLocally, 2);
        });
        assert_eq!(view.title, "2 new files not uploaded");
        let view = shown(|session| {
            let statuses = &mut session.counts.by_status;
            statuses.insert(StatusView::NewLocally, 2);
            statuses.insert(StatusView::EditedLocally, 1);
        });
        assert_eq!(view.title, "1 asset edited");
        assert_eq!(view.facts, ["2 new files not uploaded"]);
    }

    #[test]
    fn what_is_paused_does_not_look_as_if_it_ran() {
        let view = shown(|session| session.totals.paused = 3);
        assert_eq!(
            (view.state, view.title.as_str()),
            (TrayState::Idle, "3 transfers paused")
        );
        assert!(actions(&view).contains(&TrayAction::ResumeAll));
        assert!(!actions(&view).contains(&TrayAction::PauseAll));
    }

    #[test]
    fn what_wants_the_person_comes_before_what_goes_by_itself() {
        let view = shown(|session| {
            session.state = ConnectionState::Offline;
            session.totals.running = 1;
            session
                .counts
                .by_status
                .insert(StatusView::EditingConflict, 1);
            session
                .counts
                .by_status
                .insert(StatusView::EditedLocally, 2);
        });
        assert_eq!(
            (view.state, view.title.as_str()),
            (TrayState::Attention, "1 conflict")
        );
        assert_eq!(view.facts, ["1 transfer", "2 assets edited"]);
        let view = shown(|session| session.halted = Some(BrakeView::OtherAccount));
        assert_eq!(view.state, TrayState::Attention);
        let view = shown(|session| session.state = ConnectionState::LoginNeeded);
        assert_eq!(view.title, "Log in again");
        let view = shown(|session| session.state = ConnectionState::Offline);
        assert_eq!(
            (view.state, view.title.as_str()),
            (TrayState::Offline, "Offline")
        );
    }
}
