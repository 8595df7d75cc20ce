//! The words of the tray's menu and of notifications, which the shell draws itself. They are in the
//! window's catalogue; the English ones here stand until the window sends them.

use serde::{Deserialize, Serialize};

/// Words in the person's language. `{count}` and `{name}` are filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DeskWords {
    /// BCP 47: `en`, `de`, `fr`, `ja`; it decides which plural is used.
    pub language: String,
    // The tray's menu.
    pub open: String,
    pub pause_all: String,
    pub resume_all: String,
    pub quit: String,
    // The tray's state.
    pub no_connection: String,
    pub up_to_date: String,
    pub connecting: String,
    pub offline: String,
    pub login_needed: String,
    /// All changes stand still until the person looked.
    pub halted: String,
    pub transferring: Plural,
    pub paused: Plural,
    pub failed: Plural,
    pub edited: Plural,
    pub new_files: Plural,
    pub conflicts: Plural,
    pub checked_out: Plural,
    // Notifications.
    pub conflict_found: Notification,
    pub upload_failed: Notification,
    pub download_failed: Notification,
    pub order_done: Notification,
    pub checked_in: Notification,
    pub login_needed_notice: Notification,
    pub halted_notice: Notification,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Plural {
    pub one: String,
    pub other: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Notification {
    pub title: String,
    /// `one` may hold `{name}`, `other` may hold `{count}`.
    pub body: Plural,
}

impl Plural {
    fn new(one: &str, other: &str) -> Self {
        Self {
            one: one.to_owned(),
            other: other.to_owned(),
        }
    }

    /// The words for a number of things, in a language.
    pub fn of(&self, count: u64, language: &str) -> String {
        // `one` may name the one thing, so that languages without a singular use it for one, too.
        let is_one = if language.starts_with("fr") {
            count < 2
        } else {
            count == 1
        };
        let words = if is_one { &self.one } else { &self.other };
        words.replace("{count}", &count.to_string())
    }
}

impl Notification {
    fn new(title: &str, one: &str, other: &str) -> Self {
        Self {
            title: title.to_owned(),
            body: Plural::new(one, other),
        }
    }
}

impl Default for DeskWords {
    fn default() -> Self {
        let text = str::to_owned;
        Self {
            language: text("en"),
            open: text("Open Damson"),
            pause_all: text("Pause all transfers"),
            resume_all: text("Resume all transfers"),
            quit: text("Quit Damson"),
            no_connection: text("Not connected"),
            up_to_date: text("Up to date"),
            connecting: text("Connecting…"),
            offline: text("Offline"),
            login_needed: text("Log in again"),
            halted: text("Stopped to be safe: please check"),
            transferring: Plural::new("{count} transfer", "{count} transfers"),
            paused: Plural::new("{count} transfer paused", "{count} transfers paused"),
            failed: Plural::new("{count} transfer failed", "{count} transfers failed"),
            edited: Plural::new("{count} asset edited", "{count} assets edited"),
            new_files: Plural::new(
                "{count} new file not uploaded",
                "{count} new files not uploaded",
            ),
            conflicts: Plural::new("{count} conflict", "{count} conflicts"),
            checked_out: Plural::new("{count} asset checked out", "{count} assets checked out"),
            conflict_found: Notification::new(
                "Editing conflict",
                "An asset was changed here and on the server.",
                "{count} assets were changed here and on the server.",
            ),
            upload_failed: Notification::new(
                "Upload failed",
                "{name} was not uploaded.",
                "{count} assets were not uploaded.",
            ),
            download_failed: Notification::new(
                "Download failed",
                "{name} was not downloaded.",
                "{count} assets were not downloaded.",
            ),
            order_done: Notification::new(
                "Transfers done",
                "Everything in {name} was transferred.",
                "{count} orders were transferred.",
            ),
            checked_in: Notification::new(
                "Checked in",
                "{name} is available for you to check out.",
                "{count} assets are available for you to check out.",
            ),
            login_needed_notice: Notification::new(
                "Log in again",
                "{name} needs you to log in.",
                "{count} servers need you to log in.",
            ),
            halted_notice: Notification::new(
                "Damson stopped",
                "Something unusual happened in {name}. Nothing is changed until you continue.",
                "Something unusual happened in {count} connections. Nothing is changed until you continue.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_follow_the_language() {
        let words = Plural::new("{count} one", "{count} other");
        for (language, count, expected) in [
            ("en", 0, "0 other"),
            ("en", 1, "1 one"),
            ("en-GB", 2, "2 other"),
            ("fr", 0, "0 one"),
            ("fr-CH", 1, "1 one"),
            ("fr", 2, "2 other"),
            ("de", 0, "0 other"),
            ("de-AT", 1, "1 one"),
            ("ja", 1, "1 one"),
        ] {
            assert_eq!(words.of(count, language), expected, "{language} {count}");
        }
    }
}
