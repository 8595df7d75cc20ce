//! The way to a server through a proxy, against a small one that is real.

#![expect(clippy::unwrap_used, reason = "a test ends where it can't go on")]

mod lasting;

use std::{
    net::SocketAddr,
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use damson_app::{
    App, Dirs, ErrorCode, Handle, Intent, Ports, Reply, UserError,
    intent::{ActOptions, Connect, Login, ProxyLogin, Secret},
    secrets::Secrets as _,
    shell::SystemShell,
    view::{Action, ConnectionState, DoctorStep, Health, SettingsView},
};
use damson_demo_server::{DemoConfig, DemoServer, Personality, Sample};
use lasting::Keychain;
use tempfile::TempDir;
use tokio::{
    io::{
        AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader, copy_bidirectional,
    },
    net::{TcpListener, TcpStream},
    time::timeout,
};

const HERO: &str = "/Campaigns/Autumn/hero.png";
/// Nobody but the proxy knows where that is.
const NOWHERE: &str = "http://dam.test:4502";

/// A proxy that brings everything to one server, and writes down what it was asked.
struct Proxy {
    at: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    /// With `login`, only who says so may pass.
    async fn start(server: SocketAddr, login: Option<&'static str>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let notes = asked.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let notes = notes.clone();
                tokio::spawn(async move {
                    // A client that goes away ends its own connection alone.
                    let _ = serve(client, server, login, &notes).await;
                });
            }
        });
        Self { at, asked }
    }

    fn url(&self) -> String {
        format!("http://{}", self.at)
    }

    /// What it was asked so far, each as "CONNECT host:port" or "GET http://…".
    fn taken(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

async fn serve(
    client: TcpStream,
    server: SocketAddr,
    login: Option<&str>,
    notes: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut client = BufReader::new(client);
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if client.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        if line == "\r\n" {
            break;
        }
        head.push(line);
    }
    let first = head.remove(0);
    let mut words = first.split(' ');
    let (method, target) = (words.next().unwrap(), words.next().unwrap());
    notes.lock().unwrap().push(format!("{method} {target}"));
    let wanted = login.map(|login| format!("basic {}", STANDARD.encode(login)).to_lowercase());
    let told = head.iter().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let is_it = name.eq_ignore_ascii_case("proxy-authorization");
        is_it.then(|| value.trim().to_lowercase())
    });
    if wanted.is_some() && told != wanted {
        let refused = "HTTP/1.1 407 Proxy Authentication Required\r\n\
                       Proxy-Authenticate: Basic realm=\"proxy\"\r\n\
                       Content-Length: 0\r\nConnection: close\r\n\r\n";
        return client.write_all(refused.as_bytes()).await;
    }
    let mut there = TcpStream::connect(server).await?;
    if method == "CONNECT" {
        client.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").await?;
    } else {
        let path = target.splitn(4, '/').nth(3).unwrap_or_default();
        let mut request = format!("{method} /{path} HTTP/1.1\r\n");
        for line in head {
            let name = line.split(':').next().unwrap_or_default().to_lowercase();
            if !matches!(
                &*name,
                "connection" | "proxy-connection" | "proxy-authorization"
            ) {
                request.push_str(&line);
            }
        }
        request.push_str("Connection: close\r\n\r\n");
        there.write_all(request.as_bytes()).await?;
    }
    copy_bidirectional(&mut client, &mut there).await.map(drop)
}

struct Person {
    home: TempDir,
    app: App,
    secrets: Arc<Keychain>,
}

async fn soon<T>(what: impl Future<Output = T>) -> T {
    timeout(Duration::from_mins(2), what)
        .await
        .expect("in time")
}

fn open(home: &Path, secrets: Arc<Keychain>) -> App {
    let nothing = if cfg!(windows) { "where" } else { "true" };
    let ports = Ports {
        secrets,
        shell: Arc::new(SystemShell::with_opener(nothing)),
    };
    App::open(Dirs::below(home), ports).unwrap()
}

