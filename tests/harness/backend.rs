//! The server of a world, and everybody else who works on it.

use std::{fmt::Debug, sync::Arc};

use async_trait::async_trait;
use damson_core::DamPath;
use damson_remote::{
    Remote,
    memory::{MemoryServer, UserRights},
};

/// A server that a scenario runs on. Its methods act as the other people; what they do passes by
/// rights and locks.
#[async_trait]
pub trait Backend: Send + Sync + Debug {
    /// The connection of one person.
    async fn login(&self, user: &str) -> Arc<dyn Remote>;

    /// Writes an asset as somebody else; makes the folders above it.
    async fn write(&self, path: &DamPath, bytes: &[u8]);

    async fn make_folder(&self, path: &DamPath);

    async fn remove(&self, path: &DamPath);

    async fn rename(&self, from: &DamPath, to: &DamPath);

    /// Checks out as `user`.
    async fn lock(&self, path: &DamPath, user: &str);

    /// Checks in, whoever holds it.
    async fn unlock(&self, path: &DamPath);

    /// The bytes of an asset; `None` when there is none.
    async fn read(&self, path: &DamPath) -> Option<Vec<u8>>;

    /// Who has it checked out.
    async fn holder(&self, path: &DamPath) -> Option<String>;

    /// The bytes of earlier versions with their comments, latest first.
    async fn versions(&self, path: &DamPath) -> Vec<(Option<String>, Vec<u8>)>;

    /// Every folder below the root, parents first.
    async fn folders(&self) -> Vec<DamPath>;

    /// Lets the server finish what it does by itself after a write, and says whether it does such
    /// things at all.
    async fn finish(&self) -> bool;
}

/// The in-memory server as a backend.
#[derive(Debug, Clone, Default)]
pub struct MemoryBackend(pub MemoryServer);

#[async_trait]
impl Backend for MemoryBackend {
    async fn login(&self, user: &str) -> Arc<dyn Remote> {
        if user == "admin" {
            self.0.add_user(user, UserRights::Administrator);
        }
        Arc::new(self.0.login(user))
    }

    async fn write(&self, path: &DamPath, bytes: &[u8]) {
        self.0.write(path, bytes.to_vec());
    }

    async fn make_folder(&self, path: &DamPath) {
        self.0.make_folder(path);
    }

    async fn remove(&self, path: &DamPath) {
        assert!(self.0.remove(path), "{path} is on the server");
    }

    async fn rename(&self, from: &DamPath, to: &DamPath) {
        self.0.rename(from, to);
    }

    async fn lock(&self, path: &DamPath, user: &str) {
        self.0.lock_as(path, user);
    }

    async fn unlock(&self, path: &DamPath) {
        self.0.unlock(path);
    }

    async fn read(&self, path: &DamPath) -> Option<Vec<u8>> {
        self.0.read(path).map(|bytes| bytes.to_vec())
    }

    async fn holder(&self, path: &DamPath) -> Option<String> {
        self.0.holder(path)
    }

    async fn versions(&self, path: &DamPath) -> Vec<(Option<String>, Vec<u8>)> {
        let versions = self.0.versions(path).into_iter();
        versions
            .map(|(version, bytes)| (version.comment, bytes.to_vec()))
            .collect()
    }

    async fn folders(&self) -> Vec<DamPath> {
        let all = self.0.list_all().into_iter();
        all.filter(|(_, bytes)| bytes.is_none())
            .map(|(path, _)| path)
            .collect()
    }

    async fn finish(&self) -> bool {
        // A scenario that has hashes come late says when.
        false
    }
}
