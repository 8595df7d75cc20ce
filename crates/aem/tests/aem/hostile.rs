//! Servers that send us where we must not go, or more than we must take.

use std::sync::{Arc, Mutex};

use damson_aem::{Aem, Config, Credentials, connect};
use damson_core::{DamPath, Lock};
use damson_remote::{ErrorKind, Read, Remote as _};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use crate::setup::{path, upload};

/// What is answered to a request line; `None` for 404.
type Answers = dyn Fn(&str) -> Option<String> + Send + Sync;

/// A server of a few canned answers that keeps the heads of all requests.
struct Canned {
    address: String,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Canned {
    async fn start(answers: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let heads = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&heads);
        let answers: Arc<Answers> = Arc::new(answers);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, Arc::clone(&kept), Arc::clone(&answers)));
            }
        });
        Self { address, heads }
    }

    fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }

    async fn log_in(&self) -> Aem {
        let jane = Credentials::Password {
            user: "jane".into(),
            password: "hush".into(),
        };
        connect(Config::new(&self.address).unwrap(), jane)
            .await
            .unwrap()
    }
}

async fn answer(mut stream: TcpStream, heads: Arc<Mutex<Vec<String>>>, answers: Arc<Answers>) {
    let mut all = Vec::new();
    let mut buffer = [0; 4096];
    let head = loop {
        let Ok(read) = stream.read(&mut buffer).await else {
            return;
        };
        all.extend_from_slice(&buffer[..read]);
        if let Some(end) = all.windows(4).position(|four| four == b"\r\n\r\n") {
            break String::from_utf8_lossy(&all[..end]).to_lowercase();
        }
        if read == 0 {
            return;
        }
    };
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok())
        .unwrap_or(0);
    let mut left = length.saturating_sub(all.len() - head.len() - 4);
    while left > 0 {
        match stream.read(&mut buffer).await {
            Ok(read) if read > 0 => left = left.saturating_sub(read),
            _ => return,
        }
    }
    let line = head.lines().next().unwrap_or_default().to_owned();
    heads.lock().unwrap().push(head);
    let missing =
        || "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".into();
    let text = usual(&line)
        .or_else(|| answers(&line))
        .unwrap_or_else(missing);
    let _ = stream.write_all(text.as_bytes()).await;
    let _ = stream.shutdown().await;
}

