//! The way to a server: directly, as the system says, or through one proxy.

use std::{env, fmt};

use damson_remote::{Error, ErrorKind, Result};
use reqwest::{ClientBuilder, NoProxy};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

/// How servers are reached.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Proxy {
    /// As the system, or the environment, has it.
    #[default]
    System,
    /// Directly, whatever the system says.
    None,
    /// Through this one. What runs on this computer, and what `NO_PROXY` names, is reached directly.
    Manual { address: Url, login: Option<Login> },
}

/// Who a proxy is told that we are.
#[derive(Clone)]
pub struct Login {
    pub user: String,
    pub password: SecretString,
}

/// What is never reached through a proxy.
const THIS_COMPUTER: &str = "localhost,127.0.0.0/8,::1";

impl Proxy {
    /// Reads `system`, `none`, or an address such as `http://proxy.example.com:8080`, without a
    /// login: `None` for anything else.
    pub fn read(text: &str) -> Option<Self> {
        match text.trim() {
            "system" | "" => Some(Self::System),
            "none" => Some(Self::None),
            typed => {
                let address = if typed.contains("://") {
                    Url::parse(typed)
                } else {
                    Url::parse(&format!("http://{typed}"))
                };
                let address = address.ok()?;
                let plain = matches!(address.scheme(), "http" | "https")
                    && address.has_host()
                    && address.username().is_empty()
                    && address.password().is_none()
                    && address.path() == "/"
                    && address.query().is_none();
                plain.then_some(Self::Manual {
                    address,
                    login: None,
                })
            }
        }
    }

    /// As [`Proxy::read`] takes it.
    pub fn write(&self) -> String {
        match self {
            Self::System => "system".to_owned(),
            Self::None => "none".to_owned(),
            Self::Manual { address, .. } => address.as_str().trim_end_matches('/').to_owned(),
        }
    }

    /// The same proxy, told who we are.
    #[must_use]
    pub fn with_login(self, login: Option<Login>) -> Self {
        match self {
            Self::Manual { address, .. } => Self::Manual { address, login },
            Self::System | Self::None => self,
        }
    }

    /// Lets a client go this way.
    pub fn apply(&self, builder: ClientBuilder) -> Result<ClientBuilder> {
        let (address, login) = match self {
            Self::System => return Ok(builder),
            Self::None => return Ok(builder.no_proxy()),
            Self::Manual { address, login } => (address, login),
        };
        let proxy = reqwest::Proxy::all(address.clone())
            .map_err(|error| Error::new(ErrorKind::Proxy).said(error.to_string()))?;
        let excepted = ["NO_PROXY", "no_proxy"]
            .iter()
            .find_map(|name| env::var(name).ok())
            .unwrap_or_default();
        let mut proxy =
            proxy.no_proxy(NoProxy::from_string(&format!("{THIS_COMPUTER},{excepted}")));
        if let Some(login) = login {
            proxy = proxy.basic_auth(&login.user, login.password.expose_secret());
        }
        Ok(builder.proxy(proxy))
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = out.debug_struct("Login");
        shown.field("user", &self.user).finish_non_exhaustive()
    }
}

impl PartialEq for Login {
    fn eq(&self, other: &Self) -> bool {
        self.user == other.user && self.password.expose_secret() == other.password.expose_secret()
    }
}

impl Eq for Login {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_people_type_it() {
        for (typed, is) in [
            ("system", "system"),
            ("", "system"),
            ("none", "none"),
            ("proxy.example.com:8080", "http://proxy.example.com:8080"),
            (
                "http://proxy.example.com:8080/",
                "http://proxy.example.com:8080",
            ),
            ("https://proxy.example.com", "https://proxy.example.com"),
        ] {
            assert_eq!(Proxy::read(typed).unwrap().write(), is, "{typed}");
        }
        for typed in [
            "http://jane:secret@proxy.example.com:8080",
            "jane@proxy.example.com",
            "ftp://proxy.example.com",
            "http://proxy.example.com/path",
            "http://",
            "two words",
        ] {
            assert_eq!(Proxy::read(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_password_is_shown_nowhere() {
        let login = Login {
            user: "jane".to_owned(),
            password: SecretString::from("plum"),
        };
        let proxy = Proxy::read("proxy.example.com:1").unwrap();
        let proxy = proxy.with_login(Some(login));
        let shown = format!("{proxy:?} {}", proxy.write());
        assert!(shown.contains("jane") && !shown.contains("plum"), "{shown}");
    }
}
