//! The connections that a person has set up, in a file that people can read and mend.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use url::Url;

use crate::{
    config::{
        dirs::Dirs,
        files::{damaged, read_if_there, write_whole},
        settings::Settings,
    },
    crossing::{
        error::{ErrorCode, Result, UserError},
        view::LoginKind,
    },
};

pub use crate::crossing::view::Connector;

/// Every connection. Never a secret.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Accounts {
    /// The connection that is used where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<String>,
    #[serde(default, rename = "connection")]
    pub list: Vec<Account>,
    /// Keys that a later version of Damson wrote; they are written back unchanged.
    #[serde(flatten)]
    pub unknown: toml::Table,
}

/// One server as one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Account {
    pub name: String,
    /// Names the journal and the keychain's entry; never changes.
    pub id: String,
    pub url: String,
    /// Which connector speaks to the server.
    #[serde(default)]
    pub connector: Connector,
    /// The id that the server knows this person by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// What the server calls this person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    pub login: LoginKind,
    /// The keychain keeps the login.
    #[serde(default)]
    pub remember: bool,
    pub cache_folder: PathBuf,
    #[serde(default)]
    pub allow_plain_http: bool,
    /// Files of certificates (PEM) to trust beside the system's, for this connection alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub certificates: Vec<PathBuf>,
    /// What differs from the settings of all connections.
    #[serde(default, skip_serializing_if = "Settings::is_empty")]
    pub settings: Settings,
    #[serde(flatten)]
    pub unknown: toml::Table,
}

impl Accounts {
    /// Reads the file; without a file there is no connection. A file that can't be read is an error, so
    /// that it is never overwritten.
    pub fn load(dirs: &Dirs) -> Result<Self> {
        let file = dirs.accounts_file();
        let Some(text) = read_if_there(&file)? else {
            return Ok(Self::default());
        };
        let accounts: Self = toml::from_str(&text).map_err(|error| damaged(&file, &error))?;
        for account in &accounts.list {
            check_name(&account.name).map_err(|error| error.file(&file))?;
            check_id(&account.id).map_err(|error| error.file(&file))?;
        }
        Ok(accounts)
    }

    pub fn save(&self, dirs: &Dirs) -> Result<()> {
        let file = dirs.accounts_file();
        let text = toml::to_string_pretty(self).map_err(|error| {
            UserError::new(ErrorCode::Settings)
                .file(&file)
                .said(error.to_string())
        })?;
        write_whole(&file, &text)
    }

    pub fn find(&self, name: &str) -> Option<&Account> {
        self.list.iter().find(|account| account.name == name)
    }

    pub fn find_mut(&mut self, name: &str) -> Option<&mut Account> {
        self.list.iter_mut().find(|account| account.name == name)
    }

    /// The named connection; without a name the current one, or the only one.
    pub fn chosen(&self, name: Option<&str>) -> Result<&Account> {
        let Some(name) = name.or(self.current.as_deref()) else {
            return match self.list.as_slice() {
                [only] => Ok(only),
                [] | [_, _, ..] => Err(UserError::new(ErrorCode::NoConnection)),
            };
        };
        self.find(name)
            .ok_or_else(|| UserError::new(ErrorCode::UnknownConnection).detail(name))
    }

    /// Adds a connection, or replaces the connection of the same name. The first connection becomes the
    /// current one.
    pub fn put(&mut self, account: Account) -> Result<()> {
        check_name(&account.name)?;
        let others = || self.list.iter().filter(|other| other.name != account.name);
        let near = |other: &Account| {
            let (mine, theirs) = (&account.cache_folder, &other.cache_folder);
            mine.starts_with(theirs) || theirs.starts_with(mine)
        };
        if let Some(other) = others().find(|other| near(other)) {
            return Err(UserError::new(ErrorCode::CacheFolderTaken)
                .file(&account.cache_folder)
                .detail(&other.name));
        }
        if others().any(|other| other.name.eq_ignore_ascii_case(&account.name)) {
            return Err(UserError::new(ErrorCode::ConnectionExists).detail(&account.name));
        }
        self.current.get_or_insert_with(|| account.name.clone());
        match self.find_mut(&account.name) {
            Some(known) => *known = account,
            None => self.list.push(account),
        }
        self.list.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(())
    }

