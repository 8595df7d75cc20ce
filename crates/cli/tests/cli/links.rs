//! What a document links to.

use crate::person::{Person, World};

const PAGE: &str = "/Spring/page.svg";

/// A drawing that links to what is beside it, in another folder, on another computer, on the web, in
/// itself, and nowhere.
fn drawing() -> String {
    let image = |address: &str| format!("<image xlink:href=\"{address}\"/>");
    let links = [
        "beside.png",
        "../Pictures/a%20b.jpg",
        "file:///Users/someone/Work/Pictures/far.tif",
        "https://example.com/logo.png",
        "data:image/png;base64,AAAA",
        "lost.png",
    ];
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">{}</svg>",
        links.map(image).concat()
    )
}

fn world() -> World {
    let world = World::start();
    world.put(PAGE, drawing().as_bytes(), "omar");
    world.put("/Spring/beside.png", b"beside", "omar");
    world.put("/Pictures/a b.jpg", b"a b", "omar");
    world.put("/Pictures/far.tif", b"far", "omar");
    world
}

#[test]
fn each_link_is_told_with_how_it_stands_and_fetched() {
    let world = world();
    let jane = world.person("jane");
    let said = jane.ok(&["links", PAGE]);
    for wanted in [
        "/Spring/beside.png",
        "/Pictures/a b.jpg",
        "/Pictures/far.tif",
    ] {
        assert!(said.out.contains(wanted), "{wanted}: {}", said.out);
    }
    let all = format!("{}{}", said.out, said.err);
    assert!(
        all.contains("5 links: 3 only on the server, 1 not on the server, 1 on the web."),
        "{all}"
    );
    assert!(!jane.file("/Pictures/far.tif").exists());

    let said = jane.ok(&["links", PAGE, "--get"]);
    let all = format!("{}{}", said.out, said.err);
    assert!(all.contains("3 here"), "{all}");
    for path in [
        "/Spring/beside.png",
        "/Pictures/a b.jpg",
        "/Pictures/far.tif",
    ] {
        assert!(jane.file(path).exists(), "{path}");
    }
    let drawn = std::fs::read(jane.file(PAGE)).unwrap();
    assert_eq!(drawn, drawing().as_bytes(), "a document is only read");

    // A colleague changes one picture, and the owner of the layout sees it.
    world.put("/Pictures/far.tif", b"farther", "omar");
    jane.ok(&["ls", "/Pictures"]);
    let said = jane.ok(&["links", PAGE]);
    let all = format!("{}{}", said.out, said.err);
    assert!(all.contains("1 older here than on the server"), "{all}");
}

#[test]
fn what_has_no_links_says_so() {
    let world = world();
    let jane = world.person("jane");
    let said = jane.ok(&["links", "/Spring/beside.png"]);
    assert!(said.out.contains("can't read the links"), "{}", said.out);
    world.put("/Spring/plain.svg", b"<svg/>", "omar");
    let said = jane.ok(&["links", "/Spring/plain.svg"]);
    assert!(said.out.contains("links to no files"), "{}", said.out);
    world.put("/Spring/odd.indd", b"not a layout", "omar");
    let said = jane.ok(&["links", "/Spring/odd.indd"]);
    assert!(said.out.contains("can't be read"), "{}", said.out);
}

/// Jane's changes of a drawing that links to a picture on her desktop, to one that is nowhere and to
/// one that the server has. Returns the picture, and the folder that it is in.
fn edited(jane: &Person) -> (std::path::PathBuf, tempfile::TempDir) {
    let desktop = tempfile::Builder::new()
        .prefix("desktop")
        .tempdir()
        .unwrap();
    let sky = desktop.path().join("sky.png");
    std::fs::write(&sky, b"sky").unwrap();
    jane.ok(&["edit", PAGE, "--no-links"]);
    let image = |link: &str| format!("<image href=\"{link}\"/>");
    let links = [
        &*sky.to_string_lossy().replace('\\', "/"),
        "lost.png",
        "beside.png",
    ];
    let drawn = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\">{}</svg>",
        links.map(image).concat()
    );
    jane.save(PAGE, drawn.as_bytes());
    (sky, desktop)
}

#[test]
fn a_program_is_told_what_the_server_lacks() {
    let world = world();
    let jane = world.person("jane");
    let (sky, _desktop) = edited(&jane);
    let said = jane.ok(&["put", PAGE]);
    let all = format!("{}{}", said.out, said.err);
    assert!(
        all.contains("links to 2 files that the server does not have"),
        "{all}"
    );
    assert!(
        all.contains(&*sky.to_string_lossy()) && all.contains("/Spring/lost.png"),
        "{all}"
    );
    assert!(world.bytes(PAGE).unwrap().ends_with(b"</svg>"));
    assert_eq!(world.bytes("/Spring/sky.png"), None);
}

