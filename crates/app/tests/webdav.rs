//! A person's day at WebDAV servers that none of us wrote.

#![expect(clippy::unwrap_used, reason = "a test ends where it can't go on")]

#[path = "../../webdav/tests/webdav/server.rs"]
#[expect(
    dead_code,
    clippy::print_stdout,
    reason = "the connector's own tests use the rest; what is skipped is said"
)]
mod server;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use damson_app::{
    App, Dirs, ErrorCode, Handle, Intent, Ports, Reply, UserError,
    accounts::{Accounts, Connector},
    intent::{ActOptions, Connect, Login, RowsQuery, RowsScope, Secret},
    secrets::SessionSecrets,
    shell::SystemShell,
    view::{Action, DoctorStep, Health, LockView, LoginKind, RowView, StatusView},
};
use server::{Kind, Server};
use tempfile::TempDir;
use tokio::time::timeout;

const POSTER: &str = "/Autumn/poster 50%.psd";
const POSTER_URL: &str = "Autumn/poster%2050%25.psd";

struct Person {
    home: TempDir,
    app: App,
}

async fn soon<T>(what: impl Future<Output = T>) -> T {
    timeout(Duration::from_mins(1), what)
        .await
        .expect("in time")
}

fn open(home: &Path) -> App {
    let opener = if cfg!(windows) { "where" } else { "true" };
    let ports = Ports {
        secrets: Arc::new(SessionSecrets::default()),
        shell: Arc::new(SystemShell::with_opener(opener)),
    };
    App::open(Dirs::below(home), ports).unwrap()
}

fn password(user: &str) -> Login {
    Login::Password {
        user: user.to_owned(),
        password: Secret::new(user),
    }
}

impl Person {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        Self {
            app: open(home.path()),
            home,
        }
    }

    async fn ask(&self, intent: Intent) -> Result<Reply, UserError> {
        soon(self.app.send(intent)).await
    }

    async fn connect(&self, url: &str, login: Login) -> Result<Reply, UserError> {
        self.ask(Intent::Connect(Box::new(Connect {
            url: url.to_owned(),
            name: None,
            login,
            remember: true,
            allow_plain_http: false,
            cache_folder: None,
        })))
        .await
    }

    async fn act(&self, action: Action, path: &str) -> Result<Reply, UserError> {
        self.ask(Intent::Act {
            connection: None,
            action,
            path: path.to_owned(),
            options: ActOptions::default(),
        })
        .await
    }

    async fn refresh(&self, folder: &str) {
        let refresh = Intent::Refresh {
            connection: None,
            folder: folder.to_owned(),
        };
        self.ask(refresh).await.unwrap();
    }

    async fn rows(&self, scope: RowsScope) -> Vec<RowView> {
        let rows = Intent::Rows {
            connection: None,
            query: RowsQuery::new(scope),
        };
        let Reply::Rows(page) = self.ask(rows).await.unwrap() else {
            panic!("no rows");
        };
        page.rows
    }

    async fn poster(&self) -> RowView {
        let path = POSTER.to_owned();
        let mut rows = self.rows(RowsScope::One { path }).await;
        assert_eq!(rows.len(), 1);
        rows.remove(0)
    }

    async fn until_edited(&self) {
        let mut shown = self.app.watch();
        let edited = shown.wait_for(|shown| {
            let counts = shown.session(None).map(|session| &session.counts);
            counts
                .is_some_and(|counts| counts.by_status.get(&StatusView::EditedLocally) == Some(&1))
        });
        soon(edited).await.unwrap();
    }

    /// What the doctor says of what the server does with conditions.
    async fn guard(&self) -> String {
        self.examined("compares-writes").await
    }

    /// What the doctor says of one thing that a server can do.
    async fn examined(&self, word: &str) -> String {
        let doctor = Intent::Doctor {
            connection: None,
            url: None,
        };
        let Reply::Doctor(found) = self.ask(doctor).await.unwrap() else {
            panic!("no doctor");
        };
        let mut said = found.checks.into_iter().filter_map(|check| check.detail);
        said.find(|detail| detail.starts_with(word)).unwrap()
    }

    fn accounts(&self) -> Accounts {
        Accounts::load(&Dirs::below(self.home.path())).unwrap()
    }
}

/// What the server has, asked past the connector.
struct Truth {
    client: reqwest::Client,
    url: String,
}

impl Truth {
    async fn with_poster(server: &Server) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let truth = Self {
            client: reqwest::Client::new(),
            url: server.url.clone(),
        };
        truth.send("MKCOL", "Autumn", "").await;
        truth.send("PUT", POSTER_URL, "a poster").await;
        truth
    }

    async fn send(&self, method: &str, at: &str, body: &'static str) -> String {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let request = self
            .client
            .request(method, format!("{}/{at}", self.url))
            .basic_auth("omar", Some("omar"))
            .header("depth", "0")
            .body(body);
        let answer = soon(request.send()).await.unwrap();
        answer.error_for_status().unwrap().text().await.unwrap()
    }

    async fn poster(&self) -> String {
        self.send("GET", POSTER_URL, "").await
    }

    async fn is_checked_out(&self) -> bool {
        let ask = r#"<?xml version="1.0"?><propfind xmlns="DAV:"><prop><lockdiscovery/></prop></propfind>"#;
        let answer = self.send("PROPFIND", POSTER_URL, ask).await;
        answer.contains("activelock")
    }
}

