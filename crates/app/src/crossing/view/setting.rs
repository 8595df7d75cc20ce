//! Settings as they are shown and changed.

use serde::{Deserialize, Serialize};

use crate::crossing::error::UserError;

/// Every setting with its value, in a steady order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SettingsView {
    /// Whose settings; `None` for those of every connection.
    pub connection: Option<String>,
    pub settings: Vec<SettingView>,
    /// The folder of each connection's cache, or of all of them.
    pub cache_folder: String,
    /// Where the settings are kept.
    pub file: String,
    /// Who the proxy is told that we are, where that was set; the keychain has the password.
    pub proxy_user: Option<String>,
    /// The client certificate of these settings; `None` where none is set.
    pub client_certificate: Option<Box<ClientCertificateView>>,
    /// Keys in the files that Damson does not know; they are kept.
    pub unknown: Vec<String>,
}

/// A file that proves to servers whose computer this is, where they ask. Nothing of its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ClientCertificateView {
    pub file: String,
    /// Whom it names; `None` where it can't be read.
    pub whose: Option<String>,
    /// The last day, `2027-01-31`.
    pub until: Option<String>,
    /// The keychain has a passphrase for it, which was needed.
    pub encrypted: bool,
    /// Why it can't be used.
    pub error: Option<UserError>,
}

/// One setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SettingView {
    /// `download-limit`, `poll-seconds` …
    pub key: String,
    /// As a person types it: `true`, `30`, `none`.
    pub value: String,
    pub default: String,
    pub origin: Origin,
    /// Which values it takes: `true or false`, `1 to 64`.
    pub takes: String,
    /// `seconds`, `bytes`, `bytes a second`, `days`, `milliseconds`; empty for none.
    pub unit: String,
    /// All values there are, where it is one of a few.
    pub choices: Vec<String>,
}

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    Default,
    /// Set for every connection.
    Global,
    /// Set for this connection.
    Connection,
}