    /// Removes a connection. If it was the current one, the first of the others becomes the current one.
    pub fn take(&mut self, name: &str) -> Option<Account> {
        let at = self.list.iter().position(|account| account.name == name)?;
        let account = self.list.remove(at);
        if self.current.as_deref() == Some(name) {
            self.current = self.list.first().map(|first| first.name.clone());
        }
        Some(account)
    }

    /// A name for a server that no other connection has: its host, numbered where needed.
    pub fn free_name(&self, url: &Url) -> String {
        let host: String = url
            .host_str()
            .unwrap_or("server")
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || ".-_".contains(c) {
                    c
                } else {
                    '-'
                }
            })
            .take(60)
            .collect();
        let host = host.trim_matches(['.', '-']).to_owned();
        let host = if check_name(&host).is_ok() {
            host
        } else {
            format!("server-{host}")
        };
        let taken = |name: &str| {
            let mut list = self.list.iter();
            list.any(|account| account.name.eq_ignore_ascii_case(name))
        };
        if !taken(&host) {
            return host;
        }
        let mut number = 2;
        while taken(&format!("{host}-{number}")) {
            number += 1;
        }
        format!("{host}-{number}")
    }
}

/// Refuses a name that can't be a folder on every system, or that would confuse a command line.
pub fn check_name(name: &str) -> Result<()> {
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];
    let stem = name
        .split('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let device = DEVICES.contains(&stem.trim_end_matches(|c: char| c.is_ascii_digit()));
    let fine = !name.is_empty()
        && name.chars().count() <= 64
        && !name.starts_with(['.', '-', ' '])
        && !name.ends_with(['.', ' '])
        && !name
            .chars()
            .any(|c| c.is_control() || "/\\:*?\"<>|".contains(c))
        && !device;
    if fine {
        return Ok(());
    }
    Err(UserError::new(ErrorCode::BadName).detail(name))
}

