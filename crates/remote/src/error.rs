//! What can go wrong with a server, in words of the field.

use std::{error::Error as StdError, fmt, time::Duration};

use damson_core::DamPath;

pub type Result<T, E = Error> = std::result::Result<T, E>;

type Source = Box<dyn StdError + Send + Sync>;

/// A failed call: what kind, whether to try again, about which asset, and the cause below it.
#[derive(Debug)]
pub struct Error {
    pub kind: ErrorKind,
    pub retry: Retry,
    pub about: Option<DamPath>,
    /// What the server or the system said, in its own words, without secrets; at most 500
    /// characters.
    pub said: Option<String>,
    pub source: Option<Source>,
}

/// Whether the same call may be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    Now,
    /// Not before this time has passed (the server said so, or it is overloaded).
    After(Duration),
    Never,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErrorKind {
    /// The host name is unknown.
    UnknownHost,
    /// No connection, or it broke.
    Offline,
    /// The server did not answer in time.
    Timeout,
    /// The certificate is not trusted, or TLS failed otherwise.
    Tls,
    /// It needs a client certificate, and there is none that it accepts or that can be used.
    ClientCertificate(CertificateTrouble),
    /// A proxy refused, or asks for a password.
    Proxy,
    /// Something answers, but it is no DAM that we know.
    NotADam,
    /// The session ended, or nobody is logged in.
    LoginNeeded,
    /// The server refused name and password, or the token.
    WrongCredentials,
    /// This person has no right to do that.
    Forbidden,
    NotFound,
    /// Something is there already.
    Exists,
    /// Checked out by somebody else; the holder where known.
    Locked {
        holder: Option<String>,
    },
    /// What the caller expected to find is no longer so.
    Changed,
    /// The server does not take this name.
    NameRefused,
    TooLarge,
    /// The server has no space left for it.
    ServerFull,
    /// Too many requests.
    Throttled,
    /// The server is starting, hibernating, overloaded or broken (5xx).
    Unavailable,
    /// This server can't do that.
    Unsupported,
    /// The asset has no file.
    NoFile,
    /// The bytes are not those that were announced.
    Corrupt,
    /// The answer makes no sense.
    Garbled,
    /// The local file could not be read, or changed while it was sent.
    LocalFile,
    /// The caller gave up.
    Cancelled,
}

/// What is wrong with the client certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CertificateTrouble {
    /// The file is not there, or can't be read.
    Missing,
    /// The file is neither PEM nor PKCS#12, or holds no certificate.
    Unreadable,
    /// There is no private key beside the certificate.
    NoKey,
    /// The private key belongs to another certificate.
    OtherKey,
    PassphraseNeeded,
    PassphraseWrong,
    Expired,
    /// The server asks for one, and none is set.
    Wanted,
    /// The server does not accept it.
    Refused,
}

impl Error {
    /// An error with the usual answer to "try again?" for its kind.
    pub fn new(kind: ErrorKind) -> Self {
        let retry = kind.usual_retry();
        Self {
            kind,
            retry,
            about: None,
            said: None,
            source: None,
        }
    }

    #[must_use]
    pub fn about(mut self, path: &DamPath) -> Self {
        self.about = Some(path.clone());
        self
    }

    /// Adds what the server said, cut to 500 characters.
    #[must_use]
    pub fn said(mut self, words: impl Into<String>) -> Self {
        let words: String = words.into();
        self.said = Some(words.chars().take(500).collect());
        self
    }

    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Whether the server refuses this one asset or folder, so that others may well be read: a
    /// missing right, or a trouble that it reports of a single member of a listing.
    pub fn is_of_one(&self) -> bool {
        match self.kind {
            ErrorKind::Forbidden | ErrorKind::NameRefused => self.about.is_some(),
            ErrorKind::Unavailable | ErrorKind::Locked { .. } => {
                self.about.is_some() && self.retry == Retry::Never
            }
            ErrorKind::UnknownHost
            | ErrorKind::Offline
            | ErrorKind::Timeout
            | ErrorKind::Tls
            | ErrorKind::ClientCertificate(_)
            | ErrorKind::Proxy
            | ErrorKind::NotADam
            | ErrorKind::LoginNeeded
            | ErrorKind::WrongCredentials
            | ErrorKind::NotFound
            | ErrorKind::Exists
            | ErrorKind::Changed
            | ErrorKind::TooLarge
            | ErrorKind::ServerFull
            | ErrorKind::Throttled
            | ErrorKind::Unsupported
            | ErrorKind::NoFile
            | ErrorKind::Corrupt
            | ErrorKind::Garbled
            | ErrorKind::LocalFile
            | ErrorKind::Cancelled => false,
        }
    }

    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Source>) -> Self {
        self.source = Some(source.into());
        self
    }
}

impl ErrorKind {
    /// Whether a call that failed so is worth sending again, when nothing else is known.
    pub fn usual_retry(&self) -> Retry {
        match self {
            Self::Offline | Self::Timeout | Self::Corrupt => Retry::Now,
            Self::Throttled | Self::Unavailable => Retry::After(Duration::from_secs(1)),
            Self::UnknownHost
            | Self::Tls
            | Self::ClientCertificate(_)
            | Self::Proxy
            | Self::NotADam
            | Self::LoginNeeded
            | Self::WrongCredentials
            | Self::Forbidden
            | Self::NotFound
            | Self::Exists
            | Self::Locked { .. }
            | Self::Changed
            | Self::NameRefused
            | Self::TooLarge
            | Self::ServerFull
            | Self::Unsupported
            | Self::NoFile
            | Self::Garbled
            | Self::LocalFile
            | Self::Cancelled => Retry::Never,
        }
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self::new(kind)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?}", self.kind)?;
        if let Some(path) = &self.about {
            write!(out, " at {path}")?;
        }
        if let Some(said) = &self.said {
            write!(out, ": {said}")?;
        }
        Ok(())
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source
            .as_ref()
            .map(|source| &**source as &(dyn StdError + 'static))
    }
}
