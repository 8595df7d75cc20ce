//! Who we say we are.

use std::{
    fmt,
    sync::{Mutex, PoisonError},
};

use damson_http::header as secret;
use damson_remote::{Error, ErrorKind, Result};
use digest_auth::{AlgorithmType, AuthContext, HttpMethod, WwwAuthenticateHeader};
use http::{HeaderMap, HeaderValue, Method, header};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

/// How a person proves who they are.
#[derive(Debug, Clone)]
pub enum Credentials {
    /// By whichever of Digest and Basic the server asks for.
    Password {
        user: String,
        password: SecretString,
    },
    /// A bearer token, and the user's name where the server doesn't tell it.
    Token {
        user: Option<String>,
        token: SecretString,
    },
    /// Nobody is asked who they are, or the client certificate says it.
    Nobody { user: String },
}

/// What is sent with requests to the server's own origin.
pub(crate) enum Auth {
    Nobody,
    Password {
        user: String,
        password: SecretString,
        scheme: Mutex<Scheme>,
    },
    Bearer(HeaderValue),
}

/// How a password is proved.
pub(crate) enum Scheme {
    /// The server has not been asked. Nothing is sent: a server that wants Digest must not see the
    /// password.
    Unknown,
    Basic,
    Digest(Box<WwwAuthenticateHeader>),
}

impl Auth {
    pub(crate) fn new(credentials: &Credentials) -> Result<Self> {
        match credentials {
            Credentials::Password { user, password } => Ok(Self::Password {
                user: user.clone(),
                password: password.clone(),
                scheme: Mutex::new(Scheme::Unknown),
            }),
            Credentials::Token { token, .. } => {
                secret::bearer(token.expose_secret()).map(Self::Bearer)
            }
            Credentials::Nobody { .. } => Ok(Self::Nobody),
        }
    }

    /// The header for the next request.
    pub(crate) fn header(&self, method: &Method, url: &Url) -> Result<Option<HeaderValue>> {
        match self {
            Self::Nobody => Ok(None),
            Self::Bearer(header) => Ok(Some(header.clone())),
            Self::Password {
                user,
                password,
                scheme,
            } => {
                let mut scheme = scheme.lock().unwrap_or_else(PoisonError::into_inner);
                match &mut *scheme {
                    Scheme::Unknown => Ok(None),
                    Scheme::Basic => secret::basic(user, password).map(Some),
                    Scheme::Digest(challenge) => {
                        respond(challenge, user, password, method, url).map(Some)
                    }
                }
            }
        }
    }

    /// Takes up what a refusal (401) asks for; whether it makes sense to ask again.
    pub(crate) fn take_up(&self, headers: &HeaderMap) -> bool {
        let Self::Password { scheme, .. } = self else {
            return false;
        };
        let mut scheme = scheme.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(challenge) = digest_challenge(headers) {
            let again = match &*scheme {
                Scheme::Unknown | Scheme::Basic => true,
                // The same answer to another nonce would be wrong again, unless only the nonce was.
                Scheme::Digest(_) => challenge.stale,
            };
            *scheme = Scheme::Digest(Box::new(challenge));
            return again;
        }
        let again = matches!(&*scheme, Scheme::Unknown) && offers(headers, "basic");
        if again {
            *scheme = Scheme::Basic;
        }
        again
    }

    /// Sends the password from here on, because the server asked nobody who they are: some ask only
    /// those who write.
    pub(crate) fn be_forward(&self) {
        if let Self::Password { scheme, .. } = self {
            let mut scheme = scheme.lock().unwrap_or_else(PoisonError::into_inner);
            if matches!(&*scheme, Scheme::Unknown) {
                *scheme = Scheme::Basic;
            }
        }
    }
}

/// Whether a refusal offers a scheme, by its lower-case name.
pub(crate) fn offers(headers: &HeaderMap, scheme: &str) -> bool {
    challenges(headers).any(|challenge| {
        challenge
            .split(' ')
            .next()
            .is_some_and(|word| word.eq_ignore_ascii_case(scheme))
    })
}

