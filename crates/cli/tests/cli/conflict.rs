//! Two people change the same asset.

use crate::person::{LAYOUT, Person, World};

fn both_changed() -> (World, Person) {
    let world = World::start();
    let jane = world.person("jane");
    let omar = world.person("omar");
    jane.ok(&["get", LAYOUT]);
    omar.ok(&["get", LAYOUT]);
    omar.save(LAYOUT, b"omar's headline");
    omar.ok(&["put", LAYOUT, "-m", "Another headline"]);
    jane.save(LAYOUT, b"jane's colours");
    (world, jane)
}

#[test]
fn a_conflict_is_refused_and_both_sides_are_shown() {
    let (world, jane) = both_changed();
    let said = jane.no(4, &["put", LAYOUT, "-m", "Mine"]);
    assert!(said.err.contains("damson resolve"), "{}", said.err);
    assert_eq!(world.bytes(LAYOUT).unwrap(), b"omar's headline");
    let said = jane.run(&["resolve", LAYOUT]);
    assert!(
        said.out.contains("Yours") && said.out.contains("Theirs"),
        "{}\n{}",
        said.out,
        said.err
    );
    let said = jane.ok(&["status"]);
    assert!(said.out.contains("Editing conflict"), "{}", said.out);
}

#[test]
fn mine_goes_on_top_of_theirs() {
    let (world, jane) = both_changed();
    jane.no(4, &["put", LAYOUT]);
    jane.ok(&["resolve", LAYOUT, "--keep", "mine"]);
    jane.ok(&["put", LAYOUT, "-m", "Both seen"]);
    assert_eq!(world.bytes(LAYOUT).unwrap(), b"jane's colours");
}

#[test]
fn theirs_replaces_mine_and_mine_is_recovered() {
    let (_world, jane) = both_changed();
    jane.no(4, &["put", LAYOUT]);
    jane.ok(&["resolve", LAYOUT, "--keep", "theirs"]);
    assert_eq!(
        std::fs::read(jane.file(LAYOUT)).unwrap(),
        b"omar's headline"
    );
    assert_eq!(jane.json(&["recovered"]).as_array().unwrap().len(), 1);
}

#[test]
fn both_are_kept_side_by_side() {
    let (_world, jane) = both_changed();
    jane.no(4, &["put", LAYOUT]);
    jane.ok(&["resolve", LAYOUT, "--keep", "both"]);
    let file = jane.file(LAYOUT);
    assert_eq!(std::fs::read(&file).unwrap(), b"omar's headline");
    let mine = std::fs::read_dir(file.parent().unwrap())
        .unwrap()
        .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .any(|bytes| bytes == b"jane's colours");
    assert!(mine, "jane's copy is gone");
}
