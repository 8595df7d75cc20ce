//! How full the cache folder is, its limit, and moving it.

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
    view::{Action, CacheMovedView, CacheView, ConnectionState, LockView, RowView, StatusView},
};
use damson_demo_server::{DemoConfig, DemoServer, Personality, Sample};
use tempfile::TempDir;
use tokio::time::timeout;

const HERO: &str = "/Campaigns/Autumn/hero.png";
const NOTES: &str = "/Campaigns/Autumn/notes.txt";

struct Person {
    home: TempDir,
    app: App,
    server: DemoServer,
}

async fn soon<T>(what: impl Future<Output = T>) -> T {
    timeout(Duration::from_mins(2), what)
        .await
        .expect("in time")
}

fn open(home: &Path) -> App {
    let nothing = if cfg!(windows) { "where" } else { "true" };
    let ports = Ports {
        secrets: Arc::new(SessionSecrets::default()),
        shell: Arc::new(SystemShell::with_opener(nothing)),
    };
    App::open(Dirs::below(home), ports).unwrap()
}

impl Person {
    /// Connected, with two copies here.
    async fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let config = DemoConfig::new(home.path().join("dam"), Personality::Aem65, Sample::Small);
        let server = soon(DemoServer::start(config)).await.unwrap();
        let person = Self {
            app: open(home.path()),
            home,
            server,
        };
        person.connect().await;
        let folder = "/Campaigns/Autumn".to_owned();
        let connection = None;
        person
            .ask(Intent::Refresh { connection, folder })
            .await
            .unwrap();
        for path in [HERO, NOTES] {
            person.act(Action::Download, path).await;
        }
        person
    }

    async fn connect(&self) {
        let connect = Connect {
            url: self.server.url().to_string(),
            name: None,
            login: Login::Password {
                user: "jane".to_owned(),
                password: Secret::new("jane"),
            },
            remember: true,
            allow_plain_http: false,
            cache_folder: None,
        };
        self.ask(Intent::Connect(Box::new(connect))).await.unwrap();
    }

    async fn ask(&self, intent: Intent) -> Result<Reply, UserError> {
        soon(self.app.send(intent)).await
    }

    async fn act(&self, action: Action, path: &str) {
        let act = Intent::Act {
            connection: None,
            action,
            path: path.to_owned(),
            options: ActOptions::default(),
        };
        self.ask(act).await.unwrap();
    }

    async fn row(&self, path: &str) -> RowView {
        let path = path.to_owned();
        let rows = Intent::Rows {
            connection: None,
            query: RowsQuery::new(RowsScope::One { path }),
        };
        let Reply::Rows(mut page) = self.ask(rows).await.unwrap() else {
            panic!("no rows");
        };
        page.rows.remove(0)
    }

    async fn file(&self, path: &str) -> PathBuf {
        PathBuf::from(self.row(path).await.file.unwrap())
    }

    async fn move_to(&self, to: PathBuf) -> Result<CacheMovedView, UserError> {
        let connection = None;
        let reply = self.ask(Intent::MoveCache { connection, to }).await?;
        let Reply::CacheMoved(moved) = reply else {
            panic!("{reply:?}");
        };
        Ok(moved)
    }

    async fn cache(&self) -> CacheView {
        let reply = self.ask(Intent::Cache { connection: None }).await.unwrap();
        let Reply::Cache(cache) = reply else {
            panic!("{reply:?}");
        };
        cache
    }

    async fn until_edited(&self) {
        let mut shown = self.app.watch();
        let edited = shown.wait_for(|shown| {
            shown.session(None).is_some_and(|session| {
                session.counts.by_status.get(&StatusView::EditedLocally) == Some(&1)
            })
        });
        drop(soon(edited).await.unwrap());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn moving_it_takes_everything_along_and_work_goes_on_there() {
    let person = Person::new().await;
    person.act(Action::CheckOut, HERO).await;
    let before = person.file(HERO).await;
    let to = person.home.path().join("other disk").join("dam");
    let moved = person.move_to(to.clone()).await.unwrap();
    assert_eq!(moved.left, [""; 0]);
    assert_eq!(moved.cache_folder, to.to_str().unwrap());
    assert!(!before.exists());

    // The journal's facts hold there.
    let file = person.file(HERO).await;
    assert!(
        file.ends_with("other disk/dam/Campaigns/Autumn/hero.png"),
        "{file:?}"
    );
    for path in [HERO, NOTES] {
        let row = person.row(path).await;
        assert_eq!(row.status, Some(StatusView::AvailableLocally), "{path}");
    }
    assert_eq!(person.row(HERO).await.lock, LockView::Mine);
    // And it is watched there.
    std::fs::write(&file, b"a better hero").unwrap();
    person.until_edited().await;

    // A restart finds it there.
    soon(person.app.close()).await;
    let person = Person {
        app: open(person.home.path()),
        ..person
    };
    person.connect().await;
    person
        .ask(Intent::Settle { connection: None })
        .await
        .unwrap();
    let row = person.row(HERO).await;
    assert_eq!(row.status, Some(StatusView::EditedLocally));
    assert_eq!(row.file.map(PathBuf::from), Some(file.clone()));
    assert_eq!(std::fs::read(&file).unwrap(), b"a better hero");
    person.act(Action::UploadChanges, HERO).await;
    let path = damson_core::DamPath::parse(HERO).unwrap();
    assert_eq!(person.server.read(&path).unwrap(), b"a better hero");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_that_is_refused_leaves_the_session_at_work() {
    let person = Person::new().await;
    let full = person.home.path().join("full");
    std::fs::create_dir(&full).unwrap();
    std::fs::write(full.join("mine.txt"), "mine").unwrap();
    let error = person.move_to(full.clone()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::FolderNotEmpty);
    let error = person
        .move_to(person.home.path().to_owned())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::FolderInside);
    let error = person
        .move_to(PathBuf::from("elsewhere"))
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::Incomplete);
    assert_eq!(std::fs::read_dir(&full).unwrap().count(), 1);
    let mut shown = person.app.watch();
    let online = shown.wait_for(|shown| {
        let session = shown.session(None);
        session.is_some_and(|session| session.state == ConnectionState::Online)
    });
    drop(soon(online).await.unwrap());
    person.act(Action::CheckOut, HERO).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_limit_is_a_setting_and_leaves_what_was_just_used() {
    let person = Person::new().await;
    let cache = person.cache().await;
    assert_eq!((cache.files, cache.bytes), (2, cache.clean));
    assert!(cache.bytes > 0);
    let set = Intent::Set {
        connection: None,
        key: "cache-limit".to_owned(),
        value: Some("1k".to_owned()),
    };
    let Reply::Settings(settings) = person.ask(set).await.unwrap() else {
        panic!("no settings");
    };
    let limit = settings
        .settings
        .iter()
        .find(|one| one.key == "cache-limit");
    assert_eq!(limit.unwrap().value, "1000");
    person
        .ask(Intent::Settle { connection: None })
        .await
        .unwrap();
    assert_eq!(person.cache().await.files, 2);
}

/// To another disk, where this computer has one for temporary files; only then there is anything to
/// be told of.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn it_is_told_how_far_a_move_to_another_disk_is() {
    use std::os::unix::fs::MetadataExt as _;

    let person = Person::new().await;
    let Ok(other) = tempfile::tempdir_in("/dev/shm") else {
        eprintln!("left out: no second disk");
        return;
    };
    let disk = |folder: &Path| std::fs::metadata(folder).unwrap().dev();
    if disk(other.path()) == disk(person.home.path()) {
        eprintln!("left out: no second disk");
        return;
    }
    let folder = person.file(HERO).await;
    for nth in 0..300 {
        let file = folder.with_file_name(format!("new {nth}.txt"));
        std::fs::write(file, "a new file").unwrap();
    }
    let mut shown = person.app.watch();
    let watching = tokio::spawn(async move {
        let mut seen = Vec::new();
        while shown.changed().await.is_ok() {
            let moving = shown.borrow_and_update().connections[0].moving;
            match moving {
                Some(moving) => seen.push(moving),
                None if seen.is_empty() => {}
                None => break,
            }
        }
        seen
    });
    let to = other.path().join("Demo");
    person.move_to(to.clone()).await.unwrap();
    let seen = soon(watching).await.unwrap();
    // With the two copies; whoever looks may miss single pictures.
    let told: Vec<_> = seen.iter().filter(|one| one.of_files > 0).collect();
    assert!(told.iter().all(|one| one.of_files == 302), "{told:?}");
    assert!(told.iter().is_sorted_by_key(|one| one.files), "{told:?}");
    assert!(told.iter().any(|one| one.bytes > 0), "{told:?}");
    assert!(person.file(HERO).await.starts_with(&to));
    assert!(person.app.watch().borrow().connections[0].moving.is_none());
    soon(person.app.close()).await;
}
