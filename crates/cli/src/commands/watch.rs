//! `watch`: keeps Damson running and tells what happens.

use std::collections::BTreeMap;

use damson_app::{
    Intent,
    view::{
        BrakeView, ConnectionState, CountsView, SessionView, TransferDirectionView,
        TransferStateView, TransferView,
    },
};
use jiff::Timestamp;
use serde::Serialize;

use crate::{
    args::Watch, commands::transfers::why, exit::Exit, failure::Failure, human, session::Session,
    style::shown, words,
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

/// What was told of a connection so far.
#[derive(Debug, Default)]
struct Told {
    state: Option<ConnectionState>,
    transfers: BTreeMap<i64, TransferStateView>,
    counts: CountsView,
    offers: Vec<String>,
    halted: Option<BrakeView>,
}

pub(crate) async fn watch(args: &Watch, session: &Session) -> Result<Exit, Failure> {
    let mut changes = session.handle().watch();
    session
        .send(Intent::Start {
            connection: session.connection.clone(),
        })
        .await?;
    session
        .output
        .message("Damson runs here, and other calls are served by it. Ctrl-C ends it.");
    let mut told: BTreeMap<String, Told> = BTreeMap::new();
    loop {
        let snapshot = changes.borrow_and_update().clone();
        for now in wanted(&snapshot.sessions, session) {
            let before = told.entry(now.connection.clone()).or_default();
            for event in before.hear(now) {
                print(&now.connection, &event, session)?;
            }
        }
        let sessions: Vec<&SessionView> = wanted(&snapshot.sessions, session).collect();
        if args.until_idle && !sessions.is_empty() && sessions.iter().all(|now| is_idle(now)) {
            return Ok(Exit::Done);
        }
        tokio::select! {
            alive = changes.changed() => {
                if alive.is_err() {
                    session.output.message("Damson has ended.");
                    return Ok(Exit::Done);
                }
            }
            interrupted = tokio::signal::ctrl_c() => {
                interrupted?;
                session.output.message("Stopping; transfers go on next time.");
                return Ok(Exit::Done);
            }
        }
    }
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

impl Told {
    /// What is different from what was told before.
    fn hear(&mut self, now: &SessionView) -> Vec<Event> {
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
            if self.transfers.insert(transfer.id, transfer.state) != Some(transfer.state) {
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
        if self.counts != now.counts {
            self.counts = now.counts.clone();
            events.push(Event::Counts {
                counts: now.counts.clone(),
            });
        }
        events
    }
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
        Event::State { state } => words::state(*state).0.to_owned(),
        Event::Transfer {
            path,
            direction,
            state,
            why,
            ..
        } => {
            let (state, _) = words::transfer(*state);
            let why = why
                .as_ref()
                .map(|why| format!(": {why}"))
                .unwrap_or_default();
            format!(
                "{} of {} {state}{why}",
                words::direction(*direction),
                shown(path)
            )
        }
        Event::Counts { counts } => counted(counts),
        Event::EditedWithoutCheckOut { path } => {
            format!("{} was edited without being checked out", shown(path))
        }
        Event::Halted { brake } => words::halt(*brake).what,
        Event::WentOn => "Damson goes on".to_owned(),
    }
}

fn counted(counts: &CountsView) -> String {
    let parts = counts
        .by_status
        .iter()
        .filter(|(_, count)| **count > 0)
        .map(|(status, count)| {
            format!(
                "{} {}",
                human::grouped(*count),
                words::status(*status).name.to_lowercase()
            )
        });
    let mut parts: Vec<String> = parts.collect();
    if counts.mine > 0 {
        parts.push(format!(
            "{} checked out by you",
            human::grouped(counts.mine)
        ));
    }
    if parts.is_empty() {
        "nothing is known yet".to_owned()
    } else {
        parts.join(", ")
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
        let mut told = Told::default();
        let mut now = session();
        assert_eq!(
            told.hear(&now),
            [Event::State {
                state: ConnectionState::Online
            }]
        );
        assert_eq!(told.hear(&now), []);
        now.offer_check_out.push("/a.psd".to_owned());
        now.counts.mine = 1;
        assert_eq!(
            told.hear(&now),
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
            told.hear(&now),
            [Event::Halted {
                brake: BrakeView::OtherAccount
            }]
        );
        now.halted = None;
        assert_eq!(told.hear(&now), [Event::WentOn]);
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