impl Person {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let secrets = Arc::new(Keychain::default());
        Self {
            app: open(home.path(), secrets.clone()),
            home,
            secrets,
        }
    }

    async fn dam(&self) -> DemoServer {
        let config = DemoConfig::new(
            self.home.path().join("dam"),
            Personality::Aem65,
            Sample::Small,
        );
        soon(DemoServer::start(config)).await.unwrap()
    }

    async fn ask(&self, intent: Intent) -> Result<Reply, UserError> {
        soon(self.app.send(intent)).await
    }

    async fn connect(&self, url: &str) -> Result<Reply, UserError> {
        self.ask(Intent::Connect(Box::new(Connect {
            url: url.to_owned(),
            name: None,
            login: Login::Password {
                user: "jane".to_owned(),
                password: Secret::new("jane"),
            },
            remember: true,
            allow_plain_http: true,
            cache_folder: None,
        })))
        .await
    }

    async fn set(&self, key: &str, value: Option<&str>) -> Result<SettingsView, UserError> {
        let set = Intent::Set {
            connection: None,
            key: key.to_owned(),
            value: value.map(ToOwned::to_owned),
        };
        self.ask(set).await.map(settings)
    }

    async fn log_in_to_proxy(&self, login: Option<(&str, &str)>) -> SettingsView {
        let login = login.map(|(user, password)| ProxyLogin {
            user: user.to_owned(),
            password: Secret::new(password),
        });
        let connection = None;
        settings(
            self.ask(Intent::SetProxyLogin { connection, login })
                .await
                .unwrap(),
        )
    }

    async fn until(&self, state: ConnectionState) {
        let mut shown = self.app.watch();
        let so = shown.wait_for(|shown| {
            shown
                .session(None)
                .is_some_and(|session| session.state == state)
        });
        drop(soon(so).await.unwrap());
    }
}

fn settings(reply: Reply) -> SettingsView {
    let Reply::Settings(settings) = reply else {
        panic!("{reply:?}");
    };
    settings
}

fn address(server: &DemoServer) -> SocketAddr {
    let url = server.url();
    let host = url.host_str().unwrap().parse().unwrap();
    SocketAddr::new(host, url.port().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_goes_through_the_proxy_that_is_set() {
    let person = Person::new();
    let server = person.dam().await;
    let proxy = Proxy::start(address(&server), None).await;
    let unreachable = person.connect(NOWHERE).await.unwrap_err();
    assert_eq!(unreachable.code, ErrorCode::UnknownHost);

    person.set("proxy", Some(&proxy.url())).await.unwrap();
    person.connect(NOWHERE).await.unwrap();
    let folder = "/Campaigns/Autumn".to_owned();
    person
        .ask(Intent::Refresh {
            connection: None,
            folder,
        })
        .await
        .unwrap();
    proxy.taken();
    let download = Intent::Act {
        connection: None,
        action: Action::Download,
        path: HERO.to_owned(),
        options: ActOptions::default(),
    };
    person.ask(download).await.unwrap();
    let asked = proxy.taken();
    let hero = asked
        .iter()
        .any(|line| line.starts_with("GET http://dam.test:4502/") && line.contains("hero.png"));
    assert!(hero, "{asked:?}");

    // What runs meanwhile follows the setting.
    person.set("proxy", Some("none")).await.unwrap();
    person.until(ConnectionState::Offline).await;
    person.set("proxy", Some(&proxy.url())).await.unwrap();
    person.until(ConnectionState::Online).await;
    let found = person
        .ask(Intent::Doctor {
            connection: None,
            url: None,
        })
        .await;
    let Ok(Reply::Doctor(found)) = found else {
        panic!("{found:?}");
    };
    let step = found
        .checks
        .iter()
        .find(|check| check.step == DoctorStep::Proxy)
        .unwrap();
    assert_eq!(step.health, Health::Ok);
    assert!(
        step.detail
            .as_ref()
            .unwrap()
            .contains(&proxy.at.to_string()),
        "{step:?}"
    );
    assert!(
        found
            .checks
            .iter()
            .all(|check| check.health != Health::Fail),
        "{found:#?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn https_is_tunnelled() {
    let person = Person::new();
    // What is behind the proxy speaks no TLS: that shows that the tunnel was made.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let behind = listener.local_addr().unwrap();
    let first = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut byte = [0; 1];
        stream.read_exact(&mut byte).await.unwrap();
        byte[0]
    });
    let proxy = Proxy::start(behind, None).await;
    person.set("proxy", Some(&proxy.url())).await.unwrap();
    let error = person.connect("https://dam.test").await.unwrap_err();
    assert_eq!(proxy.taken()[0], "CONNECT dam.test:443");
    // A TLS handshake is record type 22.
    assert_eq!(soon(first).await.unwrap(), 22);
    assert_ne!(error.code, ErrorCode::UnknownHost, "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_comes_from_the_keychain_and_is_written_nowhere_else() {
    let person = Person::new();
    let server = person.dam().await;
    let proxy = Proxy::start(address(&server), Some("omar:plum-tart")).await;
    person.set("proxy", Some(&proxy.url())).await.unwrap();
    for url in [NOWHERE, "https://dam.test"] {
        let refused = person.connect(url).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::Proxy, "{url}: {refused:?}");
    }
    let refused = person
        .set("proxy", Some("http://omar:plum-tart@127.0.0.1:1"))
        .await;
    let refused = refused.unwrap_err();
    assert_eq!(refused.code, ErrorCode::BadSetting);
    assert!(!format!("{refused:?}").contains("plum-tart"));

    let view = person.log_in_to_proxy(Some(("omar", "plum-tart"))).await;
    assert_eq!(view.proxy_user.as_deref(), Some("omar"));
    person.connect(NOWHERE).await.unwrap();
    person.until(ConnectionState::Online).await;

    // It is found again after a restart, in the keychain alone.
    soon(person.app.close()).await;
    let kept = person
        .secrets
        .get(&format!("proxy {}", proxy.url()))
        .unwrap();
    assert!(kept.unwrap().expose().contains("plum-tart"));
    for entry in walk(person.home.path()) {
        let bytes = std::fs::read(&entry).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("plum-tart"), "{}", entry.display());
    }
    let person = Person {
        app: open(person.home.path(), person.secrets.clone()),
        ..person
    };
    person
        .ask(Intent::Start { connection: None })
        .await
        .unwrap();
    person.until(ConnectionState::Online).await;
    let view = person.log_in_to_proxy(None).await;
    assert_eq!(view.proxy_user, None);
    let offline = person
        .ask(Intent::Refresh {
            connection: None,
            folder: "/".to_owned(),
        })
        .await;
    assert_eq!(offline.unwrap_err().code, ErrorCode::Proxy);
}

