//! A cache folder that was moved or emptied, a journal that is damaged, a server from a backup.

use std::{fs, path::PathBuf};

use damson_demo_server::Personality;

use crate::desk::{Desk, Ended, Kill, dam};

pub(crate) const HERO: &str = "/Spring/hero.psd";
pub(crate) const LOGO: &str = "/Spring/logo.ai";
pub(crate) const NOTES: &str = "/Spring/notes.txt";

/// A connected person, and three assets of which nothing is here.
pub(crate) fn desk() -> Desk {
    let desk = Desk::new(Personality::Aem65, |_| {});
    for (path, text) in [(HERO, "hero"), (LOGO, "logo"), (NOTES, "notes")] {
        desk.server
            .put_asset(&dam(path), text.as_bytes(), "omar")
            .unwrap();
    }
    desk.connect();
    desk.ok(&["ls", "/Spring"]);
    desk
}

pub(crate) fn status(desk: &Desk, path: &str) -> String {
    let shown = desk.ok(&["ls", path, "--json"]);
    let row: serde_json::Value = serde_json::from_str(&shown.out).unwrap();
    row["status"].as_str().unwrap().to_owned()
}

pub(crate) fn refused(desk: &Desk, arguments: &[&str], says: &str) -> Ended {
    let ended = desk.run(arguments, Kill::Never);
    assert!(ended.code != Some(0), "damson {arguments:?}: {ended:?}");
    assert!(
        ended.err.contains(says),
        "damson {arguments:?}: {}",
        ended.err
    );
    assert!(!ended.err.contains("panicked"), "{ended:?}");
    ended
}

#[test]
fn a_cache_folder_that_was_moved() {
    let desk = desk();
    desk.ok(&["edit", HERO]);
    desk.save(HERO, b"hero, edited").unwrap();
    assert_eq!(status(&desk, HERO), "edited-locally");
    let cache = desk.cache();
    let elsewhere = desk.home().join("elsewhere");
    fs::rename(&cache, &elsewhere).unwrap();
    let ended = refused(&desk, &["get", LOGO], "can't be found");
    println!("{}", ended.err);
    assert!(!cache.exists(), "no other one is made in its place");
    // An empty one in its place is not taken for it either.
    fs::create_dir(&cache).unwrap();
    refused(&desk, &["get", LOGO], "stopped all changes");
    fs::remove_file(cache.join(".damson-lock")).unwrap();
    fs::remove_dir(&cache).unwrap();
    fs::rename(&elsewhere, &cache).unwrap();
    assert_eq!(status(&desk, HERO), "edited-locally");
    desk.ok(&["get", LOGO]);
    // Somebody who means it says so.
    fs::rename(&cache, &elsewhere).unwrap();
    fs::create_dir(&cache).unwrap();
    refused(&desk, &["get", LOGO], "stopped all changes");
    desk.ok(&["go-on"]);
    desk.ok(&["get", LOGO]);
    assert_eq!(status(&desk, HERO), "cloud-only");
    assert_eq!(
        fs::read(elsewhere.join("Spring/hero.psd")).unwrap(),
        b"hero, edited"
    );
}

#[test]
fn a_cache_folder_that_was_emptied_by_hand() {
    let desk = desk();
    let mut paths: Vec<String> = (0..6).map(|n| format!("/Spring/{n}.txt")).collect();
    for path in &paths {
        desk.server
            .put_asset(&dam(path), path.as_bytes(), "omar")
            .unwrap();
    }
    paths.push(HERO.to_owned());
    desk.ok(&["ls", "/Spring"]);
    let mut arguments = vec!["get"];
    arguments.extend(paths.iter().map(String::as_str));
    desk.ok(&arguments);
    fs::remove_dir_all(desk.file("/Spring")).unwrap();
    let said = desk.ok(&["status"]);
    assert!(said.out.contains("stopped all changes"), "{said:?}");
    for path in &paths {
        assert!(desk.on_server(path).is_some());
    }
    desk.ok(&["go-on"]);
    for path in &paths {
        assert_eq!(status(&desk, path), "cloud-only");
    }
    desk.ok(&["get", LOGO]);
}

