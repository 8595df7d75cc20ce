//! Which server does what, as measured: the table of docs/connectors.md.

use std::{fmt::Write as _, path::Path};

use damson_core::ContentId;
use damson_remote::{ErrorKind, Expect, Remembered, Remote as _, Uploaded, conformance::cases};
use damson_webdav::WebDav;
use tokio::{io::AsyncWriteExt as _, net::TcpStream};

use crate::{
    people::raw_put,
    proxy::Proxy,
    rewrite::{path_of, texts_of},
    server::{ALL, Ask, Kind, Server},
    setup::{log_in, path, upload},
    switches::Switches,
    unlike::unlike,
};

const COLUMNS: [&str; 14] = [
    "asks for",
    "check-out",
    "a lock lasts",
    "shows its token",
    "refuses others' writes",
    "who may use a token",
    "still held after a restart of the client",
    "entity tag",
    "`If-Match`",
    "`If-None-Match: *`",
    "`If` with a tag",
    "keeps a file whole while another is sent over it",
    "change feed, versions, search, thumbnails",
    "uploads go",
];

#[tokio::test(flavor = "multi_thread")]
async fn the_table_is_as_measured() {
    // One after the other they would take a minute.
    let measured = ALL.map(|kind| {
        tokio::spawn(async move {
            let server = tokio::task::spawn_blocking(move || Server::start(kind));
            let server = server.await.unwrap()?;
            Some(measure(&server).await)
        })
    });
    let mut table = String::from("| |");
    for column in COLUMNS {
        write!(table, " {column} |").unwrap();
    }
    table.push_str("\n| --- |");
    table.push_str(&" --- |".repeat(COLUMNS.len()));
    for (kind, cells) in ALL.into_iter().zip(measured) {
        let Some(cells) = cells.await.unwrap() else {
            return;
        };
        write!(table, "\n| {} |", kind.name()).unwrap();
        for cell in cells {
            write!(table, " {cell} |").unwrap();
        }
    }
    println!("{table}\n\n{} cases in the suite", cases().len());
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/connectors.md");
    let docs = std::fs::read_to_string(docs).unwrap();
    assert!(
        docs.contains(&table),
        "docs/connectors.md has another table than\n{table}"
    );
    let list = told();
    assert!(
        docs.contains(&list),
        "docs/connectors.md has another list than\n{list}"
    );
}

/// What each server can't do of what the suite asks, in words.
fn told() -> String {
    let mut list = String::new();
    for kind in ALL {
        let mut said: Vec<(&str, Vec<String>)> = Vec::new();
        for (case, words) in unlike(kind) {
            let case = format!("\u{201c}{case}\u{201d}");
            match said.iter_mut().find(|(known, _)| known == words) {
                Some((_, cases)) => cases.push(case),
                None => said.push((words, vec![case])),
            }
        }
        for (words, cases) in said {
            writeln!(list, "- {}: {words} ({}).", kind.name(), cases.join(", ")).unwrap();
        }
    }
    list
}

async fn measure(server: &Server) -> [String; 14] {
    let jane = log_in(&server.url, "jane").await;
    let file = path("a.txt");
    let revision = upload(&jane, &file, b"one", None)
        .await
        .unwrap()
        .entry
        .revision;
    let tag = settled_tag(server).await;
    let if_match = condition(server, "If-Match", tag.as_deref(), ToOwned::to_owned).await;
    let at = format!("{}/a.txt", path_of(&server.url).trim_end_matches('/'));
    let tagged = |tag: &str| format!("<{at}> ([{tag}])");
    let if_tag = condition(server, "If", settled_tag(server).await.as_deref(), tagged).await;
    let over = raw_put(server, "jane", "a.txt", Some(("If-None-Match", "*".into()))).await;
    let aside = uploads_aside(server).await;
    let [lasts, shown, others, stolen, again] = locks(server, &jane).await;
    let capability = jane.capability();
    let nothing = !capability.change_feed
        && !capability.versions
        && !capability.search
        && !capability.thumbnails;
    [
        asks_for(server).await,
        if capability.locks {
            "yes".to_owned()
        } else {
            let words = capability.product.rsplit('(').next().unwrap_or_default();
            format!("no: {}", words.trim_end_matches(')'))
        },
        lasts,
        shown,
        others,
        stolen,
        again,
        match revision.content {
            Some(ContentId::Tag(_)) => "yes".to_owned(),
            Some(ContentId::Hash(_)) | None => "none: size and time".to_owned(),
        },
        if_match,
        if over == 412 { "honoured" } else { "ignored" }.to_owned(),
        if_tag,
        yes(broken_off(server).await),
        if nothing { "no" } else { "some" }.to_owned(),
        if aside {
            "aside, then moved"
        } else {
            "in place"
        }
        .to_owned(),
    ]
}

