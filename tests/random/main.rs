//! Random histories of two people at real WebDAV servers, on real disks, with clients and servers
//! that are killed and started again in the middle of whatever they do.
//!
//! `DAMSON_HISTORIES=FROM..TO` runs these seeds instead of the few that every run has. The histories
//! `through_the_proxy` draw their server from the seed, and what a proxy in front of it rewrites.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test ends where it can't go on, and says how it came there"
)]

mod computer;
mod history;
#[path = "../../crates/webdav/tests/webdav/proxy.rs"]
#[expect(dead_code, reason = "the connector's own tests use the rest")]
mod proxy;
#[path = "../../crates/webdav/tests/webdav/rewrite.rs"]
mod rewrite;
#[path = "../../crates/webdav/tests/webdav/server.rs"]
#[expect(dead_code, reason = "the connector's own tests use the rest")]
mod server;
#[path = "../../crates/webdav/tests/webdav/switches.rs"]
#[expect(dead_code, reason = "the connector's own tests use the rest")]
mod switches;

use std::ops::Range;

use fastrand::Rng;
use history::History;
use proxy::Proxy;
use server::{ALL, Kind, Server};
use switches::{Switches, Way};

/// How many histories of each server every run has, in each of the tests below.
const EACH: u64 = 4;

fn histories(kind: Kind, usual: Range<u64>) {
    let _ = rustls::crypto::ring::default_provider().install_default();
    for seed in asked_for().unwrap_or(usual) {
        let Some(server) = Server::start(kind) else {
            return;
        };
        println!("{} seed {seed}", kind.name());
        History::begin(server, None, seed).run();
    }
}

/// Server and switches are what the seed says.
fn through_the_proxy(usual: [u64; 4]) {
    let _ = rustls::crypto::ring::default_provider().install_default();
    for seed in asked_for().map_or(usual.to_vec(), Iterator::collect) {
        let mut rng = Rng::with_seed(seed);
        let kind = ALL[rng.usize(0..ALL.len())];
        if !kind.names_holders() {
            // A lock whose answer got lost is nobody's there until it ends by itself.
            continue;
        }
        let drawn = Switches::drawn(&mut rng);
        let switches = Switches {
            // Digest is about the address that the client asks, which then is another one.
            way: if kind == Kind::WsgiDav || kind == Kind::Dufs {
                Way::Plain
            } else {
                drawn.way
            },
            ..drawn
        };
        let Some(server) = Server::start(kind) else {
            continue;
        };
        println!("{} seed {seed} {switches:?}", kind.name());
        let proxy = Proxy::start(&server.url, switches);
        History::begin(server, Some((proxy, switches)), seed).run();
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

#[test]
fn through_the_proxy_of_any_server() {
    through_the_proxy([0, 2, 3, 5]);
}

#[test]
fn through_the_proxy_of_any_server_too() {
    through_the_proxy([8, 9, 11, 12]);
}
