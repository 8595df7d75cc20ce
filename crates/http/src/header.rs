//! Headers of text that is not ours.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use damson_remote::{Error, ErrorKind, Result};
use http::HeaderValue;
use secrecy::{ExposeSecret as _, SecretString, zeroize::Zeroize as _};

/// A header of text that came from a server or a person.
pub fn text(text: &str) -> Result<HeaderValue> {
    HeaderValue::from_str(text).map_err(|error| Error::new(ErrorKind::Garbled).caused_by(error))
}

/// A header that no log shows.
///
/// Fails with [`ErrorKind::WrongCredentials`] for characters that can't be sent.
pub fn secret(text: &str) -> Result<HeaderValue> {
    let mut header = HeaderValue::from_str(text).map_err(|_| {
        Error::new(ErrorKind::WrongCredentials)
            .said("name, password or token hold characters that can't be sent")
    })?;
    header.set_sensitive(true);
    Ok(header)
}

/// How a name and a password become bytes (RFC 7617, 2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    Utf8,
    /// ISO-8859-1, as servers of before RFC 7617 read them; a question mark for what it lacks.
    Latin1,
}

/// `Authorization` by name and password (RFC 7617).
pub fn basic(user: &str, password: &SecretString) -> Result<HeaderValue> {
    basic_in(Charset::Utf8, user, password)
}

/// As [`basic`], in a charset that an older server reads.
pub fn basic_in(charset: Charset, user: &str, password: &SecretString) -> Result<HeaderValue> {
    let mut text = format!("{user}:{}", password.expose_secret());
    let mut pair: Vec<u8> = match charset {
        Charset::Utf8 => text.bytes().collect(),
        Charset::Latin1 => text
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
            .collect(),
    };
    text.zeroize();
    let mut packed = format!("Basic {}", STANDARD.encode(&pair));
    let header = secret(&packed);
    pair.zeroize();
    packed.zeroize();
    header
}

/// Whether ISO-8859-1 has everything in a name and a password, in other bytes than UTF-8.
pub fn is_other_in_latin1(user: &str, password: &SecretString) -> bool {
    let all = || user.chars().chain(password.expose_secret().chars());
    !all().all(|c| c.is_ascii()) && all().all(|c| u32::from(c) < 0x100)
}

/// `Authorization` by a token, with or without its `Bearer` before it.
pub fn bearer(token: &str) -> Result<HeaderValue> {
    let token = token.trim();
    let token = token.strip_prefix("Bearer ").unwrap_or(token).trim();
    let mut text = format!("Bearer {token}");
    let header = secret(&text);
    text.zeroize();
    header
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_ascii_goes_out_in_either_charset() {
        let hush = SecretString::from("hüsh");
        let sent = |charset| basic_in(charset, "jané", &hush).unwrap();
        assert_eq!(sent(Charset::Utf8).as_bytes(), b"Basic amFuw6k6aMO8c2g=");
        assert_eq!(sent(Charset::Latin1).as_bytes(), b"Basic amFu6Tpo/HNo");
        assert!(is_other_in_latin1("jané", &hush));
        assert!(!is_other_in_latin1("jane", &SecretString::from("hush")));
        assert!(!is_other_in_latin1("jane", &SecretString::from("пароль")));
    }

    #[test]
    fn a_secret_is_not_shown() {
        let basic = basic("jane", &SecretString::from("hush")).unwrap();
        assert_eq!(basic.as_bytes(), b"Basic amFuZTpodXNo");
        assert!(!format!("{basic:?}").contains("amFuZTpodXNo"));
        assert_eq!(bearer(" Bearer a.b \n").unwrap().as_bytes(), b"Bearer a.b");
        let bad = bearer("a\nb").unwrap_err();
        assert_eq!(bad.kind, ErrorKind::WrongCredentials);
    }
}
