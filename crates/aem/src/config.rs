//! What a person sets up for one server.

use damson_core::DamPath;
use damson_http::{
    Home, address, certificate::ClientCertificate, encode::encode_path, proxy::Proxy,
};
use damson_remote::{Error, ErrorKind, Result};
use url::Url;

/// Where the assets are, on every AEM.
pub(crate) const DAM_ROOT: &str = "/content/dam";

/// What a person sets up for one server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    pub base: Base,
    /// Passwords may cross the network unprotected. Loopback is always allowed.
    pub allow_plain_http: bool,
    pub upload: UploadMethod,
    /// Files above this size go up in pieces where the server has no direct upload.
    pub chunk_above: u64,
    /// The size of such a piece.
    pub chunk_size: u64,
    /// Certificates (PEM) to be trusted beside those of the system: a company's own authority.
    pub extra_roots: Vec<String>,
    /// The way to the server.
    pub proxy: Proxy,
    /// Proves to the server whose computer this is, where it asks.
    pub client_certificate: Option<ClientCertificate>,
}

/// How files are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UploadMethod {
    /// Directly to the binary store where the server offers it, else as a form.
    #[default]
    Auto,
    /// Directly to the binary store, or not at all.
    Direct,
    /// As a form to `createasset.html` (6.5).
    Classic,
    /// As one body to `/api/assets` (6.5).
    AssetsApi,
}

/// The address of a server: scheme, host, port and context path, without a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base(Url);

impl Config {
    /// The usual settings for an address as a person types it; see [`Base::parse`].
    pub fn new(address: &str) -> Result<Self> {
        Ok(Self {
            base: Base::parse(address)?,
            allow_plain_http: false,
            upload: UploadMethod::default(),
            chunk_above: 64 * 1024 * 1024,
            chunk_size: 10 * 1024 * 1024,
            extra_roots: Vec::new(),
            proxy: Proxy::default(),
            client_certificate: None,
        })
    }

    /// Where the secrets of this connection may go.
    pub(crate) fn home(&self) -> Home {
        Home::new(self.base.0.clone(), self.allow_plain_http)
    }
}

impl Base {
    /// Reads an address as a person types or pastes it: blanks around it, a missing scheme (https,
    /// or http for this computer), and the address of a page of the web interface are understood;
    /// a context path is kept.
    pub fn parse(address: &str) -> Result<Self> {
        let address: String = address
            .chars()
            .filter(|c| !c.is_whitespace() && !c.is_control())
            .collect();
        let mut url = address::parse(&address)?;
        let path = context_path(url.path()).to_owned();
        url.set_path(&path);
        url.set_query(None);
        url.set_fragment(None);
        Ok(Self(url))
    }

    /// The address as text, without a slash at the end.
    pub fn as_str(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }

    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Whether the name is one that Adobe gives to Cloud Service authors.
    pub fn is_cloud_service(&self) -> bool {
        self.host().ends_with(".adobeaemcloud.com")
    }

    pub fn is_loopback(&self) -> bool {
        address::is_loopback(&self.0)
    }

    pub(crate) fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The part of the path before AEM's own; empty for most.
    pub(crate) fn context(&self) -> &str {
        self.0.path().trim_end_matches('/')
    }

    /// The address of a path that is percent-encoded already and begins with a slash.
    pub(crate) fn at(&self, encoded: &str) -> Url {
        let mut url = self.0.clone();
        url.set_path(&format!("{}{encoded}", self.context()));
        url
    }

    /// `/content/dam/…` with something behind it (`.checkout.json`, `/jcr:content.json`).
    pub(crate) fn dam(&self, path: &DamPath, behind: &str) -> Url {
        self.at(&format!("{DAM_ROOT}{}{behind}", encode_path(path)))
    }

    /// `/api/assets/…` with something behind it.
    pub(crate) fn api(&self, path: &DamPath, behind: &str) -> Url {
        self.at(&format!("/api/assets{}{behind}", encode_path(path)))
    }

    /// The page of an asset or a folder in the web interface.
    pub fn web_page(&self, path: &DamPath, is_folder: bool) -> Url {
        let page = if is_folder {
            "/assets.html"
        } else {
            "/assetdetails.html"
        };
        self.at(&format!("{page}{DAM_ROOT}{}", encode_path(path)))
    }

