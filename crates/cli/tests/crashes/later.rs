//! Damson killed while it carries out what waited for the server: the next process goes on, and
//! makes one version of it.

use std::{net::Ipv4Addr, time::Duration};

use damson_demo_server::Personality;

use crate::desk::{Desk, Kill, dam};

const FILM: &str = "/Spring/film.mov";
const COMMENT: &str = "On the train";
const CUT: &[u8] = b"cut on the train";
/// More requests than an order takes.
const MOST_WRITES: u64 = 20;

#[test]
fn an_order_on_65() {
    at_every_write(Personality::Aem65);
}

#[test]
fn an_order_on_cloud_service() {
    at_every_write(Personality::Cloud);
}

/// Killed after each request that the server carried out and whose answer nobody heard.
fn at_every_write(personality: Personality) {
    let mut kills = 0;
    for writes in 1..MOST_WRITES {
        let desk = ordered(personality);
        let ended = desk.run(&["status"], Kill::Unanswered(writes));
        goes_on(&desk, &format!("killed at write {writes}"));
        if !ended.killed {
            break;
        }
        kills += 1;
    }
    println!("{kills} kills");
    assert!(kills >= 2, "only {kills} kills");
}

/// The comment of a first upload is kept by a request of its own, after the bytes.
#[test]
fn a_first_upload_on_65() {
    for writes in 1..MOST_WRITES {
        let desk = Desk::new(Personality::Aem65, |_| {});
        desk.server.put_folder(&dam("/Spring")).unwrap();
        desk.connect();
        desk.ok(&["ls", "/Spring"]);
        desk.save(FILM, CUT).unwrap();
        desk.ok(&["status"]);
        desk.proxy.lead_to((Ipv4Addr::LOCALHOST, 9).into());
        desk.ok(&["put", FILM, "-m", COMMENT, "--later"]);
        desk.is_back();
        let ended = desk.run(&["status"], Kill::Unanswered(writes));
        goes_on(&desk, &format!("killed at write {writes}"));
        if !ended.killed {
            assert!(writes > 2, "{writes}");
            return;
        }
    }
}

/// Between the requests, where it is the journal that is written.
#[test]
fn an_order_killed_at_any_time() {
    for millis in [80, 160, 240, 320, 450] {
        let desk = ordered(Personality::Aem65);
        let ended = desk.run(&["status"], Kill::After(Duration::from_millis(millis)));
        goes_on(
            &desk,
            &format!("killed after {millis} ms: {}", ended.killed),
        );
    }
}

/// Something edited, whose upload waits for the server.
fn ordered(personality: Personality) -> Desk {
    let desk = Desk::new(personality, |_| {});
    desk.server
        .put_asset(&dam(FILM), b"before", "omar")
        .unwrap();
    desk.connect();
    desk.ok(&["edit", FILM]);
    desk.save(FILM, CUT).unwrap();
    desk.proxy.lead_to((Ipv4Addr::LOCALHOST, 9).into());
    let said = desk.ok(&["put", FILM, "-m", COMMENT, "--later"]);
    assert_eq!(desk.on_server(FILM).unwrap(), b"before", "{said:?}");
    desk.is_back();
    desk
}

/// The processes after it bring it to an end, once.
fn goes_on(desk: &Desk, what: &str) {
    for _ in 0..10 {
        desk.ok(&["watch", "--until-idle"]);
        let waits = desk.ok(&["later", "--json"]);
        if waits.out.trim() == "[]" {
            break;
        }
    }
    assert_eq!(desk.ok(&["later", "--json"]).out.trim(), "[]", "{what}");
    assert_eq!(desk.on_server(FILM).unwrap(), CUT, "{what}");
    let versions = desk.server.versions(&dam(FILM));
    let told: Vec<_> = versions.iter().map(|version| &version.comment).collect();
    assert_eq!(told, [COMMENT], "{what}");
    assert_eq!(desk.server.holder(&dam(FILM)), None, "{what}");
    let row = desk.row(FILM).unwrap();
    assert_eq!(row["status"], "available-locally", "{what}: {row}");
}
