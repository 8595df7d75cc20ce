//! Settings: for every connection, and what one connection has otherwise.

use damson_core::{ByteCount, policy::Policy};
use serde::{Deserialize, Serialize};

use crate::{
    accounts::damaged,
    dirs::{Dirs, read_if_there, write_whole},
    error::{ErrorCode, Result, UserError},
    view::{Origin, SettingView},
};

/// What was set; what is absent follows the settings of all connections, then the default.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Settings {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protect: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quiet_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recovered_days: Option<u64>,
    /// Bytes a second; 0 for no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub download_limit: Option<u64>,
    /// Bytes a second; 0 for no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upload_limit: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poll_seconds: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfers: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_free: Option<u64>,
    /// What a later version wrote; kept as it is.
    #[serde(flatten)]
    pub unknown: toml::Table,
}

/// The settings there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Protect,
    QuietMs,
    RecoveredDays,
    DownloadLimit,
    UploadLimit,
    PollSeconds,
    Transfers,
    KeepFree,
}

impl Settings {
    /// The settings of all connections.
    pub fn load(dirs: &Dirs) -> Result<Self> {
        let file = dirs.settings_file();
        let Some(text) = read_if_there(&file)? else {
            return Ok(Self::default());
        };
        let settings: Self = toml::from_str(&text).map_err(|error| damaged(&file, &error))?;
        settings.check().map_err(|error| error.file(&file))?;
        Ok(settings)
    }

    pub fn save(&self, dirs: &Dirs) -> Result<()> {
        let file = dirs.settings_file();
        let text = toml::to_string_pretty(self).map_err(|error| {
            UserError::new(ErrorCode::Settings)
                .file(&file)
                .said(error.to_string())
        })?;
        write_whole(&file, &text)
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Sets one by its key, as a person types it; `None` follows the default again. Sizes take
    /// `k`, `M` and `G` (of 1,000) and `Ki`, `Mi`, `Gi` (of 1,024); limits take `none`.
    pub fn set(&mut self, key: &str, value: Option<&str>) -> Result<()> {
        let Some(key) = Key::ALL.iter().copied().find(|known| known.word() == key) else {
            return Err(UserError::new(ErrorCode::UnknownSetting).detail(key));
        };
        let number = match value {
            None => None,
            Some(text) => Some(key.read(text.trim()).ok_or_else(|| key.refusal(text))?),
        };
        self.put(key, number);
        Ok(())
    }

    /// What decisions use: `special` before `self` before the defaults.
    pub fn policy(&self, special: &Self) -> Policy {
        let value = |key: Key| {
            let set = special.get(key).or_else(|| self.get(key));
            set.unwrap_or_else(|| key.default())
        };
        let limit = |key: Key| Some(value(key)).filter(|limit| *limit > 0).map(ByteCount);
        let small = |key: Key| u32::try_from(value(key)).unwrap_or(u32::MAX);
        Policy {
            protect: value(Key::Protect) != 0,
            quiet_ms: value(Key::QuietMs),
            recovered_days: small(Key::RecoveredDays),
            download_limit: limit(Key::DownloadLimit),
            upload_limit: limit(Key::UploadLimit),
            poll_seconds: value(Key::PollSeconds),
            transfers: small(Key::Transfers),
            keep_free: ByteCount(value(Key::KeepFree)),
        }
    }

    /// Every setting with its value and where that comes from; `special` is the connection's.
    pub fn view(&self, special: Option<&Self>) -> Vec<SettingView> {
        let view = |key: &Key| {
            let own = special.and_then(|special| special.get(*key));
            let (value, origin) = match (own, self.get(*key)) {
                (Some(value), _) => (value, Origin::Connection),
                (None, Some(value)) => (value, Origin::Global),
                (None, None) => (key.default(), Origin::Default),
            };
            SettingView {
                key: key.word().to_owned(),
                value: key.write(value),
                default: key.write(key.default()),
                origin,
                takes: key.takes(),
                unit: key.unit().to_owned(),
            }
        };
        Key::ALL.iter().map(view).collect()
    }

    /// The keys that Damson does not know.
    pub fn unknown_keys(&self) -> Vec<String> {
        self.unknown.keys().cloned().collect()
    }

    fn check(&self) -> Result<()> {
        for key in Key::ALL {
            if let Some(value) = self.get(key)
                && !key.range().contains(&value)
            {
                return Err(key.refusal(&value.to_string()));
            }
        }
        Ok(())
    }

    fn get(&self, key: Key) -> Option<u64> {
        match key {
            Key::Protect => self.protect.map(u64::from),
            Key::QuietMs => self.quiet_ms,
            Key::RecoveredDays => self.recovered_days,
            Key::DownloadLimit => self.download_limit,
            Key::UploadLimit => self.upload_limit,
            Key::PollSeconds => self.poll_seconds,
            Key::Transfers => self.transfers,
            Key::KeepFree => self.keep_free,
        }
    }

    fn put(&mut self, key: Key, value: Option<u64>) {
        match key {
            Key::Protect => self.protect = value.map(|value| value != 0),
            Key::QuietMs => self.quiet_ms = value,
            Key::RecoveredDays => self.recovered_days = value,
            Key::DownloadLimit => self.download_limit = value,
            Key::UploadLimit => self.upload_limit = value,
            Key::PollSeconds => self.poll_seconds = value,
            Key::Transfers => self.transfers = value,
            Key::KeepFree => self.keep_free = value,
        }
    }
}

impl Key {
    const ALL: [Self; 8] = [
        Self::Protect,
        Self::QuietMs,
        Self::RecoveredDays,
        Self::DownloadLimit,
        Self::UploadLimit,
        Self::PollSeconds,
        Self::Transfers,
        Self::KeepFree,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Protect => "protect",
            Self::QuietMs => "quiet-ms",
            Self::RecoveredDays => "recovered-days",
            Self::DownloadLimit => "download-limit",
            Self::UploadLimit => "upload-limit",
            Self::PollSeconds => "poll-seconds",
            Self::Transfers => "transfers",
            Self::KeepFree => "keep-free",
        }
    }

