//! Who we say we are.

use std::fmt;

use damson_http::header;
use damson_remote::{Error, ErrorKind, Result};
use http::HeaderValue;
use reqwest::{Client, cookie::Jar};
use secrecy::{ExposeSecret, SecretString};

use crate::{config::Base, service::ServiceAccount, wire::TokenFile};

/// How a person proves who they are.
#[derive(Debug, Clone)]
pub enum Credentials {
    /// Sent with each request (Basic), or once to the login form where the server wants that.
    Password {
        user: String,
        password: SecretString,
    },
    /// Sent once to the login form, for a session cookie.
    FormLogin {
        user: String,
        password: SecretString,
    },
    /// A developer token: as it is, or the JSON document of the AEM Developer Console.
    Token(SecretString),
    /// The JSON document of a technical account: an OAuth Server-to-Server credential of the Adobe
    /// Developer Console, or the older one for the JWT exchange.
    ServiceCredentials(SecretString),
    /// The cookies of a login in a browser window.
    Cookies(Vec<Cookie>),
}

/// One cookie of the server's host.
#[derive(Debug, Clone)]
pub struct Cookie {
    pub name: String,
    pub value: SecretString,
}

/// What is sent with requests to the server's own origin.
pub(crate) enum Auth {
    None,
    Basic(HeaderValue),
    Form {
        user: String,
        password: SecretString,
    },
    Bearer(HeaderValue),
    Service(Box<ServiceAccount>),
    Cookies,
}

impl Auth {
    /// Basic for a name and a password: in ISO-8859-1, which Sling reads, where they can be written
    /// in it. Both are one for ASCII.
    pub(crate) fn basic(user: &str, password: &SecretString) -> Result<Self> {
        let charset = if header::is_other_in_latin1(user, password) {
            header::Charset::Latin1
        } else {
            header::Charset::Utf8
        };
        header::basic_in(charset, user, password).map(Self::Basic)
    }

    pub(crate) fn bearer(token: &SecretString) -> Result<Self> {
        let text = token.expose_secret().trim();
        if !text.starts_with('{') {
            return header::bearer(text).map(Self::Bearer);
        }
        let file = token_file(text)?;
        let Some(token) = file.access_token else {
            return Err(unusable("the document holds no accessToken"));
        };
        header::bearer(token.expose_secret()).map(Self::Bearer)
    }

    pub(crate) fn service(document: &SecretString) -> Result<Self> {
        let account = ServiceAccount::read(document.expose_secret())?;
        Ok(Self::Service(Box::new(account)))
    }

    /// Puts the cookies of a browser login into `jar`.
    pub(crate) fn cookies(cookies: &[Cookie], base: &Base, jar: &Jar) -> Self {
        let url = base.at("/");
        for cookie in cookies {
            let secure = if base.is_https() { "; Secure" } else { "" };
            let text = format!(
                "{}={}; Path=/; HttpOnly{secure}",
                cookie.name,
                cookie.value.expose_secret()
            );
            jar.add_cookie_str(&text, &url);
        }
        Self::Cookies
    }

    /// Cookies say who we are, so changes need a CSRF token.
    pub(crate) fn is_by_cookie(&self) -> bool {
        match self {
            Self::Form { .. } | Self::Cookies => true,
            Self::None | Self::Basic(_) | Self::Bearer(_) | Self::Service(_) => false,
        }
    }

    /// A session that ended can be begun again without asking the person.
    pub(crate) fn renews(&self) -> bool {
        match self {
            Self::Form { .. } | Self::Service(_) => true,
            Self::None | Self::Basic(_) | Self::Bearer(_) | Self::Cookies => false,
        }
    }

    /// The header for the next request.
    pub(crate) async fn header(&self, bare: &Client) -> Result<Option<HeaderValue>> {
        match self {
            Self::None | Self::Form { .. } | Self::Cookies => Ok(None),
            Self::Basic(header) | Self::Bearer(header) => Ok(Some(header.clone())),
            Self::Service(account) => account.header(bare).await.map(Some),
        }
    }
}

impl fmt::Debug for Auth {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::None => "None",
            Self::Basic(_) => "Basic",
            Self::Form { .. } => "Form",
            Self::Bearer(_) => "Bearer",
            Self::Service(_) => "Service",
            Self::Cookies => "Cookies",
        })
    }
}

pub(crate) fn token_file(text: &str) -> Result<TokenFile> {
    // The cause would quote the document, and the document is a secret.
    serde_json::from_str(text).map_err(|_| unusable("the document is no JSON of AEM"))
}

pub(crate) fn unusable(why: &str) -> Error {
    Error::new(ErrorKind::WrongCredentials).said(why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_a_token_in_either_form() {
        let header = |text: &str| {
            let Auth::Bearer(header) = Auth::bearer(&SecretString::from(text)).unwrap() else {
                panic!("no token in {text}");
            };
            header.to_str().unwrap().to_owned()
        };
        assert_eq!(header(" eyJ.a.b \n"), "Bearer eyJ.a.b");
        assert_eq!(
            header(r#"{"ok":true,"accessToken":"eyJ.a.b","statusCode":200}"#),
            "Bearer eyJ.a.b"
        );
        let bad = Auth::bearer(&SecretString::from(r#"{"secret":"hush"}"#)).unwrap_err();
        assert_eq!(bad.kind, ErrorKind::WrongCredentials);
        assert!(!format!("{bad:?}").contains("hush"));
    }

    #[test]
    fn basic_is_written_as_sling_reads_it() {
        let header = |user: &str| {
            let Auth::Basic(header) = Auth::basic(user, &"x".into()).unwrap() else {
                panic!("no header");
            };
            header.to_str().unwrap().to_owned()
        };
        assert_eq!(header("jane"), "Basic amFuZTp4");
        // ISO-8859-1 has an umlaut, and no kanji.
        assert_eq!(header("jürgen"), "Basic avxyZ2VuOng=");
        assert_eq!(header("書"), "Basic 5pu4Ong=");
    }

    #[test]
    fn shows_no_secret() {
        let password = SecretString::from("hush");
        let basic = Auth::basic("jane", &password).unwrap();
        let said = format!("{basic:?}");
        assert!(
            !said.contains("hush") && !said.contains("amFuZTpodXNo"),
            "{said}"
        );
        let credentials = Credentials::Password {
            user: "jane".into(),
            password,
        };
        assert!(!format!("{credentials:?}").contains("hush"));
    }
}