    /// An address that the server named: absolute, or relative to the server.
    pub(crate) fn resolve(&self, named: &str) -> Result<Url> {
        let garbled = |why: url::ParseError| Error::new(ErrorKind::Garbled).said(why.to_string());
        let named = named.trim();
        let context = self.context();
        if named.starts_with('/') && !named.starts_with("//") {
            let inside = !context.is_empty()
                && named
                    .strip_prefix(context)
                    .is_some_and(|rest| rest.starts_with('/'));
            let full = if inside || context.is_empty() {
                named.to_owned()
            } else {
                format!("{context}{named}")
            };
            return self.0.join(&full).map_err(garbled);
        }
        self.0.join(named).map_err(garbled)
    }
}

/// What stands before AEM's own paths: the context path, where there is one.
fn context_path(path: &str) -> &str {
    // The first of these that occurs as a whole segment ends the context path.
    const OWN: [&str; 13] = [
        "content", "libs", "api", "bin", "crx", "system", "apps", "conf", "etc", "home", "ui",
        "mnt", "adobe",
    ];
    let mut at = 0;
    for segment in path.split('/') {
        // `/aem/start.html` is a page; `/aem` alone can be a context path.
        let is_page = |segment: &str| {
            segment
                .rsplit_once('.')
                .is_some_and(|(_, end)| matches!(end, "html" | "json"))
        };
        let ends =
            OWN.contains(&segment) || is_page(segment) || (segment == "aem" && is_page(path));
        if ends {
            return path[..at].trim_end_matches('/');
        }
        at += segment.len() + 1;
    }
    path.trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(address: &str) -> String {
        Base::parse(address).unwrap().as_str().to_owned()
    }

    #[test]
    fn reads_what_people_type_and_paste() {
        assert_eq!(base(" author.example.com "), "https://author.example.com");
        assert_eq!(base("localhost:4502/"), "http://localhost:4502");
        assert_eq!(base("127.0.0.1:4502"), "http://127.0.0.1:4502");
        assert_eq!(base("[::1]:4502"), "http://[::1]:4502");
        assert_eq!(base("http://dam.local:4502"), "http://dam.local:4502");
        assert_eq!(
            base("https://dam.example.com/assets.html/content/dam/shoot/a.psd"),
            "https://dam.example.com"
        );
        assert_eq!(
            base("https://dam.example.com/cms/libs/granite/core/content/login.html?x=y#z"),
            "https://dam.example.com/cms"
        );
        assert_eq!(
            base("https://dam.example.com/cms/"),
            "https://dam.example.com/cms"
        );
        assert_eq!(
            base("https://dam.example.com/ui#/aem/assets.html/content/dam"),
            "https://dam.example.com"
        );
        assert_eq!(
            base("https://dam.example.com/content/dam.json"),
            "https://dam.example.com"
        );
        assert_eq!(
            base("https://dam.example.com/aem/start.html"),
            "https://dam.example.com"
        );
        assert_eq!(
            base("https://dam.example.com/aem"),
            "https://dam.example.com/aem"
        );
    }

    #[test]
    fn refuses_what_is_no_server() {
        for bad in [
            "",
            "   ",
            "file:///etc/passwd",
            "ftp://x.example",
            "https://jane:pw@x.example",
        ] {
            assert!(Base::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn plain_http_needs_consent_but_for_this_computer() {
        let plain = Config::new("http://dam.example.com").unwrap();
        assert_eq!(plain.home().check().unwrap_err().kind, ErrorKind::Tls);
        assert!(
            Config {
                allow_plain_http: true,
                ..plain
            }
            .home()
            .check()
            .is_ok()
        );
        assert!(
            Config::new("localhost:4502")
                .unwrap()
                .home()
                .check()
                .is_ok()
        );
    }

    #[test]
    fn builds_addresses_that_no_name_can_leave() {
        let base = Base::parse("https://dam.example.com/cms").unwrap();
        let odd = DamPath::parse("a b/50%/c?d#e\\..\\f").unwrap();
        assert_eq!(
            base.dam(&odd, ".checkout.json").as_str(),
            "https://dam.example.com/cms/content/dam/a%20b/50%25/c%3Fd%23e%5C..%5Cf.checkout.json"
        );
        assert_eq!(
            base.api(&DamPath::root(), ".json").as_str(),
            "https://dam.example.com/cms/api/assets.json"
        );
    }

    #[test]
    fn resolves_what_the_server_names() {
        let base = Base::parse("https://dam.example.com/cms").unwrap();
        let at = |named: &str| base.resolve(named).unwrap().to_string();
        assert_eq!(
            at("/content/dam/f.completeUpload.json"),
            "https://dam.example.com/cms/content/dam/f.completeUpload.json"
        );
        assert_eq!(
            at("/cms/content/x"),
            "https://dam.example.com/cms/content/x"
        );
        assert_eq!(
            at("https://store.example/x?sig=1"),
            "https://store.example/x?sig=1"
        );
    }
}