    fn unit(self) -> &'static str {
        match self {
            Self::Protect | Self::Transfers => "",
            Self::QuietMs => "milliseconds",
            Self::RecoveredDays => "days",
            Self::DownloadLimit | Self::UploadLimit => "bytes a second",
            Self::PollSeconds => "seconds",
            Self::KeepFree => "bytes",
        }
    }

    fn range(self) -> std::ops::RangeInclusive<u64> {
        match self {
            Self::Protect => 0..=1,
            Self::QuietMs => 100..=600_000,
            // A promise of the product: what was moved aside is there for days at least.
            Self::RecoveredDays => 1..=3_650,
            Self::DownloadLimit | Self::UploadLimit | Self::KeepFree => 0..=(1 << 50),
            Self::PollSeconds => 5..=86_400,
            Self::Transfers => 1..=64,
        }
    }

    fn takes(self) -> String {
        let range = self.range();
        match self {
            Self::Protect => "true or false".to_owned(),
            Self::DownloadLimit | Self::UploadLimit => {
                "none, or a size such as 500k or 2M".to_owned()
            }
            Self::KeepFree => "a size such as 256Mi or 1G".to_owned(),
            Self::QuietMs | Self::RecoveredDays | Self::PollSeconds | Self::Transfers => {
                format!("{} to {}", range.start(), range.end())
            }
        }
    }

    fn default(self) -> u64 {
        let policy = Policy::default();
        match self {
            Self::Protect => u64::from(policy.protect),
            Self::QuietMs => policy.quiet_ms,
            Self::RecoveredDays => policy.recovered_days.into(),
            Self::DownloadLimit => policy.download_limit.map_or(0, |limit| limit.0),
            Self::UploadLimit => policy.upload_limit.map_or(0, |limit| limit.0),
            Self::PollSeconds => policy.poll_seconds,
            Self::Transfers => policy.transfers.into(),
            Self::KeepFree => policy.keep_free.0,
        }
    }

    fn read(self, text: &str) -> Option<u64> {
        let value = match self {
            Self::Protect => match text {
                "true" | "on" | "yes" => 1,
                "false" | "off" | "no" => 0,
                _ => return None,
            },
            Self::DownloadLimit | Self::UploadLimit if text == "none" => 0,
            Self::DownloadLimit | Self::UploadLimit | Self::KeepFree => read_size(text)?,
            Self::QuietMs | Self::RecoveredDays | Self::PollSeconds | Self::Transfers => {
                text.parse().ok()?
            }
        };
        self.range().contains(&value).then_some(value)
    }

    fn write(self, value: u64) -> String {
        match self {
            Self::Protect => (value != 0).to_string(),
            Self::DownloadLimit | Self::UploadLimit if value == 0 => "none".to_owned(),
            Self::DownloadLimit
            | Self::UploadLimit
            | Self::QuietMs
            | Self::RecoveredDays
            | Self::PollSeconds
            | Self::Transfers
            | Self::KeepFree => value.to_string(),
        }
    }

    fn refusal(self, text: &str) -> UserError {
        UserError::new(ErrorCode::BadSetting)
            .detail(format!("{} = {text}", self.word()))
            .said(self.takes())
    }
}

