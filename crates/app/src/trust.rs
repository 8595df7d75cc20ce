//! Why a certificate is not trusted, in words that an administrator can act upon.

use std::{error::Error as StdError, io};

use rustls::CertificateError;

use crate::crossing::error::{ErrorCode, UserError};

/// What is wrong with a certificate: a steady word, and a sentence with names and dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Distrust {
    /// `expired`, `not-yet-valid`, `other-host`, `unknown-issuer`, `revoked`, `not-tls`, `other`.
    pub(crate) word: &'static str,
    pub(crate) said: String,
}

/// Why TLS failed; `None` where something else failed.
pub(crate) fn distrust(error: &(dyn StdError + 'static)) -> Option<Distrust> {
    if let Some(tls) = error.downcast_ref::<rustls::Error>() {
        return Some(explain(tls));
    }
    // `source` of an I/O error skips the error that it holds, so that error is looked at by itself.
    let held = error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref);
    if let Some(held) = held
        && let Some(found) = distrust(held)
    {
        return Some(found);
    }
    distrust(error.source()?)
}

/// The words of the deepest cause: those of the code that noticed the failure first.
pub(crate) fn innermost(error: &dyn std::error::Error) -> Option<String> {
    let mut deepest = error.source()?;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    Some(deepest.to_string())
}

/// The error of a request that got no answer for another reason than TLS.
pub(crate) fn unreachable(error: &reqwest::Error) -> UserError {
    let code = if error.is_timeout() {
        ErrorCode::Timeout
    } else {
        ErrorCode::Offline
    };
    let shown = UserError::new(code);
    match innermost(error) {
        Some(said) => shown.said(said),
        None => shown,
    }
}

impl From<Distrust> for UserError {
    fn from(distrust: Distrust) -> Self {
        Self::new(ErrorCode::Tls)
            .detail(distrust.word)
            .said(distrust.said)
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library may add variants"
)]
fn explain(error: &rustls::Error) -> Distrust {
    let word = match error {
        rustls::Error::InvalidCertificate(why) => certificate_word(why),
        rustls::Error::InvalidMessage(_) => "not-tls",
        _ => "other",
    };
    let said = match word {
        "unknown-issuer" => {
            "the certificate is self-signed, or its issuer is not trusted on this computer"
                .to_owned()
        }
        "not-tls" => "what answers does not speak TLS".to_owned(),
        _ => error.to_string(),
    };
    Distrust { word, said }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library may add variants"
)]
fn certificate_word(why: &CertificateError) -> &'static str {
    match why {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => "expired",
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "not-yet-valid"
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "other-host"
        }
        CertificateError::UnknownIssuer => "unknown-issuer",
        // A self-signed certificate of the kind that tools make: its own authority.
        CertificateError::Other(other) if other.to_string().contains("CaUsedAsEndEntity") => {
            "unknown-issuer"
        }
        CertificateError::Revoked => "revoked",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_found_below_other_errors() {
        let tls = rustls::Error::InvalidCertificate(CertificateError::Expired);
        let wrapped = io::Error::other(io::Error::other(tls.clone()));
        for error in [
            &tls as &(dyn StdError + 'static),
            &io::Error::other(tls.clone()),
            &wrapped,
        ] {
            assert_eq!(distrust(error).unwrap().word, "expired");
        }
        assert_eq!(distrust(&io::Error::other("broken")), None);
    }

    #[test]
    fn every_reason_has_its_word() {
        let word = |why| explain(&rustls::Error::InvalidCertificate(why)).word;
        assert_eq!(word(CertificateError::UnknownIssuer), "unknown-issuer");
        assert_eq!(word(CertificateError::NotValidForName), "other-host");
        assert_eq!(word(CertificateError::NotValidYet), "not-yet-valid");
        assert_eq!(word(CertificateError::Revoked), "revoked");
        assert_eq!(word(CertificateError::BadSignature), "other");
    }
}
