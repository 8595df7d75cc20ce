//! The settings there are, and what each takes.

use std::{ops::RangeInclusive, path::Path};

use damson_aem::proxy::Proxy;
use damson_core::policy::Policy;

use crate::crossing::error::{ErrorCode, UserError};

/// One setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Protect,
    GetLinks,
    CheckLinks,
    HideExpired,
    QuietMs,
    RecoveredDays,
    DownloadLimit,
    UploadLimit,
    PollSeconds,
    Transfers,
    KeepFree,
    CacheLimit,
    FileNames,
    FolderNames,
    NameReplacement,
    UploadMethod,
    Proxy,
    Certificates,
    ClientCertificate,
}

/// The value of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// For a toggle, 0 is off and 1 is on; for a limit, 0 is none.
    Number(u64),
    Text(String),
}

/// What kind of value a setting takes.
enum Kind {
    Toggle,
    Number,
    /// Bytes.
    Size,
    /// Bytes, or none.
    Limit(&'static str),
    Choice(&'static [&'static str]),
    Proxy,
    /// A file of this computer, of this kind, or none.
    File(&'static str),
}

const STYLES: &[&str] = &["keep", "lower", "plain"];
const REPLACEMENTS: &[&str] = &["dash", "underscore"];
const UPLOAD_METHODS: &[&str] = &["auto", "safe", "direct", "chunked"];

impl Value {
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Number(_) => "",
            Self::Text(text) => text,
        }
    }
}

