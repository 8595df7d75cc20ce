//! What Damson keeps of this person on this computer: connections, settings, logins.

pub mod accounts;
pub mod dirs;
pub(crate) mod files;
pub mod secrets;
pub mod settings;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::{
    config::{
        accounts::{Account, Accounts},
        dirs::Dirs,
        secrets::{Secrets, SessionSecrets},
        settings::Settings,
    },
    crossing::error::Result,
};

/// The configuration of this person, in memory and on the disk.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) dirs: Dirs,
    /// Logins that outlive this process.
    pub(crate) secrets: Arc<dyn Secrets>,
    /// Logins that the person does not want to be remembered.
    pub(crate) session_secrets: SessionSecrets,
    /// The same as in the files.
    config: Mutex<Config>,
}

/// What the files of connections and settings say.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    pub(crate) accounts: Accounts,
    pub(crate) settings: Settings,
}

impl Store {
    /// Reads the files.
    pub(crate) fn open(dirs: Dirs, secrets: Arc<dyn Secrets>) -> Result<Self> {
        let config = Config {
            accounts: Accounts::load(&dirs)?,
            settings: Settings::load(&dirs)?,
        };
        Ok(Self {
            dirs,
            secrets,
            session_secrets: SessionSecrets::default(),
            config: Mutex::new(config),
        })
    }

    pub(crate) fn config(&self) -> Config {
        self.lock().clone()
    }

    /// The named connection; without a name the current one, or the only one.
    pub(crate) fn account(&self, name: Option<&str>) -> Result<Account> {
        self.lock().accounts.chosen(name).cloned()
    }

    /// Changes accounts or settings. The files are written first, so that memory never holds what a
    /// restart would lose.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut Config) -> Result<T>) -> Result<T> {
        let mut config = self.lock();
        let mut changed = config.clone();
        let done = change(&mut changed)?;
        if changed.accounts != config.accounts {
            changed.accounts.save(&self.dirs)?;
        }
        if changed.settings != config.settings {
            changed.settings.save(&self.dirs)?;
        }
        *config = changed;
        Ok(done)
    }

    fn lock(&self) -> MutexGuard<'_, Config> {
        self.config.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
