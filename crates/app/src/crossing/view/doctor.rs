//! What is wrong with a connection, step by step.

use serde::{Deserialize, Serialize};

use super::FindingView;
use crate::crossing::error::UserError;

/// The answer of the doctor, in the order of the steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DoctorView {
    /// The address that was looked at.
    pub url: String,
    /// The connection, where it is one.
    pub connection: Option<String>,
    pub checks: Vec<CheckView>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct CheckView {
    pub step: DoctorStep,
    pub health: Health,
    /// What was found, for people: an address, an issuer, a product. Not to be matched.
    pub detail: Option<String>,
    /// The same where words belong to it, for a front end that says it in its own.
    pub found: Option<FindingView>,
    pub error: Option<UserError>,
    /// How long it took.
    pub milliseconds: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Health {
    Ok,
    Warn,
    Fail,
    /// A step that this one needs failed.
    Skipped,
}

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum DoctorStep {
    Address,
    /// Whose client certificate is used; there is no such step where none is set.
    ClientCertificate,
    Proxy,
    Dns,
    Tcp,
    /// The certificate, and who issued it.
    Tls,
    /// An answer to a request, and the server's clock.
    Http,
    Clock,
    /// Whether it is a DAM that Damson knows.
    Product,
    Keychain,
    Login,
    /// Whether the root can be listed.
    Read,
    /// Whether this person may write.
    Write,
    /// What the server can do, one check a capability.
    Capability,
    CacheFolder,
    FreeSpace,
}

impl DoctorView {
    /// The worst that was found.
    pub fn health(&self) -> Health {
        let found = |health| self.checks.iter().any(|check| check.health == health);
        if found(Health::Fail) {
            return Health::Fail;
        }
        if found(Health::Warn) {
            Health::Warn
        } else {
            Health::Ok
        }
    }
}

impl DoctorStep {
    pub const ALL: &[Self] = &[
        Self::Address,
        Self::ClientCertificate,
        Self::Proxy,
        Self::Dns,
        Self::Tcp,
        Self::Tls,
        Self::Http,
        Self::Clock,
        Self::Product,
        Self::Keychain,
        Self::Login,
        Self::Read,
        Self::Write,
        Self::Capability,
        Self::CacheFolder,
        Self::FreeSpace,
    ];
}
