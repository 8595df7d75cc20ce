//! The server goes away.

use std::{
    net::TcpListener,
    time::{Duration, Instant},
};

use crate::person::{LAYOUT, Person, Said, World};

#[test]
fn what_is_here_is_listed_and_edits_are_kept() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["edit", LAYOUT]);
    jane.save(LAYOUT, b"on the train");
    drop(world);
    let said = jane.no(6, &["put", LAYOUT, "-m", "From the train"]);
    assert!(said.err.contains("reached"), "{}", said.err);
    assert!(said.err.contains("`--later`"), "{}", said.err);
    let said = jane.no(6, &["get", "/Spring"]);
    assert!(said.err.contains("`--later`"), "{}", said.err);
    // What can't wait is not said to.
    let said = jane.no(6, &["history", LAYOUT]);
    assert!(!said.err.contains("`--later`"), "{}", said.err);
    let said = jane.ok(&["status"]);
    assert!(said.out.contains("Edited locally"), "{}", said.out);
    assert_eq!(std::fs::read(jane.file(LAYOUT)).unwrap(), b"on the train");
}

/// A server that answers nobody, as behind a VPN that is off: the first call finds it out, and those
/// after it know.
#[test]
fn a_server_that_is_known_to_be_away_is_not_waited_for() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["edit", LAYOUT]);
    jane.save(LAYOUT, b"on the train");
    let address = world.server.url().socket_addrs(|| None).unwrap()[0];
    drop(world);
    // The system takes the connections, and nobody reads what comes over them.
    let _mute = TcpListener::bind(address).unwrap();
    jane.run(&["status"]);
    let begun = Instant::now();
    let said = jane.ok(&["put", LAYOUT, "--later"]);
    assert!(said.err.contains("waits"), "{}", said.err);
    let said = jane.ok(&["status"]);
    assert!(said.out.contains("offline"), "{}", said.out);
    assert!(
        begun.elapsed() < Duration::from_secs(15),
        "{:?}",
        begun.elapsed()
    );
}

/// The name of a connection is no address: an error says where the server is.
#[test]
fn an_error_says_the_address_of_the_server_and_not_the_name_of_the_connection() {
    let world = World::start();
    let jane = Person::new("jane");
    let url = world.url();
    let url = url.trim_end_matches('/');
    jane.ok(&["connect", url, "--user", "jane", "--name", "Studio"]);
    jane.row(LAYOUT);
    let said = Said::by(
        jane.command()
            .env_remove("DAMSON_PASSWORD")
            .args(["get", LAYOUT]),
    );
    assert_eq!(said.code, 5, "{}", said.err);
    let again = format!("`damson connect {url}`");
    assert!(said.err.contains(&again), "{}", said.err);
    assert!(!said.err.contains("Studio"), "{}", said.err);
    drop(world);
    let said = jane.no(6, &["find", "layout"]);
    assert!(said.err.contains(url), "{}", said.err);
    assert!(!said.err.contains("Studio"), "{}", said.err);
}
