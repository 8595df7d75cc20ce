//! What a step of the doctor found, so that a front end can say it in its language.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a step found, where words belong to it. `Display` is the English of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum FindingView {
    NoProxy,
    NoProxyBySettings,
    /// The settings name a proxy, which is not for this host.
    NoProxyForHost {
        host: String,
    },
    /// `NO_PROXY` names the host.
    NoProxyByEnvironment {
        host: String,
    },
    Proxy {
        /// `None` where it can't be read.
        address: Option<String>,
        user: Option<String>,
        /// The variable of the environment that names it; `None` for the settings.
        variable: Option<String>,
    },
    /// A proxy script (PAC) was asked.
    ByScript {
        script: String,
        /// `None` for directly.
        address: Option<String>,
    },
    /// Plain http has no certificate.
    NoCertificate,
    /// Trusted by the system, which shows no more of it.
    Trusted,
    Certificate {
        trusted: bool,
        /// The first name that it is for.
        host: String,
        /// How many further names it is for.
        more: u64,
        /// `None` where it is signed by itself.
        issuer: Option<String>,
        /// The last day, `2027-01-31`.
        until: String,
    },
    /// What is shown to servers that ask for a client certificate.
    ClientCertificate {
        whose: String,
        /// `None` where it is signed by itself.
        issuer: Option<String>,
        /// The last day, `2027-01-31`.
        until: String,
    },
    /// The server does not say.
    NotSaid,
    /// A product that answers elsewhere than at the address that was given.
    ProductElsewhere {
        product: String,
        at: String,
    },
    WebdavWithLocks,
    /// Only logging in tells whether it is WebDAV.
    PerhapsWebdav,
    TopFolder {
        entries: u64,
        /// There are more than were counted.
        more: bool,
    },
    ReadWrite,
    ReadOnly,
    KeychainAnswers,
    NoKeychain,
    FreeSpace {
        megabytes: u64,
    },
    /// The server says that it has locks; each check-out is verified.
    LocksAsSaid,
    NoLocks {
        why: String,
    },
    /// Whether the server itself keeps a write from replacing another person's; `None` where it is
    /// not known yet.
    ComparesWrites {
        compares: Option<bool>,
    },
}

impl fmt::Display for FindingView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoProxy => f.write_str("none"),
            Self::NoProxyBySettings => f.write_str("none, by the settings"),
            Self::NoProxyForHost { host } => write!(f, "none for {host}"),
            Self::NoProxyByEnvironment { host } => write!(f, "none: NO_PROXY names {host}"),
            Self::Proxy {
                address,
                user,
                variable,
            } => {
                f.write_str(
                    address
                        .as_deref()
                        .unwrap_or("an address that can't be read"),
                )?;
                if let Some(user) = user {
                    write!(f, ", as {user}")?;
                }
                write!(f, " ({})", variable.as_deref().unwrap_or("settings"))
            }
            Self::ByScript { script, address } => {
                f.write_str(address.as_deref().unwrap_or("none"))?;
                write!(f, ", by the script {script}")
            }
            Self::NoCertificate => f.write_str("none: http"),
            Self::Trusted => f.write_str("trusted"),
            Self::Certificate {
                trusted,
                host,
                more,
                issuer,
                until,
            } => {
                if *trusted {
                    f.write_str("trusted: ")?;
                }
                write!(f, "for {host}")?;
                if *more > 0 {
                    write!(f, " and {more} more")?;
                }
                let issuer = issuer.as_deref().unwrap_or("itself");
                write!(f, ", issued by {issuer}, until {until}")
            }
            Self::ClientCertificate {
                whose,
                issuer,
                until,
            } => {
                let issuer = issuer.as_deref().unwrap_or("itself");
                write!(f, "of {whose}, issued by {issuer}, until {until}")
            }
            Self::NotSaid => f.write_str("the server does not say"),
            Self::ProductElsewhere { product, at } => write!(f, "{product}, at {at}"),
            Self::WebdavWithLocks => f.write_str("WebDAV with locks, as it says"),
            Self::PerhapsWebdav => f.write_str("perhaps WebDAV: only logging in tells"),
            Self::TopFolder { entries, more } => {
                let more = if *more { "+" } else { "" };
                write!(f, "in the top folder: {entries}{more}")
            }
            Self::ReadWrite => f.write_str("read and write"),
            Self::ReadOnly => f.write_str("read only"),
            Self::KeychainAnswers => f.write_str("available"),
            Self::NoKeychain => f.write_str("none: logins end with Damson"),
            Self::FreeSpace { megabytes } => write!(f, "{megabytes} MB"),
            Self::LocksAsSaid => f.write_str(
                "locks: as the server says; each check-out is read back to see whether it is so",
            ),
            Self::NoLocks { why } => write!(f, "locks: no: {why}"),
            Self::ComparesWrites { compares } => write!(
                f,
                "compares-writes: {}",
                match compares {
                    Some(true) =>
                        "the server refuses to replace what somebody wrote in the meantime",
                    Some(false) =>
                        "no; Damson looks right before each write, and a check-out protects",
                    None => "not known yet; the first upload over a file finds out",
                }
            ),
        }
    }
}
