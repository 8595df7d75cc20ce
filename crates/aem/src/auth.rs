//! Who we say we are.

use std::{
    fmt,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use damson_http::{
    address::is_loopback,
    body::{self, ANSWER},
    client, header,
};
use damson_remote::{Error, ErrorKind, Result};
use http::{HeaderValue, StatusCode};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::{Client, cookie::Jar};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value, json};
use tokio::sync::Mutex;
use url::Url;

use crate::{
    config::Base,
    failure,
    wire::{Exchanged, Integration, TokenFile},
};

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
    /// The JSON document of the service credentials of a technical account.
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

/// A technical account that changes its key for a token now and then.
pub(crate) struct ServiceAccount {
    integration: Integration,
    token: Mutex<Option<Token>>,
}

struct Token {
    header: HeaderValue,
    /// From here on it is renewed before it is used.
    renew_at: Instant,
}

impl Auth {
    /// Basic for a name and a password.
    pub(crate) fn basic(user: &str, password: &SecretString) -> Result<Self> {
        header::basic(user, password).map(Self::Basic)
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
        let file = token_file(document.expose_secret())?;
        let Some(integration) = file.integration else {
            return Err(unusable("the document holds no integration"));
        };
        Ok(Self::Service(Box::new(ServiceAccount {
            integration,
            token: Mutex::new(None),
        })))
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

impl ServiceAccount {
    /// Forgets the token, so that the next request gets another one.
    pub(crate) async fn forget(&self) {
        *self.token.lock().await = None;
    }

    async fn header(&self, bare: &Client) -> Result<HeaderValue> {
        let mut kept = self.token.lock().await;
        if let Some(token) = &*kept
            && Instant::now() < token.renew_at
        {
            return Ok(token.header.clone());
        }
        let token = self.exchange(bare).await?;
        let header = token.header.clone();
        *kept = Some(token);
        Ok(header)
    }

    /// Signs a JWT and changes it for an access token (Adobe's "Generating access tokens for
    /// server-side APIs").
    async fn exchange(&self, bare: &Client) -> Result<Token> {
        let endpoint = endpoint(&self.integration.ims_endpoint)?;
        let account = &self.integration.technical_account;
        let url = endpoint
            .join("/ims/exchange/jwt")
            .map_err(|why| unusable(&why.to_string()))?;
        let request = bare
            .post(url)
            .header(http::header::ACCEPT, "application/json")
            .form(&[
                ("client_id", account.client_id.as_str()),
                ("client_secret", account.client_secret.expose_secret()),
                ("jwt_token", &self.sign(&endpoint)?),
            ]);
        let response = client::send(request, ANSWER).await?;
        let status = response.status();
        if status == StatusCode::BAD_REQUEST || status == StatusCode::UNAUTHORIZED {
            return Err(Error {
                kind: ErrorKind::WrongCredentials,
                ..failure::of_response(response, None).await
            });
        }
        if !status.is_success() {
            return Err(failure::of_response(response, None).await);
        }
        let body = body::whole(response, 256 * 1024).await?;
        // The cause would quote the body, and the body is a token.
        let given: Exchanged = serde_json::from_slice(&body).map_err(|_| {
            Error::new(ErrorKind::Garbled).said("the answer of the identity service holds no token")
        })?;
        Ok(Token {
            header: header::bearer(given.access_token.expose_secret())?,
            renew_at: Instant::now() + usable_for(given.expires_in),
        })
    }

    fn sign(&self, endpoint: &Url) -> Result<String> {
        let base = endpoint.as_str().trim_end_matches('/');
        let client = &self.integration.technical_account.client_id;
        let five_minutes_on = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default()
            .as_secs()
            + 5 * 60;
        let mut claims: Map<String, Value> = Map::new();
        claims.insert("exp".into(), json!(five_minutes_on));
        claims.insert("iss".into(), json!(self.integration.org));
        claims.insert("sub".into(), json!(self.integration.id));
        claims.insert("aud".into(), json!(format!("{base}/c/{client}")));
        let scopes = self.integration.metascopes.split([',', ' ']);
        for scope in scopes.map(str::trim).filter(|scope| !scope.is_empty()) {
            claims.insert(format!("{base}/s/{scope}"), json!(true));
        }
        let key =
            EncodingKey::from_rsa_pem(self.integration.private_key.expose_secret().as_bytes())
                .map_err(|_| unusable("the private key in the document can't be read"))?;
        jsonwebtoken::encode(&Header::new(Algorithm::RS256), &claims, &key)
            .map_err(|_| unusable("the private key in the document can't sign"))
    }
}

fn token_file(text: &str) -> Result<TokenFile> {
    // The cause would quote the document, and the document is a secret.
    serde_json::from_str(text).map_err(|_| unusable("the document is no JSON of AEM"))
}

/// The identity service: a host name, asked over https.
fn endpoint(named: &str) -> Result<Url> {
    let text = if named.contains("://") {
        named.to_owned()
    } else {
        format!("https://{named}")
    };
    let url = Url::parse(&text).map_err(|why| unusable(&why.to_string()))?;
    if url.scheme() != "https" && !is_loopback(&url) {
        return Err(unusable("the identity service is not asked over https"));
    }
    Ok(url)
}

/// How long a token serves, with a reserve. Adobe's `expires_in` is in milliseconds for this
/// exchange and in seconds for others; no token lives for 30 days.
fn usable_for(expires_in: Option<u64>) -> Duration {
    let Some(number) = expires_in else {
        return Duration::from_mins(10);
    };
    let life = if number > 30 * 24 * 60 * 60 {
        Duration::from_millis(number)
    } else {
        Duration::from_secs(number)
    };
    life.saturating_sub((life / 10).min(Duration::from_mins(5)))
}

fn unusable(why: &str) -> Error {
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
    fn reads_how_long_a_token_lives() {
        assert_eq!(
            usable_for(Some(86_399_992)),
            Duration::from_millis(86_399_992 - 300_000)
        );
        assert_eq!(usable_for(Some(86_399)), Duration::from_secs(86_399 - 300));
        assert_eq!(usable_for(Some(100)), Duration::from_secs(90));
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
