//! What was on its way when Damson was killed goes on from where it was.

use std::{fs, time::Duration};

use damson_demo_server::Personality;

use crate::{
    desk::{Desk, Kill, bytes, dam},
    proxy::Toward,
};

const PART: u64 = 128 * 1024;
const SIZE: usize = 3 * 1024 * 1024;
const FILM: &str = "/Spring/film.mov";

fn desk(personality: Personality) -> Desk {
    let desk = Desk::new(personality, |switches| switches.min_part_size = PART);
    desk.server.put_folder(&dam("/Spring")).unwrap();
    desk
}

#[test]
fn a_download_on_65() {
    download(Personality::Aem65);
}

#[test]
fn a_download_on_cloud_service() {
    download(Personality::Cloud);
}

fn download(personality: Personality) {
    let desk = desk(personality);
    let mut random = fastrand::Rng::with_seed(1);
    let film = bytes(&mut random, SIZE);
    desk.server.put_asset(&dam(FILM), &film, "omar").unwrap();
    desk.connect();
    desk.ok(&["ls", "/Spring"]);
    desk.proxy.pace(Duration::from_millis(1));
    let before = desk.proxy.passed(Toward::Client);
    let mut had = 0;
    let mut kills = 0;
    loop {
        desk.proxy.take_heads();
        let more = 350_000 + random.u64(0..400_000);
        let ended = desk.run(&["get", FILM], Kill::Passed(Toward::Client, more));
        // The first request for the bytes asks for exactly what is missing.
        let heads = desk.proxy.take_heads();
        let mut asked = heads.iter().filter(|head| {
            head.method == "GET" && head.path.contains("film.mov") && !head.path.contains("json")
        });
        let first = asked.next();
        if let Some(first) = first {
            assert_eq!(
                first.from.unwrap_or(0),
                had,
                "after {kills} kills: {heads:?}"
            );
        }
        if !ended.killed {
            assert_eq!(ended.code, Some(0), "{ended:?}");
            break;
        }
        kills += 1;
        assert!(!desk.file(FILM).exists(), "half a file has the final name");
        let parts = desk.leftovers();
        had = parts
            .iter()
            .map(|part| fs::metadata(part).unwrap().len())
            .sum();
    }
    let passed = desk.proxy.passed(Toward::Client) - before;
    println!("{kills} kills: {passed} bytes came for {SIZE}");
    assert!(kills >= 3, "only {kills} kills");
    assert_eq!(fs::read(desk.file(FILM)).unwrap(), film);
    // What was in the sockets when it was killed comes again, and some pages of facts.
    let limit = SIZE as u64 + kills * 160_000;
    assert!(
        passed < limit,
        "{passed} bytes came for {SIZE}, {kills} kills"
    );
    assert_eq!(desk.leftovers(), Vec::<std::path::PathBuf>::new());
}

/// A new version in the middle: what came of the former one is of no use, and is not mixed in.
#[test]
fn a_download_of_what_changed_meanwhile_begins_anew() {
    let desk = desk(Personality::Aem65);
    let mut random = fastrand::Rng::with_seed(2);
    desk.server
        .put_asset(&dam(FILM), &bytes(&mut random, SIZE), "omar")
        .unwrap();
    desk.connect();
    desk.ok(&["ls", "/Spring"]);
    desk.proxy.pace(Duration::from_millis(1));
    let ended = desk.run(&["get", FILM], Kill::Passed(Toward::Client, 900_000));
    assert!(ended.killed);
    assert_eq!(desk.leftovers().len(), 1);
    let second = bytes(&mut random, SIZE + 100_000);
    desk.server
        .put_version(&dam(FILM), &second, "omar", "")
        .unwrap();
    desk.ok(&["get", FILM]);
    assert_eq!(fs::read(desk.file(FILM)).unwrap(), second);
}

