//! What a person says to connect: an address, and who they are.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::Secret;
use crate::crossing::view::LoginKind;

/// How to connect.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Connect {
    /// As a person types it.
    pub url: String,
    /// Else the host's name, made unique.
    pub name: Option<String>,
    pub login: Login,
    /// Keeps the login in the keychain.
    pub remember: bool,
    pub allow_plain_http: bool,
    /// Else `Damson/<name>` in the person's home.
    pub cache_folder: Option<PathBuf>,
}

/// Who the person says to be. The secrets in it are the only ones that an intent holds; they cross
/// the local socket, whose other end is this person's own process, and are never written to a log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Login {
    Password {
        user: String,
        password: Secret,
    },
    /// An access token, or the JSON document of the developer console.
    Token {
        token: Secret,
    },
    /// The JSON document of a technical account.
    ServiceCredentials {
        document: Secret,
    },
    /// The cookies of a login in a browser window.
    Browser {
        cookies: Vec<LoginCookie>,
    },
    /// What the keychain has for this connection.
    Kept,
}

/// Name and password for a proxy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ProxyLogin {
    pub user: String,
    pub password: Secret,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct LoginCookie {
    pub name: String,
    pub value: Secret,
}

impl Login {
    /// The kind of login; `None` for what is kept, which only the account knows.
    pub fn kind(&self) -> Option<LoginKind> {
        match self {
            Self::Password { .. } => Some(LoginKind::Password),
            Self::Token { .. } => Some(LoginKind::Token),
            Self::ServiceCredentials { .. } => Some(LoginKind::ServiceCredentials),
            Self::Browser { .. } => Some(LoginKind::Browser),
            Self::Kept => None,
        }
    }
}
