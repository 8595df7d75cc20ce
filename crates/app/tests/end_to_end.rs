//! A person's day against a real server over HTTP.

#![expect(clippy::unwrap_used, reason = "a test ends where it can't go on")]

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use damson_app::{
    App, Dirs, ErrorCode, Handle, Intent, Ports, Reply, UserError,
    intent::{ActOptions, Connect, Login, RowsQuery, RowsScope, Secret},
    secrets::SessionSecrets,
    shell::SystemShell,
    view::{
        Action, ConnectedView, ConnectionState, LockView, NameView, Notice, RefusalCode,
        RowView, SnapshotView, StatusView, TransferStateView, TransferView,
    },
};
use damson_core::DamPath;
use damson_demo_server::{DemoConfig, DemoServer, Personality, Sample};
use tempfile::TempDir;
use tokio::time::timeout;

const HERO: &str = "/Campaigns/Autumn/hero.png";
const LOCKED: &str = "/Campaigns/Autumn/locked.psd";

struct Person {
    home: TempDir,
    app: App,
}

async fn soon<T>(what: impl Future<Output = T>) -> T {
    timeout(Duration::from_mins(1), what)
        .await
        .expect("in time")
}

async fn server(home: &TempDir) -> DemoServer {
    let config = DemoConfig::new(home.path().join("dam"), Personality::Aem65, Sample::Small);
    soon(DemoServer::start(config)).await.unwrap()
}

fn open(home: &Path) -> App {
    let ports = Ports {
        secrets: Arc::new(SessionSecrets::default()),
        shell: Arc::new(SystemShell::with_opener(nothing())),
    };
    App::open(Dirs::below(home), ports).unwrap()
}

/// A program that takes any argument and does nothing.
fn nothing() -> &'static str {
    if cfg!(windows) { "where" } else { "true" }
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

    async fn connect(&self, url: &str, login: Login) -> Result<ConnectedView, UserError> {
        let connect = Connect {
            url: url.to_owned(),
            name: None,
            login,
            remember: true,
            allow_plain_http: false,
            cache_folder: None,
        };
        let Reply::Connected(connected) = self.ask(Intent::Connect(Box::new(connect))).await?
        else {
            panic!("not connected");
        };
        Ok(*connected)
    }

    async fn act(&self, action: Action, path: &str) -> Result<Reply, UserError> {
        self.act_with(action, path, ActOptions::default()).await
    }

    async fn act_with(
        &self,
        action: Action,
        path: &str,
        options: ActOptions,
    ) -> Result<Reply, UserError> {
        self.ask(Intent::Act {
            connection: None,
            action,
            path: path.to_owned(),
            options,
        })
        .await
    }

    async fn refresh(&self, folder: &str) -> Result<Reply, UserError> {
        self.ask(Intent::Refresh {
            connection: None,
            folder: folder.to_owned(),
        })
        .await
    }

    async fn rows(&self, scope: RowsScope) -> Vec<RowView> {
        let query = RowsQuery::new(scope);
        let rows = Intent::Rows {
            connection: None,
            query,
        };
        let Reply::Rows(page) = self.ask(rows).await.unwrap() else {
            panic!("no rows");
        };
        page.rows
    }

    async fn row(&self, path: &str) -> RowView {
        let path = path.to_owned();
        let mut rows = self.rows(RowsScope::One { path }).await;
        assert_eq!(rows.len(), 1);
        rows.remove(0)
    }

    fn file(&self, path: &str) -> PathBuf {
        let shown = self.app.watch().borrow().clone();
        let folder = shown.connection(None).unwrap().cache_folder.clone();
        let names = path.split('/').filter(|name| !name.is_empty());
        names.fold(PathBuf::from(folder), |place, name| place.join(name))
    }

    async fn until(&self, wanted: impl FnMut(&Arc<SnapshotView>) -> bool) -> Arc<SnapshotView> {
        let mut shown = self.app.watch();
        let found = timeout(Duration::from_secs(20), shown.wait_for(wanted)).await;
        if let Ok(found) = found {
            return found.unwrap().clone();
        }
        panic!("never shown; last was {:#?}", self.app.watch().borrow())
    }
}

