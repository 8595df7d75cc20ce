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

/// `Authorization` by name and password (RFC 7617).
pub fn basic(user: &str, password: &SecretString) -> Result<HeaderValue> {
    let mut pair = format!("{user}:{}", password.expose_secret());
    let mut packed = format!("Basic {}", STANDARD.encode(&pair));
    let header = secret(&packed);
    pair.zeroize();
    packed.zeroize();
    header
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
    fn a_secret_is_not_shown() {
        let basic = basic("jane", &SecretString::from("hush")).unwrap();
        assert_eq!(basic.as_bytes(), b"Basic amFuZTpodXNo");
        assert!(!format!("{basic:?}").contains("amFuZTpodXNo"));
        assert_eq!(bearer(" Bearer a.b \n").unwrap().as_bytes(), b"Bearer a.b");
        let bad = bearer("a\nb").unwrap_err();
        assert_eq!(bad.kind, ErrorKind::WrongCredentials);
    }
}
