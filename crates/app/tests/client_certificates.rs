//! Servers that let in only computers with a certificate of the company's authority.

#![expect(clippy::unwrap_used, reason = "a test ends where it can't go on")]

#[expect(dead_code, reason = "other certificates have tests of their own")]
mod tls;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use axum::{
    Router,
    http::{HeaderMap, Method, StatusCode, Uri},
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use damson_app::{
    App, Dirs, ErrorCode, Handle, Intent, Ports, Reply, UserError,
    intent::{ActOptions, Connect, Login, RowsQuery, RowsScope, Secret},
    secrets::{Secrets, SessionSecrets},
    shell::SystemShell,
    view::{Action, DoctorStep, DoctorView, Health, SettingsView},
};
use damson_core::DamPath;
use damson_demo_server::{DemoConfig, DemoServer, Personality, Sample};
use p12_keystore::{Certificate, KeyStore, KeyStoreEntry, PrivateKey, PrivateKeyChain};
use pkcs8::{PrivateKeyInfoRef, pkcs5::pbes2};
use tempfile::TempDir;
use tls::{Authority, Pair, in_front_of};
use tokio::{net::TcpListener, time::timeout};

const PASSPHRASE: &str = "zwetschgenröster-4711";

/// A server behind TLS, and what one of its assets holds.
struct Place {
    url: String,
    folder: &'static str,
    asset: &'static str,
    bytes: Vec<u8>,
    company: Authority,
    /// It runs as long as the test.
    _dam: Option<DemoServer>,
}

struct Person {
    home: TempDir,
    app: App,
    secrets: Arc<SessionSecrets>,
}

async fn soon<T>(what: impl Future<Output = T>) -> T {
    timeout(Duration::from_mins(1), what)
        .await
        .expect("in time")
}

async fn aem(home: &Path) -> Place {
    const HERO: &str = "/Campaigns/Autumn/hero.png";
    let config = DemoConfig::new(home.join("dam"), Personality::Aem65, Sample::Small);
    let dam = soon(DemoServer::start(config)).await.unwrap();
    let company = Authority::new("The company");
    let at = dam.url().socket_addrs(|| None).unwrap()[0];
    Place {
        url: in_front_of(at, company.strict_acceptor()).await,
        folder: "/Campaigns/Autumn",
        asset: HERO,
        bytes: dam.read(&DamPath::parse(HERO).unwrap()).unwrap(),
        company,
        _dam: Some(dam),
    }
}

async fn webdav() -> Place {
    let at = shelf().await;
    let company = Authority::new("The company");
    Place {
        url: in_front_of(at, company.strict_acceptor()).await,
        folder: "/",
        asset: "/poster.psd",
        bytes: b"a poster".to_vec(),
        company,
        _dam: None,
    }
}

/// A WebDAV server that has one file.
async fn shelf() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let app = Router::new().fallback(on_the_shelf);
    tokio::spawn(async move { axum::serve(listener, app).await });
    at
}

async fn on_the_shelf(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    const FOLDER: &str = "<d:response><d:href>/</d:href><d:propstat><d:prop><d:resourcetype>\
        <d:collection/></d:resourcetype></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>\
        </d:response>";
    const FILE: &str = "<d:response><d:href>/poster.psd</d:href><d:propstat><d:prop>\
        <d:resourcetype/><d:getcontentlength>8</d:getcontentlength><d:getetag>\"1\"</d:getetag>\
        <d:getlastmodified>Mon, 02 Nov 2026 09:00:00 GMT</d:getlastmodified></d:prop>\
        <d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>";
    let is_file = uri.path() == "/poster.psd";
    if uri.path() != "/" && !is_file {
        return StatusCode::NOT_FOUND.into_response();
    }
    let deep = headers.get("depth").is_some_and(|depth| depth != "0");
    match method.as_str() {
        "OPTIONS" => [("dav", "1"), ("allow", "OPTIONS, GET, PROPFIND")].into_response(),
        "PROPFIND" => {
            let found = match (is_file, deep) {
                (true, _) => FILE.to_owned(),
                (false, true) => format!("{FOLDER}{FILE}"),
                (false, false) => FOLDER.to_owned(),
            };
            let xml = format!("<d:multistatus xmlns:d=\"DAV:\">{found}</d:multistatus>");
            let media = [("content-type", "application/xml")];
            (StatusCode::MULTI_STATUS, media, xml).into_response()
        }
        "GET" if is_file => ([("etag", "\"1\"")], "a poster").into_response(),
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    }
}

