//! The folders of Damson's own files.

use std::{
    env,
    path::{Path, PathBuf},
};

use crate::{
    config::files::make_private,
    crossing::error::{ErrorCode, Result, UserError},
};

/// The folders of one person on one computer. One process at a time owns them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dirs {
    /// Connections and settings, as text; no secrets.
    pub config: PathBuf,
    /// Journals, logs and Recovered; for this person alone.
    pub state: PathBuf,
    /// The folder in which each connection gets its cache folder: `~/Damson`.
    pub cache: PathBuf,
    /// The local socket; for this person alone.
    pub runtime: PathBuf,
}

/// Puts everything below one folder; for tests, demos and portable use.
pub const HOME_VARIABLE: &str = "DAMSON_HOME";

impl Dirs {
    /// The person's folders as the operating system wants them, or those below `DAMSON_HOME`.
    pub fn of_this_person() -> Result<Self> {
        if let Some(home) = env::var_os(HOME_VARIABLE).filter(|home| !home.is_empty()) {
            let home = PathBuf::from(home);
            let home = std::path::absolute(&home).map_err(|error| UserError::io(&error, &home))?;
            return Ok(Self::below(&home));
        }
        let nowhere = || UserError::new(ErrorCode::Settings).said("there is no home folder");
        let project = directories::ProjectDirs::from("", "", "Damson").ok_or_else(nowhere)?;
        let person = directories::BaseDirs::new().ok_or_else(nowhere)?;
        let state = project
            .state_dir()
            .unwrap_or_else(|| project.data_local_dir());
        let runtime = project
            .runtime_dir()
            .map_or_else(|| state.join("run"), Path::to_owned);
        Ok(Self {
            config: project.config_dir().to_owned(),
            state: state.to_owned(),
            cache: person.home_dir().join("Damson"),
            runtime,
        })
    }

    /// Everything below `home`.
    ///
    /// ```
    /// use std::path::Path;
    ///
    /// use damson_app::Dirs;
    ///
    /// let dirs = Dirs::below(Path::new("/media/stick"));
    /// assert!(dirs.settings_file().ends_with("config/settings.toml"));
    /// ```
    pub fn below(home: &Path) -> Self {
        Self {
            config: home.join("config"),
            state: home.join("state"),
            cache: home.join("Damson"),
            runtime: home.join("run"),
        }
    }

    /// Makes the folders that are missing; those with private things for this person alone.
    pub fn make(&self) -> Result<()> {
        for folder in [&self.config, &self.state, &self.runtime] {
            make_private(folder).map_err(|error| UserError::io(&error, folder))?;
        }
        Ok(())
    }

    pub fn accounts_file(&self) -> PathBuf {
        self.config.join("connections.toml")
    }

    pub fn settings_file(&self) -> PathBuf {
        self.config.join("settings.toml")
    }

    pub fn logs(&self) -> PathBuf {
        self.state.join("logs")
    }

    /// The folder with a connection's journal, Recovered and other state.
    pub fn of_connection(&self, id: &str) -> PathBuf {
        self.state.join("connections").join(id)
    }

    pub(crate) fn lock_file(&self) -> PathBuf {
        self.state.join("owner.lock")
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_is_private_is_made_private() {
        use std::os::unix::fs::PermissionsExt as _;
        let home = tempfile::tempdir().unwrap();
        let dirs = Dirs::below(home.path());
        fs::create_dir(&dirs.state).unwrap();
        fs::set_permissions(&dirs.state, fs::Permissions::from_mode(0o755)).unwrap();
        dirs.make().unwrap();
        for folder in [&dirs.config, &dirs.state, &dirs.runtime] {
            let mode = fs::metadata(folder).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o700, "{}", folder.display());
        }
    }
}
