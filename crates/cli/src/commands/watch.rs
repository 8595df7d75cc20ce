//! `watch`: keeps Damson running and reports what happens.

use std::collections::{BTreeMap, BTreeSet};

use damson_app::{
    Intent,
    intent::{RowsFilter, RowsQuery, RowsScope},
    view::{
        BrakeView, ConnectionState, CountsView, FreedView, RowOrderView, SessionView, StatusView,
        TransferDirectionView, TransferStateView, TransferView,
    },
};
use jiff::Timestamp;
use serde::Serialize;

use crate::{
    args::Watch,
    commands::transfers::why,
    exit::Exit,
    failure::Failure,
    human,
    session::Session,
    style::shown,
    words::{self, say},
};

/// Something that happened, as `--json` prints it: one line each.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
enum Event {
    State {
        state: ConnectionState,
    },
    Transfer {
        id: i64,
        path: String,
        direction: TransferDirectionView,
        state: TransferStateView,
        why: Option<String>,
    },
    /// A file came, went or is another one than before.
    File {
        path: String,
        status: Option<StatusView>,
        before: Option<StatusView>,
    },
    /// What this person waited for is checked out by nobody else any more.
    Freed {
        path: String,
        who: String,
    },
    Counts {
        counts: CountsView,
    },
    EditedWithoutCheckOut {
        path: String,
    },
    Halted {
        brake: BrakeView,
    },
    WentOn,
}

/// An event with its time and connection.
#[derive(Debug, Serialize)]
struct EventView<'a> {
    /// RFC 3339.
    at: String,
    connection: &'a str,
    #[serde(flatten)]
    event: &'a Event,
}

/// What was reported of a connection so far.
#[derive(Debug, Default)]
struct Reported {
    state: Option<ConnectionState>,
    transfers: BTreeMap<i64, TransferStateView>,
    counts: CountsView,
    offers: Vec<String>,
    halted: Option<BrakeView>,
    /// Those that were free before are no news.
    freed: Option<Vec<FreedView>>,
    files: Option<BTreeMap<String, StatusView>>,
    generation: u64,
}

pub(crate) async fn watch(args: &Watch, session: &Session) -> Result<Exit, Failure> {
    let mut changes = session.handle().watch();
    session
        .send(Intent::Start {
            connection: session.connection.clone(),
        })
        .await?;
    session.output.message(say!("watch-running"));
    let began = Timestamp::now();
    let mut reported: BTreeMap<String, Reported> = BTreeMap::new();
    let mut settled = args.until_idle.then(|| Box::pin(session.settled()));
    loop {
        let snapshot = changes.borrow_and_update().clone();
        for now in wanted(&snapshot.sessions, session) {
            let before = reported.entry(now.connection.clone()).or_default();
            for event in before.hear(now, began) {
                print(&now.connection, &event, session)?;
            }
            if session.output.json && before.generation != now.generation {
                before.generation = now.generation;
                for event in before.hear_files(files(&now.connection, session).await?) {
                    print(&now.connection, &event, session)?;
                }
            }
        }
        let idle = async {
            match &mut settled {
                Some(settled) => settled.as_mut().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            alive = changes.changed() => {
                if alive.is_err() {
                    session.output.message(say!("watch-stopped"));
                    return Ok(Exit::Done);
                }
            }
            done = idle => {
                done?;
                let snapshot = changes.borrow_and_update().clone();
                let sessions: Vec<&SessionView> = wanted(&snapshot.sessions, session).collect();
                if sessions.iter().all(|now| is_idle(now)) {
                    return Ok(Exit::Done);
                }
                settled = Some(Box::pin(session.settled()));
            }
            interrupted = tokio::signal::ctrl_c() => {
                interrupted?;
                session.output.message(say!("watch-stopping"));
                return Ok(Exit::Done);
            }
        }
    }
}

/// What is here or wants attention, and how it is. What is on the server alone is no file.
async fn files(
    connection: &str,
    session: &Session,
) -> Result<BTreeMap<String, StatusView>, Failure> {
    let session = session.of(connection);
    let query = RowsQuery {
        filter: RowsFilter {
            here: true,
            ..RowsFilter::default()
        },
        order: RowOrderView::Path,
        ..RowsQuery::new(RowsScope::Below {
            path: "/".to_owned(),
        })
    };
    let rows = session.all_rows(query).await?;
    let known = rows
        .into_iter()
        .filter_map(|row| Some((row.path, row.status?)));
    Ok(known.collect())
}

fn wanted<'a>(
    sessions: &'a [SessionView],
    session: &'a Session,
) -> impl Iterator<Item = &'a SessionView> {
    sessions.iter().filter(|now| {
        session
            .connection
            .as_ref()
            .is_none_or(|connection| *connection == now.connection)
    })
}

