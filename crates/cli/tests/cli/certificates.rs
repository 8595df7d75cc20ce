//! What the doctor says of a server's certificate.

use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
    sync::Arc,
};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd,
};
use tokio_rustls::rustls::{
    ServerConfig, ServerConnection, StreamOwned,
    crypto::ring,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};

use crate::person::Person;

/// A server whose certificate the studio's own authority made.
struct Studio {
    url: String,
    /// The authority, as administrators hand it out.
    #[cfg(target_os = "linux")]
    authority: String,
}

impl Studio {
    fn start(ends: (i32, u8, u8)) -> Self {
        let mut params = CertificateParams::new([]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let name = &mut params.distinguished_name;
        name.push(DnType::CommonName, "Studio authority");
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();

        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(["localhost".to_owned()]).unwrap();
        params.not_before = date_time_ymd(2024, 1, 1);
        params.not_after = date_time_ymd(ends.0, ends.1, ends.2);
        let certificate = params.signed_by(&key, &authority).unwrap();
        let config = ServerConfig::builder_with_provider(ring::default_provider().into())
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der())),
            )
            .unwrap();
        let listener = TcpListener::bind("localhost:0").unwrap();
        let url = format!(
            "https://localhost:{}",
            listener.local_addr().unwrap().port()
        );
        std::thread::spawn(move || answer(&listener, &Arc::new(config)));
        Self {
            url,
            #[cfg(target_os = "linux")]
            authority: authority.pem(),
        }
    }
}

fn answer(listener: &TcpListener, config: &Arc<ServerConfig>) {
    for stream in listener.incoming() {
        let connection = ServerConnection::new(Arc::clone(config)).unwrap();
        let mut stream = StreamOwned::new(connection, stream.unwrap());
        // Whoever does not trust it ends here.
        let mut request = [0; 4096];
        let Ok(_) = stream.read(&mut request) else {
            continue;
        };
        let _ = stream.write_all(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\
              connection: close\r\n\r\nA shop",
        );
        stream.conn.send_close_notify();
        let _ = stream.flush();
    }
}

#[test]
fn one_that_nobody_here_trusts() {
    let studio = Studio::start((2099, 1, 31));
    let said = Person::new("jane").run(&["doctor", &studio.url]);
    assert_ne!(said.code, 0);
    let issued = "For localhost, issued by Studio authority, valid until 2099-01-31";
    assert!(said.out.contains(issued), "{}\n{}", said.out, said.err);
    assert!(said.err.contains("is not trusted"), "{}", said.err);
}

/// What a system trusts can be said by a variable on Linux alone.
#[cfg(target_os = "linux")]
#[test]
fn one_that_the_system_trusts() {
    let said = with_authority(&Studio::start((2099, 1, 31)));
    let issued = "Trusted: for localhost, issued by Studio authority, valid until 2099-01-31";
    assert!(said.out.contains(issued), "{}\n{}", said.out, said.err);
    assert!(!said.err.contains("ends soon"), "{}", said.err);
}

#[cfg(target_os = "linux")]
fn with_authority(studio: &Studio) -> crate::person::Said {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("authority.pem");
    std::fs::write(&file, &studio.authority).unwrap();
    let person = Person::new("jane");
    let mut command = person.command();
    command.env("SSL_CERT_FILE", &file);
    crate::person::Said::by(command.args(["doctor", &studio.url]))
}
