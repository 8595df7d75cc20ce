//! What a document links to.

use crate::person::World;

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
