//! Client certificates, from the setting to what the doctor says, and that none of it is written.

use std::{
    fs,
    io::Read as _,
    path::Path,
    time::{Duration, SystemTime},
};

use pkcs8::{PrivateKeyInfoRef, pkcs5::pbes2};
use rcgen::{CertificateParams, DnType, KeyPair};

use crate::person::{LAYOUT, Person, Said, World};

const PASSPHRASE: &str = "zwetschgenroester-4711";
const VARIABLE: &str = "DAMSON_CLIENT_CERTIFICATE_PASSPHRASE";

/// A certificate of so many days with its encrypted key, as a file of this person's, and the key.
fn certificate(person: &Person, days: u64) -> (String, KeyPair) {
    let mut params = CertificateParams::new([]).unwrap();
    params.not_after = (SystemTime::now() + Duration::from_hours(days * 24)).into();
    let name = &mut params.distinguished_name;
    name.push(DnType::CommonName, "Jane's computer");
    let key = KeyPair::generate().unwrap();
    let der = key.serialize_der();
    let plain = PrivateKeyInfoRef::try_from(der.as_slice()).unwrap();
    let scheme = pbes2::Parameters::generate_pbkdf2_sha256_aes256cbc(1_000, b"salty", [7; 16]);
    let sealed = plain.encrypt_with_params(scheme.unwrap(), PASSPHRASE);
    let text = openssl_lines(sealed.unwrap().as_bytes());
    let label = "ENCRYPTED PRIVATE KEY";
    let pem = params.self_signed(&key).unwrap().pem();
    let file = person.home().join("Jane's own.pem");
    let both = format!("{pem}-----BEGIN {label}-----\n{text}-----END {label}-----\n");
    fs::write(&file, both).unwrap();
    (file.to_str().unwrap().to_owned(), key)
}

fn openssl_lines(der: &[u8]) -> String {
    let text = base64(der);
    let mut all = String::new();
    for line in text.as_bytes().chunks(64) {
        all.push_str(str::from_utf8(line).unwrap());
        all.push('\n');
    }
    all
}

fn base64(bytes: &[u8]) -> String {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    STANDARD.encode(bytes)
}

fn with_passphrase(person: &Person, arguments: &[&str]) -> Said {
    let mut command = person.command();
    let said = Said::by(
        command
            .env(VARIABLE, PASSPHRASE)
            .env("DAMSON_LOG", "trace")
            .args(arguments),
    );
    assert_eq!(said.code, 0, "{arguments:?}: {}\n{}", said.out, said.err);
    said
}

#[test]
fn what_is_wrong_with_one_is_said_with_its_file() {
    let world = World::start();
    let jane = world.person("jane");
    let said = jane.ok(&["settings", "certificate-passphrase"]);
    assert!(
        said.out.contains("No client certificate is set"),
        "{}",
        said.out
    );
    jane.no(2, &["settings", "set", "client-certificate", "jane.p12"]);

    let (file, _) = certificate(&jane, 400);
    jane.ok(&["settings", "set", "client-certificate", &file]);
    let said = jane.no(1, &["doctor"]);
    assert!(
        said.err.contains("Jane's own.pem is protected"),
        "{}",
        said.err
    );
    assert!(said.err.contains("certificate-passphrase"), "{}", said.err);
    let said = jane.no(1, &["ls", "/Spring"]);
    assert!(said.err.contains("Jane's own.pem"), "{}", said.err);

    let mut command = jane.command();
    command.env(VARIABLE, "plum pie");
    let said = Said::by(command.arg("doctor"));
    assert!(said.err.contains("doesn't open"), "{}", said.err);
    fs::remove_file(&file).unwrap();
    let said = jane.no(1, &["doctor"]);
    assert!(said.err.contains("can't be read"), "{}", said.err);
    jane.ok(&["settings", "reset", "client-certificate"]);
    let said = jane.ok(&["doctor"]);
    assert!(!said.out.contains("Client certificate"), "{}", said.out);
}

#[test]
fn the_doctor_says_whose_it_is_and_that_it_ends_soon() {
    let world = World::start();
    let jane = world.person("jane");
    for (days, soon) in [(400, false), (10, true)] {
        let (file, _) = certificate(&jane, days);
        jane.ok(&["settings", "set", "client-certificate", &file]);
        let said = with_passphrase(&jane, &["doctor"]);
        let whose = "Of Jane's computer, issued by itself, valid until 20";
        assert!(said.out.contains(whose), "{}", said.out);
        let warned = said.err.contains("Your client certificate expires soon");
        assert_eq!(warned, soon, "{}", said.err);
    }
}

#[test]
fn nothing_of_passphrase_and_key_is_in_any_file() {
    let world = World::start();
    let jane = world.person("jane");
    let (file, key) = certificate(&jane, 10);
    jane.ok(&["settings", "set", "client-certificate", &file]);
    let calls = jane.home().join("calls.json");
    with_passphrase(&jane, &["get", LAYOUT]);
    with_passphrase(&jane, &["settings", "--json"]);
    with_passphrase(&jane, &["doctor", "--trace", calls.to_str().unwrap()]);
    with_passphrase(&jane, &["support"]);

    let der = key.serialize_der();
    // The secret part of a P-256 key, after the head of PKCS#8.
    let scalar = der[36..68].to_vec();
    let secrets = [
        PASSPHRASE.as_bytes().to_vec(),
        scalar,
        base64(&der).into_bytes(),
    ];
    let mut looked_at = 0;
    for entry in walkdir::WalkDir::new(jane.home()) {
        let entry = entry.unwrap();
        if !entry.file_type().is_file() || entry.path() == Path::new(&file) {
            continue;
        }
        for bytes in contents(entry.path()) {
            looked_at += 1;
            for secret in &secrets {
                let there = bytes.windows(secret.len()).any(|part| part == secret);
                assert!(!there, "{}", entry.path().display());
            }
        }
    }
    assert!(
        looked_at > 8,
        "journal, settings, logs, bundle: {looked_at}"
    );
}

/// The bytes of a file, and those of what is packed in it.
fn contents(file: &Path) -> Vec<Vec<u8>> {
    let bytes = fs::read(file).unwrap();
    let mut all = Vec::new();
    if let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(&bytes)) {
        for number in 0..archive.len() {
            let mut packed = Vec::new();
            let mut entry = archive.by_index(number).unwrap();
            entry.read_to_end(&mut packed).unwrap();
            all.push(packed);
        }
    }
    all.push(bytes);
    all
}