/// Parts that the store has are not sent again.
#[test]
fn a_direct_upload() {
    let desk = desk(Personality::Cloud);
    let mut random = fastrand::Rng::with_seed(3);
    desk.server
        .put_asset(&dam(FILM), b"before", "omar")
        .unwrap();
    desk.connect();
    desk.ok(&["edit", FILM]);
    let film = bytes(&mut random, SIZE);
    desk.save(FILM, &film).unwrap();
    desk.proxy.pace(Duration::from_millis(1));
    desk.proxy.take_heads();
    let mut kills = 0;
    loop {
        let more = 600_000 + random.u64(0..500_000);
        let ended = desk.run(
            &["put", FILM, "-m", "Cut"],
            Kill::Passed(Toward::Server, more),
        );
        assert_eq!(fs::read(desk.file(FILM)).unwrap(), film);
        if !ended.killed {
            break;
        }
        kills += 1;
        assert_eq!(desk.on_server(FILM).unwrap(), b"before");
    }
    desk.ok(&["status"]);
    assert_eq!(desk.on_server(FILM).unwrap(), film);
    assert_eq!(desk.server.versions(&dam(FILM)).len(), 1, "uploaded once");
    assert_eq!(desk.server.holder(&dam(FILM)), None);
    assert_eq!(desk.row(FILM).unwrap()["status"], "available-locally");
    let sent = desk.proxy.take_heads();
    let sent: u64 = sent
        .iter()
        .filter(|head| head.method == "PUT")
        .map(|head| head.length)
        .sum();
    println!("{kills} kills: {sent} bytes were sent for {SIZE}");
    assert!(kills >= 2, "only {kills} kills");
    // Four parts are on the way at a time, and as many were answered and not noted yet.
    let limit = SIZE as u64 + kills * 8 * PART;
    assert!(
        sent <= limit,
        "{sent} bytes were sent for {SIZE}, {kills} kills"
    );
}

/// A form in one piece has no middle: it is sent again, and counts once.
#[test]
fn a_classic_upload_counts_once() {
    let desk = desk(Personality::Aem65);
    let mut random = fastrand::Rng::with_seed(4);
    desk.server
        .put_asset(&dam(FILM), b"before", "omar")
        .unwrap();
    desk.connect();
    desk.ok(&["edit", FILM]);
    let film = bytes(&mut random, SIZE / 2);
    desk.save(FILM, &film).unwrap();
    desk.proxy.pace(Duration::from_millis(1));
    for more in [100_000, 700_000, 1_400_000] {
        let ended = desk.run(&["put", FILM], Kill::Passed(Toward::Server, more));
        assert!(ended.killed, "{ended:?}");
        assert_eq!(fs::read(desk.file(FILM)).unwrap(), film);
        assert_eq!(desk.on_server(FILM).unwrap(), b"before");
        assert_eq!(desk.server.holder(&dam(FILM)).as_deref(), Some("jane"));
    }
    desk.run(&["put", FILM], Kill::Never);
    desk.ok(&["status"]);
    assert_eq!(desk.on_server(FILM).unwrap(), film);
    assert_eq!(desk.server.holder(&dam(FILM)), None);
    assert_eq!(desk.row(FILM).unwrap()["status"], "available-locally");
}

/// Files from elsewhere on this computer.
#[test]
fn uploads_of_a_shoot() {
    let desk = desk(Personality::Cloud);
    let mut random = fastrand::Rng::with_seed(5);
    desk.connect();
    let shoot = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for number in 0..6 {
        let name = format!("{number}.dng");
        let file = bytes(&mut random, 300_000);
        fs::write(shoot.path().join(&name), &file).unwrap();
        files.push((format!("/Spring/{name}"), file));
    }
    desk.proxy.pace(Duration::from_millis(1));
    let paths: Vec<String> = (0..6)
        .map(|number| {
            shoot
                .path()
                .join(format!("{number}.dng"))
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    let mut arguments: Vec<&str> = vec!["upload"];
    arguments.extend(paths.iter().map(String::as_str));
    arguments.extend(["--to", "/Spring", "--yes"]);
    for _ in 0..3 {
        let more = 200_000 + random.u64(0..400_000);
        desk.run(&arguments, Kill::Passed(Toward::Server, more));
    }
    desk.proxy.pace(Duration::ZERO);
    desk.ok(&arguments);
    desk.ok(&["status"]);
    for (path, file) in files {
        assert_eq!(desk.on_server(&path).unwrap(), file, "{path}");
        assert_eq!(
            desk.server.versions(&dam(&path)).len(),
            0,
            "{path} was sent once"
        );
    }
}
