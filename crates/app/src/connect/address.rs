//! The address of a server, as each connector reads it.

use damson_core::DamPath;
use damson_remote::Error;
use url::Url;

use crate::{
    config::accounts::Account,
    crossing::{
        error::{ErrorCode, Result, UserError},
        view::Connector,
    },
};

/// One address as every connector reads it, because only the server's answer shows which connector is
/// right. AEM's address ends where AEM's own paths begin; WebDAV's address is a folder.
#[derive(Debug, Clone)]
pub(crate) struct Address {
    pub(crate) aem: damson_aem::Config,
    pub(crate) webdav: damson_webdav::Config,
}

impl Address {
    /// Reads an address as a person types it. Refuses plain http, over which others could read secrets,
    /// unless `allow_plain_http`.
    pub(crate) fn read(typed: &str, allow_plain_http: bool) -> Result<Self> {
        let address = Self::parse(typed, allow_plain_http).map_err(|error| {
            let mut shown = UserError::new(ErrorCode::BadAddress).detail(typed);
            shown.said = error.said;
            shown
        })?;
        if address.is_plain() && !allow_plain_http {
            let url = address.aem.base.as_str();
            return Err(UserError::new(ErrorCode::PlainHttp).server(url));
        }
        Ok(address)
    }

    /// The address of an account.
    pub(crate) fn of(account: &Account) -> Result<Self, Error> {
        Self::parse(&account.url, account.allow_plain_http)
    }

    /// The address as a connector reads it.
    pub(crate) fn url(&self, connector: Connector) -> &str {
        match connector {
            Connector::Aem => self.aem.base.as_str(),
            Connector::Webdav => self.webdav.base.as_str(),
        }
    }

    /// The web page of an asset or a folder. The server is not asked.
    pub(crate) fn web_page(&self, connector: Connector, path: &DamPath, is_folder: bool) -> Url {
        match connector {
            Connector::Aem => self.aem.base.web_page(path, is_folder),
            Connector::Webdav => self.webdav.base.web_page(path, is_folder),
        }
    }

    /// Whether others on the network could read secrets that are sent to this address.
    pub(crate) fn is_plain(&self) -> bool {
        self.aem.base.as_str().starts_with("http:") && !self.aem.base.is_loopback()
    }

    fn parse(typed: &str, allow_plain_http: bool) -> Result<Self, Error> {
        let typed = as_http(typed.trim());
        let mut aem = damson_aem::Config::new(&typed)?;
        let mut webdav = damson_webdav::Config::new(&typed)?;
        aem.allow_plain_http = allow_plain_http;
        webdav.allow_plain_http = allow_plain_http;
        Ok(Self { aem, webdav })
    }
}

/// Replaces the schemes that file managers use for WebDAV.
fn as_http(typed: &str) -> String {
    for (theirs, ours) in [("davs://", "https://"), ("dav://", "http://")] {
        if let Some(rest) = typed.strip_prefix(theirs) {
            return format!("{ours}{rest}");
        }
    }
    typed.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_connector_reads_its_own_part() {
        let address = Address::read("davs://dam.example.com/content/files/", false).unwrap();
        assert_eq!(address.url(Connector::Aem), "https://dam.example.com");
        assert_eq!(
            address.url(Connector::Webdav),
            "https://dam.example.com/content/files"
        );
    }

    #[test]
    fn refuses_what_would_be_readable() {
        let error = Address::read("dav://dam.example.com/files", false).unwrap_err();
        assert_eq!(error.code, ErrorCode::PlainHttp);
        Address::read("dav://localhost/files", false).unwrap();
        let error = Address::read("ftp://dam.example.com", true).unwrap_err();
        assert_eq!(error.code, ErrorCode::BadAddress);
    }
}
