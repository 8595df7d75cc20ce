//! A large folder, whose first rows are printed while the server still tells of the others.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    process::Stdio,
    sync::{Arc, Condvar, Mutex, mpsc},
    thread,
    time::Duration,
};

use crate::person::{Person, World};

/// Passes everything on, but for requests with a certain text: those wait until it is opened.
struct Gate {
    address: SocketAddr,
    open: Arc<(Mutex<bool>, Condvar)>,
}

impl Gate {
    fn before(server: SocketAddr, waits: &'static str) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let open = Arc::new((Mutex::new(false), Condvar::new()));
        let opened = Arc::clone(&open);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let Ok(server) = TcpStream::connect(server) else {
                    return;
                };
                let opened = Arc::clone(&opened);
                let back = (server.try_clone().unwrap(), client.try_clone().unwrap());
                thread::spawn(move || {
                    pass(client, server, |piece| {
                        if String::from_utf8_lossy(piece).contains(waits) {
                            let (is, changed) = &*opened;
                            let is = is.lock().unwrap();
                            drop(changed.wait_while(is, |is| !*is).unwrap());
                        }
                    });
                });
                thread::spawn(move || pass(back.0, back.1, |_| {}));
            }
        });
        Self { address, open }
    }

    fn open(&self) {
        *self.open.0.lock().unwrap() = true;
        self.open.1.notify_all();
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream, before: impl Fn(&[u8])) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(count) = from.read(&mut buffer)
        && count > 0
    {
        before(&buffer[..count]);
        if to.write_all(&buffer[..count]).is_err() {
            return;
        }
    }
    let _ = to.shutdown(std::net::Shutdown::Write);
}

/// A world whose folder `/Big` has five assets, two on a page of the server.
fn world() -> World {
    let world = World::start();
    for name in ["e", "d", "c", "b", "a"] {
        world.put(&format!("/Big/{name}.psd"), name.as_bytes(), "jane");
    }
    world
        .server
        .set_switches(|switches| switches.siren_max_limit = Some(2));
    world
}

fn names(out: &str) -> Vec<String> {
    out.lines()
        .map(|line| {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            row["name"].as_str().unwrap().to_owned()
        })
        .collect()
}

#[test]
fn the_first_rows_are_printed_while_the_server_still_tells_of_the_others() {
    let world = world();
    let url = world.url();
    let server = url.trim_start_matches("http://").trim_end_matches('/');
    let gate = Gate::before(server.parse().unwrap(), "/Big.json?offset=2&");
    let jane = Person::new("jane");
    jane.ok(&[
        "connect",
        &format!("http://{}", gate.address),
        "--user",
        "jane",
    ]);
    jane.ok(&["ls", "/"]);
    let mut child = jane
        .command()
        .args(["ls", "/Big", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let (to, lines) = mpsc::channel();
    thread::spawn(move || {
        for line in out.lines().map_while(Result::ok) {
            let _ = to.send(line);
        }
    });
    // The second page waits at the gate: were the listing printed at its end, nothing would come.
    let first: Vec<_> = (0..2)
        .map_while(|_| lines.recv_timeout(Duration::from_mins(1)).ok())
        .collect();
    gate.open();
    assert!(child.wait().unwrap().success());
    assert_eq!(first.len(), 2, "nothing came before the second page");
    let rest: Vec<_> = lines.iter().collect();
    let mut all = names(&[first, rest].concat().join("\n"));
    all.sort();
    assert_eq!(all, ["a.psd", "b.psd", "c.psd", "d.psd", "e.psd"]);
}

#[test]
fn an_order_that_was_asked_for_is_that_of_the_whole() {
    let world = world();
    let jane = world.person("jane");
    let said = jane.ok(&["ls", "/Big", "--json", "--sort", "name", "--reverse"]);
    assert_eq!(
        names(&said.out),
        ["e.psd", "d.psd", "c.psd", "b.psd", "a.psd"]
    );
    let said = jane.ok(&["ls", "/Big", "--json", "--sort", "name"]);
    assert_eq!(
        names(&said.out),
        ["a.psd", "b.psd", "c.psd", "d.psd", "e.psd"]
    );
}
