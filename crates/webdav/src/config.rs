//! What a person sets up for one server.

use std::time::Duration;

use damson_core::DamPath;
use damson_http::{
    Home, address, certificate::ClientCertificate, encode::encode_path, proxy::Proxy,
};
use damson_remote::Result;
use url::Url;

/// What a person sets up for one server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    pub base: Base,
    /// Passwords may cross the network unprotected. Loopback is always allowed.
    pub allow_plain_http: bool,
    pub upload: UploadMethod,
    /// How long a lock is asked for. The server decides.
    pub lock_time: Duration,
    /// This computer's name, which is part of a lock's owner: a lock that the same person holds on
    /// another computer is not this client's.
    pub computer: String,
    /// This person looks after the DAM and may release what others hold. WebDAV has no such right
    /// that a server would tell of; many servers refuse all the same.
    pub releases_locks: bool,
    /// Certificates (PEM) to be trusted beside those of the system: a company's own authority.
    pub extra_roots: Vec<String>,
    /// The way to the server.
    pub proxy: Proxy,
    /// Proves to the server whose computer this is, where it asks.
    pub client_certificate: Option<ClientCertificate>,
    /// How many entries a page of a listing has at most.
    pub page_size: usize,
    /// Larger files go up in pieces of this size where the server has chunked uploads.
    pub chunk_size: u64,
}

/// How files are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UploadMethod {
    /// Under the real name where the server is known to keep a broken-off upload away, else aside.
    #[default]
    Auto,
    /// Under the real name.
    Direct,
    /// Under a name of its own, then moved.
    Aside,
    /// In pieces, whatever the size, where the server has chunked uploads; else as [`Self::Auto`].
    Chunked,
}

/// The address of the folder that is the DAM's root: no slash at the end, no query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base(Url);

impl Config {
    /// The usual settings for an address as a person types it; see [`Base::parse`].
    pub fn new(address: &str) -> Result<Self> {
        Ok(Self {
            base: Base::parse(address)?,
            allow_plain_http: false,
            upload: UploadMethod::default(),
            lock_time: Duration::from_hours(72),
            computer: gethostname::gethostname().to_string_lossy().into_owned(),
            releases_locks: false,
            extra_roots: Vec::new(),
            proxy: Proxy::default(),
            client_certificate: None,
            page_size: 500,
            chunk_size: 10 * 1024 * 1024,
        })
    }

    /// Where the secrets of this connection may go.
    pub(crate) fn home(&self) -> Home {
        Home::new(self.base.0.clone(), self.allow_plain_http)
    }
}

impl Base {
    /// Reads an address as a person types or pastes it: blanks around it, `dav://` and `davs://`,
    /// and a missing scheme (https, or http for this computer) are understood.
    pub fn parse(address: &str) -> Result<Self> {
        let address = address.trim();
        Ok(Self::of(&address::parse(&web_address(address))?))
    }

    /// The folder at an address that the server named.
    pub(crate) fn of(url: &Url) -> Self {
        let mut url = url.clone();
        url.set_query(None);
        url.set_fragment(None);
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Self(url)
    }

    /// The address as text, without a slash at the end.
    pub fn as_str(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }

    /// Scheme, host and port.
    pub(crate) fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// The path of the root, percent-encoded, without a slash at the end.
    pub(crate) fn prefix(&self) -> &str {
        self.0.path().trim_end_matches('/')
    }

    /// The address of an asset.
    pub(crate) fn file(&self, path: &DamPath) -> Url {
        self.at(&format!("{}{}", self.prefix(), encode_path(path)))
    }

    /// The address of a folder: with a slash at the end, without which servers redirect.
    pub(crate) fn folder(&self, path: &DamPath) -> Url {
        self.at(&format!("{}{}/", self.prefix(), encode_path(path)))
    }

    /// What a browser shows of an asset or a folder.
    pub fn web_page(&self, path: &DamPath, is_folder: bool) -> Url {
        if is_folder {
            self.folder(path)
        } else {
            self.file(path)
        }
    }

    /// An address on the server by its whole encoded path.
    pub(crate) fn at(&self, encoded: &str) -> Url {
        let mut url = self.0.clone();
        url.set_path(encoded);
        url
    }
}

/// `dav` and `davs` are how some clients spell http and https.
fn web_address(address: &str) -> String {
    let spelled = |prefix: &str, scheme: &str| {
        let rest = address.strip_prefix(prefix)?;
        Some(format!("{scheme}://{rest}"))
    };
    spelled("davs://", "https")
        .or_else(|| spelled("dav://", "http"))
        .unwrap_or_else(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use damson_remote::ErrorKind;

    use super::*;

    fn base(address: &str) -> String {
        Base::parse(address).unwrap().as_str().to_owned()
    }

    #[test]
    fn reads_what_people_type_and_paste() {
        assert_eq!(
            base(" cloud.example.com/remote.php/dav/files/jane/ "),
            "https://cloud.example.com/remote.php/dav/files/jane"
        );
        assert_eq!(base("localhost:8080/"), "http://localhost:8080");
        assert_eq!(
            base("davs://dam.example.com/a b"),
            "https://dam.example.com/a%20b"
        );
        assert_eq!(base("dav://127.0.0.1/x"), "http://127.0.0.1/x");
        assert_eq!(
            base("https://dam.example.com/dav?x=y#z"),
            "https://dam.example.com/dav"
        );
    }

    #[test]
    fn refuses_what_is_no_server() {
        for bad in ["", "  ", "file:///etc/passwd", "https://jane:pw@x.example"] {
            assert!(Base::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn plain_http_needs_consent_but_for_this_computer() {
        let plain = Config::new("http://dam.example.com").unwrap();
        assert_eq!(plain.home().check().unwrap_err().kind, ErrorKind::Tls);
        let allowed = Config {
            allow_plain_http: true,
            ..plain
        };
        assert!(allowed.home().check().is_ok());
        assert!(
            Config::new("localhost:8080")
                .unwrap()
                .home()
                .check()
                .is_ok()
        );
    }

    #[test]
    fn builds_addresses_that_no_name_can_leave() {
        let base = Base::parse("https://dam.example.com/dav").unwrap();
        let odd = DamPath::parse("a b/50%/c?d#e\\..\\f").unwrap();
        assert_eq!(
            base.file(&odd).as_str(),
            "https://dam.example.com/dav/a%20b/50%25/c%3Fd%23e%5C..%5Cf"
        );
        let root = Base::parse("https://dam.example.com").unwrap();
        assert_eq!(
            root.folder(&DamPath::root()).as_str(),
            "https://dam.example.com/"
        );
        assert_eq!(
            base.folder(&DamPath::root()).as_str(),
            "https://dam.example.com/dav/"
        );
    }
}
