//! Preferences of the desktop application. Settings of connections are in `damson-app`.

use std::{fs, io, path::Path};

use damson_app::{Dirs, ErrorCode, UserError, error::Result};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct DeskPreferences {
    pub language: Language,
    pub theme: Theme,
    /// Starts with the person's session.
    pub start_at_login: bool,
    /// Starts in the tray, without a window.
    pub start_hidden: bool,
    /// Closing the window leaves Damson in the tray.
    pub close_to_tray: bool,
    pub notifications: bool,
    /// Takes the links of AEM's Desktop Actions.
    pub aem_asset_links: bool,
    /// What a double click on an asset does.
    pub double_click: DoubleClick,
    /// Asks before a download of more assets than that; 0 for never.
    pub confirm_assets: u64,
    /// Asks before a download of more bytes than that; 0 for never.
    pub confirm_bytes: u64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    #[default]
    System,
    En,
    De,
    Fr,
    Ja,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum DoubleClick {
    #[default]
    Open,
    /// Checks it out, too.
    Edit,
    QuickLook,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl DeskPreferences {
    /// Reads the preferences. A file that can't be read is an error that says what is wrong in it.
    pub fn load(dirs: &Dirs) -> Result<Self> {
        let file = dirs.config.join(FILE);
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(UserError::io(&error, &file)),
        };
        toml::from_str(&text).map_err(|error| damaged(&file, &error.to_string()))
    }

    pub fn save(&self, dirs: &Dirs) -> Result<()> {
        let file = dirs.config.join(FILE);
        let text =
            toml::to_string_pretty(self).map_err(|error| damaged(&file, &error.to_string()))?;
        let beside = file.with_extension("toml.new");
        fs::create_dir_all(&dirs.config)
            .and_then(|()| fs::write(&beside, text))
            .and_then(|()| fs::rename(&beside, &file))
            .map_err(|error| UserError::io(&error, &file))
    }
}

const FILE: &str = "desk.toml";

fn damaged(file: &Path, said: &str) -> UserError {
    UserError::new(ErrorCode::Settings).file(file).said(said)
}

impl Default for DeskPreferences {
    fn default() -> Self {
        Self {
            language: Language::System,
            theme: Theme::System,
            start_at_login: false,
            start_hidden: false,
            close_to_tray: true,
            notifications: true,
            aem_asset_links: false,
            double_click: DoubleClick::Open,
            confirm_assets: 50,
            confirm_bytes: 500_000_000,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_found_again_and_what_is_absent_follows_the_default() {
        let home = tempfile::tempdir().unwrap();
        let dirs = Dirs::below(home.path());
        let default = DeskPreferences::default();
        assert_eq!(DeskPreferences::load(&dirs).unwrap(), default);
        let mine = DeskPreferences {
            language: Language::Fr,
            double_click: DoubleClick::QuickLook,
            aem_asset_links: true,
            confirm_bytes: 1,
            ..default.clone()
        };
        mine.save(&dirs).unwrap();
        assert_eq!(DeskPreferences::load(&dirs).unwrap(), mine);
        let file = dirs.config.join(FILE);
        fs::write(&file, "theme = \"dark\"\n").unwrap();
        let read = DeskPreferences::load(&dirs).unwrap();
        assert_eq!((read.theme, read.language), (Theme::Dark, Language::System));
        fs::write(&file, "theme = \"plum\"\n").unwrap();
        let error = DeskPreferences::load(&dirs).unwrap_err();
        assert_eq!(error.code, ErrorCode::Settings);
    }
}
