//! The way to a server: directly, as the system says, through one proxy, or as a script says.

mod script;

use std::{env, fmt, sync::Arc};

use damson_remote::{Error, ErrorKind, Result};
use reqwest::{ClientBuilder, NoProxy};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

pub use script::{ReadFile, Script};

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
    /// As the script (PAC) at this address says; `read` once it was fetched ([`Proxy::ready`]).
    Script {
        address: Url,
        login: Option<Login>,
        read: Option<Arc<Script>>,
    },
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
    /// Reads `system`, `none`, the address of a proxy such as `http://proxy.example.com:8080`, or that
    /// of a script, which has a path (`http://proxy.example.com/proxy.pac`, `file:///…`), all without
    /// a login: `None` for anything else.
    pub fn read(text: &str) -> Option<Self> {
        let typed = match text.trim() {
            "system" | "" => return Some(Self::System),
            "none" => return Some(Self::None),
            typed if typed.contains("://") => Url::parse(typed),
            typed => Url::parse(&format!("http://{typed}")),
        };
        let address = typed.ok()?;
        let of_nobody = address.username().is_empty() && address.password().is_none();
        if !of_nobody || address.fragment().is_some() {
            return None;
        }
        let of_file = address.scheme() == "file" && address.to_file_path().is_ok();
        let of_web = matches!(address.scheme(), "http" | "https") && address.has_host();
        if of_file || (of_web && address.path() != "/") {
            return Some(Self::Script {
                address,
                login: None,
                read: None,
            });
        }
        (of_web && address.query().is_none()).then_some(Self::Manual {
            address,
            login: None,
        })
    }

    /// As [`Proxy::read`] takes it.
    pub fn write(&self) -> String {
        match self {
            Self::System => "system".to_owned(),
            Self::None => "none".to_owned(),
            Self::Manual { address, .. } => address.as_str().trim_end_matches('/').to_owned(),
            Self::Script { address, .. } => address.as_str().to_owned(),
        }
    }

    /// With its script fetched, where there is one: that of the settings, or of the system.
    ///
    /// Fails with [`ErrorKind::Proxy`] when the script of the settings can't be had. Without the
    /// system's, servers are reached directly, as by a browser.
    pub async fn ready(self, read_file: ReadFile) -> Result<Self> {
        match self {
            Self::Script { address, login, .. } => {
                let read = Some(Script::fetch(&address, read_file).await?);
                Ok(Self::Script {
                    address,
                    login,
                    read,
                })
            }
            Self::System => Ok(script::of_system(read_file).await.unwrap_or(Self::System)),
            Self::None | Self::Manual { .. } => Ok(self),
        }
    }

    /// The same proxy, told who we are.
    #[must_use]
    pub fn with_login(self, login: Option<Login>) -> Self {
        match self {
            Self::Manual { address, .. } => Self::Manual { address, login },
            Self::Script { address, read, .. } => Self::Script {
                address,
                login,
                read,
            },
            Self::System | Self::None => self,
        }
    }

    /// Lets a client go this way.
    pub fn apply(&self, builder: ClientBuilder) -> Result<ClientBuilder> {
        let (proxy, login) = match self {
            Self::System => return Ok(builder),
            Self::None => return Ok(builder.no_proxy()),
            Self::Manual { address, login } => (to_all(address)?, login),
            Self::Script { read, login, .. } => {
                let read = read.clone().ok_or_else(|| Error::new(ErrorKind::Proxy))?;
                let proxy = reqwest::Proxy::custom(move |url| read.proxy_for(url).ok().flatten());
                (proxy, login)
            }
        };
        let proxy = match login {
            Some(login) => proxy.basic_auth(&login.user, login.password.expose_secret()),
            None => proxy,
        };
        Ok(builder.proxy(proxy))
    }
}

/// Everything through one proxy, but for what is excepted.
fn to_all(address: &Url) -> Result<reqwest::Proxy> {
    let proxy = reqwest::Proxy::all(address.clone())
        .map_err(|error| Error::new(ErrorKind::Proxy).said(error.to_string()))?;
    let excepted = ["NO_PROXY", "no_proxy"]
        .iter()
        .find_map(|name| env::var(name).ok())
        .unwrap_or_default();
    Ok(proxy.no_proxy(NoProxy::from_string(&format!("{THIS_COMPUTER},{excepted}"))))
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
            (
                "http://example.com/proxy.pac",
                "http://example.com/proxy.pac",
            ),
            (
                "example.com/wpad.dat?a=1",
                "http://example.com/wpad.dat?a=1",
            ),
        ] {
            assert_eq!(Proxy::read(typed).unwrap().write(), is, "{typed}");
        }
        for typed in [
            "http://jane:secret@proxy.example.com:8080",
            "jane@proxy.example.com",
            "ftp://proxy.example.com",
            "http://proxy.example.com?a=1",
            "http://jane:secret@proxy.example.com/proxy.pac",
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