fn is_idle(now: &SessionView) -> bool {
    let settled = match now.state {
        ConnectionState::Connecting => false,
        ConnectionState::Stopped
        | ConnectionState::Online
        | ConnectionState::Offline
        | ConnectionState::LoginNeeded => true,
    };
    settled && now.totals.waiting == 0 && now.totals.running == 0
}

impl Reported {
    /// The events that were not reported before.
    ///
    /// What was over before `began` is no news: a session brings the transfers of earlier ones
    /// along.
    fn hear(&mut self, now: &SessionView, began: Timestamp) -> Vec<Event> {
        let mut events = Vec::new();
        if self.state != Some(now.state) {
            self.state = Some(now.state);
            events.push(Event::State { state: now.state });
        }
        match (self.halted, now.halted) {
            (None, Some(brake)) => events.push(Event::Halted { brake }),
            (Some(_), None) => events.push(Event::WentOn),
            (None, None) | (Some(_), Some(_)) => {}
        }
        self.halted = now.halted;
        for transfer in &now.transfers {
            let before = self.transfers.insert(transfer.id, transfer.state);
            let is_old = before.is_none() && is_over_since(transfer, began);
            if before != Some(transfer.state) && !is_old {
                events.push(transfer_event(transfer));
            }
        }
        self.transfers
            .retain(|id, _| now.transfers.iter().any(|transfer| transfer.id == *id));
        for path in &now.offer_check_out {
            if !self.offers.contains(path) {
                events.push(Event::EditedWithoutCheckOut { path: path.clone() });
            }
        }
        self.offers.clone_from(&now.offer_check_out);
        let known = self.freed.get_or_insert_with(|| now.freed.clone());
        let new = now.freed.iter().filter(|freed| !known.contains(freed));
        events.extend(new.map(|freed| Event::Freed {
            path: freed.path.clone(),
            who: freed.who.clone(),
        }));
        self.freed = Some(now.freed.clone());
        if self.counts != now.counts {
            self.counts = now.counts.clone();
            events.push(Event::Counts {
                counts: now.counts.clone(),
            });
        }
        events
    }

    /// What became of files since the last look; the first look is no news.
    fn hear_files(&mut self, now: BTreeMap<String, StatusView>) -> Vec<Event> {
        let Some(before) = self.files.replace(now) else {
            return Vec::new();
        };
        let now = self.files.as_ref().unwrap_or(&before);
        let paths: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
        let changed = paths
            .into_iter()
            .filter(|path| before.get(*path) != now.get(*path));
        changed
            .map(|path| Event::File {
                path: path.clone(),
                status: now.get(path).copied(),
                before: before.get(path).copied(),
            })
            .collect()
    }
}

/// Whether a transfer had ended by then.
fn is_over_since(transfer: &TransferView, began: Timestamp) -> bool {
    let changed: Option<Timestamp> = transfer.changed.parse().ok();
    let is_over = match transfer.state {
        TransferStateView::Failed | TransferStateView::Finished | TransferStateView::Cancelled => {
            true
        }
        TransferStateView::Waiting
        | TransferStateView::Running
        | TransferStateView::Paused
        | TransferStateView::Retrying => false,
    };
    is_over && changed.is_none_or(|changed| changed < began)
}

fn transfer_event(transfer: &TransferView) -> Event {
    Event::Transfer {
        id: transfer.id,
        path: transfer.path.clone(),
        direction: transfer.direction,
        state: transfer.state,
        why: why(transfer),
    }
}

fn print(connection: &str, event: &Event, session: &Session) -> Result<(), Failure> {
    let at = Timestamp::now().to_string();
    if session.output.json {
        return Ok(session.output.json_line(&EventView {
            at,
            connection,
            event,
        })?);
    }
    let line = format!(
        "{}  {}  {}",
        human::moment(&at),
        shown(connection),
        sentence(event)
    );
    Ok(session.output.line(line)?)
}

fn sentence(event: &Event) -> String {
    match event {
        Event::State { state } => words::state(*state).0,
        Event::Transfer {
            path,
            direction,
            state,
            why,
            ..
        } => {
            let (state, _) = words::transfer(*state);
            let direction = words::direction(*direction);
            let text = say!(
                "watch-transfer",
                direction = direction,
                path = path,
                state = state
            );
            match why {
                Some(why) => say!("named-state", name = text, state = why),
                None => text,
            }
        }
        Event::File { path, status, .. } => {
            let known = status.map(|status| words::status(status).name);
            let state = known.unwrap_or_else(|| say!("watch-no-copy"));
            say!("named-state", name = path, state = state)
        }
        Event::Freed { path, who } => {
            say!("watch-freed", path = path, who = who)
        }
        Event::Counts { counts } => counted(counts),
        Event::EditedWithoutCheckOut { path } => {
            say!("watch-edited-unlocked", path = path)
        }
        Event::Halted { brake } => words::halt(*brake).what,
        Event::WentOn => say!("watch-continues"),
    }
}

