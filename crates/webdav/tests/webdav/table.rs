//! Which server does what, as measured: the table of docs/connectors.md.

use std::{fmt::Write as _, path::Path};

use damson_core::ContentId;
use damson_remote::{Remote as _, conformance::cases};
use damson_webdav::WebDav;
use tokio::{io::AsyncWriteExt as _, net::TcpStream};

use crate::{
    people::raw_put,
    server::{ALL, Ask, Kind, Server},
    setup::{log_in, path, upload},
};

const ROWS: [&str; 12] = [
    "asks for",
    "check-out",
    "a lock lasts",
    "shows the lock's token",
    "refuses others' writes itself",
    "refuses a stolen token",
    "entity tag",
    "keeps a file whole while another is sent over it",
    "compares `If-Match`",
    "honours `If-None-Match: *`",
    "change feed, versions, search, thumbnails",
    "uploads go",
];

#[tokio::test(flavor = "multi_thread")]
async fn the_table_is_as_measured() {
    let mut columns = Vec::new();
    for kind in ALL {
        let Some(server) = Server::start(kind) else {
            return;
        };
        columns.push((kind.name(), measure(&server).await));
    }
    let mut table = String::from("| |");
    for (name, _) in &columns {
        write!(table, " {name} |").unwrap();
    }
    table.push_str("\n| --- |");
    table.push_str(&" --- |".repeat(columns.len()));
    for (number, row) in ROWS.iter().enumerate() {
        write!(table, "\n| {row} |").unwrap();
        for (_, cells) in &columns {
            write!(table, " {} |", cells[number]).unwrap();
        }
    }
    println!("{table}\n\n{} cases in the suite", cases().len());
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/connectors.md");
    let docs = std::fs::read_to_string(docs).unwrap();
    assert!(
        docs.contains(&table),
        "docs/connectors.md has another table than\n{table}"
    );
}

async fn measure(server: &Server) -> [String; 12] {
    let jane = log_in(&server.url, "jane").await;
    let capability = jane.capability();
    let file = path("a.txt");
    let revision = upload(&jane, &file, b"one", None)
        .await
        .unwrap()
        .entry
        .revision;
    let stale = raw_put(
        server,
        "jane",
        "a.txt",
        Some(("If-Match", "\"stale\"".into())),
    )
    .await;
    let over = raw_put(server, "jane", "a.txt", Some(("If-None-Match", "*".into()))).await;
    let aside = uploads_aside(&jane, server).await;
    let [lasts, shown, others, stolen] = locks(server, &jane).await;
    let nothing = !capability.change_feed
        && !capability.versions
        && !capability.search
        && !capability.thumbnails;
    [
        asks_for(server).await,
        if capability.locks {
            "yes"
        } else {
            "no: locks can't be seen"
        }
        .to_owned(),
        lasts,
        shown,
        others,
        stolen,
        match revision.content {
            Some(ContentId::Tag(_)) => "yes".to_owned(),
            Some(ContentId::Hash(_)) | None => "none: size and time".to_owned(),
        },
        yes(broken_off(server).await),
        yes(stale == 412),
        yes(over == 412),
        if nothing { "no" } else { "some" }.to_owned(),
        if aside {
            "aside, then moved"
        } else {
            "in place"
        }
        .to_owned(),
    ]
}

fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

async fn asks_for(server: &Server) -> String {
    let answer = reqwest::get(&server.url).await.unwrap();
    let asked = answer.headers().get_all("www-authenticate");
    let word =
        |value: &http::HeaderValue| value.to_str().ok()?.split(' ').next().map(str::to_owned);
    let mut words: Vec<_> = asked.iter().filter_map(word).collect();
    if server.kind == Kind::Apache && Server::asking(Kind::Apache, Ask::Digest).is_some() {
        words.push("Digest".into());
    }
    words.join(" or ")
}

async fn locks(server: &Server, jane: &WebDav) -> [String; 4] {
    let file = path("a.txt");
    let none = || "–".to_owned();
    let Ok(grant) = jane.lock(&file).await else {
        return [none(), none(), none(), none()];
    };
    let lasts = match grant.lasts {
        Some(lasts) => format!("{} min of 4320", (lasts.as_secs() + 30) / 60),
        None => "for ever".to_owned(),
    };
    let token = grant.token.unwrap();
    let found = propfind_locks(server).await;
    let others = raw_put(server, "omar", "a.txt", None).await;
    let stolen = raw_put(
        server,
        "omar",
        "a.txt",
        Some(("If", format!("(<{}>)", token.0))),
    )
    .await;
    jane.unlock(&file, Some(&token)).await.unwrap();
    [
        lasts,
        yes(found.contains(&token.0)),
        yes(others == 423),
        yes(stolen >= 400),
    ]
}

async fn propfind_locks(server: &Server) -> String {
    let method = reqwest::Method::from_bytes(b"PROPFIND").unwrap();
    let body = "<D:propfind xmlns:D=\"DAV:\"><D:prop><D:lockdiscovery/></D:prop></D:propfind>";
    reqwest::Client::new()
        .request(method, format!("{}/a.txt", server.url))
        .basic_auth("jane", Some("jane"))
        .header("depth", "0")
        .header("content-type", "application/xml")
        .body(body)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap()
}

/// Whether a PUT that ends in the middle leaves what was there.
async fn broken_off(server: &Server) -> bool {
    let at = server.files().join("whole.txt");
    assert!((200..300).contains(&raw_put(server, "jane", "whole.txt", None).await));
    let port = server.url.rsplit(':').next().unwrap();
    let mut stream = TcpStream::connect(format!("127.0.0.1:{port}"))
        .await
        .unwrap();
    let head = "PUT /whole.txt HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic amFuZTpqYW5l\r\n\
                Content-Length: 9000000\r\nConnection: close\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&vec![b'x'; 500_000]).await.unwrap();
    drop(stream);
    // What it does with the end of the connection shows within a moment, or never.
    for _ in 0..100 {
        if std::fs::read(&at).unwrap_or_default() != b"theirs" {
            return false;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    true
}

/// Watches the folder for a name that is not the asset's.
async fn uploads_aside(jane: &WebDav, server: &Server) -> bool {
    let files = server.files();
    let sending = async {
        upload(jane, &path("big.bin"), &vec![1; 8_000_000], None)
            .await
            .unwrap();
    };
    let watching = async {
        loop {
            let names = std::fs::read_dir(&files).unwrap();
            let aside = names
                .filter_map(Result::ok)
                .any(|entry| entry.file_name().to_string_lossy().ends_with(".part"));
            if aside {
                return true;
            }
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
    };
    tokio::select! {
        () = sending => false,
        seen = watching => seen,
    }
}
