//! One call's way to the application.

use std::{pin::pin, sync::Arc, time::Duration};

use damson_app::{
    ErrorCode, Handle, Intent, Reply, UserError,
    intent::{ActOptions, Connect, Login, RowsQuery, RowsScope, Secret},
    pasted::{self, Pasted},
    view::{
        Action, ConnectionState, ConnectionView, CountsView, FoundView, KindView, LoginKind,
        RowPageView, RowView, SnapshotView, StatusView,
    },
};

use crate::{
    args::Global, ask, commands::list, dry_run, failure::Failure, output::Output, place, progress,
    words::say,
};

/// The handle, and what was said about this call as a whole.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    handle: Arc<dyn Handle>,
    /// The connection that was asked for; else the current one.
    pub(crate) connection: Option<String>,
    pub(crate) output: Output,
    /// What needs the server waits until it can be reached.
    pub(crate) later: bool,
    /// Nothing is to be changed.
    pub(crate) dry_run: bool,
}

/// What a session shows after a look at disk and server.
#[derive(Debug)]
pub(crate) struct Settled {
    pub(crate) snapshot: SnapshotView,
    /// Nothing was under way any more; else there may be more than is shown.
    pub(crate) complete: bool,
}

/// How long a look at disk and server may take without finding edits before what is known is shown.
const PATIENCE: Duration = Duration::from_secs(5);

impl Session {
    pub(crate) fn new(handle: Arc<dyn Handle>, global: &Global, output: Output) -> Self {
        Self {
            handle,
            connection: global.connection.clone(),
            output,
            later: global.later,
            dry_run: global.dry_run,
        }
    }

    /// The same call about another connection.
    pub(crate) fn of(&self, connection: &str) -> Self {
        Self {
            connection: Some(connection.to_owned()),
            ..self.clone()
        }
    }

    pub(crate) fn handle(&self) -> &dyn Handle {
        &*self.handle
    }

    /// Asks, showing transfers meanwhile. Where the login ended and was not kept, it is asked for
    /// and the intent sent again.
    pub(crate) async fn send(&self, intent: Intent) -> Result<Reply, Failure> {
        if self.dry_run && dry_run::changes_something(&intent) {
            return Err(Failure::DryRun {
                what: say!("dry-run-asked", kind = dry_run::kind_of(&intent)),
            });
        }
        let first = progress::during(self, self.handle.send(intent.clone())).await;
        let error = match first {
            Ok(reply) => return Ok(reply),
            Err(error) => error,
        };
        if error.code != ErrorCode::LoginNeeded {
            return Err(error.into());
        }
        let Some(connection) = self.connection_in_use().await? else {
            return Err(error.into());
        };
        let Some(login) = login_again(&connection).await? else {
            return Err(error.into());
        };
        self.handle
            .send(Intent::Connect(Box::new(reconnect(&connection, login))))
            .await?;
        Ok(progress::during(self, self.handle.send(intent)).await?)
    }

    /// Starts the session, so that the snapshot shows it.
    pub(crate) async fn start(&self) -> Result<SnapshotView, Failure> {
        let reply = self
            .send(Intent::Start {
                connection: self.connection.clone(),
            })
            .await?;
        let Reply::Snapshot(snapshot) = reply else {
            return Err(unexpected(&reply));
        };
        Ok(*snapshot)
    }

    /// Waits until the session looked at disk and server, brought what is pinned up to date, and
    /// has nothing under way.
    pub(crate) async fn settled(&self) -> Result<(), Failure> {
        let settle = Intent::Settle {
            connection: self.connection.clone(),
        };
        Ok(self.handle.send(settle).await.map(|_| ())?)
    }

    /// The snapshot once it shows what the session knows: right after the start it is empty.
    pub(crate) async fn shown(&self) -> Result<SnapshotView, Failure> {
        self.start().await?;
        let connection = self.connection.as_deref();
        let mut changes = self.handle.watch();
        let shown = changes.wait_for(|snapshot| {
            let session = snapshot.session(connection);
            session.is_some_and(|session| session.generation > 0)
        });
        match tokio::time::timeout(PATIENCE, shown).await {
            Ok(Ok(snapshot)) => Ok(SnapshotView::clone(&snapshot)),
            Ok(Err(_)) | Err(_) => self.start().await,
        }
    }

    /// Starts the session and lets it look at the disk and the server, so that what is shown is
    /// how it is. A look that takes long is waited for as long as it finds edits.
    pub(crate) async fn settle(&self) -> Result<Settled, Failure> {
        let complete = self.look().await?;
        // The snapshot follows a moment after what it shows.
        let connection = self.connection.as_deref();
        let mut changes = self.handle.watch();
        let shown = changes.wait_for(|snapshot| {
            let session = snapshot.session(connection);
            session.is_some_and(|session| session.state != ConnectionState::Connecting)
        });
        let snapshot = match tokio::time::timeout(PATIENCE, shown).await {
            Ok(Ok(snapshot)) => SnapshotView::clone(&snapshot),
            Ok(Err(_)) | Err(_) => self.start().await?,
        };
        Ok(Settled { snapshot, complete })
    }