/// As `openssl pkcs8 -topk8` and a certificate after it.
fn encrypted_pem(pair: &Pair, passphrase: &str) -> String {
    let der = pair.key.serialize_der();
    let plain = PrivateKeyInfoRef::try_from(der.as_slice()).unwrap();
    let scheme = pbes2::Parameters::generate_pbkdf2_sha256_aes256cbc(1_000, b"salty", [7; 16]);
    let sealed = plain
        .encrypt_with_params(scheme.unwrap(), passphrase)
        .unwrap();
    let text = STANDARD.encode(sealed.as_bytes());
    let label = "ENCRYPTED PRIVATE KEY";
    let key = format!("-----BEGIN {label}-----\n{text}\n-----END {label}-----\n");
    format!("{key}{}", pair.certificate.pem())
}

fn pkcs12(pair: &Pair, passphrase: &str) -> Vec<u8> {
    let key = PrivateKey::from_der(&pair.key.serialize_der()).unwrap();
    let own = Certificate::from_der(pair.certificate.der()).unwrap();
    let mut store = KeyStore::new();
    let chain = KeyStoreEntry::PrivateKeyChain(PrivateKeyChain::new(vec![1], key, [own]));
    store.add_entry("own", chain);
    let writer = store.writer(passphrase).encryption_iterations(1_000);
    writer.write().unwrap()
}

fn plain_pem(pair: &Pair) -> String {
    format!("{}{}", pair.certificate.pem(), pair.key.serialize_pem())
}

impl Person {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let secrets = Arc::new(SessionSecrets::default());
        let nothing = if cfg!(windows) { "where" } else { "true" };
        let ports = Ports {
            secrets: secrets.clone(),
            shell: Arc::new(SystemShell::with_opener(nothing)),
        };
        let app = App::open(Dirs::below(home.path()), ports).unwrap();
        Self { home, app, secrets }
    }

    async fn ask(&self, intent: Intent) -> Result<Reply, UserError> {
        soon(self.app.send(intent)).await
    }

    async fn set(&self, key: &str, file: &Path) -> SettingsView {
        let set = Intent::Set {
            connection: None,
            key: key.to_owned(),
            value: Some(file.to_str().unwrap().to_owned()),
        };
        settings(self.ask(set).await.unwrap())
    }

    /// Writes a file, and shows it as the client certificate from then on.
    async fn shows(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let file = self.home.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        self.set("client-certificate", &file).await;
        file
    }

    async fn keep(&self, passphrase: Option<&str>) -> Result<SettingsView, UserError> {
        let keep = Intent::SetCertificatePassphrase {
            connection: None,
            passphrase: passphrase.map(Secret::new),
        };
        self.ask(keep).await.map(settings)
    }

    async fn connect(&self, url: &str) -> Result<Reply, UserError> {
        self.ask(Intent::Connect(Box::new(Connect {
            url: url.to_owned(),
            name: Some("studio".to_owned()),
            login: Login::Password {
                user: "jane".to_owned(),
                password: Secret::new("jane"),
            },
            remember: false,
            allow_plain_http: false,
            cache_folder: None,
        })))
        .await
    }

    async fn refused(&self, url: &str) -> UserError {
        self.connect(url).await.unwrap_err()
    }

    async fn doctor(&self, url: &str) -> DoctorView {
        let (connection, url) = (None, Some(url.to_owned()));
        let reply = self.ask(Intent::Doctor { connection, url }).await.unwrap();
        let Reply::Doctor(found) = reply else {
            panic!("{reply:?}");
        };
        found
    }

    async fn download(&self, place: &Place) -> Vec<u8> {
        let (connection, path) = (None, place.asset.to_owned());
        let folder = place.folder.to_owned();
        let refresh = Intent::Refresh { connection, folder };
        self.ask(refresh).await.unwrap();
        self.ask(Intent::Act {
            connection: None,
            action: Action::Download,
            path: path.clone(),
            options: ActOptions::default(),
        })
        .await
        .unwrap();
        let query = RowsQuery::new(RowsScope::One { path });
        let connection = None;
        let rows = Intent::Rows { connection, query };
        let Reply::Rows(page) = self.ask(rows).await.unwrap() else {
            panic!("no rows");
        };
        std::fs::read(page.rows[0].file.as_ref().unwrap()).unwrap()
    }
}

fn settings(reply: Reply) -> SettingsView {
    let Reply::Settings(view) = reply else {
        panic!("{reply:?}");
    };
    view
}

fn health(found: &DoctorView, step: DoctorStep) -> (Health, String) {
    let mut checks = found.checks.iter();
    let check = checks.find(|check| check.step == step).unwrap();
    let code = check.error.as_ref().map(|error| error.code.as_str());
    let said = check.detail.clone().or(code).unwrap_or_default();
    (check.health, said)
}

