//! What a person prefers of the desktop application; settings of connections are the app's.

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
    Fr,
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
            confirm_assets: 50,
            confirm_bytes: 500_000_000,
        }
    }
}
