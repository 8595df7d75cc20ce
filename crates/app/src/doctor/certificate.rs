//! Whose a server's certificate is, who issued it, and until when it holds.

use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use reqwest::{Response, tls::TlsInfo};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::ring,
    pki_types::{CertificateDer, ServerName, UnixTime},
};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use url::Url;
use x509_parser::{certificate::X509Certificate, prelude::FromDer as _, x509::X509Name};

use crate::view::FindingView;

/// One that ends sooner is worth a word to the administrator.
const SOON: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Whom a client certificate names, and until when it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Whose {
    pub(crate) name: String,
    /// `None` where it is signed by itself.
    pub(crate) issuer: Option<String>,
    /// The last day, `2027-01-31`.
    pub(crate) until: String,
    /// The whole days that are left, when they are few.
    pub(crate) few_days: Option<i64>,
}

/// What a certificate says of itself, as a person reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Certificate {
    /// The first of the hosts that it names, else whose it is.
    host: String,
    /// How many further hosts it names.
    more: u64,
    /// `None` where it is signed by itself.
    issuer: Option<String>,
    /// The last day, `2027-01-31`.
    until: String,
    /// The whole days that are left, when they are few; negative when it has ended.
    pub(super) few_days: Option<i64>,
}

impl Certificate {
    /// What the doctor says of it.
    pub(super) fn found(self, trusted: bool) -> FindingView {
        FindingView::Certificate {
            trusted,
            host: self.host,
            more: self.more,
            issuer: self.issuer,
            until: self.until,
        }
    }
}

/// That of a connection that was trusted.
pub(super) fn trusted(response: &Response) -> Option<Certificate> {
    let tls = response.extensions().get::<TlsInfo>()?;
    read(tls.peer_certificate()?, Timestamp::now())
}

/// That which a server shows to anybody, trusted or not: the handshake ends as soon as it is seen,
/// and nothing is sent over it.
pub(super) async fn shown(url: &Url) -> Option<Certificate> {
    let host = url.host_str()?.trim_matches(['[', ']']).to_owned();
    let port = url.port_or_known_default()?;
    let seen = Arc::new(Seen::default());
    let config = ClientConfig::builder_with_provider(ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .ok()?
        .dangerous()
        .with_custom_certificate_verifier(seen.clone())
        .with_no_client_auth();
    let stream = TcpStream::connect((host.as_str(), port)).await.ok()?;
    let name = ServerName::try_from(host).ok()?;
    let handshake = TlsConnector::from(Arc::new(config)).connect(name, stream);
    // It always fails: the verifier trusts nobody.
    let _: Result<_, _> = handshake.await;
    let der = seen.0.lock().ok()?.take()?;
    read(&der, Timestamp::now())
}

fn read(der: &[u8], now: Timestamp) -> Option<Certificate> {
    let (_, certificate) = X509Certificate::from_der(der).ok()?;
    let hosts = names(&certificate);
    let Whose {
        name,
        issuer,
        until,
        few_days,
    } = of_subject(&certificate, now)?;
    let (host, more) = hosts.unwrap_or((name, 0));
    Some(Certificate {
        host,
        more,
        issuer,
        until,
        few_days,
    })
}

/// Whose a client certificate (DER) is.
pub(crate) fn whose(der: &[u8]) -> Option<Whose> {
    let (_, certificate) = X509Certificate::from_der(der).ok()?;
    of_subject(&certificate, Timestamp::now())
}

fn of_subject(certificate: &X509Certificate<'_>, now: Timestamp) -> Option<Whose> {
    let ends = Timestamp::from_second(certificate.validity().not_after.timestamp()).ok()?;
    let itself = certificate.subject() == certificate.issuer();
    let day = ends.to_zoned(TimeZone::system()).date();
    let left = ends.duration_since(now);
    Some(Whose {
        name: called(certificate.subject()),
        issuer: (!itself).then(|| called(certificate.issuer())),
        until: day.to_string(),
        few_days: (left < SOON).then(|| left.as_hours().div_euclid(24)),
    })
}

/// The first of the hosts that it names, and how many more.
fn names(certificate: &X509Certificate<'_>) -> Option<(String, u64)> {
    let extension = certificate.subject_alternative_name().ok()??;
    let mut hosts = extension.value.general_names.iter().filter_map(|name| {
        let text = name.to_string();
        let host = text.strip_prefix("DNSName(")?.strip_suffix(')')?;
        Some(host.to_owned())
    });
    let first = hosts.next()?;
    Some((first, hosts.count() as u64))
}

/// The name that people call it by: its common name, or its organization.
fn called(name: &X509Name<'_>) -> String {
    let common = name.iter_common_name().next();
    let named = common.or_else(|| name.iter_organization().next());
    named
        .and_then(|attribute| attribute.as_str().ok())
        .map_or_else(|| name.to_string(), str::to_owned)
}

/// Keeps the certificate that it is shown, and trusts none.
#[derive(Debug, Default)]
struct Seen(Mutex<Option<Vec<u8>>>);

impl ServerCertVerifier for Seen {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if let Ok(mut seen) = self.0.lock() {
            *seen = Some(end_entity.to_vec());
        }
        Err(untrusted())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Err(untrusted())
    }

    fn verify_tls13_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Err(untrusted())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        ring::default_provider()
            .signature_verification_algorithms
            .supported_schemes()
    }
}

fn untrusted() -> rustls::Error {
    CertificateError::ApplicationVerificationFailure.into()
}

#[cfg(test)]
mod tests {
    use rcgen::{CertificateParams, DnType, KeyPair, date_time_ymd};

    use super::*;

    fn made(hosts: &[&str]) -> Vec<u8> {
        let hosts: Vec<String> = hosts.iter().map(ToString::to_string).collect();
        let mut params = CertificateParams::new(hosts).unwrap();
        params.not_after = date_time_ymd(2030, 6, 15);
        let name = &mut params.distinguished_name;
        name.push(DnType::CommonName, "The studio");
        let key = KeyPair::generate().unwrap();
        params.self_signed(&key).unwrap().der().to_vec()
    }

    fn at(time: &str) -> Timestamp {
        time.parse().unwrap()
    }

    #[test]
    fn it_says_whose_it_is_and_who_issued_it() {
        let der = made(&["dam.example", "www.dam.example", "dam.internal"]);
        let said = |der: &[u8]| {
            let seen = read(der, at("2030-01-01T00:00:00Z")).unwrap();
            seen.found(false).to_string()
        };
        let whose = "for dam.example and 2 more, issued by itself, until 2030-06-";
        let first = said(&der);
        assert!(first.starts_with(whose), "{first}");
        let second = said(&made(&[]));
        assert!(second.starts_with("for The studio, "), "{second}");
    }

    #[test]
    fn it_says_when_few_days_are_left() {
        let der = made(&["dam.example"]);
        let left = |time| read(&der, at(time)).unwrap().few_days;
        assert_eq!(left("2030-05-15T00:00:00Z"), None);
        assert_eq!(left("2030-06-10T12:00:00Z"), Some(4));
        assert_eq!(left("2030-06-14T23:00:00Z"), Some(0));
        assert_eq!(left("2030-06-16T12:00:00Z"), Some(-2));
    }

    #[test]
    fn what_is_none_says_nothing() {
        assert_eq!(read(b"no certificate", at("2030-01-01T00:00:00Z")), None);
    }
}
