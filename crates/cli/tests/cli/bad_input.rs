//! What goes wrong at the start, each with a sentence and a hint.

use std::{
    io::{Read, Write},
    net::TcpListener,
};

use crate::person::{LAYOUT, Person, Said, World};

fn complains(said: &crate::person::Said, word: &str) {
    assert!(said.err.contains("Error: "), "{}", said.err);
    assert!(said.err.contains("Hint: "), "{}", said.err);
    assert!(said.err.contains(word), "no {word:?} in {}", said.err);
}

#[test]
fn an_address_that_is_none() {
    let said = Person::new("jane").run(&["connect", "not an address", "--user", "jane"]);
    assert_ne!(said.code, 0);
    complains(&said, "address");
}

#[test]
fn a_server_that_does_not_listen() {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let url = format!("http://127.0.0.1:{port}");
    let said = Person::new("jane").no(6, &["connect", &url, "--user", "jane"]);
    complains(&said, "reached");
}

#[test]
fn a_server_that_is_no_dam() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = [0; 4096];
            let _ = stream.read(&mut request);
            let body = "<html><body>A shop</body></html>";
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\n\
                 connection: close\r\n\r\n{body}",
                body.len()
            );
        }
    });
    let said = Person::new("jane").no(1, &["connect", &url, "--user", "jane"]);
    complains(&said, "not a DAM");
}

#[test]
fn a_wrong_password() {
    let world = World::start();
    let jane = Person::new("jane");
    let mut command = jane.command();
    let said = Said::by(command.env("DAMSON_PASSWORD", "guess").args([
        "connect",
        &world.url(),
        "--user",
        "jane",
    ]));
    assert_eq!(said.code, 5, "{}", said.err);
    assert!(said.err.contains("did not accept"), "{}", said.err);
    assert!(!said.err.contains("guess"), "{}", said.err);
}

#[test]
fn a_reader_can_not_edit() {
    let world = World::start();
    let reader = world.person("reader");
    let said = reader.no(3, &["edit", LAYOUT]);
    complains(&said, LAYOUT);
    assert_eq!(world.holder(LAYOUT), None);
}

#[test]
fn a_path_that_is_not_there() {
    let world = World::start();
    let jane = world.person("jane");
    let said = jane.no(1, &["get", "/Spring/nothing.psd"]);
    complains(&said, "/Spring/nothing.psd");
}

#[test]
fn a_name_that_the_server_refuses() {
    let world = World::start();
    let jane = world.person("jane");
    let said = jane.run(&["mv", "/Spring/notes.txt", "/Spring/no*tes.txt"]);
    assert_ne!(said.code, 0, "{}", said.out);
    complains(&said, "name");
    assert_eq!(world.bytes("/Spring/notes.txt").unwrap(), b"some notes");
}

#[test]
fn errors_are_json_for_programs() {
    let world = World::start();
    let jane = world.person("jane");
    let omar = world.person("omar");
    jane.ok(&["checkout", LAYOUT]);
    let said = omar.no(3, &["edit", LAYOUT, "--json"]);
    let error: serde_json::Value = serde_json::from_str(&said.err).unwrap();
    assert_eq!(error["code"], "checked-out-by", "{error}");
    assert_eq!(error["who"], "jane", "{error}");
    assert_eq!(error["path"], LAYOUT, "{error}");
    assert!(
        error["message"].as_str().unwrap().contains("jane"),
        "{error}"
    );
}
