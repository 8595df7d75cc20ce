//! Takes secrets out of log lines.
//!
//! The types that hold a login never show it. Redaction is for what nobody meant to log: a header, an
//! address with a signature, the words of a library. It rather leaves out too much than too little.

use std::{
    borrow::Cow,
    io::{self, Write},
    sync::LazyLock,
};

use regex::{Captures, Regex};
use tracing_subscriber::fmt::MakeWriter;

/// What stands in the place of a secret.
pub const LEFT_OUT: &str = "[left out]";

/// A writer of log lines that leaves secrets out. It needs each event in one call, because a secret that
/// is cut in two is not found.
#[derive(Debug, Clone)]
pub struct Redacted<M>(pub M);

/// One event on its way.
#[derive(Debug)]
pub struct RedactedLine<W>(W);

/// The text without what looks like a secret.
pub fn redacted(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for (pattern, keeps) in &*PATTERNS {
        if !pattern.is_match(&text) {
            continue;
        }
        let changed = pattern.replace_all(&text, |found: &Captures<'_>| {
            let kept: String = (1..=*keeps)
                .filter_map(|group| found.get(group))
                .map(|group| group.as_str())
                .collect();
            kept + LEFT_OUT
        });
        text = Cow::Owned(changed.into_owned());
    }
    text
}

/// Patterns of secrets, and how many groups before the secret stay. The order matters: a header is
/// replaced as a whole before its parts are looked at.
static PATTERNS: LazyLock<Vec<(Regex, usize)>> = LazyLock::new(|| {
    let headers = "authorization|proxy-authorization|cookie|set-cookie|csrf-token|x-api-key\
        |x-gw-ims-org-id|if|lock-token";
    let names = "[a-z_-]*(?:password|passwd|secret|token|credentials?|private_?key|api_?key\
        |assertion|signature|login-token|session_?id)|sig|pwd|code_verifier|x-amz-[a-z-]+";
    let patterns = [
        (
            format!(r#"(?i)("?\b(?:{headers})"?\s*[:=]\s*)(?:"[^"]*"|[^"\r\n,}}]+)"#),
            1,
        ),
        (
            r"(?i)\b((?:basic|bearer|negotiate|ntlm)\s+)[a-z0-9+/=._~-]{8,}".to_owned(),
            1,
        ),
        (
            format!(
                r#"(?i)("?\b(?:{names})\\?"?\s*[:=]\s*)(?:\\?"(?:[^"\\]|\\.)*"|[^\s&"',;)}}\]]+)"#
            ),
            1,
        ),
        (r"(?i)\b([a-z][a-z0-9+.-]*://)[^/\s@]+@".to_owned(), 1),
        (r"\beyJ[A-Za-z0-9_-]{6,}(?:\.[A-Za-z0-9_-]*)*".to_owned(), 0),
        (r"(?i)opaquelocktoken:[a-z0-9-]+".to_owned(), 0),
        (
            r"(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)"
                .to_owned(),
            0,
        ),
    ];
    patterns
        .into_iter()
        .map(|(pattern, keeps)| (Regex::new(&pattern).expect("a pattern of our own"), keeps))
        .collect()
});

impl<'a, M: MakeWriter<'a>> MakeWriter<'a> for Redacted<M> {
    type Writer = RedactedLine<M::Writer>;

    fn make_writer(&'a self) -> Self::Writer {
        RedactedLine(self.0.make_writer())
    }
}

impl<W: Write> Write for RedactedLine<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        self.0.write_all(redacted(&text).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_out_what_looks_like_a_secret() {
        for line in [
            "Authorization: Basic amFuZTpwbHVt-SECRET",
            r#"headers={"authorization": "Bearer SECRET.x", "host": "dam.example.com"}"#,
            "sent with Bearer SECRETabcdef",
            "GET https://store.example.com/a?se=2026&sig=SECRET%3D&sp=r HTTP/1.1",
            "https://s3.example.com/a?X-Amz-Credential=SECRET&X-Amz-Signature=SECRET",
            "https://jane:SECRET@dam.example.com/dam",
            "cookie: login-token=SECRET; path=/",
            "set-cookie: login-token=SECRET",
            r#"{"access_token":"SECRET","expires_in":86399}"#,
            r#"body="{\"refresh_token\":\"SECRET\"}""#,
            "Login { user: \"jane\", password: \"SECRET word\" }",
            "DAMSON_PASSWORD=SECRET damson status",
            "client_secret=SECRET&jwt_token=SECRET",
            "token eyJTRUNSRVQSECRET.SECRET.SECRET is old",
            "uploadToken=SECRET",
            "If: (<opaquelocktoken:SECRET-1>)",
            "lock opaquelocktoken:SECRET",
            "-----BEGIN PRIVATE KEY-----\nSECRET\n-----END PRIVATE KEY-----",
        ] {
            let kept = redacted(line);
            assert!(!kept.contains("SECRET"), "{line} became {kept}");
            assert!(kept.contains(LEFT_OUT), "{kept}");
        }
    }

    #[test]
    fn what_helps_is_kept() {
        for line in [
            "downloaded path=/Campaigns/Spring/hero.psd bytes=12",
            "a transfer is tried again later transfer=7 wait=2s error=503 Service Unavailable",
            "GET https://dam.example.com/api/assets/Spring.json?limit=50",
            "the cache folder is scanned, not watched",
        ] {
            assert_eq!(redacted(line), line);
        }
        let kept = redacted("https://jane:x@dam.example.com/dam?sig=abc&sp=r");
        assert_eq!(
            kept,
            format!("https://{LEFT_OUT}dam.example.com/dam?sig={LEFT_OUT}&sp=r")
        );
    }
}
