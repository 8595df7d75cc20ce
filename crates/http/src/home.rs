//! Where a connection's secrets may go, and where a server may send us.

use damson_remote::{Error, ErrorKind, Result};
use url::Url;

use crate::address::is_loopback;

/// The origin of a connection's server, and whether the person said yes to plain http.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    server: Url,
    plain_allowed: bool,
}

impl Home {
    pub fn new(server: Url, plain_allowed: bool) -> Self {
        Self {
            server,
            plain_allowed,
        }
    }

    /// Whether secrets of this server may be sent to `url`: same scheme, host and port.
    pub fn owns(&self, url: &Url) -> bool {
        self.server.origin() == url.origin()
    }

    /// Refuses a server to which secrets would go readable over a network.
    pub fn check(&self) -> Result<()> {
        if self.server.scheme() == "https" || self.plain_allowed || is_loopback(&self.server) {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Tls).said(
            "the address begins with http: passwords and files would cross the network readable \
             by others; use https",
        ))
    }

    /// Refuses addresses that a server must not send us to.
    pub fn check_onward(&self, url: &Url) -> Result<()> {
        match url.scheme() {
            "https" => Ok(()),
            "http" if self.server.scheme() == "https" => {
                Err(Error::new(ErrorKind::Tls).said("the server sends us from https to http"))
            }
            "http" if self.plain_allowed || is_loopback(url) => Ok(()),
            "http" => Err(Error::new(ErrorKind::Tls).said("the server sends us to plain http")),
            _ => Err(Error::new(ErrorKind::Garbled).said("the server names no web address")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn another_port_or_scheme_is_another_server() {
        let home = Home::new(url("https://dam.example.com/cms"), false);
        assert!(home.owns(&url("https://dam.example.com:443/other")));
        for other in [
            "https://dam.example.com:8443/",
            "http://dam.example.com/",
            "https://dam.example.com.evil.example/",
            "https://evil.example/dam.example.com",
            "file:///etc/passwd",
        ] {
            assert!(!home.owns(&url(other)), "{other}");
        }
    }

    #[test]
    fn a_server_sends_us_to_no_file_and_to_nothing_less_safe() {
        let safe = Home::new(url("https://dam.example.com"), true);
        let kind = |home: &Home, to: &str| home.check_onward(&url(to)).err().map(|e| e.kind);
        assert_eq!(kind(&safe, "https://store.example/x"), None);
        assert_eq!(kind(&safe, "http://store.example/x"), Some(ErrorKind::Tls));
        assert_eq!(kind(&safe, "file:///etc/passwd"), Some(ErrorKind::Garbled));
        assert_eq!(kind(&safe, "smb://host/share"), Some(ErrorKind::Garbled));
        let local = Home::new(url("http://127.0.0.1:4502"), false);
        assert_eq!(kind(&local, "http://127.0.0.1:9/"), None);
        assert_eq!(
            kind(&local, "http://dam.example.com/"),
            Some(ErrorKind::Tls)
        );
    }
}
