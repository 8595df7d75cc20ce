//! Damson in this process.

use std::sync::Arc;

use async_trait::async_trait;
use tokio::sync::watch;

use crate::{
    config::{
        Store,
        dirs::Dirs,
        secrets::{self, Secrets},
    },
    crossing::{
        error::{ErrorCode, Result, UserError},
        intent::Intent,
        reply::Reply,
        view::SnapshotView,
    },
    handle::Handle,
    handlers,
    sessions::Sessions,
    shell::SystemShell,
};

/// The application: every connection with its session. Cheap to clone; all clones are one.
///
/// It must be the only one for its [`Dirs`]; [`crate::link::open`] sees to that.
///
/// ```no_run
/// use damson_app::{App, Dirs, Handle as _, Intent, Ports};
///
/// # async fn connections() -> damson_app::error::Result<()> {
/// let app = App::open(Dirs::of_this_person()?, Ports::of_this_computer())?;
/// let reply = app.send(Intent::Connections).await?;
/// app.close().await;
/// # drop(reply);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct App {
    sessions: Arc<Sessions>,
}

/// What the application needs of the computer that it runs on.
#[derive(Debug)]
pub struct Ports {
    /// Logins that are to be remembered.
    pub secrets: Arc<dyn Secrets>,
    pub shell: Arc<SystemShell>,
}

impl Ports {
    /// This computer's keychain and desktop. May block.
    pub fn of_this_computer() -> Self {
        Self {
            secrets: secrets::of_this_computer(),
            shell: Arc::new(SystemShell::of_this_computer()),
        }
    }
}

impl App {
    /// Reads accounts and settings. No session starts until one is needed. Needs a tokio runtime.
    pub fn open(dirs: Dirs, ports: Ports) -> Result<Self> {
        dirs.make()?;
        let store = Store::open(dirs, ports.secrets)?;
        let sessions = Sessions::new(Arc::new(store), ports.shell);
        sessions.publish();
        Ok(Self {
            sessions: Arc::new(sessions),
        })
    }
}

#[async_trait]
impl Handle for App {
    async fn send(&self, intent: Intent) -> Result<Reply, UserError> {
        if self.sessions.has_ended() {
            return Err(UserError::new(ErrorCode::ShuttingDown));
        }
        handlers::answer(&self.sessions, intent).await
    }

    fn watch(&self) -> watch::Receiver<Arc<SnapshotView>> {
        self.sessions.watch()
    }

    async fn close(&self) {
        self.sessions.end().await;
    }
}