/// Whatever happened to the journal: no edit is lost, and what is not known counts as edited.
#[test]
fn a_journal_that_is_damaged_or_gone() {
    for damage in ["garbage", "cut", "empty", "gone", "inside"] {
        let desk = desk();
        desk.ok(&["get", LOGO, NOTES]);
        desk.ok(&["edit", HERO]);
        desk.save(HERO, b"discarded").unwrap();
        desk.ok(&["discard", HERO, "--yes"]);
        desk.ok(&["edit", HERO]);
        desk.save(HERO, b"hero, edited").unwrap();
        desk.save("/Spring/new.ai", b"new here").unwrap();
        assert_eq!(status(&desk, "/Spring/new.ai"), "new-locally");
        let journal = journal(&desk);
        let mut content = fs::read(&journal).unwrap();
        // What its log still has would mend it.
        let _ = fs::remove_file(journal.with_extension("db-wal"));
        match damage {
            "garbage" => fs::write(&journal, vec![0x42; 40_000]).unwrap(),
            "cut" => {
                content.truncate(content.len() / 2 + 100);
                fs::write(&journal, &content).unwrap();
            }
            "empty" => fs::write(&journal, b"").unwrap(),
            "gone" => fs::remove_file(&journal).unwrap(),
            _ => {
                // The first page is whole, and it was closed in order.
                content[4096..].fill(0x17);
                fs::write(&journal, &content).unwrap();
            }
        }
        // Damage that shows in use only is mended by the start after.
        let mut said = String::new();
        for _ in 0..3 {
            said = desk.run(&["status"], Kill::Never).err;
        }
        // One that is gone, or empty, can't be told from one that never was.
        let is_told = !matches!(damage, "gone" | "empty");
        assert_eq!(said.contains("were damaged"), is_told, "{damage}: {said}");
        desk.ok(&["ls", "/Spring"]);
        assert_eq!(status(&desk, HERO), "editing-conflict", "{damage}");
        assert_eq!(status(&desk, LOGO), "available-locally", "{damage}");
        assert_eq!(status(&desk, "/Spring/new.ai"), "new-locally", "{damage}");
        assert_eq!(fs::read(desk.file(HERO)).unwrap(), b"hero, edited");
        assert_eq!(desk.recovered(), [b"discarded".to_vec()]);
        let listed = desk.ok(&["recovered", "--json"]);
        assert!(listed.out.contains("hero.psd"), "{damage}: {}", listed.out);
        let holder = desk.server.holder(&dam(HERO));
        let row = desk.row(HERO).unwrap();
        assert_eq!(holder.as_deref(), Some("jane"));
        assert!(row["lock"].to_string().contains("mine"), "{damage}: {row}");
        if !matches!(damage, "gone" | "empty") {
            let folder = journal.parent().unwrap();
            let names = fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().file_name());
            let kept = names.filter(|name| name.to_str().unwrap().starts_with("damaged-"));
            assert!(kept.count() > 0, "{damage}: the damaged one is kept");
        }
        desk.ok(&["resolve", HERO, "--keep", "mine"]);
        desk.ok(&["put", HERO]);
        assert_eq!(desk.on_server(HERO).unwrap(), b"hero, edited");
    }
}

fn journal(desk: &Desk) -> PathBuf {
    let connections = desk.home().join("state/connections");
    let mut found = fs::read_dir(connections).unwrap();
    found.next().unwrap().unwrap().path().join("journal.db")
}

/// The server has what it had: what is newer here stays, and nothing claims to be the same.
#[test]
fn a_server_that_was_restored_from_a_backup() {
    let mut desk = desk();
    desk.ok(&["get", NOTES]);
    let kept = desk.back_up();
    // What came after the backup: an upload, a download, an edit, an asset.
    desk.ok(&["edit", HERO]);
    desk.save(HERO, b"hero, second").unwrap();
    desk.ok(&["put", HERO]);
    desk.server
        .put_version(&dam(LOGO), b"logo, second", "omar", "")
        .unwrap();
    desk.ok(&["status"]);
    desk.ok(&["edit", LOGO]);
    desk.save(LOGO, b"logo, third").unwrap();
    desk.save("/Spring/new.ai", b"new").unwrap();
    desk.ok(&["put", "/Spring/new.ai"]);
    assert_eq!(status(&desk, HERO), "available-locally");
    desk.restore(&kept);
    desk.ok(&["ls", "/Spring"]);
    for _ in 0..2 {
        desk.ok(&["status"]);
    }
    assert_eq!(status(&desk, HERO), "modified-remotely");
    assert_eq!(status(&desk, LOGO), "editing-conflict");
    assert_eq!(status(&desk, NOTES), "available-locally");
    assert_eq!(status(&desk, "/Spring/new.ai"), "removed-remotely");
    refused(&desk, &["put", LOGO], "You and somebody else both changed");
    assert_eq!(desk.on_server(LOGO).unwrap(), b"logo");
    // Going back to what the server has keeps what it had lost.
    desk.ok(&["update", HERO]);
    assert_eq!(fs::read(desk.file(HERO)).unwrap(), b"hero");
    assert_eq!(desk.recovered(), [b"hero, second".to_vec()]);
    assert_eq!(fs::read(desk.file("/Spring/new.ai")).unwrap(), b"new");
    assert_eq!(fs::read(desk.file(LOGO)).unwrap(), b"logo, third");
}
