//! The server goes away.

use crate::person::{LAYOUT, World};

#[test]
fn what_is_here_is_listed_and_edits_are_kept() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["edit", LAYOUT]);
    jane.save(LAYOUT, b"on the train");
    drop(world);
    let said = jane.no(6, &["put", LAYOUT, "-m", "From the train"]);
    assert!(said.err.contains("reached"), "{}", said.err);
    let said = jane.ok(&["status"]);
    assert!(said.out.contains("Edited locally"), "{}", said.out);
    assert_eq!(std::fs::read(jane.file(LAYOUT)).unwrap(), b"on the train");
}
