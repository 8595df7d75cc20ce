//! What a server says of the hash of an asset's bytes.
//!
//! `Repr-Digest` (RFC 9530), its predecessor `Digest` (RFC 3230) and ownCloud's `OC-Checksum` are about
//! the whole asset, whatever part of it the answer brings. `Content-Digest` (RFC 9530) and `Content-MD5`
//! (RFC 1864) are about the bytes of the answer: what came is held to them, and they are no revision's.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use damson_core::{Digest, HashKind};
use http::{HeaderMap, HeaderName};

const REPR_DIGEST: HeaderName = HeaderName::from_static("repr-digest");
const DIGEST: HeaderName = HeaderName::from_static("digest");
const OC_CHECKSUM: HeaderName = HeaderName::from_static("oc-checksum");
const CONTENT_DIGEST: HeaderName = HeaderName::from_static("content-digest");
const CONTENT_MD5: HeaderName = HeaderName::from_static("content-md5");

/// The best hash that the headers of an answer name.
pub fn of_headers(headers: &HeaderMap) -> Option<Digest> {
    best(in_base64(&texts(headers, REPR_DIGEST)))
        .or_else(|| best(in_base64(&texts(headers, DIGEST))))
        .or_else(|| of_checksums(&texts(headers, OC_CHECKSUM)))
}

/// The best hash of the bytes that an answer brings, as they are on the way.
pub fn of_content(headers: &HeaderMap) -> Option<Digest> {
    let md5 = || {
        let bytes = STANDARD.decode(texts(headers, CONTENT_MD5).trim()).ok()?;
        Digest::from_bytes(HashKind::Md5, &bytes)
    };
    best(in_base64(&texts(headers, CONTENT_DIGEST))).or_else(md5)
}

fn texts(headers: &HeaderMap, name: HeaderName) -> String {
    let values = headers.get_all(name).into_iter();
    let texts: Vec<_> = values.filter_map(|value| value.to_str().ok()).collect();
    texts.join(",")
}

/// The best of `SHA1:0a1b… MD5:… ADLER32:…`, as ownCloud and Nextcloud write it.
pub fn of_checksums(text: &str) -> Option<Digest> {
    let words = text.split([' ', ',']).filter_map(|word| {
        let (name, hex) = word.trim().split_once(':')?;
        Digest::new(kind(name)?, hex)
    });
    best(words.collect())
}

/// `sha-256=:…:` and `SHA-256=…`.
fn in_base64(text: &str) -> Vec<Digest> {
    let parts = text.split(',').filter_map(|part| {
        let (name, value) = part.trim().split_once('=')?;
        let bytes = STANDARD.decode(value.trim().trim_matches(':')).ok()?;
        Digest::from_bytes(kind(name)?, &bytes)
    });
    parts.collect()
}

fn kind(name: &str) -> Option<HashKind> {
    match name.trim().to_ascii_lowercase().as_str() {
        "sha-256" | "sha256" => Some(HashKind::Sha256),
        "sha" | "sha-1" | "sha1" => Some(HashKind::Sha1),
        _ => None,
    }
}

fn best(mut found: Vec<Digest>) -> Option<Digest> {
    found.sort_by_key(|digest| match digest.kind() {
        HashKind::Sha256 => 0,
        HashKind::Sha1 => 1,
        HashKind::Md5 => 2,
    });
    found.into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &'static str, value: &'static str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().unwrap());
        of_headers(&headers).map(|digest| format!("{digest:?}"))
    }

    #[test]
    fn what_is_about_the_answer_alone_is_told_apart() {
        let empty_256 = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:";
        let mut headers = HeaderMap::new();
        let md5 = "1B2M2Y8AsgTpgAmY7PhCfg==".parse().unwrap();
        headers.insert(CONTENT_MD5, md5);
        let digest = of_content(&headers).unwrap();
        assert_eq!(
            format!("{digest:?}"),
            "md5:d41d8cd98f00b204e9800998ecf8427e"
        );
        headers.insert(CONTENT_DIGEST, empty_256.parse().unwrap());
        assert_eq!(of_content(&headers).unwrap().kind(), HashKind::Sha256);
        assert_eq!(of_headers(&headers), None);
    }

    #[test]
    fn reads_hashes_in_every_form() {
        let empty_256 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        let sha256 = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        let sha1 = "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709";
        let table: [(&str, String, Option<&str>); 7] = [
            ("repr-digest", format!("sha-256=:{empty_256}:"), Some(sha256)),
            ("digest", format!("SHA=2jmj7l5rSw0yVb/vlWAYkK/YBwk=,SHA-256={empty_256}"), Some(sha256)),
            ("digest", "SHA=2jmj7l5rSw0yVb/vlWAYkK/YBwk=".into(), Some(sha1)),
            (
                "oc-checksum",
                "SHA1:da39a3ee5e6b4b0d3255bfef95601890afd80709 MD5:d41d8cd98f00b204e9800998ecf8427e".into(),
                Some(sha1),
            ),
            ("content-digest", format!("sha-256=:{empty_256}:"), None),
            ("digest", "SHA-256=short".into(), None),
            ("oc-checksum", "MD5:d41d8cd98f00b204e9800998ecf8427e".into(), None),
        ];
        for (name, value, expected) in table {
            let value: &'static str = Box::leak(value.into_boxed_str());
            assert_eq!(told(name, value).as_deref(), expected, "{name}: {value}");
        }
    }
}