    /// Whether the look came to its end, or was left to go on by itself.
    async fn look(&self) -> Result<bool, Failure> {
        let mut looked = pin!(self.send(Intent::Settle {
            connection: self.connection.clone(),
        }));
        let mut found = 0;
        loop {
            if let Ok(looked) = tokio::time::timeout(PATIENCE, &mut looked).await {
                return looked.map(|_| true);
            }
            let snapshot = self.start().await?;
            let session = snapshot.session(self.connection.as_deref());
            let edits = session.map_or(0, |session| count_edits(&session.counts));
            if edits <= found {
                return Ok(false);
            }
            found = edits;
        }
    }

    /// The connection this call is about.
    pub(crate) async fn connection_in_use(&self) -> Result<Option<ConnectionView>, Failure> {
        let known = self.connections().await?;
        let wanted = |view: &ConnectionView| match &self.connection {
            Some(name) => view.name == *name,
            None => view.current,
        };
        Ok(known.into_iter().find(wanted))
    }

    pub(crate) async fn connections(&self) -> Result<Vec<ConnectionView>, Failure> {
        let reply = self.handle.send(Intent::Connections).await?;
        let Reply::Connections(connections) = reply else {
            return Err(unexpected(&reply));
        };
        Ok(connections)
    }

    /// What a person typed as a path of the DAM, with a leading slash.
    pub(crate) async fn path(&self, typed: &str) -> Result<String, Failure> {
        let connection = self.connection_in_use().await?;
        let pasted = connection
            .as_ref()
            .and_then(|connection| pasted::read(typed, connection));
        match (pasted, connection) {
            (Some(Pasted::Path(path)), _) => Ok(path),
            (Some(Pasted::Elsewhere), Some(connection)) => Err(Failure::Usage {
                what: say!("failure-elsewhere", server = connection.url, typed = typed),
                hint: say!("failure-elsewhere"."todo"),
            }),
            (_, connection) => {
                let folder = connection.map(|view| view.cache_folder);
                Ok(place::in_dam(typed, folder.as_deref()))
            }
        }
    }

    /// The paths that a person typed, with patterns in them taken for what they stand for.
    pub(crate) async fn paths(&self, typed: &[String]) -> Result<Vec<String>, Failure> {
        let mut paths = Vec::new();
        for typed in typed {
            let path = self.path(typed).await?;
            // A name may have a star in it.
            if !place::is_pattern(&path) || self.known(&path).await?.is_some() {
                paths.push(path);
                continue;
            }
            let found = self.matching(&path).await?;
            if found.is_empty() {
                return Err(Failure::Usage {
                    what: say!("failure-no-match", path = path),
                    hint: say!("failure-no-match"."todo"),
                });
            }
            paths.extend(found);
        }
        Ok(paths)
    }

    /// What fits a pattern, name by name from the root.
    async fn matching(&self, pattern: &str) -> Result<Vec<String>, Failure> {
        let mut found = vec![String::new()];
        for part in pattern.split('/').filter(|part| !part.is_empty()) {
            let mut next = Vec::new();
            for folder in found {
                if !place::is_pattern(part) {
                    next.push(format!("{folder}/{part}"));
                    continue;
                }
                let folder = if folder.is_empty() { "/" } else { &folder };
                list::refresh_or_tell(folder, self).await?;
                let scope = RowsScope::Folder {
                    path: folder.to_owned(),
                };
                let fits = |row: &RowView| place::fits(&row.name, part);
                let rows = self.all_rows(RowsQuery::new(scope)).await?;
                next.extend(rows.into_iter().filter(fits).map(|row| row.path));
            }
            found = next;
        }
        Ok(found)
    }

    /// Every row of a query.
    pub(crate) async fn all_rows(&self, mut query: RowsQuery) -> Result<Vec<RowView>, Failure> {
        let mut rows = Vec::new();
        loop {
            let page = self.rows(query.clone()).await?;
            let more = page.rows.len() as u64;
            query.offset += more;
            rows.extend(page.rows);
            if more == 0 || query.offset >= page.total {
                return Ok(rows);
            }
        }
    }

    /// Asks for an action.
    pub(crate) async fn act(
        &self,
        action: Action,
        path: &str,
        options: ActOptions,
    ) -> Result<Reply, Failure> {
        self.send(Intent::Act {
            connection: self.connection.clone(),
            action,
            path: path.to_owned(),
            options: ActOptions {
                later: self.later,
                ..options
            },
        })
        .await
    }

