//! A person at a computer of their own.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use damson_app::{
    App, Dirs, Handle, Intent, Ports, Reply, UserError,
    intent::{ActOptions, Connect, Login, RowsQuery, RowsScope, Secret},
    secrets::{Secrets, SessionSecrets},
    shell::SystemShell,
    view::{Action, RowView, StatusView},
};
use damson_demo_server::{DemoServer, Personality};
use tempfile::TempDir;
use tokio::time::timeout;

pub(crate) struct Person {
    app: App,
    home: TempDir,
    secrets: Arc<Keychain>,
}

/// A keychain in memory, which outlives the program as a real one does.
#[derive(Debug, Default)]
struct Keychain(SessionSecrets);

impl Secrets for Keychain {
    fn get(&self, name: &str) -> Result<Option<Secret>, UserError> {
        self.0.get(name)
    }

    fn set(&self, name: &str, secret: &Secret) -> Result<(), UserError> {
        self.0.set(name, secret)
    }

    fn remove(&self, name: &str) -> Result<(), UserError> {
        self.0.remove(name)
    }

    fn lasts(&self) -> bool {
        true
    }
}

/// Nothing here takes that long; a hang becomes a failure with a place.
const PATIENCE: Duration = Duration::from_secs(90);

impl Person {
    /// Connects, by password where the server takes one.
    pub(crate) async fn at(server: &DemoServer, user: &str, personality: Personality) -> Self {
        let login = match personality {
            Personality::Aem65 => password(user),
            Personality::Cloud => Login::Token {
                token: Secret::new(server.token(user)),
            },
        };
        Self::connected(server.url().as_str(), login).await
    }

    /// Connects to any server that takes passwords, where they are the names.
    pub(crate) async fn at_url(url: &str, user: &str) -> Self {
        Self::connected(url, password(user)).await
    }

    async fn connected(url: &str, login: Login) -> Self {
        let home = tempfile::tempdir().unwrap();
        let secrets = Arc::new(Keychain::default());
        let person = Self {
            app: open(home.path(), &secrets),
            home,
            secrets,
        };
        let connect = Connect {
            url: url.to_owned(),
            name: None,
            login,
            remember: true,
            allow_plain_http: false,
            cache_folder: None,
        };
        person
            .ask(Intent::Connect(Box::new(connect)))
            .await
            .unwrap();
        person
    }

    /// Ends the program and starts it again, on what it kept.
    pub(crate) async fn restart(&mut self) {
        self.close().await;
        self.app = open(self.home.path(), &self.secrets);
    }

    pub(crate) async fn act(&self, action: Action, path: &str) -> Result<Reply, UserError> {
        let path = path.to_owned();
        let options = ActOptions::default();
        self.ask(Intent::Act {
            connection: None,
            action,
            path,
            options,
        })
        .await
    }

    pub(crate) async fn rename(&self, from: &str, to: &str) -> Result<Reply, UserError> {
        let options = ActOptions {
            to: Some(to.to_owned()),
            ..ActOptions::default()
        };
        self.ask(Intent::Act {
            connection: None,
            action: Action::Rename,
            path: from.to_owned(),
            options,
        })
        .await
    }

    /// Deletes a folder with what is checked out inside.
    pub(crate) async fn delete_anyway(&self, path: &str) -> Result<Reply, UserError> {
        let options = ActOptions {
            anyway: true,
            ..ActOptions::default()
        };
        self.ask(Intent::Act {
            connection: None,
            action: Action::Delete,
            path: path.to_owned(),
            options,
        })
        .await
    }

    /// Waits until there is a row at a path that is so.
    pub(crate) async fn sees(&self, path: &str, is_so: impl Fn(&RowView) -> bool) {
        let seen = async {
            let mut shown = self.app.watch();
            loop {
                let one = RowsScope::One {
                    path: path.to_owned(),
                };
                if self.rows(one).await.iter().any(&is_so) {
                    return;
                }
                shown.changed().await.unwrap();
            }
        };
        timeout(PATIENCE, seen).await.expect("it comes to be so");
    }

    /// Renames a file as a file manager does.
    pub(crate) fn rename_here(&self, from: &str, to: &str) {
        std::fs::rename(self.file(from), self.file(to)).unwrap();
    }

    pub(crate) async fn refresh(&self, folder: &str) {
        let folder = folder.to_owned();
        self.ask(Intent::Refresh {
            connection: None,
            folder,
        })
        .await
        .unwrap();
    }

