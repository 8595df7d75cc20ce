//! Who we say we are.

use std::{
    fmt,
    sync::{Mutex, PoisonError},
};

use damson_http::{
    challenge::{self, Challenge},
    encode::shown,
    header::{self as secret, Charset},
};
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
    Basic(Charset),
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
                    Scheme::Basic(charset) => secret::basic_in(*charset, user, password).map(Some),
                    Scheme::Digest(challenge) => {
                        respond(challenge, user, password, method, url).map(Some)
                    }
                }
            }
        }
    }

    /// Takes up what a refusal (401) asks for; whether it makes sense to ask again.
    ///
    /// `accepted` says that the server took these credentials before.
    pub(crate) fn take_up(&self, headers: &HeaderMap, accepted: bool) -> bool {
        let Self::Password {
            scheme,
            user,
            password,
        } = self
        else {
            return false;
        };
        let mut scheme = scheme.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(challenge) = digest_challenge(headers) {
            let again = match &*scheme {
                Scheme::Unknown | Scheme::Basic(_) => true,
                // The same answer to another nonce would be wrong again, unless only the nonce was.
                Scheme::Digest(known) => {
                    challenge.stale || accepted && challenge.nonce != known.nonce
                }
            };
            *scheme = Scheme::Digest(Box::new(challenge));
            return again;
        }
        if !offers(headers, "basic") {
            return false;
        }
        let charset = match &*scheme {
            Scheme::Unknown => Charset::Utf8,
            // A server that doesn't say how it reads them may be an old one.
            Scheme::Basic(Charset::Utf8)
                if !says_utf8(headers) && secret::is_other_in_latin1(user, password) =>
            {
                Charset::Latin1
            }
            Scheme::Basic(_) | Scheme::Digest(_) => return false,
        };
        *scheme = Scheme::Basic(charset);
        true
    }

    /// The error where a refusal offers a person with a password nothing that Damson can do.
    pub(crate) fn unknown_scheme(&self, headers: &HeaderMap) -> Option<Error> {
        match self {
            Self::Password { .. } => nothing_known(headers),
            Self::Nobody | Self::Bearer(_) => None,
        }
    }

    /// Sends the password from here on, because the server asked nobody who they are: some ask only
    /// those who write.
    pub(crate) fn be_forward(&self) {
        if let Self::Password { scheme, .. } = self {
            let mut scheme = scheme.lock().unwrap_or_else(PoisonError::into_inner);
            if matches!(&*scheme, Scheme::Unknown) {
                *scheme = Scheme::Basic(Charset::Utf8);
            }
        }
    }
}

/// Whether a refusal offers a scheme, by its lower-case name.
pub(crate) fn offers(headers: &HeaderMap, scheme: &str) -> bool {
    challenges(headers)
        .iter()
        .any(|challenge| challenge.is(scheme))
}

/// The error for a refusal that offers nothing that Damson can do; `None` where it offers something,
/// or names no scheme.
pub(crate) fn nothing_known(headers: &HeaderMap) -> Option<Error> {
    let challenges = challenges(headers);
    let known = |challenge: &Challenge| {
        ["basic", "digest", "bearer"]
            .iter()
            .any(|scheme| challenge.is(scheme))
    };
    if challenges.is_empty() || challenges.iter().any(known) {
        return None;
    }
    let schemes: Vec<String> = challenges
        .iter()
        .map(|challenge| shown(&challenge.scheme))
        .collect();
    Some(Error::new(ErrorKind::Unsupported).said(format!(
        "the server wants people to log in by {}, which Damson can't do",
        schemes.join(" or ")
    )))
}

fn challenges(headers: &HeaderMap) -> Vec<Challenge> {
    let values = headers.get_all(header::WWW_AUTHENTICATE).iter();
    values
        .flat_map(|value| challenge::parse(&String::from_utf8_lossy(value.as_bytes())))
        .collect()
}

/// The best Digest challenge there is: SHA-256 before MD5 (RFC 7616, 3.7).
fn digest_challenge(headers: &HeaderMap) -> Option<WwwAuthenticateHeader> {
    let mut found: Vec<_> = challenges(headers)
        .iter()
        .filter(|challenge| challenge.is("digest"))
        .filter_map(|challenge| digest_auth::parse(&challenge.to_string()).ok())
        .collect();
    found.sort_by_key(|challenge| match challenge.algorithm.algo {
        AlgorithmType::SHA2_256 => 0,
        AlgorithmType::SHA2_512_256 => 1,
        AlgorithmType::MD5 => 2,
    });
    found.into_iter().next()
}

/// How the server reads a name and a password, as far as it says (RFC 7617, 2.1).
fn says_utf8(headers: &HeaderMap) -> bool {
    challenges(headers)
        .iter()
        .filter(|challenge| challenge.is("basic"))
        .filter_map(|challenge| challenge.param("charset"))
        .any(|charset| charset.eq_ignore_ascii_case("utf-8"))
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
        assert!(auth.take_up(&asked, false));
        let header = sent(&auth).unwrap();
        assert!(
            header.starts_with("Digest ") && header.contains("SHA-256"),
            "{header}"
        );
        assert!(header.contains("uri=\"/dav/a%20b\"") && header.contains("nc=00000001"));
        assert!(sent(&auth).unwrap().contains("nc=00000002"));
        // The password is wrong: asking again would lock the account.
        assert!(!auth.take_up(&asked, false));
        let stale = refusal(&["Digest realm=\"x\", nonce=\"m\", stale=true, qop=\"auth\""]);
        assert!(auth.take_up(&stale, false));
    }

    #[test]
    fn a_nonce_that_the_server_forgot_is_replaced_once_we_were_taken() {
        let auth = jane();
        let asked = |nonce: &str| refusal(&[&format!("Digest realm=\"x\", nonce=\"{nonce}\"")]);
        assert!(auth.take_up(&asked("one"), true));
        // The same nonce was understood: it is the password, or a right that is missing.
        assert!(!auth.take_up(&asked("one"), true));
        assert!(auth.take_up(&asked("two"), true));
        // Nobody was let in so far: the account could be locked.
        assert!(!auth.take_up(&asked("three"), false));
    }

    #[test]
    fn falls_back_to_basic_once() {
        let auth = jane();
        let asked = refusal(&["basic realm=\"x\""]);
        assert!(auth.take_up(&asked, false));
        assert_eq!(sent(&auth).as_deref(), Some("Basic amFuZTpodXNo"));
        assert!(!auth.take_up(&asked, false));
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