    /// Reads a folder afresh from the server.
    pub(crate) async fn refresh(&self, folder: &str) -> Result<(), Failure> {
        let intent = Intent::Refresh {
            connection: self.connection.clone(),
            folder: folder.to_owned(),
        };
        self.send(intent).await.map(|_| ())
    }

    /// The next rows of a folder that is read afresh; see [`Intent::List`].
    pub(crate) async fn list(
        &self,
        folder: &str,
        page: Option<String>,
    ) -> Result<FoundView, Failure> {
        let intent = Intent::List {
            connection: self.connection.clone(),
            folder: folder.to_owned(),
            page,
        };
        let reply = self.send(intent).await?;
        let Reply::Found(found) = reply else {
            return Err(unexpected(&reply));
        };
        Ok(found)
    }

    pub(crate) async fn rows(&self, query: RowsQuery) -> Result<RowPageView, Failure> {
        let reply = self
            .send(Intent::Rows {
                connection: self.connection.clone(),
                query,
            })
            .await?;
        let Reply::Rows(page) = reply else {
            return Err(unexpected(&reply));
        };
        Ok(page)
    }

    /// What is known of one path, without asking the server.
    pub(crate) async fn known(&self, path: &str) -> Result<Option<RowView>, Failure> {
        let page = self
            .rows(RowsQuery::new(RowsScope::One {
                path: path.to_owned(),
            }))
            .await?;
        Ok(page.rows.into_iter().next())
    }

    /// One path as the server has it, as far as it can be reached; its folder is read where the
    /// path was never seen.
    pub(crate) async fn row(&self, path: &str) -> Result<RowView, Failure> {
        if let Some(row) = self.known(path).await? {
            return Ok(row);
        }
        self.refresh(place::parent(path)).await?;
        let mut missing = UserError::new(ErrorCode::NotFound);
        missing.about = Some(path.to_owned());
        self.known(path).await?.ok_or_else(|| missing.into())
    }

    /// Makes sure that an asset was seen before something is done with it.
    pub(crate) async fn seen(&self, path: &str) -> Result<(), Failure> {
        self.row(path).await.map(|_| ())
    }

    /// Whether the path is a folder that is there.
    pub(crate) async fn is_folder(&self, path: &str) -> Result<bool, Failure> {
        if path == "/" {
            return Ok(true);
        }
        match self.row(path).await {
            Ok(row) => Ok(matches!(row.kind, KindView::Folder | KindView::Root)),
            Err(Failure::App(error)) if error.code == ErrorCode::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// Whether it would change anything: on the server, in the cache folder, or of Damson's own.
fn count_edits(counts: &CountsView) -> u64 {
    let edits = [
        StatusView::EditingConflict,
        StatusView::EditedLocally,
        StatusView::NewLocally,
    ];
    let of = |status| counts.by_status.get(status).copied().unwrap_or_default();
    edits.iter().map(of).sum()
}

/// The error for a reply of a kind that the intent does not have: a defect of Damson.
pub(crate) fn unexpected(reply: &Reply) -> Failure {
    let kind = serde_json::to_value(reply)
        .ok()
        .and_then(|value| {
            value
                .get("reply")
                .and_then(|kind| kind.as_str().map(str::to_owned))
        })
        .unwrap_or_default();
    UserError::new(ErrorCode::Unexpected)
        .said(format!("an answer of the kind {kind}"))
        .into()
}

/// Where no keychain keeps the password, the person types it. What programs put into the
/// environment the application has looked at already.
async fn login_again(connection: &ConnectionView) -> Result<Option<Login>, Failure> {
    match connection.login {
        LoginKind::Password => {
            let Some(user) = connection.user.clone() else {
                return Ok(None);
            };
            let question = say!("question-password", user = &user, server = &connection.url);
            let typed = ask::password(&question).await?;
            Ok(typed.map(|text| Login::Password {
                user,
                password: Secret::new(text),
            }))
        }
        LoginKind::Token | LoginKind::ServiceCredentials | LoginKind::Browser => Ok(None),
    }
}

fn reconnect(connection: &ConnectionView, login: Login) -> Connect {
    Connect {
        url: connection.url.clone(),
        name: Some(connection.name.clone()),
        login,
        remember: connection.remembered,
        allow_plain_http: connection.allow_plain_http,
        cache_folder: None,
    }
}

/// A variable of the environment that is set and not empty.
pub(crate) fn env_text(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|text| !text.is_empty())
}

/// A secret from a file that a person named.
pub(crate) fn read_secret(file: &str) -> Result<Secret, Failure> {
    let text = std::fs::read_to_string(file).map_err(|source| Failure::File {
        file: file.to_owned(),
        source,
    })?;
    Ok(Secret::new(text.trim()))
}
