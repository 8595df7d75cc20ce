//! Settings of all connections, and the settings in which one connection differs.

mod key;

use damson_aem::proxy::Proxy;
use damson_core::{
    ByteCount,
    name::{Convention, Replacement, Style},
    policy::Policy,
};
use damson_webdav::UploadMethod;
use serde::{Deserialize, Serialize};

use crate::{
    config::{
        dirs::Dirs,
        files::{damaged, read_if_there, write_whole},
    },
    crossing::{
        error::{ErrorCode, Result, UserError},
        view::{Origin, SettingView},
    },
};
pub use key::read_size;
use key::{Key, Value};

/// The settings that a person made. An absent one follows the settings of all connections, then the
/// default.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Settings {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protect: Option<bool>,
    /// Edit and Open download first what the document links to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_links: Option<bool>,
    /// Before a document is uploaded, the server is asked whether it has what it links to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check_links: Option<bool>,
    /// Lists and searches leave out what has expired and has no copy here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hide_expired: Option<bool>,
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
    /// Bytes; 0 for no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cache_limit: Option<u64>,
    /// `keep`, `lower`, `plain`: what uploaded files are called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_names: Option<String>,
    /// The same for uploaded folders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folder_names: Option<String>,
    /// `dash`, `underscore`: what stands for letters that names may not have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_replacement: Option<String>,
    /// `auto`, `safe`, `direct`, `chunked`: how files are sent to a WebDAV server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upload_method: Option<String>,
    /// `system`, `none`, or the address of one; never a password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy: Option<String>,
    /// A file of certificates (PEM) to trust beside the system's; empty for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificates: Option<String>,
    /// A file with a certificate and its key that is shown to servers which ask; empty for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_certificate: Option<String>,
    /// Keys that a later version of Damson wrote; they are written back unchanged.
    #[serde(flatten)]
    pub unknown: toml::Table,
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

    /// Sets a setting to a value as a person types it; `None` makes it follow the default again. Sizes take
    /// `k`, `M` and `G` (of 1,000) and `Ki`, `Mi`, `Gi` (of 1,024); limits take `none`.
    pub fn set(&mut self, key: &str, value: Option<&str>) -> Result<()> {
        let Some(key) = Key::ALL.iter().copied().find(|known| known.word() == key) else {
            return Err(UserError::new(ErrorCode::UnknownSetting).detail(key));
        };
        let value = match value {
            None => None,
            Some(text) => Some(key.read(text.trim()).ok_or_else(|| key.refusal(text))?),
        };
        self.put(key, value);
        Ok(())
    }

    /// The policy for the rules of the core: `special` goes before `self`, and `self` before the defaults.
    pub fn policy(&self, special: &Self) -> Policy {
        let number = |key: Key| match self.value(special, key) {
            Value::Number(number) => number,
            Value::Text(_) => 0,
        };
        let style = |key: Key| match self.value(special, key).text() {
            "lower" => Style::Lower,
            "plain" => Style::Plain,
            _ => Style::Keep,
        };
        let limit = |key: Key| Some(number(key)).filter(|limit| *limit > 0).map(ByteCount);
        let small = |key: Key| u32::try_from(number(key)).unwrap_or(u32::MAX);
        Policy {
            protect: number(Key::Protect) != 0,
            get_links: number(Key::GetLinks) != 0,
            check_links: number(Key::CheckLinks) != 0,
            hide_expired: number(Key::HideExpired) != 0,
            quiet_ms: number(Key::QuietMs),
            recovered_days: small(Key::RecoveredDays),
            download_limit: limit(Key::DownloadLimit),
            upload_limit: limit(Key::UploadLimit),
            poll_seconds: number(Key::PollSeconds),
            transfers: small(Key::Transfers),
            keep_free: ByteCount(number(Key::KeepFree)),
            cache_limit: limit(Key::CacheLimit),
            names: Convention {
                files: style(Key::FileNames),
                folders: style(Key::FolderNames),
                replacement: match self.value(special, Key::NameReplacement).text() {
                    "underscore" => Replacement::Underscore,
                    _ => Replacement::Dash,
                },
            },
        }
    }

    /// The proxy without its login; `special` goes before `self`.
    pub(crate) fn proxy(&self, special: &Self) -> Proxy {
        Proxy::read(self.value(special, Key::Proxy).text()).unwrap_or_default()
    }

    /// How files are sent to a WebDAV server.
    pub(crate) fn upload_method(&self, special: &Self) -> UploadMethod {
        match self.value(special, Key::UploadMethod).text() {
            "safe" => UploadMethod::Aside,
            "direct" => UploadMethod::Direct,
            "chunked" => UploadMethod::Chunked,
            _ => UploadMethod::Auto,
        }
    }

    /// The file of certificates to trust beside the system's.
    pub(crate) fn certificates(&self, special: &Self) -> Option<std::path::PathBuf> {
        self.file(special, Key::Certificates)
    }

    /// The file with the certificate that is shown to servers which ask for one, and its key.
    pub(crate) fn client_certificate(&self, special: &Self) -> Option<std::path::PathBuf> {
        self.file(special, Key::ClientCertificate)
    }

    fn file(&self, special: &Self, key: Key) -> Option<std::path::PathBuf> {
        let value = self.value(special, key);
        Some(value.text())
            .filter(|file| !matches!(*file, "" | "none"))
            .map(Into::into)
    }

    fn value(&self, special: &Self, key: Key) -> Value {
        let set = special.get(key).or_else(|| self.get(key));
        set.unwrap_or_else(|| key.default())
    }

    /// Every setting with its value and the origin of the value; `special` are the settings of a
    /// connection.
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
                value: key.write(&value),
                default: key.write(&key.default()),
                origin,
                takes: key.takes(),
                unit: key.unit().to_owned(),
                choices: key.choices().iter().map(ToString::to_string).collect(),
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
                && !key.holds(&value)
            {
                return Err(key.refusal(&key.write(&value)));
            }
        }
        Ok(())
    }

    fn get(&self, key: Key) -> Option<Value> {
        let number = |value: Option<u64>| value.map(Value::Number);
        let text = |value: &Option<String>| value.clone().map(Value::Text);
        match key {
            Key::Protect => number(self.protect.map(u64::from)),
            Key::GetLinks => number(self.get_links.map(u64::from)),
            Key::CheckLinks => number(self.check_links.map(u64::from)),
            Key::HideExpired => number(self.hide_expired.map(u64::from)),
            Key::QuietMs => number(self.quiet_ms),
            Key::RecoveredDays => number(self.recovered_days),
            Key::DownloadLimit => number(self.download_limit),
            Key::UploadLimit => number(self.upload_limit),
            Key::PollSeconds => number(self.poll_seconds),
            Key::Transfers => number(self.transfers),
            Key::KeepFree => number(self.keep_free),
            Key::CacheLimit => number(self.cache_limit),
            Key::FileNames => text(&self.file_names),
            Key::FolderNames => text(&self.folder_names),
            Key::NameReplacement => text(&self.name_replacement),
            Key::UploadMethod => text(&self.upload_method),
            Key::Proxy => text(&self.proxy),
            Key::Certificates => text(&self.certificates),
            Key::ClientCertificate => text(&self.client_certificate),
        }
    }

    fn put(&mut self, key: Key, value: Option<Value>) {
        let (number, text) = match value {
            None => (None, None),
            Some(Value::Number(number)) => (Some(number), None),
            Some(Value::Text(text)) => (None, Some(text)),
        };
        match key {
            Key::Protect => self.protect = number.map(|value| value != 0),
            Key::GetLinks => self.get_links = number.map(|value| value != 0),
            Key::CheckLinks => self.check_links = number.map(|value| value != 0),
            Key::HideExpired => self.hide_expired = number.map(|value| value != 0),
            Key::QuietMs => self.quiet_ms = number,
            Key::RecoveredDays => self.recovered_days = number,
            Key::DownloadLimit => self.download_limit = number,
            Key::UploadLimit => self.upload_limit = number,
            Key::PollSeconds => self.poll_seconds = number,
            Key::Transfers => self.transfers = number,
            Key::KeepFree => self.keep_free = number,
            Key::CacheLimit => self.cache_limit = number,
            Key::FileNames => self.file_names = text,
            Key::FolderNames => self.folder_names = text,
            Key::NameReplacement => self.name_replacement = text,
            Key::UploadMethod => self.upload_method = text,
            Key::Proxy => self.proxy = text,
            Key::Certificates => self.certificates = text,
            Key::ClientCertificate => self.client_certificate = text,
        }
    }
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
            ("file-names", "shout"),
            ("name-replacement", "/"),
            ("upload-method", "fast"),
            ("proxy", "http://jane:secret@proxy.example.com"),
            ("proxy", "ftp://proxy.example.com"),
            ("certificates", "a/relative/file.pem"),
            ("client-certificate", "me.p12"),
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
    fn texts_are_kept_as_they_are_meant() {
        let (mut global, mut special) = (Settings::default(), Settings::default());
        assert_eq!(global.proxy(&special), Proxy::System);
        global.set("proxy", Some("proxy.example.com:8080")).unwrap();
        assert_eq!(
            global.proxy.as_deref(),
            Some("http://proxy.example.com:8080")
        );
        special.set("proxy", Some("none")).unwrap();
        assert_eq!(global.proxy(&special), Proxy::None);
        global.set("file-names", Some("lower")).unwrap();
        global.set("name-replacement", Some("underscore")).unwrap();
        assert_eq!(global.upload_method(&special), UploadMethod::Auto);
        global.set("upload-method", Some("safe")).unwrap();
        assert_eq!(global.upload_method(&special), UploadMethod::Aside);
        let names = global.policy(&special).names;
        assert_eq!((names.files, names.folders), (Style::Lower, Style::Keep));
        assert_eq!(names.replacement, Replacement::Underscore);
        assert_eq!(global.certificates(&special), None);
        let file = std::env::temp_dir().join("company.pem");
        let text = file.to_str().unwrap();
        global.set("certificates", Some(text)).unwrap();
        assert_eq!(global.certificates(&special), Some(file));
        special.set("certificates", Some("none")).unwrap();
        assert_eq!(global.certificates(&special), None);
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