#[test]
fn the_setting_and_the_flag_keep_it_quiet() {
    let world = world();
    let jane = world.person("jane");
    let (_, _desktop) = edited(&jane);
    let said = jane.ok(&["put", PAGE, "--no-links", "--keep-checked-out"]);
    assert!(!said.err.contains("does not have"), "{}", said.err);
    jane.save(PAGE, b"<svg><image href=\"nowhere.png\"/></svg>");
    jane.ok(&["settings", "set", "check-links", "off"]);
    let said = jane.ok(&["put", PAGE]);
    assert!(!said.err.contains("does not have"), "{}", said.err);
}

#[test]
fn what_is_on_this_computer_is_uploaded_with_the_document() {
    let world = world();
    let jane = world.person("jane");
    let (_, _desktop) = edited(&jane);
    // One link is nowhere.
    let said = jane.no(7, &["put", PAGE, "--with-links"]);
    let all = format!("{}{}", said.out, said.err);
    assert!(all.contains("Uploaded 1 linked file."), "{all}");
    assert_eq!(world.bytes("/Spring/sky.png").as_deref(), Some(&b"sky"[..]));
    assert!(world.bytes(PAGE).unwrap().ends_with(b"</svg>"));
}

#[test]
fn missing_links_are_uploaded_to_where_it_was_said() {
    let world = world();
    let jane = world.person("jane");
    let (sky, _desktop) = edited(&jane);
    let json = jane.json(&["links", PAGE]);
    assert_eq!(json["links"][0]["target"], "elsewhere");
    assert_eq!(json["links"][0]["upload_to"], "/Spring/sky.png");
    let said = jane.ok(&["links", PAGE, "--upload-missing", "--dry-run"]);
    let all = format!("{}{}", said.out, said.err);
    assert!(
        all.contains(&format!("{} → /Spring/sky.png", sky.display())),
        "{all}"
    );
    assert_eq!(world.bytes("/Spring/sky.png"), None);
    let before = world.bytes(PAGE);
    jane.no(7, &["links", PAGE, "--upload-missing"]);
    assert_eq!(world.bytes("/Spring/sky.png").as_deref(), Some(&b"sky"[..]));
    assert_eq!(world.bytes(PAGE), before);
}

#[test]
fn a_package_says_what_it_lacks() {
    let world = world();
    let jane = world.person("jane");
    let handover = jane.home().join("handover");
    let into = handover.to_string_lossy().into_owned();
    let said = jane.no(7, &["package", PAGE, &into]);
    let all = format!("{}{}", said.out, said.err);
    assert!(all.contains("/Spring/lost.png"), "{all}");
    assert!(all.contains("4 files, 1 missing."), "{all}");
    let has = |name: &str| handover.join("page").join(name).exists();
    for name in ["page.svg", "beside.png", "Links/a b.jpg", "Links/far.tif"] {
        assert!(has(name), "{name}");
    }
    let again = jane.no(7, &["package", PAGE, &into, "--json"]);
    let again: serde_json::Value = serde_json::from_str(&again.out).unwrap();
    assert!(
        again["folder"].as_str().unwrap().ends_with("page (2)"),
        "{again}"
    );
    assert_eq!(again["problems"][0]["path"], "/Spring/lost.png");
    // In the cache folder it would become new assets.
    let page = jane.file(PAGE);
    let inside = page.parent().unwrap().to_string_lossy().into_owned();
    let refused = jane.no(1, &["package", PAGE, &inside]);
    assert!(refused.err.contains("cache folder"), "{}", refused.err);
}

#[test]
fn an_asset_is_used_by_documents_that_were_read() {
    let world = world();
    let jane = world.person("jane");
    let far = "/Pictures/far.tif";
    let said = jane.ok(&["links", far, "--used-by"]);
    assert!(said.out.contains("No document"), "{}", said.out);
    jane.ok(&["links", PAGE]);
    let said = jane.ok(&["links", far, "--used-by"]);
    assert!(said.out.contains(PAGE), "{}", said.out);
    let json = jane.json(&["links", far, "--used-by"]);
    assert_eq!(json["used_by"][0]["asset"]["path"], PAGE);
    assert_eq!(json["used_by"][0]["guess"], false);
}