fn counted(counts: &CountsView) -> String {
    let parts = counts
        .by_status
        .iter()
        .filter(|(_, count)| **count > 0)
        .map(|(status, count)| words::counted(*status, *count));
    let mut parts: Vec<String> = parts.collect();
    if counts.mine > 0 {
        parts.push(say!("watch-mine", count = counts.mine));
    }
    if parts.is_empty() {
        say!("watch-nothing")
    } else {
        words::joined("row-parts", &parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> SessionView {
        serde_json::from_value(serde_json::json!({
            "connection": "studio", "generation": 1, "state": "online", "since": null,
            "halted": null,
            "counts": { "by_status": {}, "mine": 0, "pinned": 0, "recovered": 0, "problems": 0 },
            "transfers": [], "offer_check_out": [],
            "queued": [], "freed": [], "rebuilt": null,
            "totals": { "waiting": 0, "running": 0, "failed": 0, "done": 0, "total": 0,
                        "rate": null, "seconds_left": null },
        }))
        .unwrap()
    }

    #[test]
    fn tells_each_change_once() {
        let mut reported = Reported::default();
        let mut now = session();
        assert_eq!(
            reported.hear(&now, Timestamp::UNIX_EPOCH),
            [Event::State {
                state: ConnectionState::Online
            }]
        );
        assert_eq!(reported.hear(&now, Timestamp::UNIX_EPOCH), []);
        now.offer_check_out.push("/a.psd".to_owned());
        now.counts.mine = 1;
        assert_eq!(
            reported.hear(&now, Timestamp::UNIX_EPOCH),
            [
                Event::EditedWithoutCheckOut {
                    path: "/a.psd".to_owned()
                },
                Event::Counts {
                    counts: now.counts.clone()
                },
            ]
        );
        now.halted = Some(BrakeView::OtherAccount);
        assert_eq!(
            reported.hear(&now, Timestamp::UNIX_EPOCH),
            [Event::Halted {
                brake: BrakeView::OtherAccount
            }]
        );
        now.halted = None;
        assert_eq!(reported.hear(&now, Timestamp::UNIX_EPOCH), [Event::WentOn]);
    }

    #[test]
    fn what_was_over_before_is_no_news() {
        let transfer = |id, state: &str, changed: &str| {
            serde_json::from_value::<TransferView>(serde_json::json!({
                "id": id, "path": "/a", "direction": "upload", "done": 1, "total": 1,
                "state": state, "code": null, "said": null, "retry_at": null,
                "changed": changed,
            }))
            .unwrap()
        };
        let began: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
        let mut now = session();
        now.transfers = vec![
            transfer(1, "finished", "2026-11-20T12:00:00Z"),
            transfer(2, "failed", "2026-11-20T12:00:00Z"),
            transfer(3, "waiting", "2026-11-20T12:00:00Z"),
            transfer(4, "finished", "2026-11-21T12:00:01Z"),
        ];
        let heard = Reported::default().hear(&now, began);
        let ids: Vec<i64> = heard
            .iter()
            .filter_map(|event| {
                let Event::Transfer { id, .. } = event else {
                    return None;
                };
                Some(*id)
            })
            .collect();
        assert_eq!(ids, [3, 4]);
    }

    #[test]
    fn each_file_that_changes_is_an_event() {
        let files = |files: &[(&str, StatusView)]| {
            let files = files
                .iter()
                .map(|(path, status)| ((*path).to_owned(), *status));
            files.collect::<BTreeMap<_, _>>()
        };
        let mut reported = Reported::default();
        let first = files(&[("/a", StatusView::AvailableLocally)]);
        assert_eq!(reported.hear_files(first), []);
        let event = |path: &str, status, before| Event::File {
            path: path.to_owned(),
            status,
            before,
        };
        let then = files(&[
            ("/a", StatusView::EditedLocally),
            ("/b", StatusView::NewLocally),
        ]);
        assert_eq!(
            reported.hear_files(then),
            [
                event(
                    "/a",
                    Some(StatusView::EditedLocally),
                    Some(StatusView::AvailableLocally)
                ),
                event("/b", Some(StatusView::NewLocally), None),
            ]
        );
        assert_eq!(
            reported.hear_files(BTreeMap::new()),
            [
                event("/a", None, Some(StatusView::EditedLocally)),
                event("/b", None, Some(StatusView::NewLocally)),
            ]
        );
    }

    #[test]
    fn an_event_is_a_flat_line_of_json() {
        let event = Event::EditedWithoutCheckOut {
            path: "/a.psd".to_owned(),
        };
        let view = EventView {
            at: "2026-11-21T12:00:00Z".into(),
            connection: "studio",
            event: &event,
        };
        assert_eq!(
            serde_json::to_string(&view).unwrap(),
            r#"{"at":"2026-11-21T12:00:00Z","connection":"studio","event":"edited-without-check-out","path":"/a.psd"}"#
        );
    }
}