async fn a_server_that_asks(place: Place, person: Person) {
    let authority = person.home.path().join("company.pem");
    std::fs::write(&authority, &place.company.pem).unwrap();
    person.set("certificates", &authority).await;

    // Nothing to show: that is not a server that isn't trusted.
    let error = person.refused(&place.url).await;
    assert_eq!(error.code, ErrorCode::ClientCertificateWanted, "{error:?}");
    let found = person.doctor(&place.url).await;
    let failed = found
        .checks
        .iter()
        .find(|check| check.health == Health::Fail);
    let code = failed.and_then(|check| check.error.as_ref()).unwrap().code;
    assert_eq!(code, ErrorCode::ClientCertificateWanted);

    // One of another authority's.
    let stranger = Authority::new("Another").client("Jane's computer", 2099);
    person.shows("stranger.pem", plain_pem(&stranger)).await;
    let error = person.refused(&place.url).await;
    assert_eq!(error.code, ErrorCode::ClientCertificateRefused, "{error:?}");

    // One that ended, and files that hold too little.
    let old = place.company.client("Jane's computer", 2020);
    let file = person.shows("old.pem", plain_pem(&old)).await;
    let error = person.refused(&place.url).await;
    assert_eq!(error.code, ErrorCode::ClientCertificateExpired);
    assert_eq!(error.file.as_deref(), file.to_str());
    assert_eq!(error.said.as_deref(), Some("2020-12-31"));
    let own = place.company.client("Jane's computer", 2099);
    person.shows("half.pem", own.certificate.pem()).await;
    let error = person.refused(&place.url).await;
    assert_eq!(error.code, ErrorCode::ClientCertificateNoKey);
    std::fs::remove_file(&file).unwrap();
    person.set("client-certificate", &file).await;
    let error = person.refused(&place.url).await;
    assert_eq!(error.code, ErrorCode::ClientCertificateMissing);

    // An encrypted key.
    let sealed = encrypted_pem(&own, PASSPHRASE);
    let file = person.shows("Jane's own.pem", sealed).await;
    let error = person.refused(&place.url).await;
    assert_eq!(error.code, ErrorCode::ClientPassphraseNeeded);
    assert_eq!(error.file.as_deref(), file.to_str());
    let error = person.keep(Some("plum pie")).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::ClientPassphraseWrong);
    assert_eq!(
        person.refused(&place.url).await.code,
        ErrorCode::ClientPassphraseNeeded
    );
    let shown = person.keep(Some(PASSPHRASE)).await.unwrap();
    let shown = shown.client_certificate.unwrap();
    assert_eq!(shown.whose.as_deref(), Some("Jane's computer"));
    assert_eq!((shown.encrypted, shown.error), (true, None));
    person.connect(&place.url).await.unwrap();
    assert_eq!(person.download(&place).await, place.bytes);
    let found = person.doctor(&place.url).await;
    let (is, said) = health(&found, DoctorStep::ClientCertificate);
    assert_eq!(is, Health::Ok);
    let whose = "of Jane's computer, issued by The company, until 20";
    assert!(said.starts_with(whose), "{said}");
    assert_eq!(health(&found, DoctorStep::Tls).0, Health::Ok);

    // The same for a running session, which begins anew with each change.
    person
        .shows("Jane's own.p12", pkcs12(&own, PASSPHRASE))
        .await;
    let connection = None;
    let folder = place.folder.to_owned();
    let refresh = Intent::Refresh { connection, folder };
    let error = person.ask(refresh.clone()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::ClientPassphraseNeeded, "{error:?}");
    person.keep(Some(PASSPHRASE)).await.unwrap();
    person.ask(refresh).await.unwrap();
    let forgotten = person.keep(None).await.unwrap().client_certificate.unwrap();
    let code = forgotten.error.unwrap().code;
    assert_eq!(code, ErrorCode::ClientPassphraseNeeded);
    let kept = format!("client certificate {}", forgotten.file);
    assert!(person.secrets.get(&kept).unwrap().is_none());
    soon(person.app.close()).await;
    nothing_is_written_of(&[PASSPHRASE.as_bytes(), &own.key.serialize_der()], &person);
}

/// Looks through settings, accounts, journal and whatever else is below the person's home.
fn nothing_is_written_of(secrets: &[&[u8]], person: &Person) {
    let mut folders = vec![person.home.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            for secret in secrets {
                let there = bytes.windows(secret.len()).any(|part| part == *secret);
                assert!(!there, "{}", path.display());
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(
    windows,
    ignore = "Windows verifies by itself; with extra authorities it has not been tried there"
)]
async fn an_aem_that_asks_for_a_client_certificate() {
    let person = Person::new();
    let place = aem(person.home.path()).await;
    a_server_that_asks(place, person).await;
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(
    windows,
    ignore = "Windows verifies by itself; with extra authorities it has not been tried there"
)]
async fn a_webdav_server_that_asks_for_a_client_certificate() {
    a_server_that_asks(webdav().await, Person::new()).await;
}
