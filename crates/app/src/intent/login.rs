//! Who the person says to be.

use serde::{Deserialize, Serialize};

use super::Secret;

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