fn read_size(text: &str) -> Option<u64> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match text[digits.len()..].trim_end_matches('B') {
        "" => 1,
        "k" | "K" => 1_000,
        "M" => 1_000_000,
        "G" => 1_000_000_000,
        "Ki" => 1 << 10,
        "Mi" => 1 << 20,
        "Gi" => 1 << 30,
        _ => return None,
    };
    digits.trim().parse::<u64>().ok()?.checked_mul(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_is_used_and_what_is_not_follows() {
        let (mut global, mut special) = (Settings::default(), Settings::default());
        assert_eq!(global.policy(&special), Policy::default());
        global.set("download-limit", Some("2M")).unwrap();
        global.set("protect", Some("off")).unwrap();
        special.set("download-limit", Some("none")).unwrap();
        let policy = global.policy(&special);
        assert_eq!(policy.download_limit, None);
        assert!(!policy.protect);
        assert_eq!(
            global.policy(&Settings::default()).download_limit,
            Some(ByteCount(2_000_000))
        );
        special.set("download-limit", None).unwrap();
        assert!(special.is_empty());
    }

    #[test]
    fn what_it_does_not_take_is_refused_with_what_it_takes() {
        let mut settings = Settings::default();
        let unknown = settings.set("colour", Some("plum")).unwrap_err();
        assert_eq!(unknown.code, ErrorCode::UnknownSetting);
        for (key, value) in [
            ("transfers", "0"),
            ("transfers", "65"),
            ("poll-seconds", "1"),
            ("recovered-days", "0"),
            ("protect", "maybe"),
            ("keep-free", "lots"),
            ("keep-free", "99999999999G"),
        ] {
            let error = settings.set(key, Some(value)).unwrap_err();
            assert_eq!(error.code, ErrorCode::BadSetting, "{key} = {value}");
            assert!(error.said.is_some());
        }
        assert!(settings.is_empty());
    }

    #[test]
    fn the_file_keeps_what_it_does_not_know_and_refuses_what_is_out_of_range() {
        let home = tempfile::tempdir().unwrap();
        let dirs = Dirs::below(home.path());
        dirs.make().unwrap();
        std::fs::write(dirs.settings_file(), "transfers = 4\ncolour = \"plum\"\n").unwrap();
        let mut settings = Settings::load(&dirs).unwrap();
        assert_eq!(settings.unknown_keys(), ["colour"]);
        settings.set("transfers", Some("3")).unwrap();
        settings.save(&dirs).unwrap();
        assert_eq!(Settings::load(&dirs).unwrap(), settings);
        std::fs::write(dirs.settings_file(), "transfers = 4000\n").unwrap();
        assert_eq!(
            Settings::load(&dirs).unwrap_err().code,
            ErrorCode::BadSetting
        );
    }

    #[test]
    fn every_setting_is_listed_and_takes_its_own_value() {
        let mut settings = Settings::default();
        let views = settings.view(None);
        assert_eq!(views.len(), Key::ALL.len());
        for view in views {
            assert_eq!(view.value, view.default);
            settings.set(&view.key, Some(&view.value)).unwrap();
        }
    }
}
