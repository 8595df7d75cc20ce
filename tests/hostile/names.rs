//! Names that mean something else to a disk, a terminal or a person than to the server.

use std::fs;

use crate::{
    desk::Desk,
    dialect::{Asset, BOTH, start},
};

fn hostile_names() -> Vec<String> {
    let mut names: Vec<String> = [
        "..",
        ".",
        "",
        "../evil.txt",
        "../../evil.txt",
        "a/../../../evil.txt",
        "..\\..\\evil.txt",
        "/etc/passwd",
        "/evil.txt",
        "C:\\Windows\\evil.dll",
        "C:evil.txt",
        "\\\\host\\share\\evil.txt",
        "nul\0evil.txt",
        "CON",
        "con.txt",
        "AUX.psd",
        "LPT1",
        "COM¹.txt",
        "photo.jpg:hidden.exe",
        "photo.jpg::$DATA",
        "photo\u{202e}gpj.exe",
        "zero\u{200b}width.txt",
        "esc\u{1b}[2J\u{1b}]0;owned\u{7}.txt",
        "new\nline.txt",
        "trailing. . .",
        " leading",
        "Case.txt",
        "case.TXT",
        "CASE.txt",
        "caf\u{e9}.txt",
        "cafe\u{301}.txt",
        "ﬁle.txt",
        "file.txt",
        ".damson-lock",
        ".damson-part-x",
        ".htaccess",
        "desktop.ini",
        "~/evil.txt",
        "$HOME",
        "%2e%2e%2fevil.txt",
        "..%2fevil.txt",
        "a?b*c|d<e>f\"g",
        "-rf",
        "link/evil.txt",
    ]
    .map(str::to_owned)
    .to_vec();
    names.push("x".repeat(10_000));
    names.push(format!("{}.psd", "ü".repeat(5_000)));
    names.push("\u{1f4a9}".repeat(2_000));
    names
}

#[test]
fn a_name_leads_nowhere_but_into_the_cache_folder() {
    for dialect in BOTH {
        let names = hostile_names();
        let assets = names.iter().map(Asset::new).collect();
        let server = start(dialect, assets, |_| None);
        let desk = Desk::at(dialect, &server);
        // A link that somebody left in the cache folder, with the name of a folder of the server.
        std::os::unix::fs::symlink(desk.bait(), desk.cache().join("link")).unwrap();

        let listed = desk.run(&["ls", "/"]);
        assert_eq!(listed.code, 0, "{listed:#?}");
        for misleading in ['\u{1b}', '\u{7}', '\u{202e}', '\0'] {
            assert!(
                !listed.out.contains(misleading),
                "{dialect:?}: {misleading:?}"
            );
        }
        let got = desk.run(&["get", "/", "--yes"]);
        // Each name that this computer can't hold is told.
        assert!(got.code == 0 || got.err.len() > 20, "{got:#?}");
        println!(
            "{dialect:?}: {} hostile names, peak {} KiB, {:?}",
            names.len(),
            got.peak_kib,
            got.took
        );
        let cached = desk.cached();
        for (name, file) in &cached {
            if name == "link" {
                assert!(fs::symlink_metadata(file).unwrap().is_symlink());
                continue;
            }
            assert_eq!(fs::read(file).unwrap(), b"hostile bytes", "{name}");
            let bad = |c: char| c.is_control() || c == '\u{202e}';
            assert!(!name.contains(bad), "{dialect:?}: {name:?} is on the disk");
            assert!(name.len() <= 255, "{name}");
        }
        // Names that differ only in case or in Unicode's spelling never share a file.
        let alike = |start: &str| {
            let same = |name: &&String| name.to_lowercase().starts_with(start);
            cached.keys().filter(same).count()
        };
        assert_eq!((alike("case."), alike("caf")), (3, 2), "{cached:?}");
        assert!(cached.len() > 20, "{dialect:?}: only {cached:?}");
        for quiet in ["evil.txt", "passwd"] {
            assert!(!cached.contains_key(quiet), "{dialect:?}: {quiet}");
        }
    }
}

#[test]
fn what_would_run_is_not_opened_without_a_yes() {
    let programs = [
        "setup.exe",
        "photo.jpg.scr",
        "photo\u{202e}gpj.exe",
        "run.command",
        "macro.jsxbin",
        "Report.EXE. .",
    ];
    for dialect in BOTH {
        let assets = programs.iter().map(|name| Asset::new(*name)).collect();
        let server = start(dialect, assets, |_| None);
        let desk = Desk::at(dialect, &server);
        for name in programs {
            let said = desk.run(&["open", &format!("/{name}")]);
            assert_ne!(said.code, 0, "{dialect:?}: {name} {said:#?}");
            assert!(said.err.contains("program"), "{name}: {}", said.err);
        }
    }
}

#[test]
fn other_people_on_this_computer_see_nothing() {
    use std::os::unix::fs::PermissionsExt as _;
    let dialect = BOTH[0];
    let server = start(dialect, vec![Asset::new("a.psd")], |_| None);
    let desk = Desk::at(dialect, &server);
    desk.run(&["get", "/a.psd"]);
    let mode = |file: &std::path::Path| fs::metadata(file).unwrap().permissions().mode() & 0o777;
    let home = desk.home();
    for folder in ["config", "state", "run"] {
        assert_eq!(mode(&home.join(folder)), 0o700, "{folder}");
    }
    assert_eq!(mode(&desk.cache()), 0o700);
    let mut seen = 0;
    for entry in walkdir::WalkDir::new(&home).into_iter().map(Result::unwrap) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("journal.db")
            || entry.path().extension().is_some_and(|end| end == "toml")
        {
            assert_eq!(mode(entry.path()), 0o600, "{name}");
            seen += 1;
        }
    }
    assert!(seen >= 2, "journal and connections");
}
