//! Random histories of two people at real WebDAV servers, on real disks, with clients and servers
//! that are killed and started again in the middle of whatever they do.
//!
//! `DAMSON_HISTORIES=FROM..TO` runs these seeds instead of the few that every run has.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test ends where it can't go on, and says how it came there"
)]

mod computer;
mod history;
#[path = "../../crates/webdav/tests/webdav/server.rs"]
#[expect(dead_code, reason = "the connector's own tests use the rest")]
mod server;

use std::ops::Range;

use history::History;
use server::{Kind, Server};

/// How many histories of each server every run has, in each of the tests below.
const EACH: u64 = 4;

fn histories(kind: Kind, usual: Range<u64>) {
    let _ = rustls::crypto::ring::default_provider().install_default();
    for seed in asked_for().unwrap_or(usual) {
        let Some(server) = Server::start(kind) else {
            return;
        };
        println!("{} seed {seed}", kind.name());
        History::begin(server, seed).run();
    }
}

fn asked_for() -> Option<Range<u64>> {
    let text = std::env::var("DAMSON_HISTORIES").ok()?;
    let (from, to) = text.split_once("..").expect("FROM..TO");
    Some(from.parse().unwrap()..to.parse().unwrap())
}

#[test]
fn at_apache() {
    histories(Kind::Apache, 0..EACH);
}

#[test]
fn at_apache_too() {
    histories(Kind::Apache, EACH..2 * EACH);
}

#[test]
fn at_wsgidav() {
    histories(Kind::WsgiDav, 0..EACH);
}

#[test]
fn at_wsgidav_too() {
    histories(Kind::WsgiDav, EACH..2 * EACH);
}
