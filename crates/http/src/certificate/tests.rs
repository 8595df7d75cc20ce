//! Files as browsers, Windows and OpenSSL write them, and what is wrong with some.

use rcgen::{CertificateParams, DnType, KeyPair, date_time_ymd};

use super::*;

/// A certificate that ends in 2040, and its key, both as PEM.
fn made() -> (String, KeyPair) {
    ending(2040)
}

fn ending(year: i32) -> (String, KeyPair) {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.not_after = date_time_ymd(year, 6, 15);
    params
        .distinguished_name
        .push(DnType::CommonName, "Jane's computer");
    let key = KeyPair::generate().unwrap();
    (params.self_signed(&key).unwrap().pem(), key)
}

fn read(bytes: impl AsRef<[u8]>, passphrase: Option<&str>) -> Result<ClientCertificate, Why> {
    let passphrase = passphrase.map(SecretString::from);
    let now = "2030-01-01T00:00:00Z".parse().unwrap();
    ClientCertificate::of(bytes.as_ref(), passphrase.as_ref(), now)
}

fn trouble(bytes: impl AsRef<[u8]>, passphrase: Option<&str>) -> CertificateTrouble {
    read(bytes, passphrase).unwrap_err().0
}

/// As `openssl pkcs8 -topk8` writes it.
fn encrypted(key: &KeyPair, passphrase: &str) -> String {
    let der = key.serialize_der();
    let plain = pkcs8::PrivateKeyInfoRef::try_from(der.as_slice()).unwrap();
    let scheme =
        pkcs8::pkcs5::pbes2::Parameters::generate_pbkdf2_sha256_aes256cbc(1_000, b"salty", [7; 16]);
    let sealed = plain.encrypt_with_params(scheme.unwrap(), passphrase);
    let text = STANDARD.encode(sealed.unwrap().as_bytes());
    format!("-----BEGIN ENCRYPTED PRIVATE KEY-----\n{text}\n-----END ENCRYPTED PRIVATE KEY-----\n")
}

/// As browsers, Windows and OpenSSL write it.
fn pkcs12(certificate: &str, key: &KeyPair, passphrase: &str, old: bool) -> Vec<u8> {
    use p12_keystore::{
        Certificate, EncryptionAlgorithm, KeyStore, KeyStoreEntry, MacAlgorithm, PrivateKey,
        PrivateKeyChain,
    };
    let der = x509_parser::pem::parse_x509_pem(certificate.as_bytes())
        .unwrap()
        .1
        .contents;
    let key = PrivateKey::from_der(&key.serialize_der()).unwrap();
    let chain = PrivateKeyChain::new(vec![1], key, [Certificate::from_der(&der).unwrap()]);
    let mut store = KeyStore::new();
    store.add_entry("jane", KeyStoreEntry::PrivateKeyChain(chain));
    let writer = store.writer(passphrase).encryption_iterations(1_000);
    let writer = if old {
        writer
            .encryption_algorithm(EncryptionAlgorithm::PbeWithShaAnd3KeyTripleDesCbc)
            .mac_algorithm(MacAlgorithm::HmacSha1)
    } else {
        writer
    };
    writer.write().unwrap()
}

#[test]
fn pem_is_read_in_any_order() {
    let (own, key) = made();
    let (issuer, _) = made();
    let key = key.serialize_pem();
    let first = read(format!("{own}{issuer}{key}"), None).unwrap();
    let last = read(format!("Bag Attributes\n{key}{issuer}\r\n{own}"), None).unwrap();
    assert_eq!(first, last);
    assert_eq!(first.chain.len(), 2);
    assert_eq!(
        read(format!("{own}{key}"), None).unwrap().der(),
        first.der()
    );
}

#[test]
fn an_encrypted_key_needs_its_passphrase() {
    let (own, key) = made();
    let pem = format!("{own}{}", encrypted(&key, "plum pie"));
    assert_eq!(trouble(&pem, None), CertificateTrouble::PassphraseNeeded);
    let wrong = trouble(&pem, Some("pear"));
    assert_eq!(wrong, CertificateTrouble::PassphraseWrong);
    read(&pem, Some("plum pie")).unwrap();
}

#[test]
fn pkcs12_needs_its_passphrase() {
    let (own, key) = made();
    for old in [false, true] {
        let store = pkcs12(&own, &key, "Pflaumenkuchen mit Öl", old);
        assert_eq!(trouble(&store, None), CertificateTrouble::PassphraseNeeded);
        let wrong = trouble(&store, Some("pear"));
        assert_eq!(wrong, CertificateTrouble::PassphraseWrong);
        let found = read(&store, Some("Pflaumenkuchen mit Öl")).unwrap();
        let plain = format!("{own}{}", key.serialize_pem());
        assert_eq!(found, read(plain, None).unwrap());
    }
    read(pkcs12(&own, &key, "", false), None).unwrap();
}

#[test]
fn what_is_wrong_with_a_file_is_told_apart() {
    let (own, key) = made();
    let (_, other) = made();
    let key_pem = key.serialize_pem();
    assert_eq!(trouble(&own, None), CertificateTrouble::NoKey);
    let der = x509_parser::pem::parse_x509_pem(own.as_bytes()).unwrap().1;
    assert_eq!(trouble(der.contents, None), CertificateTrouble::NoKey);
    let strange = format!("{own}{}", other.serialize_pem());
    assert_eq!(trouble(strange, None), CertificateTrouble::OtherKey);
    let (old, old_key) = ending(2029);
    let why = read(format!("{old}{}", old_key.serialize_pem()), None).unwrap_err();
    assert_eq!(why.0, CertificateTrouble::Expired);
    assert_eq!(why.1.as_deref(), Some("2029-06-15"));
    let old_way = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n";
    for garbage in ["", "a picture", &key_pem, &own[..80], old_way] {
        assert_eq!(
            trouble(garbage, None),
            CertificateTrouble::Unreadable,
            "{garbage}"
        );
    }
}

#[test]
fn a_file_is_named_and_nothing_of_the_key_is_shown() {
    let file = Path::new("jane's certificate.p12");
    let error = ClientCertificate::read(file, b"a picture", None).unwrap_err();
    assert_eq!(error.file, file);
    assert!(error.to_string().contains("jane's certificate.p12"));
    let (own, key) = made();
    let read = read(format!("{own}{}", key.serialize_pem()), None).unwrap();
    assert_eq!(
        format!("{read:?}"),
        "ClientCertificate { certificates: 1, .. }"
    );
}
