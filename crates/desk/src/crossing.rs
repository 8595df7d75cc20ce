//! What crosses between the shell and its window beside intents, replies and snapshots.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Where the window runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct System {
    pub platform: Platform,
    /// The language of the system, BCP 47: `fr-CH`.
    pub locale: String,
    pub version: String,
    pub commit: Option<String>,
    /// Not the window of an installed Damson: a browser over the development bridge.
    pub dev: bool,
    /// The demo DAM was asked for at the start and is not connected yet.
    pub demo_wanted: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Platform {
    Windows,
    Macos,
    Linux,
}

/// A view that the window is to show: a line of the tray was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ShowView {
    All,
    Transfers,
    Conflicts,
    Edited,
    /// Checked out by this person.
    Mine,
}

/// A connection whose login happens in a window of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct LoginWindow {
    /// As a person types it.
    pub url: String,
    pub name: Option<String>,
    /// Keeps the login in the keychain.
    pub remember: bool,
    pub allow_plain_http: bool,
    pub cache_folder: Option<PathBuf>,
}

/// How far a login window is; the event `login`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum LoginProgress {
    /// The server's page is being shown.
    Opened,
    /// The person has not logged in yet.
    Waiting,
    /// The server knows the person; the connection is being made.
    Connecting,
}

/// What a link from a page wants; nothing happens before the person agreed. The event `link`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct LinkView {
    pub action: LinkAction,
    /// The connection it is about, where there is one.
    pub connection: Option<String>,
    /// The server that the link names; `aem-asset:` links name none.
    pub server: Option<String>,
    /// One to five assets or folders.
    pub paths: Vec<String>,
    /// The link as it came, where it can't be read: then it wants nothing and names no paths.
    pub unread: Option<String>,
}

/// What links may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum LinkAction {
    Open,
    Edit,
    Reveal,
}

/// Files dragged over the window; the event `drop`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DropView {
    pub phase: DropPhase,
    /// CSS pixels from the left edge of the window's content.
    pub x: f64,
    /// CSS pixels from its top.
    pub y: f64,
    /// With `enter` and `drop`.
    pub paths: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum DropPhase {
    Enter,
    Over,
    Drop,
    Leave,
}

/// What stays behind when Damson ends; with none of it, quitting needs no question.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct QuitView {
    /// Assets that this person has checked out.
    pub checked_out: u64,
    /// Edits that are not uploaded.
    pub edited: u64,
    /// Files that were put into the cache folder and are not uploaded.
    pub new_files: u64,
    /// Transfers that go on after the next start.
    pub transfers: u64,
}

/// A later Damson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct UpdateView {
    pub version: String,
    pub notes: Option<String>,
    /// RFC 3339.
    pub date: Option<String>,
}

/// How far the download of an update is; the event `update`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct UpdateProgress {
    /// Bytes.
    pub done: u64,
    /// Bytes, where the server says so.
    pub total: Option<u64>,
}

impl Platform {
    pub const fn of_this_computer() -> Self {
        if cfg!(windows) {
            Self::Windows
        } else if cfg!(target_os = "macos") {
            Self::Macos
        } else {
            Self::Linux
        }
    }
}

impl QuitView {
    /// Nothing needs to be said.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}
