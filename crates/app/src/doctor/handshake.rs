//! The certificate that a server shows, trusted or not.

use std::sync::{Arc, Mutex};

use jiff::Timestamp;
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

use crate::{
    certificate::{Certificate, read},
    crossing::view::FindingView,
};

/// What the doctor says of a certificate.
pub(super) fn found(certificate: Certificate, trusted: bool) -> FindingView {
    FindingView::Certificate {
        trusted,
        host: certificate.host,
        more: certificate.more,
        issuer: certificate.issuer,
        until: certificate.until,
    }
}

/// The certificate of a connection that was trusted.
pub(super) fn trusted(response: &Response) -> Option<Certificate> {
    let tls = response.extensions().get::<TlsInfo>()?;
    read(tls.peer_certificate()?, Timestamp::now())
}

/// The certificate that a server shows to anybody, trusted or not. The handshake ends as soon as the
/// certificate is seen, and nothing is sent over the connection.
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
    // The handshake always fails, because the verifier trusts nobody.
    let _: Result<_, _> = handshake.await;
    let der = seen.0.lock().ok()?.take()?;
    read(&der, Timestamp::now())
}

/// A verifier that records the certificate it is shown, and trusts none.
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
