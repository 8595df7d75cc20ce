//! The tray's icon and menu: a pure function of the snapshot.

use damson_app::view::{ConnectionState, SessionView, SnapshotView, StatusView};
use serde::Serialize;

use crate::{
    crossing::ShowView,
    words::{DeskWords, Plural},
};

/// What the tray shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrayView {
    pub state: TrayState,
    /// One line: the state in words.
    pub title: String,
    /// What the window shows when that line is chosen; the line does nothing without it.
    pub title_shows: Option<ShowView>,
    /// Further lines of the menu.
    pub facts: Vec<TrayFact>,
    pub items: Vec<TrayItem>,
}

/// A line of the menu, and the view of the window that it opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrayFact {
    pub text: String,
    pub shows: ShowView,
}

/// The icon of the tray.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TrayState {
    Idle,
    Transferring,
    /// Something needs the person: a conflict, a failure, a login, a brake.
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
    let (state, title, title_shows) = if snapshot.connections.is_empty() {
        (TrayState::Idle, words.no_connection.clone(), None)
    } else if sums.halted {
        (
            TrayState::Attention,
            words.halted.clone(),
            Some(ShowView::All),
        )
    } else if sums.login_needed {
        (
            TrayState::Attention,
            words.login_needed.clone(),
            Some(ShowView::All),
        )
    } else if sums.conflicts > 0 {
        (
            TrayState::Attention,
            said(&words.conflicts, sums.conflicts),
            Some(ShowView::Conflicts),
        )
    } else if sums.failed > 0 {
        (
            TrayState::Attention,
            said(&words.failed, sums.failed),
            Some(ShowView::Transfers),
        )
    } else if all_offline {
        (TrayState::Offline, words.offline.clone(), None)
    } else if sums.transferring > 0 {
        let title = said(&words.transferring, sums.transferring);
        (TrayState::Transferring, title, Some(ShowView::Transfers))
    } else if sums.connecting {
        (TrayState::Idle, words.connecting.clone(), None)
    } else if sums.edited > 0 {
        (
            TrayState::Idle,
            said(&words.edited, sums.edited),
            Some(ShowView::Edited),
        )
    } else if sums.new > 0 {
        (
            TrayState::Idle,
            said(&words.new_files, sums.new),
            Some(ShowView::Edited),
        )
    } else if sums.paused > 0 {
        (
            TrayState::Idle,
            said(&words.paused, sums.paused),
            Some(ShowView::Transfers),
        )
    } else {
        (TrayState::Idle, words.up_to_date.clone(), None)
    };
    let facts = [
        (&words.transferring, sums.transferring, ShowView::Transfers),
        (&words.paused, sums.paused, ShowView::Transfers),
        (&words.failed, sums.failed, ShowView::Transfers),
        (&words.conflicts, sums.conflicts, ShowView::Conflicts),
        (&words.edited, sums.edited, ShowView::Edited),
        (&words.new_files, sums.new, ShowView::Edited),
        (&words.checked_out, sums.checked_out, ShowView::Mine),
    ];
    TrayView {
        facts: facts
            .into_iter()
            .filter(|(_, count, _)| *count > 0)
            .map(|(plural, count, shows)| TrayFact {
                text: said(plural, count),
                shows,
            })
            .filter(|fact| fact.text != title)
            .collect(),
        items: items(&sums, words),
        state,
        title,
        title_shows,
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

    fn lines(view: &TrayView) -> Vec<&str> {
        view.facts.iter().map(|fact| fact.text.as_str()).collect()
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
        assert_eq!(view.facts, []);
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
        assert_eq!(view.facts, []);
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
        assert_eq!(lines(&view), ["2 new files not uploaded"]);
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
        assert_eq!(lines(&view), ["1 transfer", "2 assets edited"]);
        assert_eq!(view.title_shows, Some(ShowView::Conflicts));
        let shows: Vec<_> = view.facts.iter().map(|fact| fact.shows).collect();
        assert_eq!(shows, [ShowView::Transfers, ShowView::Edited]);
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