/// Refuses an id that would lead out of the state folder: it comes from a file that people edit.
fn check_id(id: &str) -> Result<()> {
    if !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return Ok(());
    }
    Err(UserError::new(ErrorCode::Settings).said("an id may hold letters, digits and - only"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(name: &str) -> Account {
        Account {
            name: name.to_owned(),
            id: format!("id-{name}"),
            url: "https://dam.example.com".to_owned(),
            connector: Connector::Aem,
            user: Some("jane".to_owned()),
            person: None,
            login: LoginKind::Password,
            remember: true,
            cache_folder: PathBuf::from("/damson").join(name),
            allow_plain_http: false,
            certificates: Vec::new(),
            settings: Settings::default(),
            unknown: toml::Table::new(),
        }
    }

    #[test]
    fn round_trip_keeps_everything_and_what_it_does_not_know() {
        let home = tempfile::tempdir().unwrap();
        let dirs = Dirs::below(home.path());
        let mut accounts = Accounts::default();
        let mut one = account("one");
        one.settings.set("poll-seconds", Some("60")).unwrap();
        accounts.put(one).unwrap();
        accounts.put(account("two")).unwrap();
        accounts.save(&dirs).unwrap();
        assert_eq!(Accounts::load(&dirs).unwrap(), accounts);

        let file = dirs.accounts_file();
        let text = std::fs::read_to_string(&file).unwrap();
        let newer = text.replace("[[connection]]", "[[connection]]\ncolour = \"plum\"");
        std::fs::write(&file, format!("edition = 7\n{newer}")).unwrap();
        let mut read = Accounts::load(&dirs).unwrap();
        read.take("two");
        read.save(&dirs).unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains("edition = 7"), "{text}");
        assert!(text.contains("colour = \"plum\""), "{text}");
    }

    #[test]
    fn a_file_from_before_there_was_webdav_means_aem() {
        let home = tempfile::tempdir().unwrap();
        let dirs = Dirs::below(home.path());
        let mut accounts = Accounts::default();
        let mut one = account("one");
        one.connector = Connector::Webdav;
        accounts.put(one).unwrap();
        accounts.save(&dirs).unwrap();
        assert_eq!(Accounts::load(&dirs).unwrap(), accounts);

        let file = dirs.accounts_file();
        let text = std::fs::read_to_string(&file).unwrap();
        let before = text.replace("connector = \"webdav\"\n", "");
        assert_ne!(before, text);
        std::fs::write(&file, before).unwrap();
        let read = Accounts::load(&dirs).unwrap();
        assert_eq!(read.list[0].connector, Connector::Aem);
    }

    #[test]
    fn a_damaged_file_is_an_error_with_its_line() {
        let home = tempfile::tempdir().unwrap();
        let dirs = Dirs::below(home.path());
        dirs.make().unwrap();
        std::fs::write(dirs.accounts_file(), "current = \n").unwrap();
        let error = Accounts::load(&dirs).unwrap_err();
        assert_eq!(error.code, ErrorCode::Settings);
        assert!(error.said.unwrap().contains("line 1"));
        assert!(error.file.unwrap().ends_with("connections.toml"));
    }

    #[test]
    fn an_id_from_the_file_can_not_lead_elsewhere() {
        let home = tempfile::tempdir().unwrap();
        let dirs = Dirs::below(home.path());
        let mut bad = account("one");
        bad.id = "../../x".to_owned();
        let mut accounts = Accounts::default();
        accounts.put(bad).unwrap();
        accounts.save(&dirs).unwrap();
        assert_eq!(Accounts::load(&dirs).unwrap_err().code, ErrorCode::Settings);
    }

    #[test]
    fn names_are_folders_everywhere() {
        let bad = [
            "", ".", "..", "a/b", "a\\b", "c:", "nul", "COM1.x", "-x", "x ", "a\nb",
        ];
        for name in bad {
            assert_eq!(
                check_name(name).unwrap_err().code,
                ErrorCode::BadName,
                "{name:?}"
            );
        }
        for name in [
            "dam.example.com",
            "Studio DAM",
            "demo-2",
            "combine",
            "Größe",
        ] {
            check_name(name).unwrap();
        }
    }

    #[test]
    fn the_chosen_one_is_named_current_or_the_only_one() {
        let mut accounts = Accounts::default();
        assert_eq!(
            accounts.chosen(None).unwrap_err().code,
            ErrorCode::NoConnection
        );
        accounts.put(account("one")).unwrap();
        accounts.put(account("two")).unwrap();
        assert_eq!(accounts.chosen(None).unwrap().name, "one");
        assert_eq!(accounts.chosen(Some("two")).unwrap().name, "two");
        let unknown = accounts.chosen(Some("six")).unwrap_err();
        assert_eq!(
            (unknown.code, unknown.detail.as_deref()),
            (ErrorCode::UnknownConnection, Some("six"))
        );
        accounts.take("one");
        assert_eq!(accounts.chosen(None).unwrap().name, "two");
    }

    #[test]
    fn two_connections_never_share_a_cache_folder() {
        let mut accounts = Accounts::default();
        accounts.put(account("one")).unwrap();
        let mut inside = account("two");
        inside.cache_folder = PathBuf::from("/damson/one/below");
        assert_eq!(
            accounts.put(inside).unwrap_err().code,
            ErrorCode::CacheFolderTaken
        );
    }

    #[test]
    fn free_names_come_from_the_host() {
        let mut accounts = Accounts::default();
        let url = Url::parse("https://dam.example.com:8443/cms").unwrap();
        assert_eq!(accounts.free_name(&url), "dam.example.com");
        accounts.put(account("dam.example.com")).unwrap();
        assert_eq!(accounts.free_name(&url), "dam.example.com-2");
        let six = Url::parse("http://[::1]:4502").unwrap();
        check_name(&accounts.free_name(&six)).unwrap();
    }
}
