//! Renditions: listed, and exported in place of the original.

use std::fs;

use damson_demo_server::Sample;

use crate::person::World;

const HERO: &str = "/Campaigns/Autumn/hero.png";
const FOLDER: &str = "/Campaigns/Autumn";

#[test]
fn a_rendition_is_exported_under_the_ending_of_its_type() {
    let world = World::with(Sample::Small);
    let jane = world.person("jane");
    let listed = jane.json(&["renditions", HERO]);
    let kinds: Vec<&str> = listed["renditions"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["kind"].as_str())
        .collect();
    assert_eq!(kinds[0], "original", "{listed}");
    for kind in ["web", "fpo", "thumbnail"] {
        assert!(kinds.contains(&kind), "{kind} is not in {listed}");
    }
    let to = tempfile::tempdir().unwrap();
    let text = to.path().to_str().unwrap();
    jane.ok(&["get", HERO, "--to", text, "--rendition", "web"]);
    let web = fs::read(to.path().join("hero.jpg")).unwrap();
    assert!(web.starts_with(&[0xff, 0xd8, 0xff]), "a JPEG");
    // The copy in the cache folder has no part in it.
    assert!(!jane.file(HERO).exists());
    let row = jane.json(&["status", HERO]);
    assert!(row.to_string().contains("cloud-only"), "{row}");
    // Nothing is overwritten, and no part is left.
    let again = jane.run(&["get", HERO, "--to", text, "--rendition", "fpo"]);
    assert_ne!(again.code, 0, "{again:?}");
    assert_eq!(fs::read(to.path().join("hero.jpg")).unwrap(), web);
    assert_eq!(fs::read_dir(to.path()).unwrap().count(), 1);
    jane.ok(&[
        "get",
        HERO,
        "--to",
        text,
        "--rendition",
        "cq5dam.thumbnail.48.48.png",
    ]);
    let small = fs::read(to.path().join("hero.png")).unwrap();
    assert!(small.starts_with(b"\x89PNG"), "a PNG");
}

/// Notes have no picture: they are named, and their original doesn't stand in for it.
#[test]
fn an_asset_without_the_rendition_is_reported_and_not_replaced() {
    let world = World::with(Sample::Small);
    let jane = world.person("jane");
    let to = tempfile::tempdir().unwrap();
    let text = to.path().to_str().unwrap();
    let said = jane.run(&["get", FOLDER, "--to", text, "--flat", "--rendition", "fpo"]);
    assert_ne!(said.code, 0, "{said:?}");
    assert!(
        said.err.contains("/Campaigns/Autumn/notes.txt"),
        "{}",
        said.err
    );
    let mut names: Vec<_> = fs::read_dir(to.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["hero.jpg", "locked.jpg"]);
}