fn challenges(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let values = headers.get_all(header::WWW_AUTHENTICATE).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .map(str::trim)
}

/// The best Digest challenge there is: SHA-256 before MD5 (RFC 7616, 3.7).
fn digest_challenge(headers: &HeaderMap) -> Option<WwwAuthenticateHeader> {
    let mut found: Vec<_> = challenges(headers)
        .filter(|challenge| challenge.len() > 7 && challenge[..7].eq_ignore_ascii_case("digest "))
        .filter_map(|challenge| digest_auth::parse(challenge).ok())
        .collect();
    found.sort_by_key(|challenge| match challenge.algorithm.algo {
        AlgorithmType::SHA2_256 => 0,
        AlgorithmType::SHA2_512_256 => 1,
        AlgorithmType::MD5 => 2,
    });
    found.into_iter().next()
}

fn respond(
    challenge: &mut WwwAuthenticateHeader,
    user: &str,
    password: &SecretString,
    method: &Method,
    url: &Url,
) -> Result<HeaderValue> {
    let uri = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let context = AuthContext::new_with_method(
        user,
        password.expose_secret(),
        uri,
        None::<&[u8]>,
        HttpMethod::from(method.as_str()),
    );
    let answer = challenge
        .respond(&context)
        .map_err(|why| unusable(&why.to_string()))?;
    secret::secret(&answer.to_header_string())
}

fn unusable(why: &str) -> Error {
    Error::new(ErrorKind::WrongCredentials).said(why)
}

impl fmt::Debug for Auth {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Nobody => "Nobody",
            Self::Password { .. } => "Password",
            Self::Bearer(_) => "Bearer",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(challenges: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for challenge in challenges {
            headers.append(header::WWW_AUTHENTICATE, challenge.parse().unwrap());
        }
        headers
    }

    fn jane() -> Auth {
        Auth::new(&Credentials::Password {
            user: "jane".into(),
            password: "hush".into(),
        })
        .unwrap()
    }

    fn sent(auth: &Auth) -> Option<String> {
        let url = Url::parse("https://dam.example/dav/a%20b").unwrap();
        let header = auth.header(&Method::GET, &url).unwrap();
        header.map(|header| header.to_str().unwrap().to_owned())
    }

    #[test]
    fn tells_nothing_before_it_is_asked_and_prefers_digest() {
        let auth = jane();
        assert_eq!(sent(&auth), None);
        let asked = refusal(&[
            "Basic realm=\"x\"",
            "Digest realm=\"x\", nonce=\"n\", algorithm=MD5, qop=\"auth\"",
            "Digest realm=\"x\", nonce=\"n\", algorithm=SHA-256, qop=\"auth\"",
        ]);
        assert!(auth.take_up(&asked));
        let header = sent(&auth).unwrap();
        assert!(
            header.starts_with("Digest ") && header.contains("SHA-256"),
            "{header}"
        );
        assert!(header.contains("uri=\"/dav/a%20b\"") && header.contains("nc=00000001"));
        assert!(sent(&auth).unwrap().contains("nc=00000002"));
        // The password is wrong: asking again would lock the account.
        assert!(!auth.take_up(&asked));
        let stale = refusal(&["Digest realm=\"x\", nonce=\"m\", stale=true, qop=\"auth\""]);
        assert!(auth.take_up(&stale));
    }

    #[test]
    fn falls_back_to_basic_once() {
        let auth = jane();
        let asked = refusal(&["basic realm=\"x\""]);
        assert!(auth.take_up(&asked));
        assert_eq!(sent(&auth).as_deref(), Some("Basic amFuZTpodXNo"));
        assert!(!auth.take_up(&asked));
    }

    #[test]
    fn shows_no_secret() {
        let auth = jane();
        auth.be_forward();
        let header = auth.header(&Method::GET, &Url::parse("https://x.example/").unwrap());
        let said = format!("{auth:?} {header:?}");
        assert!(!said.contains("hush") && !said.contains("amFuZ"), "{said}");
    }
}
