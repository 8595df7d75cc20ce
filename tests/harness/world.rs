//! A server, a person and their computer.

use std::{ops::Deref, sync::Arc};

use damson_core::{Action, DamPath};
use damson_engine::{EngineError, Outcome};
use damson_remote::memory::MemoryServer;
use expect_test::Expect;

use crate::{
    Backend, Desk,
    desk::dam,
    place::{Memory, Place},
    table::{self, table},
};

/// A world with one person in it; more can come with [`World::person`].
#[derive(Debug)]
pub struct World<P: Place = Memory> {
    /// Jane's computer.
    pub desk: Desk,
    pub backend: Arc<dyn Backend>,
    /// The same, for what only such a server can do.
    native: Arc<P::Server>,
}

impl<P: Place> World<P> {
    /// An empty server, and Jane before her computer.
    pub async fn new() -> Self {
        let native = P::found().await;
        let backend: Arc<dyn Backend> = native.clone();
        let desk = start_desk::<P>("jane", &*backend).await;
        Self {
            desk,
            backend,
            native,
        }
    }

    /// A world where these assets are on the server and here.
    pub async fn synced<const N: usize>(assets: [(&str, &str); N]) -> Self {
        Self::new().await.with(assets).await
    }

    /// Brings assets to the server and here.
    pub async fn with<const N: usize>(self, assets: [(&str, &str); N]) -> Self {
        for (path, text) in assets {
            self.there(path, text).await;
        }
        // Not settled: what is fetched may still be processed by the server.
        self.look_around(&self.desk).await;
        for (path, _) in assets {
            self.done(Action::Download, path).await;
        }
        self.settle().await;
        self
    }

    /// Another person at a computer of their own, with Damson started.
    pub async fn person(&self, user: &str) -> Desk {
        let desk = start_desk::<P>(user, &*self.backend).await;
        self.look_around(&desk).await;
        desk
    }

    /// Somebody else writes to the server.
    pub async fn there(&self, path: &str, text: &str) {
        self.backend.write(&dam(path), text.as_bytes()).await;
    }

    /// Somebody else removes from the server.
    pub async fn gone_there(&self, path: &str) {
        self.backend.remove(&dam(path)).await;
    }

    pub async fn lock_there(&self, path: &str, user: &str) {
        self.backend.lock(&dam(path), user).await;
    }

    /// Does an action that has to work.
    pub async fn done(&self, action: Action, path: &str) -> Outcome {
        match self.desk.act(action, path).await {
            Ok(outcome) => outcome,
            Err(error) => panic!("{action:?} of {path} failed: {error}"),
        }
    }

    /// Does an action that has to fail, and says how.
    pub async fn fails(&self, action: Action, path: &str) -> EngineError {
        match self.desk.act(action, path).await {
            Ok(outcome) => panic!("{action:?} of {path} worked: {outcome:?}"),
            Err(error) => error,
        }
    }

    /// Looks into every folder of the server, and lets everything come to rest: what is seen
    /// while the server processes first, then what is there when it has finished.
    pub async fn settle(&self) {
        self.look_around(&self.desk).await;
        if self.backend.finish().await {
            self.look_around(&self.desk).await;
        }
    }

    async fn look_around(&self, desk: &Desk) {
        // What can't be reached shows in the rows.
        let _ = desk.refresh("").await;
        for folder in self.backend.folders().await {
            let _ = desk.refresh(folder.as_str()).await;
        }
        desk.settle().await;
    }

    /// Compares everything of this person's world with what is expected.
    pub async fn expect(&self, expected: Expect) {
        expected.assert_eq(&self.table().await);
    }

    pub async fn table(&self) -> String {
        table(&self.desk, &*self.backend).await
    }

    /// The transfers of the snapshot, each as "path direction state".
    pub fn transfers(&self) -> Vec<String> {
        let snapshot = self.desk.snapshot();
        let transfers = snapshot.transfers.iter();
        transfers
            .map(|transfer| {
                let state = table::transfer(&transfer.state);
                format!(
                    "{} {:?} {state}",
                    transfer.path.as_str(),
                    transfer.direction
                )
            })
            .collect()
    }

    /// What the server has.
    pub async fn on_server(&self, path: &str) -> Option<String> {
        let bytes = self.backend.read(&DamPath::parse(path).ok()?).await?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    pub async fn holder(&self, path: &str) -> Option<String> {
        self.backend.holder(&dam(path)).await
    }
}

impl World {
    /// The in-memory server.
    pub fn server(&self) -> &MemoryServer {
        &self.native.0
    }
}

impl<P: Place> Deref for World<P> {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.desk
    }
}

async fn start_desk<P: Place>(user: &str, backend: &dyn Backend) -> Desk {
    let mut desk = Desk::new(user, backend.login(user).await);
    desk.policy = P::policy();
    desk.start();
    desk
}
