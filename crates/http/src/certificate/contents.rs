//! What a file of certificates holds: PEM or PKCS#12, told apart by its bytes and not by its name.

use damson_remote::CertificateTrouble;
use p12_keystore::{Pkcs12Archive, error::Error as P12Error};
use pkcs8::{EncryptedPrivateKeyInfoRef, pkcs5};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs1KeyDer, PrivatePkcs8KeyDer};
use x509_parser::{certificate::X509Certificate, pem::Pem, prelude::FromDer as _};

use super::Why;

/// The certificates in the order of the file, and the one private key.
pub(super) struct Contents {
    pub(super) certificates: Vec<CertificateDer<'static>>,
    pub(super) key: PrivateKeyDer<'static>,
}

/// Reads a file; `passphrase` decrypts its key.
pub(super) fn read(bytes: &[u8], passphrase: Option<&str>) -> Result<Contents, Why> {
    let (certificates, key) = if is_pem(bytes) {
        read_pem(bytes, passphrase)?
    } else {
        read_pkcs12(bytes, passphrase)?
    };
    if certificates.is_empty() {
        return Err(unreadable("there is no certificate in it"));
    }
    let key = key.ok_or((CertificateTrouble::NoKey, None))?;
    Ok(Contents { certificates, key })
}

type Found = (Vec<CertificateDer<'static>>, Option<PrivateKeyDer<'static>>);

fn is_pem(bytes: &[u8]) -> bool {
    let begin = b"-----BEGIN ";
    bytes.windows(begin.len()).any(|part| part == begin)
}

fn read_pem(bytes: &[u8], passphrase: Option<&str>) -> Result<Found, Why> {
    if String::from_utf8_lossy(bytes).contains("Proc-Type: 4,ENCRYPTED") {
        return Err(unreadable(
            "its key is encrypted in an old way; `openssl pkcs8 -topk8` writes it in the present one",
        ));
    }
    let (mut certificates, mut key) = (Vec::new(), None);
    for part in Pem::iter_from_buffer(bytes) {
        let part = part.map_err(|error| unreadable(&error.to_string()))?;
        let der = part.contents;
        match part.label.as_str() {
            "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" => {
                certificates.push(der.into());
            }
            "PRIVATE KEY" => key = Some(PrivatePkcs8KeyDer::from(der).into()),
            "RSA PRIVATE KEY" => key = Some(PrivatePkcs1KeyDer::from(der).into()),
            "EC PRIVATE KEY" => key = Some(PrivateKeyDer::Sec1(der.into())),
            "ENCRYPTED PRIVATE KEY" => key = Some(decrypted(&der, passphrase)?),
            // Parameters of curves, requests and revocations may stand beside.
            _ => {}
        }
    }
    Ok((certificates, key))
}

fn decrypted(der: &[u8], passphrase: Option<&str>) -> Result<PrivateKeyDer<'static>, Why> {
    let encrypted = EncryptedPrivateKeyInfoRef::try_from(der)
        .map_err(|error| unreadable(&error.to_string()))?;
    let passphrase = passphrase.ok_or((CertificateTrouble::PassphraseNeeded, None))?;
    let key = encrypted.decrypt(passphrase).map_err(|error| {
        // A scheme that is not known says nothing of the passphrase.
        let unknown = matches!(
            error,
            pkcs8::Error::EncryptedPrivateKey(
                pkcs5::Error::NoPbes1CryptSupport
                    | pkcs5::Error::UnsupportedAlgorithm { .. }
                    | pkcs5::Error::AlgorithmParametersInvalid { .. }
            )
        );
        if unknown {
            unreadable(&error.to_string())
        } else {
            (CertificateTrouble::PassphraseWrong, None)
        }
    })?;
    Ok(PrivatePkcs8KeyDer::from(key.as_bytes().to_vec()).into())
}

fn read_pkcs12(bytes: &[u8], passphrase: Option<&str>) -> Result<Found, Why> {
    let read = Pkcs12Archive::from_pkcs12(bytes, passphrase.unwrap_or_default());
    let archive = match (read, passphrase) {
        (Ok(archive), _) => archive,
        (Err(P12Error::MacError(_) | P12Error::Pkcs5Error(_) | P12Error::UnpadError), None) => {
            return Err((CertificateTrouble::PassphraseNeeded, None));
        }
        (Err(P12Error::MacError(_) | P12Error::Pkcs5Error(_) | P12Error::UnpadError), Some(_)) => {
            return Err((CertificateTrouble::PassphraseWrong, None));
        }
        // What certificates are often handed out as: one alone, without a key.
        (Err(_), _) if X509Certificate::from_der(bytes).is_ok() => {
            return Err((CertificateTrouble::NoKey, None));
        }
        (Err(P12Error::DerError(_)), _) => {
            return Err(unreadable("it is neither a PEM nor a PKCS#12 file"));
        }
        (Err(error), _) => return Err(unreadable(&error.to_string())),
    };
    let certificates = archive.certs.iter();
    let certificates = certificates.map(|bag| bag.cert.as_der().to_vec().into());
    let key = archive.keys.first();
    let key = key.map(|bag| PrivatePkcs8KeyDer::from(bag.key.as_der().to_vec()).into());
    Ok((certificates.collect(), key))
}

fn unreadable(said: &str) -> Why {
    (CertificateTrouble::Unreadable, Some(said.to_owned()))
}