impl Key {
    pub(super) const ALL: [Self; 19] = [
        Self::Protect,
        Self::GetLinks,
        Self::CheckLinks,
        Self::HideExpired,
        Self::QuietMs,
        Self::RecoveredDays,
        Self::DownloadLimit,
        Self::UploadLimit,
        Self::PollSeconds,
        Self::Transfers,
        Self::KeepFree,
        Self::CacheLimit,
        Self::FileNames,
        Self::FolderNames,
        Self::NameReplacement,
        Self::UploadMethod,
        Self::Proxy,
        Self::Certificates,
        Self::ClientCertificate,
    ];

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Protect => "protect",
            Self::GetLinks => "get-links",
            Self::CheckLinks => "check-links",
            Self::HideExpired => "hide-expired",
            Self::QuietMs => "quiet-ms",
            Self::RecoveredDays => "recovered-days",
            Self::DownloadLimit => "download-limit",
            Self::UploadLimit => "upload-limit",
            Self::PollSeconds => "poll-seconds",
            Self::Transfers => "transfers",
            Self::KeepFree => "keep-free",
            Self::CacheLimit => "cache-limit",
            Self::FileNames => "file-names",
            Self::FolderNames => "folder-names",
            Self::NameReplacement => "name-replacement",
            Self::UploadMethod => "upload-method",
            Self::Proxy => "proxy",
            Self::Certificates => "certificates",
            Self::ClientCertificate => "client-certificate",
        }
    }

    pub(super) fn unit(self) -> &'static str {
        match self {
            Self::Protect
            | Self::GetLinks
            | Self::CheckLinks
            | Self::HideExpired
            | Self::Transfers
            | Self::FileNames
            | Self::FolderNames
            | Self::NameReplacement
            | Self::UploadMethod
            | Self::Proxy
            | Self::Certificates
            | Self::ClientCertificate => "",
            Self::QuietMs => "milliseconds",
            Self::RecoveredDays => "days",
            Self::DownloadLimit | Self::UploadLimit => "bytes a second",
            Self::PollSeconds => "seconds",
            Self::KeepFree | Self::CacheLimit => "bytes",
        }
    }

    fn kind(self) -> Kind {
        match self {
            Self::Protect | Self::GetLinks | Self::CheckLinks | Self::HideExpired => Kind::Toggle,
            Self::QuietMs | Self::RecoveredDays | Self::PollSeconds | Self::Transfers => {
                Kind::Number
            }
            Self::DownloadLimit | Self::UploadLimit => Kind::Limit("500k or 2M"),
            Self::CacheLimit => Kind::Limit("20G"),
            Self::KeepFree => Kind::Size,
            Self::FileNames | Self::FolderNames => Kind::Choice(STYLES),
            Self::NameReplacement => Kind::Choice(REPLACEMENTS),
            Self::UploadMethod => Kind::Choice(UPLOAD_METHODS),
            Self::Proxy => Kind::Proxy,
            Self::Certificates => Kind::File("PEM file"),
            Self::ClientCertificate => Kind::File("PEM or PKCS#12 (.p12, .pfx) file"),
        }
    }

    fn range(self) -> RangeInclusive<u64> {
        match self {
            Self::Protect | Self::GetLinks | Self::CheckLinks | Self::HideExpired => 0..=1,
            Self::QuietMs => 100..=600_000,
            // Damson promises that a recovered file can be found again the day after.
            Self::RecoveredDays => 1..=3_650,
            Self::DownloadLimit | Self::UploadLimit | Self::KeepFree | Self::CacheLimit => {
                0..=(1 << 50)
            }
            Self::PollSeconds => 5..=86_400,
            Self::Transfers => 1..=64,
            Self::FileNames
            | Self::FolderNames
            | Self::NameReplacement
            | Self::UploadMethod
            | Self::Proxy
            | Self::Certificates
            | Self::ClientCertificate => 0..=0,
        }
    }

    pub(super) fn choices(self) -> &'static [&'static str] {
        match self.kind() {
            Kind::Choice(choices) => choices,
            Kind::Toggle
            | Kind::Number
            | Kind::Size
            | Kind::Limit(_)
            | Kind::Proxy
            | Kind::File(_) => &[],
        }
    }

    pub(super) fn takes(self) -> String {
        let range = self.range();
        match self.kind() {
            Kind::Toggle => "true or false".to_owned(),
            Kind::Limit(such) => format!("none, or a size such as {such}"),
            Kind::Size => "a size such as 256Mi or 1G".to_owned(),
            Kind::Number => format!("{} to {}", range.start(), range.end()),
            Kind::Choice(choices) => choices.join(", "),
            Kind::Proxy => "system, none, an address such as http://proxy.example.com:8080, or \
                            that of a proxy script such as http://example.com/proxy.pac; without a \
                            name and password"
                .to_owned(),
            Kind::File(what) => format!("none, or the whole path of a {what}"),
        }
    }

    pub(super) fn default(self) -> Value {
        let policy = Policy::default();
        let number = match self {
            Self::Protect => u64::from(policy.protect),
            Self::GetLinks => u64::from(policy.get_links),
            Self::CheckLinks => u64::from(policy.check_links),
            Self::HideExpired => u64::from(policy.hide_expired),
            Self::QuietMs => policy.quiet_ms,
            Self::RecoveredDays => policy.recovered_days.into(),
            Self::DownloadLimit => policy.download_limit.map_or(0, |limit| limit.0),
            Self::UploadLimit => policy.upload_limit.map_or(0, |limit| limit.0),
            Self::PollSeconds => policy.poll_seconds,
            Self::Transfers => policy.transfers.into(),
            Self::KeepFree => policy.keep_free.0,
            Self::CacheLimit => policy.cache_limit.map_or(0, |limit| limit.0),
            Self::FileNames | Self::FolderNames => return Value::Text(STYLES[0].to_owned()),
            Self::NameReplacement => return Value::Text(REPLACEMENTS[0].to_owned()),
            Self::UploadMethod => return Value::Text(UPLOAD_METHODS[0].to_owned()),
            Self::Proxy => return Value::Text("system".to_owned()),
            Self::Certificates | Self::ClientCertificate => {
                return Value::Text("none".to_owned());
            }
        };
        Value::Number(number)
    }

    /// Reads a value as a person types it.
    pub(super) fn read(self, text: &str) -> Option<Value> {
        let number = match self.kind() {
            Kind::Toggle => match text {
                "true" | "on" | "yes" => 1,
                "false" | "off" | "no" => 0,
                _ => return None,
            },
            Kind::Limit(_) if text == "none" => 0,
            Kind::Limit(_) | Kind::Size => read_size(text)?,
            Kind::Number => text.parse().ok()?,
            Kind::Choice(choices) => {
                let known = choices.contains(&text);
                return known.then(|| Value::Text(text.to_owned()));
            }
            Kind::Proxy => return Some(Value::Text(Proxy::read(text)?.write())),
            Kind::File(_) => {
                let none = matches!(text, "" | "none");
                let whole = none || Path::new(text).is_absolute();
                let stored = if none { "none" } else { text };
                return whole.then(|| Value::Text(stored.to_owned()));
            }
        };
        let value = Value::Number(number);
        self.holds(&value).then_some(value)
    }

    /// Whether the setting takes a value that was read from a file.
    pub(super) fn holds(self, value: &Value) -> bool {
        match value {
            Value::Number(number) => self.range().contains(number),
            Value::Text(text) => self.read(text).is_some(),
        }
    }

    pub(super) fn write(self, value: &Value) -> String {
        match (self.kind(), value) {
            (_, Value::Text(text)) => text.clone(),
            (Kind::Toggle, Value::Number(number)) => (*number != 0).to_string(),
            (Kind::Limit(_), Value::Number(0)) => "none".to_owned(),
            (
                Kind::Limit(_)
                | Kind::Number
                | Kind::Size
                | Kind::Choice(_)
                | Kind::Proxy
                | Kind::File(_),
                Value::Number(number),
            ) => number.to_string(),
        }
    }

    /// The error for a text that the setting does not take. The text is part of the error, except for a
    /// proxy: its address may hold a password.
    pub(super) fn refusal(self, text: &str) -> UserError {
        let detail = match self.kind() {
            Kind::Proxy => self.word().to_owned(),
            Kind::Toggle
            | Kind::Number
            | Kind::Size
            | Kind::Limit(_)
            | Kind::Choice(_)
            | Kind::File(_) => format!("{} = {text}", self.word()),
        };
        UserError::new(ErrorCode::BadSetting)
            .detail(detail)
            .said(self.takes())
    }
}

/// Reads a number of bytes as a person types it: `256Mi`, `1G`.
pub fn read_size(text: &str) -> Option<u64> {
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

    /// A file on a share, and one with blanks in its path, as Windows writes them.
    #[test]
    fn files_of_this_computer_are_kept_as_they_are_written() {
        let files = if cfg!(windows) {
            [
                r"\\files.example.com\keys\Jane Doe.pfx",
                r"C:\Program Files\Studio keys\jane.p12",
            ]
        } else {
            [
                "/Volumes/Studio keys/Jane Doe.pfx",
                "/home/jané/keys/jane.p12",
            ]
        };
        for file in files {
            let read = Key::ClientCertificate.read(file).unwrap();
            assert_eq!(read.text(), file);
            assert!(Key::ClientCertificate.holds(&read));
        }
        assert!(Key::ClientCertificate.read("jane.p12").is_none());
    }
}