fn dam_path(path: &str) -> DamPath {
    DamPath::parse(path).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn edit_and_upload() {
    let person = Person::new();
    let server = server(&person.home).await;
    let connected = person
        .connect(server.url().as_str(), password("jane"))
        .await
        .unwrap();
    assert_eq!(connected.connection.user.as_deref(), Some("jane"));
    assert!(connected.connection.current);
    assert_eq!(connected.notice, Some(Notice::NoKeychain));
    assert!(connected.connection.capability.unwrap().locks);

    person.refresh("/Campaigns/Autumn").await.unwrap();
    let folder = RowsScope::Folder {
        path: "Campaigns/Autumn".to_owned(),
    };
    let rows = person.rows(folder).await;
    let names: Vec<_> = rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["hero.png", "locked.psd", "notes.txt"]);
    assert_eq!(rows[0].status, Some(StatusView::CloudOnly));
    assert_eq!(rows[0].path, HERO);
    let who = "omar".to_owned();
    assert_eq!(rows[1].lock, LockView::Theirs { who });

    person.act(Action::Edit, HERO).await.unwrap();
    let row = person.row(HERO).await;
    assert_eq!(row.status, Some(StatusView::AvailableLocally));
    assert_eq!(row.lock, LockView::Mine);
    assert_eq!(server.holder(&dam_path(HERO)).as_deref(), Some("jane"));

    let file = person.file(HERO);
    assert_eq!(row.file.as_deref(), file.to_str());
    std::fs::write(&file, b"a better hero").unwrap();
    person
        .until(|shown| {
            let counts = shown.session(None).map(|session| &session.counts);
            counts
                .is_some_and(|counts| counts.by_status.get(&StatusView::EditedLocally) == Some(&1))
        })
        .await;

    let comment = ActOptions {
        comment: Some("better".to_owned()),
        ..ActOptions::default()
    };
    let done = person
        .act_with(Action::UploadChanges, HERO, comment)
        .await
        .unwrap();
    let Reply::Status(after) = done else {
        panic!("{done:?}");
    };
    assert_eq!(after.status, Some(StatusView::AvailableLocally));
    assert_eq!(server.read(&dam_path(HERO)).unwrap(), b"a better hero");
    assert_eq!(server.holder(&dam_path(HERO)), None);
    assert_eq!(person.row(HERO).await.lock, LockView::Free);
    soon(person.app.close()).await;
    let late = person.ask(Intent::Connections).await.unwrap_err();
    assert_eq!(late.code, ErrorCode::ShuttingDown);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_says_why() {
    let person = Person::new();
    let server = server(&person.home).await;
    let wrong = Login::Password {
        user: "jane".to_owned(),
        password: Secret::new("plum"),
    };
    let url = server.url();
    let error = person.connect(url.as_str(), wrong).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::WrongCredentials);
    let none = person.refresh("/").await.unwrap_err();
    assert_eq!(none.code, ErrorCode::NoConnection);

    person
        .connect(url.as_str(), password("jane"))
        .await
        .unwrap();
    person.refresh("/Campaigns/Autumn").await.unwrap();
    let error = person.act(Action::Edit, LOCKED).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Refused);
    assert_eq!(error.about.as_deref(), Some(LOCKED));
    assert_eq!(error.who.as_deref(), Some("omar"));
    assert_eq!(error.refusal.unwrap().code, RefusalCode::CheckedOutBy);

    let error = person.act(Action::Open, "/a/../b").await.unwrap_err();
    assert_eq!(error.code, ErrorCode::BadPath);
    let upload = Intent::PlanUpload {
        connection: None,
        into: "/Campaigns".to_owned(),
        sources: vec![PathBuf::from("relative.txt")],
    };
    assert_eq!(
        person.ask(upload).await.unwrap_err().code,
        ErrorCode::Incomplete
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_here_is_shown_while_the_server_is_away() {
    let person = Person::new();
    let server = server(&person.home).await;
    let url = server.url();
    person
        .connect(url.as_str(), password("jane"))
        .await
        .unwrap();
    person.refresh("/Campaigns/Autumn").await.unwrap();
    person.act(Action::Download, HERO).await.unwrap();
    soon(person.app.close()).await;
    soon(server.stop()).await;

    let again = Person {
        app: open(person.home.path()),
        home: person.home,
    };
    let row = again.row(HERO).await;
    assert_eq!(row.status, Some(StatusView::AvailableLocally));
    again.act(Action::Open, HERO).await.unwrap();
    let shown = again
        .until(|shown| {
            let state = shown.session(None).map(|session| session.state);
            matches!(
                state,
                Some(ConnectionState::Offline | ConnectionState::LoginNeeded)
            )
        })
        .await;
    assert_eq!(shown.connections.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_person_of_a_server_has_a_connection_of_their_own() {
    let person = Person::new();
    let server = server(&person.home).await;
    let url = server.url();
    let jane = person
        .connect(url.as_str(), password("jane"))
        .await
        .unwrap();
    let again = person
        .connect(url.as_str(), password("jane"))
        .await
        .unwrap();
    assert_eq!(jane.connection.name, again.connection.name);
    let omar = person
        .connect(url.as_str(), password("omar"))
        .await
        .unwrap();
    assert_ne!(jane.connection.name, omar.connection.name);
    assert_ne!(jane.connection.cache_folder, omar.connection.cache_folder);

    let stolen = Connect {
        url: url.to_string(),
        name: Some(jane.connection.name.clone()),
        login: password("omar"),
        remember: false,
        allow_plain_http: false,
        cache_folder: None,
    };
    let error = person.ask(Intent::Connect(Box::new(stolen))).await;
    assert_eq!(error.unwrap_err().code, ErrorCode::ConnectionExists);

    let forget = Intent::Forget {
        connection: omar.connection.name,
    };
    person.ask(forget).await.unwrap();
    let shown = person.app.watch().borrow().clone();
    assert_eq!(shown.connections.len(), 1);
    assert_eq!(
        shown.current.as_deref(),
        Some(jane.connection.name.as_str())
    );
    let kept = std::fs::read_to_string(person.home.path().join("config/connections.toml"));
    assert!(
        !kept.unwrap().contains("password ="),
        "no secret is kept in the file"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cache_folder_that_is_gone_is_not_made_again() {
    let person = Person::new();
    let server = server(&person.home).await;
    person
        .connect(server.url().as_str(), password("jane"))
        .await
        .unwrap();
    let folder = person.file("/");
    soon(person.app.close()).await;
    std::fs::rename(&folder, person.home.path().join("unplugged")).unwrap();
    let again = open(person.home.path());
    let error = soon(again.send(Intent::Start { connection: None }))
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::NoCacheFolder);
    assert!(!folder.exists());
}

/// The bytes of an asset that takes a while at the slowest pace.
fn many_bytes() -> Vec<u8> {
    (0..600_000_u32)
        .map(|at| at.to_le_bytes()[at as usize % 3])
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_of_before_the_restart_waits_for_the_login() {
    const FILM: &str = "/Campaigns/Autumn/film.mov";
    let person = Person::new();
    let server = server(&person.home).await;
    let url = server.url();
    let bytes = many_bytes();
    server.put_asset(&dam_path(FILM), &bytes, "omar").unwrap();
    person
        .connect(url.as_str(), password("jane"))
        .await
        .unwrap();
    person.refresh("/Campaigns/Autumn").await.unwrap();
    let pace = |value: &str| Intent::Set {
        connection: None,
        key: "download-limit".to_owned(),
        value: Some(value.to_owned()),
    };
    person.ask(pace("20k")).await.unwrap();
    let download = person.app.send(Intent::Act {
        connection: None,
        action: Action::Download,
        path: FILM.to_owned(),
        options: ActOptions::default(),
    });
    let of_film = |shown: &Arc<SnapshotView>| {
        let session = shown.session(None)?;
        session
            .transfers
            .iter()
            .find(|one| one.path == FILM)
            .cloned()
    };
    let under_way = person.until(|shown| of_film(shown).is_some_and(|one| one.done > 0));
    tokio::select! {
        ended = download => panic!("{ended:?}"),
        _ = under_way => {}
    }
    person.ask(pace("none")).await.unwrap();
    soon(person.app.close()).await;

    // Nothing kept the password.
    let again = Person {
        app: open(person.home.path()),
        home: person.home,
    };
    // The first look at a row starts the session.
    assert_eq!(again.row(FILM).await.status, Some(StatusView::CloudOnly));
    again
        .until(|shown| {
            let waits = |one: TransferView| {
                one.state == TransferStateView::Retrying && one.code == Some(ErrorCode::LoginNeeded)
            };
            let state = shown.session(None).map(|session| session.state);
            state == Some(ConnectionState::LoginNeeded) && of_film(shown).is_some_and(waits)
        })
        .await;
    again.connect(url.as_str(), password("jane")).await.unwrap();
    again
        .until(|shown| of_film(shown).is_some_and(|one| one.state == TransferStateView::Finished))
        .await;
    assert_eq!(std::fs::read(again.file(FILM)).unwrap(), bytes);
}

#[tokio::test(flavor = "multi_thread")]
async fn new_names_follow_the_convention_and_are_told_before() {
    let person = Person::new();
    let server = server(&person.home).await;
    let url = server.url();
    person
        .connect(url.as_str(), password("jane"))
        .await
        .unwrap();
    let name_for = async |name: &str, is_folder| {
        let name = name.to_owned();
        let connection = None;
        person
            .ask(Intent::NameFor {
                connection,
                name,
                is_folder,
            })
            .await
    };
    let named = |name: &str, title: Option<&str>| {
        Ok(Reply::Name(NameView {
            name: name.to_owned(),
            title: title.map(ToOwned::to_owned),
        }))
    };
    // Without a convention only what the server refuses becomes another name.
    assert_eq!(name_for("Größe", true).await, named("Größe", None));
    assert_eq!(
        name_for("a#b.psd", false).await,
        named("a-b.psd", Some("a#b.psd"))
    );
    for key in ["file-names", "folder-names"] {
        let set = Intent::Set {
            connection: None,
            key: key.to_owned(),
            value: Some("plain".to_owned()),
        };
        person.ask(set).await.unwrap();
    }
    let taken = name_for("Größe 2", true).await;
    assert_eq!(taken, named("grosse-2", Some("Größe 2")));
    assert_eq!(
        name_for("Hero Shot.PSD", false).await,
        named("hero-shot.psd", Some("Hero Shot.PSD"))
    );
    assert_eq!(name_for("hero.psd", false).await, named("hero.psd", None));
    assert_eq!(
        name_for("..", true).await.unwrap_err().code,
        ErrorCode::NameRefused
    );
    person.refresh("/Campaigns").await.unwrap();
    let options = ActOptions {
        to: Some("/Campaigns/grosse-2".to_owned()),
        title: Some("Größe 2".to_owned()),
        ..ActOptions::default()
    };
    person
        .act_with(Action::NewFolder, "/Campaigns", options)
        .await
        .unwrap();
    assert!(server.exists(&dam_path("/Campaigns/grosse-2")));
    let row = person.row("/Campaigns/grosse-2").await;
    assert_eq!(row.title.as_deref(), Some("Größe 2"));
}
