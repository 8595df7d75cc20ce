//! Disks that are full, gone or read-only: real ones, mounted for the test.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use crate::{
    desk::{Kill, bytes, dam},
    proxy::Toward,
    trouble::{HERO, LOGO, NOTES, desk, refused, status},
};

/// Something mounted, until it is dropped.
struct Mounted(PathBuf);

impl Mounted {
    /// `None`, and a line that says so, where this user can't mount.
    fn new(arguments: &[&str], at: &Path) -> Option<Self> {
        let done = Command::new("mount").args(arguments).arg(at).output();
        if done.is_ok_and(|done| done.status.success()) {
            return Some(Self(at.to_owned()));
        }
        println!("skipped: this user can't mount; the engine's scenarios have disks that fail");
        None
    }

    fn again(&self, options: &str) {
        let done = Command::new("mount")
            .args(["-o", options])
            .arg(&self.0)
            .status();
        assert!(done.unwrap().success());
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk() {
    let desk = desk();
    let cache = desk.cache();
    // The folder moves to a small disk, with all that is in it.
    let Some(_mounted) = Mounted::new(&["-t", "tmpfs", "-o", "size=4m", "tmpfs"], &cache) else {
        return;
    };
    desk.run(&["go-on"], Kill::Never);
    desk.ok(&["settings", "set", "keep-free", "0"]);
    desk.ok(&["edit", HERO]);
    desk.save(HERO, b"hero, edited").unwrap();
    let mut random = fastrand::Rng::with_seed(1);
    let film = bytes(&mut random, 3_000_000);
    desk.server
        .put_asset(&dam("/Spring/film.mov"), &film, "omar")
        .unwrap();
    desk.ok(&["ls", "/Spring"]);
    // More than there is room for is told before a byte is fetched.
    let ballast = cache.join(".damson-ballast");
    fs::write(&ballast, vec![0; 2_000_000]).unwrap();
    let before = desk.proxy.passed(Toward::Client);
    refused(&desk, &["get", "/Spring/film.mov"], "not enough space");
    assert!(desk.proxy.passed(Toward::Client) - before < 500_000);
    fs::remove_file(&ballast).unwrap();
    // The disk fills up on the way.
    desk.proxy.pace(Duration::from_millis(2));
    let running = desk.start(&["get", "/Spring/film.mov"]);
    let begun = desk.proxy.passed(Toward::Client);
    while desk.proxy.passed(Toward::Client) - begun < 600_000 {
        std::thread::yield_now();
    }
    let mut more = fs::File::create(&ballast).unwrap();
    while std::io::Write::write_all(&mut more, &[0; 4096]).is_ok() {}
    let ended = running.until(Kill::After(Duration::from_secs(20)), &desk.proxy);
    desk.proxy.pace(Duration::ZERO);
    println!("{ended:?}");
    assert!(!desk.file("/Spring/film.mov").exists());
    assert_eq!(fs::read(desk.file(HERO)).unwrap(), b"hero, edited");
    assert_eq!(status(&desk, HERO), "edited-locally");
    // Uploads need no room here.
    desk.ok(&["put", HERO]);
    assert_eq!(desk.on_server(HERO).unwrap(), b"hero, edited");
    drop(more);
    fs::remove_file(&ballast).unwrap();
    desk.run(&["get", "/Spring/film.mov"], Kill::Never);
    desk.ok(&["status"]);
    assert_eq!(fs::read(desk.file("/Spring/film.mov")).unwrap(), film);
    assert_eq!(desk.leftovers(), Vec::<PathBuf>::new());
}

/// The journal's disk: what can't be noted is not done.
#[test]
fn a_full_disk_under_the_journal() {
    let desk = desk();
    let state = desk.home().join("state");
    let kept = desk.home().join("kept");
    fs::rename(&state, &kept).unwrap();
    fs::create_dir(&state).unwrap();
    let Some(_mounted) = Mounted::new(&["-t", "tmpfs", "-o", "size=3m", "tmpfs"], &state) else {
        return;
    };
    let copied = Command::new("cp")
        .arg("-a")
        .arg(kept.join("."))
        .arg(&state)
        .status();
    assert!(copied.unwrap().success());
    desk.ok(&["edit", HERO]);
    desk.save(HERO, b"hero, edited").unwrap();
    let ballast = state.join("ballast");
    let mut more = fs::File::create(&ballast).unwrap();
    while std::io::Write::write_all(&mut more, &[0; 4096]).is_ok() {}
    let ended = refused(&desk, &["put", HERO], "Error: ");
    println!("{}", ended.err);
    assert!(ended.err.contains("space"), "{}", ended.err);
    assert_eq!(fs::read(desk.file(HERO)).unwrap(), b"hero, edited");
    drop(more);
    fs::remove_file(&ballast).unwrap();
    desk.run(&["put", HERO], Kill::Never);
    desk.ok(&["status"]);
    assert_eq!(desk.on_server(HERO).unwrap(), b"hero, edited");
    assert_eq!(status(&desk, HERO), "available-locally");
}

/// Journal and cache folder share a disk that is full to the last byte, as on most computers: room
/// can be made with Damson itself.
#[test]
fn making_room_on_a_full_disk() {
    let desk = desk();
    desk.ok(&["get", LOGO]);
    desk.ok(&["edit", HERO]);
    let state = desk.home().join("state");
    let kept = desk.home().join("kept");
    fs::rename(&state, &kept).unwrap();
    fs::create_dir(&state).unwrap();
    let Some(_mounted) = Mounted::new(&["-t", "tmpfs", "-o", "size=16m", "tmpfs"], &state) else {
        return;
    };
    let copied = Command::new("cp")
        .arg("-a")
        .arg(kept.join("."))
        .arg(&state)
        .status();
    assert!(copied.unwrap().success());
    desk.ok(&["status"]);
    let mut more = fs::File::create(state.join("ballast")).unwrap();
    while std::io::Write::write_all(&mut more, &[0; 4096]).is_ok() {}
    while std::io::Write::write_all(&mut more, &[0]).is_ok() {}
    // What is saved meanwhile can't be noted, and is seen as soon as there is room.
    desk.save(HERO, b"hero, edited on a full disk").unwrap();
    desk.run(&["status"], Kill::Never);
    desk.ok(&["free", LOGO]);
    assert!(!desk.file(LOGO).exists());
    assert_eq!(status(&desk, LOGO), "cloud-only");
    drop(more);
    fs::remove_file(state.join("ballast")).unwrap();
    assert_eq!(status(&desk, HERO), "edited-locally");
    desk.ok(&["put", HERO]);
    assert_eq!(
        desk.on_server(HERO).unwrap(),
        b"hero, edited on a full disk"
    );
}

#[test]
fn a_disk_that_is_unplugged_and_plugged_in_again() {
    let desk = desk();
    let cache = desk.cache();
    let volume = desk.home().join("volume");
    fs::rename(&cache, &volume).unwrap();
    fs::create_dir(&cache).unwrap();
    let plugged = || Mounted::new(&["--bind", volume.to_str().unwrap()], &cache);
    let Some(mounted) = plugged() else {
        return;
    };
    desk.ok(&["get", LOGO]);
    desk.ok(&["pin", NOTES]);
    desk.ok(&["edit", HERO]);
    desk.save(HERO, b"hero, edited").unwrap();
    assert_eq!(status(&desk, HERO), "edited-locally");
    drop(mounted);
    // An empty folder is left, and three files are too few to look like a catastrophe.
    let said = desk.ok(&["status"]);
    println!("{}{}", said.out, said.err);
    assert!(
        said.out.contains("disconnected") || said.err.contains("disconnected"),
        "{said:?}"
    );
    refused(&desk, &["get", LOGO], "stopped all changes");
    refused(&desk, &["put", HERO], "stopped all changes");
    assert!(
        said.out.contains("Edited locally"),
        "what was known is not forgotten: {said:?}"
    );
    let put_here = desk.files();
    assert!(
        put_here.is_empty(),
        "{:?} on the wrong disk",
        put_here.keys()
    );
    // It is back: nobody has to say anything.
    let mounted = plugged().unwrap();
    desk.ok(&["status"]);
    assert_eq!(status(&desk, HERO), "edited-locally");
    assert_eq!(status(&desk, LOGO), "available-locally");
    // While Damson runs.
    let watch = desk.start(&["watch", "--json"]);
    while !watch.said().contains("online") {
        std::thread::yield_now();
    }
    drop(mounted);
    desk.server
        .put_version(&dam(NOTES), b"newer notes", "omar", "")
        .unwrap();
    let said = desk.run(&["status"], Kill::Never);
    println!("{}{}", said.out, said.err);
    refused(&desk, &["put", HERO], "");
    assert!(desk.files().is_empty());
    drop(watch);
    let _mounted = plugged().unwrap();
    desk.ok(&["status"]);
    desk.ok(&["put", HERO]);
    assert_eq!(desk.on_server(HERO).unwrap(), b"hero, edited");
}

#[test]
fn a_read_only_folder() {
    let desk = desk();
    desk.ok(&["edit", HERO]);
    desk.save(HERO, b"hero, edited").unwrap();
    let cache = desk.cache();
    let cache = cache.to_str().unwrap();
    let Some(mounted) = Mounted::new(&["--bind", cache], Path::new(cache)) else {
        return;
    };
    mounted.again("remount,ro,bind");
    let ended = refused(&desk, &["get", LOGO], "doesn't let Damson");
    println!("{}", ended.err);
    assert_eq!(fs::read(desk.file(HERO)).unwrap(), b"hero, edited");
    drop(mounted);
    desk.ok(&["get", LOGO]);
    assert_eq!(status(&desk, HERO), "edited-locally");
    desk.ok(&["put", HERO]);
}
