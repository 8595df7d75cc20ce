//! Bytes that are not what was announced.

use std::{io::Write as _, time::Duration};

use flate2::{Compression, write::GzEncoder};

use crate::{
    desk::Desk,
    dialect::{Asset, BOTH, start},
    server::Reply,
};

/// What looks like a bad network or an ended session: it is fetched again for as long as the person
/// has patience.
const WAITS: [&str; 4] = [
    "shorter than announced",
    "a length beyond all disks",
    "garbage",
    "a web page",
];
const PATIENCE: Duration = Duration::from_secs(10);

fn bytes(body: impl Into<Vec<u8>>) -> Reply {
    Reply::new(200, "application/octet-stream", body)
}

/// A gzip of zeros, `mebibytes` of them.
pub(crate) fn bomb(before: &str, mebibytes: usize, zero: u8, after: &str) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(before.as_bytes()).unwrap();
    let block = vec![zero; 1 << 20];
    for _ in 0..mebibytes {
        packed.write_all(&block).unwrap();
    }
    packed.write_all(after.as_bytes()).unwrap();
    packed.finish().unwrap()
}

/// What, how much the listing says, and what comes.
fn dishonest() -> Vec<(&'static str, u64, Reply)> {
    let packed = bytes(bomb("", 512, 0, "")).header("content-encoding", "gzip");
    let header = "x".repeat(2_000_000);
    vec![
        (
            "shorter than announced",
            20,
            bytes("short").announcing(Some(20)),
        ),
        (
            "longer than announced",
            5,
            bytes("much too long").announcing(Some(5)),
        ),
        ("shorter than listed", 20, bytes("short")),
        ("longer than listed", 5, bytes("much too long")),
        (
            "without a length, short",
            20,
            bytes("short").announcing(None),
        ),
        (
            "without a length, long",
            5,
            bytes("much too long").announcing(None),
        ),
        ("without an end", 5, bytes("").and_on(vec![b'x'; 1 << 16])),
        (
            "a length beyond all disks",
            5,
            bytes("short").announcing(Some(1 << 62)),
        ),
        (
            "listed beyond all disks",
            1 << 62,
            bytes("short").announcing(Some(1 << 62)),
        ),
        ("listed beyond all numbers", u64::MAX, bytes("short")),
        ("packed unasked", 512 << 20, packed.clone()),
        ("packed unasked, more than listed", 5, packed),
        (
            "a part, unasked",
            5,
            Reply {
                status: 206,
                ..bytes("short")
            },
        ),
        (
            "another part",
            5,
            Reply {
                status: 206,
                ..bytes("short")
            }
            .header("content-range", "bytes 7-11/12"),
        ),
        ("a huge header", 5, bytes("short").header("x-long", &header)),
        (
            "a web page",
            5,
            Reply::new(200, "text/html", "<form>j_username</form>"),
        ),
        ("no success", 5, Reply::status(299).announcing(Some(99))),
        (
            "garbage",
            5,
            Reply {
                status: 999,
                ..bytes("short")
            },
        ),
    ]
}

#[test]
fn bytes_that_are_not_what_was_announced_never_get_the_name() {
    for dialect in BOTH {
        let cases = dishonest();
        let assets: Vec<Asset> = cases
            .iter()
            .enumerate()
            .map(|(nth, (_, size, body))| Asset::sized(&format!("a{nth}.psd"), *size, body.clone()))
            .collect();
        let server = start(dialect, assets, |_| None);
        let mut worst = 0;
        for (nth, (what, ..)) in cases.iter().enumerate() {
            let name = format!("a{nth}.psd");
            let desk = Desk::at(dialect, &server);
            let path = format!("/{name}");
            let get = ["get", path.as_str()];
            let said = if WAITS.contains(what) {
                desk.run_for(&get, PATIENCE)
            } else {
                desk.run(&get)
            };
            worst = worst.max(said.peak_kib);
            let cached = desk.cached();
            // Bytes that come whole count where nothing contradicts them.
            if said.code == 0 {
                let whole = ["longer than announced", "packed unasked"];
                assert!(whole.contains(what), "{dialect:?}: {what}: {said:#?}");
                continue;
            }
            assert!(!cached.contains_key(&name), "{dialect:?}: {what}");
            if said.waits() {
                println!("{dialect:?}, {what}: waits");
                continue;
            }
            assert!(
                said.err.len() > 20 && said.err.len() < 3_000,
                "{what}: {}",
                said.err
            );
            println!(
                "{dialect:?}, {what}: {}",
                said.err.lines().next().unwrap_or_default()
            );
        }
        // Not even folders may choke on such sizes.
        let desk = Desk::at(dialect, &server);
        let all = desk.run(&["ls", "/"]);
        assert_eq!(all.code, 0, "{all:#?}");
        let all = desk.run_for(&["get", "/", "--yes"], PATIENCE);
        assert_ne!(all.code, 0, "{all:#?}");
        println!("{dialect:?}: {} bodies, peak {worst} KiB", cases.len());
    }
}