#[tokio::test(flavor = "multi_thread")]
async fn this_computer_is_reached_directly() {
    let person = Person::new();
    let server = person.dam().await;
    let proxy = Proxy::start(address(&server), None).await;
    person.set("proxy", Some(&proxy.url())).await.unwrap();
    person.connect(server.url().as_str()).await.unwrap();
    assert_eq!(proxy.taken(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn certificates_that_can_not_be_read_are_told() {
    let person = Person::new();
    let server = person.dam().await;
    let file = person.home.path().join("company.pem");
    person.set("certificates", file.to_str()).await.unwrap();
    let error = person.connect(server.url().as_str()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Tls, "{error:?}");
    assert!(error.said.unwrap().contains("company.pem"));
    person.set("certificates", None).await.unwrap();
    person.connect(server.url().as_str()).await.unwrap();
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            files.extend(walk(&entry.path()));
        } else if kind.is_file() {
            files.push(entry.path());
        }
    }
    files
}

/// Serves one text to whoever asks.
async fn serve_text(text: String) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let mut asked = [0; 1024];
            let _ = client.read(&mut asked).await;
            let answer = format!(
                "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{text}",
                text.len()
            );
            let _ = client.write_all(answer.as_bytes()).await;
        }
    });
    at
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_says_through_which_proxy() {
    let person = Person::new();
    let server = person.dam().await;
    let proxy = Proxy::start(address(&server), Some("omar:plum")).await;
    let script = format!(
        "function FindProxyForURL(url, host) {{
            return dnsDomainIs(host, 'dam.test') ? 'PROXY {}; DIRECT' : 'DIRECT';
        }}",
        proxy.at
    );
    let at = serve_text(script.clone()).await;
    let file = person.home.path().join("proxy.pac");
    std::fs::write(&file, script).unwrap();
    let of_file = url::Url::from_file_path(&file).unwrap().to_string();
    for address in [format!("http://{at}/proxy.pac"), of_file] {
        person.set("proxy", Some(&address)).await.unwrap();
        person.log_in_to_proxy(Some(("omar", "plum"))).await;
        person.connect(NOWHERE).await.unwrap();
        assert!(!proxy.taken().is_empty(), "{address}");
        person
            .ask(Intent::Disconnect { connection: None })
            .await
            .unwrap();
    }
    let found = person
        .ask(Intent::Doctor {
            connection: None,
            url: Some(NOWHERE.to_owned()),
        })
        .await;
    let Ok(Reply::Doctor(found)) = found else {
        panic!("{found:?}");
    };
    let mut steps = found.checks.iter();
    let step = steps.find(|check| check.step == DoctorStep::Proxy).unwrap();
    let detail = step.detail.as_ref().unwrap();
    assert!(
        detail.contains(&proxy.at.to_string()) && detail.contains("proxy.pac"),
        "{detail}"
    );

    std::fs::remove_file(&file).unwrap();
    let gone = person.connect(NOWHERE).await.unwrap_err();
    assert_eq!(gone.code, ErrorCode::Proxy);
    assert!(gone.said.unwrap().contains("proxy.pac"));
}
