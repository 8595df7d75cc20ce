//! The tokens of the locks that this client took or was told of.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use damson_core::DamPath;
use damson_remote::LockToken;

#[derive(Debug, Default)]
pub(crate) struct Held {
    tokens: Mutex<BTreeMap<DamPath, LockToken>>,
}

impl Held {
    pub(crate) fn keep(&self, path: &DamPath, token: LockToken) {
        self.tokens().insert(path.clone(), token);
    }

    /// Takes over what was granted before a restart; what is known since is newer.
    pub(crate) fn recall(&self, locks: Vec<(DamPath, LockToken)>) {
        let mut tokens = self.tokens();
        for (path, token) in locks {
            tokens.entry(path).or_insert(token);
        }
    }

    pub(crate) fn forget(&self, path: &DamPath) {
        self.tokens().remove(path);
    }

    /// Forgets what was held of a folder that is gone or elsewhere.
    pub(crate) fn forget_below(&self, folder: &DamPath) {
        self.tokens().retain(|path, _| !path.is_within(folder));
    }

    pub(crate) fn token(&self, path: &DamPath) -> Option<LockToken> {
        self.tokens().get(path).cloned()
    }

    /// Everything held at or below a place.
    pub(crate) fn below(&self, folder: &DamPath) -> Vec<(DamPath, LockToken)> {
        let tokens = self.tokens();
        let within = tokens.iter().filter(|(path, _)| path.is_within(folder));
        within
            .map(|(path, token)| (path.clone(), token.clone()))
            .collect()
    }

    fn tokens(&self) -> MutexGuard<'_, BTreeMap<DamPath, LockToken>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
