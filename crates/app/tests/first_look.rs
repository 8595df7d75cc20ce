//! A fault before a session exists is a fault like any other: a server that is busy for a moment when
//! it is first looked at is asked again.

#![expect(clippy::unwrap_used, reason = "a test ends where it can't go on")]

mod lasting;

use std::{path::Path, sync::Arc, time::Duration};

use damson_app::{
    App, Dirs, Handle, Intent, Ports, UserError,
    intent::{Connect, Login, Secret},
    shell::SystemShell,
};
use damson_demo_server::{DemoConfig, DemoServer, Personality, Sample, Switches};
use lasting::Keychain;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
    time::timeout,
};

async fn soon<T>(what: impl Future<Output = T>) -> T {
    timeout(Duration::from_mins(2), what)
        .await
        .expect("in time")
}

fn open(home: &Path, secrets: &Arc<Keychain>) -> App {
    let nothing = if cfg!(windows) { "where" } else { "true" };
    let ports = Ports {
        secrets: secrets.clone(),
        shell: Arc::new(SystemShell::with_opener(nothing)),
    };
    App::open(Dirs::below(home), ports).unwrap()
}

fn jane(server: &DemoServer) -> Intent {
    Intent::Connect(Box::new(Connect {
        url: server.url().to_string(),
        name: None,
        login: Login::Password {
            user: "jane".to_owned(),
            password: Secret::new("jane"),
        },
        remember: true,
        allow_plain_http: false,
        cache_folder: None,
    }))
}

async fn list(app: &App) -> Result<(), UserError> {
    let folder = "/Campaigns".to_owned();
    let connection = None;
    let refresh = Intent::Refresh { connection, folder };
    soon(app.send(refresh)).await.map(drop)
}

type Fault = (&'static str, fn(&mut Switches));

const FAULTS: [Fault; 3] = [
    ("503", |switches| switches.unavailable_next = 1),
    ("429", |switches| switches.too_many_next = 1),
    ("500", |switches| switches.server_error_next = 1),
];

/// What a server may say before anybody logged in: the first connection meets it too.
#[tokio::test(flavor = "multi_thread")]
async fn a_busy_server_can_be_connected() {
    for (what, fault) in &FAULTS {
        let home = tempfile::tempdir().unwrap();
        let config = DemoConfig::new(home.path().join("dam"), Personality::Aem65, Sample::Small);
        let server = soon(DemoServer::start(config)).await.unwrap();
        let app = open(home.path(), &Arc::new(Keychain::default()));
        server.set_switches(*fault);
        let connected = soon(app.send(jane(&server))).await;
        assert!(connected.is_ok(), "{what}: {connected:?}");
        list(&app).await.unwrap();
        soon(app.close()).await;
    }
}

/// Whoever was logged in before is logged in by the next process, whatever the server says first; a page
/// of maintenance in its place included.
#[tokio::test(flavor = "multi_thread")]
async fn a_later_process_waits_for_what_stands_in_front() {
    let page: Fault = ("a page", |switches| switches.html_next = 1);
    for (what, fault) in FAULTS.iter().chain([&page]) {
        let home = tempfile::tempdir().unwrap();
        let config = DemoConfig::new(home.path().join("dam"), Personality::Aem65, Sample::Small);
        let server = soon(DemoServer::start(config)).await.unwrap();
        let secrets = Arc::new(Keychain::default());
        let app = open(home.path(), &secrets);
        soon(app.send(jane(&server))).await.unwrap();
        soon(app.close()).await;
        let app = open(home.path(), &secrets);
        server.set_switches(*fault);
        let listed = list(&app).await;
        assert!(listed.is_ok(), "{what}: {listed:?}");
        soon(app.close()).await;
    }
}

/// For WebDAV servers too: how often one that is busy for a moment is asked.
#[tokio::test(flavor = "multi_thread")]
async fn a_busy_webdav_server_is_asked_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(async move {
        let mut asked = 0_u32;
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut head = vec![0; 16 * 1024];
            let read = stream.read(&mut head).await.unwrap();
            let head = String::from_utf8_lossy(&head[..read]).into_owned();
            // AEM is looked for first, by GET.
            let webdav = !head.starts_with("GET");
            asked += u32::from(webdav);
            let answer = if webdav && asked == 1 {
                "HTTP/1.1 503 Busy\r\nretry-after: 1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            } else if head.starts_with("OPTIONS") {
                "HTTP/1.1 200 OK\r\ndav: 1, 2\r\nallow: OPTIONS, PROPFIND\r\ncontent-length: 0\r\n\
                 connection: close\r\n\r\n"
            } else {
                "HTTP/1.1 401 Who\r\nwww-authenticate: Basic realm=\"dav\"\r\ncontent-length: 0\r\n\
                 connection: close\r\n\r\n"
            };
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    let home = tempfile::tempdir().unwrap();
    let app = open(home.path(), &Arc::new(Keychain::default()));
    let recognise = Intent::Recognise {
        url: format!("http://{address}/"),
        allow_plain_http: false,
    };
    let seen = soon(app.send(recognise)).await;
    assert!(seen.is_ok(), "{seen:?}");
    soon(app.close()).await;
    serving.abort();
}
