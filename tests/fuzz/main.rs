//! The targets of fuzzing, with what was found once and with some thousand odd inputs.
//!
//! `cargo xtask fuzz` goes on from here for as long as it is told to.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../fuzz/targets.rs"]
mod targets;

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use fastrand::Rng;

/// Changed inputs for each target, unless `DAMSON_FUZZ_ROUNDS` says otherwise.
const ROUNDS: usize = 3_000;
/// One input is read in far less.
const LONGEST: Duration = Duration::from_secs(10);

/// What servers' words are made of.
const WORDS: [&str; 40] = [
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    "\\u0000",
    "null",
    "1e999",
    "-1",
    "18446744073709551615",
    "jcr:content",
    "properties",
    "entities",
    "srn:paging",
    "<",
    ">",
    "</",
    "/>",
    "&amp;",
    "&#0;",
    "&#x110000;",
    "<!DOCTYPE",
    "<![CDATA[",
    "d:response",
    "d:href",
    "xmlns:d=\"DAV:\"",
    "..",
    "%2e",
    "%2F",
    "/",
    "\\",
    "\0",
    "\u{202e}",
    "é",
    "Digest nonce=\"\"",
    "bytes 0-9/*",
    "Fri, 25 Oct 2024 18:11:41 GMT",
    "file:///",
];

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fuzz/corpus")
        .join(target);
    let mut files: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|why| panic!("{}: {why}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{target} has nothing to begin with");
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

fn rounds() -> usize {
    let wanted = std::env::var("DAMSON_FUZZ_ROUNDS").ok();
    wanted.map_or(ROUNDS, |rounds| rounds.parse().unwrap())
}

fn change(input: &mut Vec<u8>, random: &mut Rng) {
    for _ in 0..random.usize(1..=8) {
        let at = random.usize(0..=input.len());
        match random.u8(0..6) {
            0 => input.truncate(at),
            1 => input.insert(at, random.u8(..)),
            2 if at < input.len() => input[at] ^= 1 << random.u8(0..8),
            3 => {
                let end = (at + random.usize(0..64)).min(input.len());
                let piece = input[at..end].to_vec();
                let to = random.usize(0..=input.len());
                input.splice(to..to, piece);
            }
            4 => {
                let end = (at + random.usize(0..16)).min(input.len());
                input.drain(at..end);
            }
            _ => {
                let word = WORDS[random.usize(0..WORDS.len())];
                input.splice(at..at, word.bytes());
            }
        }
    }
    input.truncate(16 * 1024);
}

#[test]
fn no_words_of_a_server_make_a_reader_panic() {
    for (name, target) in targets::TARGETS {
        let seeds = corpus(name);
        let mut random = Rng::with_seed(7);
        let begun = Instant::now();
        for seed in &seeds {
            target(seed);
        }
        let rounds = rounds();
        for _ in 0..rounds {
            let mut input = seeds[random.usize(0..seeds.len())].clone();
            change(&mut input, &mut random);
            let start = Instant::now();
            target(&input);
            assert!(start.elapsed() < LONGEST, "{name}: {input:?}");
        }
        println!(
            "{name}: {} inputs, {:?}",
            seeds.len() + rounds,
            begun.elapsed()
        );
    }
}
