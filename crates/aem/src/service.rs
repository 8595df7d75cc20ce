//! Technical accounts: a credential that is changed for a token now and then.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use damson_http::{
    address::is_loopback,
    body::{self, ANSWER},
    client, header,
};
use damson_remote::{Error, ErrorKind, Result};
use http::{HeaderValue, StatusCode};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::Client;
use secrecy::ExposeSecret as _;
use serde_json::{Map, Value, json};
use tokio::sync::Mutex;
use url::Url;

use crate::{
    auth::{token_file, unusable},
    failure,
    wire::{Exchanged, Integration, OauthCredential},
};

/// Adobe's identity service, where a credential names none.
const IMS: &str = "ims-na1.adobelogin.com";

const JWT_ENDED: &str = "Adobe ended Service Account (JWT) credentials on 1 March 2026; an OAuth \
     Server-to-Server credential of the Adobe Developer Console takes their place";

/// A technical account.
pub(crate) struct ServiceAccount {
    credential: Credential,
    token: Mutex<Option<Token>>,
}

enum Credential {
    /// OAuth Server-to-Server: a secret for a token.
    Oauth(OauthCredential),
    /// A signed JWT for a token, which Adobe no longer takes from new clients.
    Jwt(Box<Integration>),
}

struct Token {
    header: HeaderValue,
    /// From here on it is renewed before it is used.
    renew_at: Instant,
}

impl ServiceAccount {
    /// Reads the document that an administrator was given.
    pub(crate) fn read(document: &str) -> Result<Self> {
        let file = token_file(document)?;
        let credential = if let Some(integration) = file.integration {
            Credential::Jwt(Box::new(integration))
        } else if let Some(oauth) = file.oauth() {
            Credential::Oauth(oauth)
        } else {
            return Err(unusable(
                "the document holds neither CLIENT_ID and CLIENT_SECRETS nor an integration",
            ));
        };
        Ok(Self {
            credential,
            token: Mutex::new(None),
        })
    }

    /// Forgets the token, so that the next request gets another one.
    pub(crate) async fn forget(&self) {
        *self.token.lock().await = None;
    }

    pub(crate) async fn header(&self, bare: &Client) -> Result<HeaderValue> {
        let mut kept = self.token.lock().await;
        if let Some(token) = &*kept
            && Instant::now() < token.renew_at
        {
            return Ok(token.header.clone());
        }
        let token = match &self.credential {
            Credential::Oauth(credential) => ask(bare, credential).await?,
            Credential::Jwt(integration) => exchange(bare, integration).await?,
        };
        let header = token.header.clone();
        *kept = Some(token);
        Ok(header)
    }
}

/// Asks for a token with the account's secret (Adobe's "OAuth Server-to-Server").
async fn ask(bare: &Client, credential: &OauthCredential) -> Result<Token> {
    let endpoint = endpoint(credential.endpoint.as_deref().unwrap_or(IMS))?;
    let scope = credential.scopes.join(",");
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", credential.client_id.as_str()),
        ("client_secret", credential.secret.expose_secret()),
        ("scope", &scope),
    ];
    token(bare, &endpoint, "/ims/token/v3", &form).await
}

/// Signs a JWT and changes it for an access token (Adobe's "Generating access tokens for
/// server-side APIs – JWT (Legacy)").
async fn exchange(bare: &Client, integration: &Integration) -> Result<Token> {
    let endpoint = endpoint(&integration.ims_endpoint)?;
    let account = &integration.technical_account;
    let jwt = sign(integration, &endpoint)?;
    let form = [
        ("client_id", account.client_id.as_str()),
        ("client_secret", account.client_secret.expose_secret()),
        ("jwt_token", &jwt),
    ];
    token(bare, &endpoint, "/ims/exchange/jwt", &form)
        .await
        .map_err(|error| {
            let ended = matches!(
                error.kind,
                ErrorKind::WrongCredentials | ErrorKind::NotFound
            );
            if ended {
                Error::new(ErrorKind::WrongCredentials).said(JWT_ENDED)
            } else {
                error
            }
        })
}

async fn token(bare: &Client, endpoint: &Url, at: &str, form: &[(&str, &str)]) -> Result<Token> {
    let url = endpoint
        .join(at)
        .map_err(|why| unusable(&why.to_string()))?;
    let request = bare
        .post(url)
        .header(http::header::ACCEPT, "application/json")
        .form(form);
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

fn sign(integration: &Integration, endpoint: &Url) -> Result<String> {
    let base = endpoint.as_str().trim_end_matches('/');
    let client = &integration.technical_account.client_id;
    let five_minutes_on = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs()
        + 5 * 60;
    let mut claims: Map<String, Value> = Map::new();
    claims.insert("exp".into(), json!(five_minutes_on));
    claims.insert("iss".into(), json!(integration.org));
    claims.insert("sub".into(), json!(integration.id));
    claims.insert("aud".into(), json!(format!("{base}/c/{client}")));
    let scopes = integration.metascopes.split([',', ' ']);
    for scope in scopes.map(str::trim).filter(|scope| !scope.is_empty()) {
        claims.insert(format!("{base}/s/{scope}"), json!(true));
    }
    let key = EncodingKey::from_rsa_pem(integration.private_key.expose_secret().as_bytes())
        .map_err(|_| unusable("the private key in the document can't be read"))?;
    jsonwebtoken::encode(&Header::new(Algorithm::RS256), &claims, &key)
        .map_err(|_| unusable("the private key in the document can't sign"))
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

/// How long a token serves, with a reserve. Adobe's `expires_in` is in milliseconds for the JWT
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

#[cfg(test)]
mod tests {
    use super::*;

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
    fn reads_both_documents_of_an_oauth_credential() {
        let downloaded = r#"{"ORG_ID":"0@AdobeOrg","CLIENT_ID":"me","CLIENT_SECRETS":["hush"],
            "SCOPES":["openid","AdobeID"],"TECHNICAL_ACCOUNT_ID":"0@techacct.adobe.com"}"#;
        let workspace = r#"{"project":{"workspace":{"details":{"credentials":[
            {"integration_type":"oauthweb"},
            {"oauth_server_to_server":{"client_id":"me","client_secrets":["hush"],
             "scopes":["openid","AdobeID"]}}]}}}}"#;
        for document in [downloaded, workspace] {
            let account = ServiceAccount::read(document).unwrap_or_else(|error| panic!("{error}"));
            let Credential::Oauth(credential) = account.credential else {
                panic!("{document}");
            };
            assert_eq!(credential.client_id, "me");
            assert_eq!(credential.secret.expose_secret(), "hush");
            assert_eq!(credential.scopes, ["openid", "AdobeID"]);
            assert_eq!(credential.endpoint, None);
        }
        assert!(ServiceAccount::read(r#"{"CLIENT_ID":"me"}"#).is_err());
    }
}