/// The tag of the listing. Apache marks one as weak as long as the file is younger than a second.
async fn settled_tag(server: &Server) -> Option<String> {
    let mut tag = None;
    for _ in 0..30 {
        let told = texts_of(&propfind(server).await, "getetag");
        let text = told.into_iter().next().unwrap_or_default();
        let text = text.replace("&quot;", "\"");
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        // nephele's have no quotes in a listing.
        let quoted = text.contains('"');
        tag = Some(if quoted {
            text.to_owned()
        } else {
            format!("\"{text}\"")
        });
        if !text.starts_with("W/") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    tag
}

/// What a PUT under a condition does: with the right tag, and with one that nothing has.
async fn condition(
    server: &Server,
    name: &str,
    tag: Option<&str>,
    spelled: impl Fn(&str) -> String,
) -> String {
    let put = async |tag: &str| {
        let status = raw_put(server, "jane", "a.txt", Some((name, spelled(tag)))).await;
        (200..300).contains(&status)
    };
    let wrong = put("\"stale\"").await;
    let right = match tag {
        Some(tag) => put(tag).await,
        None => true,
    };
    match (right, wrong) {
        (true, true) => "ignored",
        (false, false) => "always refused",
        (true, false) if tag.is_none() => "refused, and there is no tag",
        (true, false) => "honoured",
        (false, true) => "the wrong way round",
    }
    .to_owned()
}

fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

async fn asks_for(server: &Server) -> String {
    let method = reqwest::Method::from_bytes(b"PROPFIND").unwrap();
    let ask = reqwest::Client::new().request(method, &server.url);
    let answer = ask.header("depth", "0").send().await.unwrap();
    let asked = answer.headers().get_all("www-authenticate");
    let word =
        |value: &http::HeaderValue| value.to_str().ok()?.split(' ').next().map(str::to_owned);
    let mut words: Vec<_> = asked.iter().filter_map(word).collect();
    if server.kind == Kind::Apache && Server::asking(Kind::Apache, Ask::Digest).is_some() {
        words.push("Digest".into());
    }
    words.join(" or ")
}

async fn locks(server: &Server, jane: &WebDav) -> [String; 5] {
    let file = path("a.txt");
    let Ok(grant) = jane.lock(&file).await else {
        return std::array::from_fn(|_| "–".to_owned());
    };
    let lasts = match grant.lasts {
        Some(lasts) => format!("{} min of 4320", (lasts.as_secs() + 30) / 60),
        None => "for ever".to_owned(),
    };
    let token = grant.token.unwrap();
    let shown = propfind(server).await.contains(&token.0);
    let others = raw_put(server, "omar", "a.txt", None).await;
    let at = format!("{}/a.txt", path_of(&server.url).trim_end_matches('/'));
    let tagged = format!("<{at}> (<{}>)", token.0);
    let stolen = raw_put(server, "omar", "a.txt", Some(("If", tagged))).await;
    // Another process, with what the journal kept.
    let later = log_in(&server.url, "jane").await;
    later.recall(Remembered {
        locks: vec![(file.clone(), token.clone())],
        learnt: jane.learnt(),
    });
    let held = later.stat(&file).await.unwrap().lock.is_mine();
    let expect = Expect {
        revision: Some(later.stat(&file).await.unwrap().revision),
        token: Some(token.clone()),
    };
    let sent = upload(&later, &file, b"sent later", Some(&expect)).await;
    let token = match &sent {
        Ok(Uploaded {
            lock: Some(moved), ..
        }) => moved.token.clone().unwrap(),
        _ => token.clone(),
    };
    let given_back = later.unlock(&file, Some(&token)).await;
    [
        lasts,
        yes(shown),
        yes(others == 423),
        if stolen >= 400 {
            "who locked"
        } else {
            "whoever knows it"
        }
        .to_owned(),
        match (held, sent, given_back) {
            (true, Ok(_), Ok(())) => "yes".to_owned(),
            (false, Ok(_), Ok(())) => "by the token that was kept".to_owned(),
            (_, sent, given_back) => {
                let why = sent.err().or(given_back.err()).unwrap().kind;
                if matches!(why, ErrorKind::Locked { .. }) {
                    "no: it is somebody else's then".to_owned()
                } else {
                    format!("no: {why:?}")
                }
            }
        },
    ]
}

async fn propfind(server: &Server) -> String {
    let method = reqwest::Method::from_bytes(b"PROPFIND").unwrap();
    let body =
        "<D:propfind xmlns:D=\"DAV:\"><D:prop><D:getetag/><D:lockdiscovery/></D:prop></D:propfind>";
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
    assert!((200..300).contains(&raw_put(server, "jane", "whole.txt", None).await));
    let origin = server.url.trim_start_matches("http://");
    let (host, root) = origin.split_once('/').unwrap_or((origin, ""));
    let root = if root.is_empty() {
        String::new()
    } else {
        format!("/{root}")
    };
    let mut stream = TcpStream::connect(host).await.unwrap();
    let head = format!(
        "PUT {root}/whole.txt HTTP/1.1\r\nHost: {host}\r\nAuthorization: Basic amFuZTpqYW5l\r\n\
         Content-Length: 9000000\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&vec![b'x'; 500_000]).await.unwrap();
    drop(stream);
    // What it does with the end of the connection shows within a moment, or never.
    for _ in 0..30 {
        let answer = reqwest::Client::new()
            .get(format!("{}/whole.txt", server.url))
            .basic_auth("jane", Some("jane"))
            .send()
            .await;
        if let Ok(answer) = answer
            && answer
                .bytes()
                .await
                .is_ok_and(|bytes| bytes != b"theirs"[..])
        {
            return false;
        }
        tokio::time::sleep(std::time::Duration::from_millis(30)).await;
    }
    true
}

/// Whether the proxy sees a name that is not the asset's.
async fn uploads_aside(server: &Server) -> bool {
    let proxy = Proxy::start(&server.url, Switches::default());
    let jane = log_in(&proxy.url, "jane").await;
    upload(&jane, &path("big.bin"), &vec![1; 1_000_000], None)
        .await
        .unwrap();
    let sent = proxy.sent();
    sent.iter().any(|sent| sent.path.ends_with(".part"))
}