/// Connects without being told what it is, edits, uploads; checked out meanwhile.
///
/// `guard` is what the doctor says then of what keeps others' writes from being replaced.
async fn a_day_at(kind: Kind, guard: &str) {
    let Some(server) = Server::start(kind) else {
        return;
    };
    let truth = Truth::with_poster(&server).await;
    let person = Person::new();
    let connected = person.connect(&server.url, password("jane")).await.unwrap();
    let Reply::Connected(connected) = connected else {
        panic!("{connected:?}");
    };
    assert_eq!(connected.connection.user.as_deref(), Some("jane"));
    assert!(connected.connection.capability.unwrap().locks);
    assert_eq!(person.accounts().list[0].connector, Connector::Webdav);

    person.refresh("/Autumn").await;
    let path = "Autumn".to_owned();
    let rows = person.rows(RowsScope::Folder { path }).await;
    let shown: Vec<_> = rows.iter().map(|row| (&*row.path, row.status)).collect();
    assert_eq!(shown, [(POSTER, Some(StatusView::CloudOnly))]);

    person.act(Action::Edit, POSTER).await.unwrap();
    let row = person.poster().await;
    assert_eq!(row.status, Some(StatusView::AvailableLocally));
    assert_eq!(row.lock, LockView::Mine);
    assert!(truth.is_checked_out().await);
    somebody_else_is_refused(&server).await;

    let file = PathBuf::from(row.file.unwrap());
    assert_eq!(std::fs::read(&file).unwrap(), b"a poster");
    std::fs::write(&file, b"a better poster").unwrap();
    person.until_edited().await;
    let done = person.act(Action::UploadChanges, POSTER).await.unwrap();
    let Reply::Status(after) = done else {
        panic!("{done:?}");
    };
    assert_eq!(after.status, Some(StatusView::AvailableLocally));
    assert_eq!(person.poster().await.lock, LockView::Free);
    assert_eq!(truth.poster().await, "a better poster");
    assert!(!truth.is_checked_out().await);
    let said = person.guard().await;
    assert!(said.contains(guard), "{kind:?}: {said}");
    soon(person.app.close()).await;
}

/// What was found out of a server's locks is said from there on.
#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_knows_locks_that_are_not_kept() {
    let Some(server) = Server::start(Kind::Jackrabbit) else {
        return;
    };
    let _truth = Truth::with_poster(&server).await;
    let person = Person::new();
    person.connect(&server.url, password("jane")).await.unwrap();
    person.refresh("/Autumn").await;
    assert!(
        person
            .examined("locks")
            .await
            .contains("as the server says")
    );
    person.act(Action::CheckOut, POSTER).await.unwrap_err();
    let said = person.examined("locks").await;
    assert_eq!(said, "locks: no: locks are not real");
    soon(person.app.close()).await;
}

async fn somebody_else_is_refused(server: &Server) {
    let omar = Person::new();
    omar.connect(&server.url, password("omar")).await.unwrap();
    omar.refresh("/Autumn").await;
    let error = omar.act(Action::Edit, POSTER).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Refused);
    assert!(matches!(omar.poster().await.lock, LockView::Theirs { .. }));
    soon(omar.app.close()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn edit_and_upload_at_apache() {
    a_day_at(Kind::Apache, "compares-writes").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn edit_and_upload_at_wsgidav() {
    a_day_at(Kind::WsgiDav, "the server refuses").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn edit_and_upload_at_sabre() {
    a_day_at(Kind::Sabre, "no; Damson looks").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn is_recognised_and_refuses_what_it_has_not() {
    for server in server::ALL.into_iter().filter_map(Server::start) {
        is_recognised(&server).await;
    }
}

async fn is_recognised(server: &Server) {
    let person = Person::new();
    let recognise = Intent::Recognise {
        url: server.url.replace("http://", "dav://"),
        allow_plain_http: false,
    };
    let Reply::Recognised(found) = person.ask(recognise).await.unwrap() else {
        panic!("not recognised");
    };
    assert!(found.known);
    assert_eq!(found.connector, Some(Connector::Webdav));
    assert_eq!(found.logins, [LoginKind::Password]);

    let of_aem = Login::ServiceCredentials {
        document: Secret::new("{}"),
    };
    let error = person.connect(&server.url, of_aem).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::LoginNotTaken, "{error:?}");
    let wrong = Login::Password {
        user: "jane".to_owned(),
        password: Secret::new("plum"),
    };
    // It takes people at their word.
    if server.kind != Kind::Jackrabbit {
        let error = person.connect(&server.url, wrong).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::WrongCredentials, "{}", server.url);
        assert!(person.accounts().list.is_empty());
    }

    let doctor = Intent::Doctor {
        connection: None,
        url: Some(server.url.clone()),
    };
    let Reply::Doctor(found) = person.ask(doctor).await.unwrap() else {
        panic!("no doctor");
    };
    let mut checks = found.checks.iter();
    let product = checks.find(|check| check.step == DoctorStep::Product);
    let product = product.unwrap();
    assert_eq!(product.health, Health::Ok);
    assert!(product.detail.as_ref().unwrap().contains("WebDAV"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_without_the_server_shows_what_is_known() {
    let mut kinds = server::ALL.into_iter();
    let Some(server) = kinds.find_map(Server::start) else {
        return;
    };
    let _truth = Truth::with_poster(&server).await;
    let person = Person::new();
    person.connect(&server.url, password("jane")).await.unwrap();
    person.refresh("/Autumn").await;
    person.act(Action::Download, POSTER).await.unwrap();
    soon(person.app.close()).await;
    drop(server);

    let home = person.home;
    let later = Person {
        app: open(home.path()),
        home,
    };
    let row = later.poster().await;
    assert_eq!(row.status, Some(StatusView::AvailableLocally));
}