    pub(crate) async fn row(&self, path: &str) -> RowView {
        let mut rows = self
            .rows(RowsScope::One {
                path: path.to_owned(),
            })
            .await;
        assert_eq!(rows.len(), 1, "{path}");
        rows.remove(0)
    }

    /// The path of the one asset with that status.
    pub(crate) async fn only_with(&self, status: StatusView) -> String {
        let all = self
            .rows(RowsScope::Below {
                path: "/".to_owned(),
            })
            .await;
        let mut found = all.into_iter().filter(|row| row.status == Some(status));
        let path = found.next().expect("one with that status").path;
        assert!(found.next().is_none(), "only one");
        path
    }

    /// Saves as an application does that replaces the file, and waits until it was seen.
    pub(crate) async fn save(&self, path: &str, bytes: &[u8]) {
        let file = self.file(path);
        let beside = file.with_file_name("~save.tmp");
        std::fs::write(&beside, bytes).unwrap();
        replace(&beside, &file).await;
        self.sees(path, |row| {
            matches!(
                row.status,
                Some(StatusView::EditedLocally | StatusView::EditingConflict)
            )
        })
        .await;
    }

    pub(crate) fn read(&self, path: &str) -> Vec<u8> {
        std::fs::read(self.file(path)).unwrap()
    }

    /// Takes everything out of Recovered, latest first.
    pub(crate) async fn recovered(&self) -> Vec<Vec<u8>> {
        let answer = self
            .ask(Intent::Recovered { connection: None })
            .await
            .unwrap();
        let Reply::Recovered(files) = answer else {
            panic!("no list of recovered files")
        };
        let mut found = Vec::new();
        for file in files {
            found.push(std::fs::read(self.stored(&file.stored)).unwrap());
            let remove = Intent::RemoveRecovered {
                connection: None,
                id: file.id,
            };
            self.ask(remove).await.unwrap();
        }
        found
    }

    pub(crate) async fn close(&self) {
        timeout(PATIENCE, self.app.close())
            .await
            .expect("it closes");
        assert!(self.home.path().exists());
    }

    fn file(&self, path: &str) -> PathBuf {
        let shown = self.app.watch().borrow().clone();
        let folder = shown.connection(None).unwrap().cache_folder.clone();
        PathBuf::from(folder).join(path.trim_start_matches('/'))
    }

    /// A file in the folder of recovered files.
    fn stored(&self, name: &str) -> PathBuf {
        let all = walkdir::WalkDir::new(self.home.path())
            .into_iter()
            .map(Result::unwrap);
        let mut found = all.filter(|entry| entry.path().ends_with(name) && entry.path().is_file());
        found.next().expect("it is kept").into_path()
    }

    async fn rows(&self, scope: RowsScope) -> Vec<RowView> {
        let rows = Intent::Rows {
            connection: None,
            query: RowsQuery::new(scope),
        };
        let Reply::Rows(page) = self.ask(rows).await.unwrap() else {
            panic!("no rows")
        };
        page.rows
    }

    async fn ask(&self, intent: Intent) -> Result<Reply, UserError> {
        timeout(PATIENCE, self.app.send(intent))
            .await
            .expect("an answer")
    }
}

fn open(home: &Path, secrets: &Arc<Keychain>) -> App {
    let ports = Ports {
        secrets: Arc::clone(secrets) as Arc<dyn Secrets>,
        shell: Arc::new(SystemShell::with_opener(nothing())),
    };
    App::open(Dirs::below(home), ports).unwrap()
}

fn password(user: &str) -> Login {
    Login::Password {
        user: user.to_owned(),
        password: Secret::new(user),
    }
}

/// Takes away the read-only mark and puts a file over another. On Windows that is refused while
/// somebody reads the other one, and applications try again.
async fn replace(beside: &Path, file: &Path) {
    #[cfg(windows)]
    {
        let mut permissions = std::fs::metadata(file).unwrap().permissions();
        #[expect(
            clippy::permissions_set_readonly_false,
            reason = "on Windows it is the read-only mark alone"
        )]
        permissions.set_readonly(false);
        std::fs::set_permissions(file, permissions).unwrap();
    }
    for _ in 0..200 {
        if std::fs::rename(beside, file).is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("{} can't be replaced", file.display());
}

/// A program that takes any argument and does nothing.
fn nothing() -> &'static str {
    if cfg!(windows) { "where" } else { "true" }
}