/// What every AEM answers to jane.
fn usual(line: &str) -> Option<String> {
    if line.contains("/currentuser.json") {
        return Some(json(r#"{"authorizableId":"jane"}"#));
    }
    line.contains("/content/dam.json").then(|| json("{}"))
}

fn json(body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nset-cookie: login-token=hush; Path=/\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}

fn redirect(to: &str) -> String {
    format!(
        "HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    )
}

#[tokio::test]
async fn secrets_do_not_follow_a_redirect() {
    let elsewhere = Canned::start(|_| {
        Some("HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\nbytes".into())
    })
    .await;
    let there = elsewhere.address.clone();
    let server = Canned::start(move |_| Some(redirect(&there))).await;
    let jane = server.log_in().await;
    assert!(
        elsewhere.heads().is_empty(),
        "questions in JSON are not asked elsewhere"
    );
    let stat = jane.stat(&path("a.bin")).await.unwrap_err();
    assert_eq!(stat.kind, ErrorKind::LoginNeeded);
    assert!(elsewhere.heads().is_empty());
    let body = jane.read(&path("a.bin"), Read::default()).await.unwrap();
    assert_eq!(crate::setup::bytes(body).await.unwrap(), b"bytes");
    let heads = elsewhere.heads();
    assert_eq!(heads.len(), 1);
    assert!(
        !heads[0].contains("authorization") && !heads[0].contains("cookie"),
        "{heads:?}"
    );
    let own = server.heads();
    assert!(
        own.iter().all(|head| head.contains("authorization: basic")),
        "{own:?}"
    );
}

#[tokio::test]
async fn redirects_lead_to_web_addresses_and_end() {
    for (to, kind) in [
        ("file:///etc/passwd", ErrorKind::Garbled),
        ("/content/dam/a.bin", ErrorKind::Garbled),
        ("http://192.0.2.1/a.bin", ErrorKind::Tls),
        ("gopher://127.0.0.1/", ErrorKind::Garbled),
        ("http://[", ErrorKind::Garbled),
    ] {
        let server = Canned::start(move |line| line.contains("a.bin").then(|| redirect(to))).await;
        let jane = server.log_in().await;
        let error = jane
            .read(&path("a.bin"), Read::default())
            .await
            .unwrap_err();
        assert_eq!(error.kind, kind, "{to}");
        assert!(server.heads().len() < 30);
    }
}

/// How a server says that it has direct upload.
const LINKED: &str =
    r#"{"_links":{"http://ns.adobe.com/adobecloud/rel/create":{"href":"/x","type":"direct"}}}"#;

/// A server behind a proxy names itself by an inner address: the step that counts is still asked
/// of the server that the person chose, and parts never go to what is no web address.
#[tokio::test]
async fn what_an_initiated_upload_names_is_not_believed_blindly() {
    for (part, kind) in [
        ("file:///tmp/part", ErrorKind::Garbled),
        ("http://192.0.2.1/part", ErrorKind::Tls),
    ] {
        let server = Canned::start(move |line| {
            if line.contains("/platform/content/dam") {
                return Some(json(LINKED));
            }
            line.contains("initiateupload").then(|| {
                json(&format!(
                    r#"{{"completeURI":"http://192.0.2.1/content/dam.completeUpload.json",
                        "files":[{{"uploadToken":"t","uploadURIs":["{part}"],"minPartSize":1}}]}}"#
                ))
            })
        })
        .await;
        let jane = server.log_in().await;
        let error = upload(&jane, &path("a.bin"), b"x", None).await.unwrap_err();
        assert_eq!(error.kind, kind, "{part}");
    }
    let store = Canned::start(|_| {
        Some("HTTP/1.1 201 Created\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".into())
    })
    .await;
    let part = format!("{}/part?sig=x", store.address);
    let server = Canned::start(move |line| {
        if line.contains("/platform/content/dam") {
            return Some(json(LINKED));
        }
        if line.contains("completeupload") {
            return Some(json("{}"));
        }
        line.contains("initiateupload").then(|| {
            json(&format!(
                r#"{{"completeURI":"http://192.0.2.1/content/dam.completeUpload.json",
                    "files":[{{"uploadToken":"t","uploadURIs":["{part}"],"minPartSize":1}}]}}"#
            ))
        })
    })
    .await;
    let jane = server.log_in().await;
    let uploaded = upload(&jane, &path("a.bin"), b"x", None).await.unwrap();
    assert!(uploaded.entry.processing, "it can't be read back here");
    assert!(!store.heads()[0].contains("authorization"));
    assert!(
        server
            .heads()
            .iter()
            .any(|head| head.starts_with("post /content/dam.completeupload"))
    );
}

#[tokio::test]
async fn an_answer_without_end_is_not_kept() {
    // An answer that is too large for a small question.
    let server = Canned::start(|line| {
        line.contains("/api/assets.json")
            .then(|| json(&format!("[{}]", "1,".repeat(1024 * 1024))))
    })
    .await;
    let jane = server.log_in().await;
    assert!(jane.capability().locks);
    let jane = server.log_in().await;
    assert!(
        !jane.capability().copy,
        "a listing that can't be read is none"
    );
}

/// A listing that leaves check-outs out would show as free what somebody holds.
#[tokio::test]
async fn a_listing_that_hides_check_outs_is_not_used() {
    for told in [true, false] {
        let server = Canned::start(move |line| {
            let held = r#"{"jcr:path":"/content/dam/a.psd","jcr:primaryType":"dam:Asset",
                "jcr:content":{"cq:drivelock":"omar"}}"#;
            if line.contains("querybuilder.json") {
                return Some(json(&format!(
                    r#"{{"success":true,"total":1,"hits":[{held}]}}"#
                )));
            }
            if line.contains("/content/dam/a.psd/jcr:content.json") {
                return Some(json(r#"{"cq:drivelock":"omar"}"#));
            }
            let lock = if told {
                r#","cq:drivelock":"omar""#
            } else {
                ""
            };
            line.contains("/api/assets.json").then(|| {
                json(&format!(
                    r#"{{"class":["assets/folder"],"entities":[{{"class":["assets/asset"],
                        "properties":{{"name":"a.psd","asset:size":3{lock}}}}}]}}"#
                ))
            })
        })
        .await;
        let jane = server.log_in().await;
        let page = jane.list(&DamPath::root(), None).await.unwrap();
        assert_eq!(page.items[0].lock, Lock::Theirs("omar".into()));
        let last = server.heads().pop().unwrap();
        assert_eq!(last.starts_with("get /api/assets.json"), told, "{last}");
    }
}
