//! The client certificate that proves to a server whose computer this is (mutual TLS).

mod contents;

use std::{
    error::Error as StdError,
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use damson_remote::{CertificateTrouble, Error, ErrorKind};
use jiff::Timestamp;
use rustls::{
    crypto::ring::sign::any_supported_type,
    pki_types::{CertificateDer, PrivateKeyDer},
    sign::CertifiedKey,
};
use secrecy::{ExposeSecret as _, SecretString};
use x509_parser::{certificate::X509Certificate, prelude::FromDer as _};

use contents::Contents;

/// A certificate with its chain and private key, checked and ready for a handshake. Shows nothing of
/// the key.
#[derive(Clone)]
pub struct ClientCertificate {
    /// The client's own certificate first.
    chain: Arc<[CertificateDer<'static>]>,
    ready: reqwest::Identity,
}

/// Why a file can't be used as a client certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    pub file: PathBuf,
    pub trouble: CertificateTrouble,
    /// More about it: the system's words, or the day on which the certificate ended (`2027-01-31`).
    pub said: Option<String>,
}

/// The trouble and more about it, where the file is not known.
type Why = (CertificateTrouble, Option<String>);

impl ClientCertificate {
    /// Reads the bytes of a PEM file (certificate, chain and private key, in any order) or of a
    /// PKCS#12 file, and checks that the key belongs to the certificate and that the certificate has
    /// not expired.
    ///
    /// `file` is named in what goes wrong, and not looked at. `passphrase` decrypts the key; without
    /// one, PKCS#12 is tried with an empty one.
    pub fn read(
        file: &Path,
        bytes: &[u8],
        passphrase: Option<&SecretString>,
    ) -> Result<Self, Unusable> {
        let read = Self::of(bytes, passphrase, Timestamp::now());
        read.map_err(|(trouble, said)| Unusable {
            file: file.to_owned(),
            trouble,
            said,
        })
    }

    fn of(bytes: &[u8], passphrase: Option<&SecretString>, now: Timestamp) -> Result<Self, Why> {
        let passphrase = passphrase.map(SecretString::expose_secret);
        let Contents { certificates, key } = contents::read(bytes, passphrase)?;
        let chain = own_first(certificates, &key)?;
        let own = chain.first().ok_or((CertificateTrouble::OtherKey, None))?;
        let ends = end_of(own).ok_or((CertificateTrouble::Unreadable, None))?;
        if ends < now {
            let day = ends.strftime("%Y-%m-%d").to_string();
            return Err((CertificateTrouble::Expired, Some(day)));
        }
        // The cause would quote the key.
        let ready = reqwest::Identity::from_pem(pem(&chain, &key).as_bytes())
            .map_err(|_| (CertificateTrouble::Unreadable, None))?;
        Ok(Self {
            chain: chain.into(),
            ready,
        })
    }

    /// The client's own certificate (DER).
    pub fn der(&self) -> &[u8] {
        self.chain.first().map_or(&[], |own| own)
    }

    pub(crate) fn ready(&self) -> reqwest::Identity {
        self.ready.clone()
    }
}

impl PartialEq for ClientCertificate {
    fn eq(&self, other: &Self) -> bool {
        self.chain == other.chain
    }
}

impl Eq for ClientCertificate {}

impl fmt::Debug for ClientCertificate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("ClientCertificate")
            .field("certificates", &self.chain.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Unusable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {:?}", self.file.display(), self.trouble)?;
        match &self.said {
            Some(said) => write!(out, ": {said}"),
            None => Ok(()),
        }
    }
}

impl StdError for Unusable {}

impl From<Unusable> for Error {
    fn from(unusable: Unusable) -> Self {
        let mut error = Self::new(ErrorKind::ClientCertificate(unusable.trouble));
        error.said.clone_from(&unusable.said);
        error.caused_by(unusable)
    }
}

/// The chain with the certificate that the key belongs to in front, the others as they came.
fn own_first(
    mut certificates: Vec<CertificateDer<'static>>,
    key: &PrivateKeyDer<'static>,
) -> Result<Vec<CertificateDer<'static>>, Why> {
    let signs = any_supported_type(key).map_err(|_| {
        let said = "its private key is damaged, or of a kind that TLS has no use for";
        (CertificateTrouble::Unreadable, Some(said.to_owned()))
    })?;
    let fits = |certificate: &CertificateDer<'static>| {
        let pair = CertifiedKey::new(vec![certificate.clone()], signs.clone());
        pair.keys_match().is_ok()
    };
    let Some(at) = certificates.iter().position(fits) else {
        return Err((CertificateTrouble::OtherKey, None));
    };
    certificates[..=at].rotate_right(1);
    Ok(certificates)
}

fn end_of(certificate: &[u8]) -> Option<Timestamp> {
    let (_, certificate) = X509Certificate::from_der(certificate).ok()?;
    Timestamp::from_second(certificate.validity().not_after.timestamp()).ok()
}

fn pem(chain: &[CertificateDer<'_>], key: &PrivateKeyDer<'_>) -> String {
    let label = match key {
        PrivateKeyDer::Pkcs1(_) => "RSA PRIVATE KEY",
        PrivateKeyDer::Sec1(_) => "EC PRIVATE KEY",
        // The library may add kinds; it reads none that it has no other label for.
        PrivateKeyDer::Pkcs8(_) | _ => "PRIVATE KEY",
    };
    let section = |label: &str, der: &[u8]| {
        let text = STANDARD.encode(der);
        format!("-----BEGIN {label}-----\n{text}\n-----END {label}-----\n")
    };
    let mut pem = section(label, key.secret_der());
    pem.extend(chain.iter().map(|der| section("CERTIFICATE", der)));
    pem
}

#[cfg(test)]
mod tests;
