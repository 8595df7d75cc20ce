//! What a server wants people to log in by: `WWW-Authenticate` in every form of RFC 9110, 11.6.1.
//!
//! One header may hold several challenges, and a comma separates challenges as well as the
//! parameters of one; so a challenge begins with a word that no `=` follows.

use std::fmt;

/// Challenges that are read of one header.
const MOST: usize = 16;

/// One way to log in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// As the server spells it.
    pub scheme: String,
    /// Names and values, the values without their quotes.
    params: Vec<(String, String)>,
}

impl Challenge {
    /// Whether it is of this scheme, whose name is in lower case.
    pub fn is(&self, scheme: &str) -> bool {
        self.scheme.eq_ignore_ascii_case(scheme)
    }

    /// The value of a parameter, whose name is in lower case.
    pub fn param(&self, name: &str) -> Option<&str> {
        let found = self
            .params
            .iter()
            .find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// The challenge by itself, with every value in quotes.
impl fmt::Display for Challenge {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.scheme)?;
        for (nth, (name, value)) in self.params.iter().enumerate() {
            let comma = if nth == 0 { "" } else { "," };
            let value = value.replace('\\', "\\\\").replace('"', "\\\"");
            write!(out, "{comma} {name}=\"{value}\"")?;
        }
        Ok(())
    }
}

/// The challenges of one header; what is no challenge is left out.
pub fn parse(header: &str) -> Vec<Challenge> {
    let mut challenges: Vec<Challenge> = Vec::new();
    for element in elements(header) {
        let (word, rest) = word(element);
        if word.is_empty() {
            continue;
        }
        if let Some(value) = rest.trim_start().strip_prefix('=') {
            if let Some(challenge) = challenges.last_mut() {
                challenge.params.push((word.to_owned(), unquoted(value)));
            }
            continue;
        }
        if challenges.len() >= MOST {
            break;
        }
        let mut challenge = Challenge {
            scheme: word.to_owned(),
            params: Vec::new(),
        };
        let (name, value) = self::word(rest.trim_start());
        // Without a value it is a token of the scheme's own (token68), such as Negotiate's.
        if let Some(value) = value.trim_start().strip_prefix('=')
            && !name.is_empty()
            && !value.trim_start_matches('=').trim().is_empty()
        {
            challenge.params.push((name.to_owned(), unquoted(value)));
        }
        challenges.push(challenge);
    }
    challenges
}

/// The parts between commas that are in no quotes.
fn elements(header: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let mut escaped = false;
    header
        .split(move |c: char| {
            if escaped {
                escaped = false;
                return false;
            }
            match c {
                '\\' if quoted => escaped = true,
                '"' => quoted = !quoted,
                ',' => return !quoted,
                _ => {}
            }
            false
        })
        .map(str::trim)
        .filter(|element| !element.is_empty())
}

/// The token at the beginning (RFC 9110, 5.6.2), and what follows it.
fn word(text: &str) -> (&str, &str) {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    let end = text.find(|c| !is_token(c)).unwrap_or(text.len());
    text.split_at(end)
}

fn unquoted(value: &str) -> String {
    let value = value.trim();
    let Some(inside) = value.strip_prefix('"') else {
        return value.to_owned();
    };
    let mut escaped = false;
    let mut plain = String::new();
    for c in inside.chars() {
        match c {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => break,
            c => {
                escaped = false;
                plain.push(c);
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str) -> Vec<String> {
        parse(header).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn several_challenges_may_share_a_header() {
        // The example of RFC 9110, 11.6.1.
        assert_eq!(
            read(
                r#"Basic realm="simple", Newauth realm="apps", type=1, title="Login to \"apps\"""#
            ),
            [
                r#"Basic realm="simple""#,
                r#"Newauth realm="apps", type="1", title="Login to \"apps\"""#
            ]
        );
        assert_eq!(
            read(r#"Negotiate, NTLM TlRMTVNTUAAC==, digest Realm = "a, b" ,nonce=x, ,Basic"#),
            [
                "Negotiate",
                "NTLM",
                r#"digest Realm="a, b", nonce="x""#,
                "Basic"
            ]
        );
    }

    #[test]
    fn commas_in_quotes_separate_nothing() {
        let challenges = parse(r#"Basic realm="Basic a, Digest b=c", charset="UTF-8""#);
        assert_eq!(challenges.len(), 1);
        assert_eq!(challenges[0].param("charset"), Some("UTF-8"));
        assert_eq!(challenges[0].param("realm"), Some("Basic a, Digest b=c"));
    }

    #[test]
    fn what_is_no_challenge_is_left_out() {
        for header in ["", ",,,", "=", "\"", "realm=\"x\"", "\u{e9}"] {
            assert_eq!(read(header), Vec::<String>::new(), "{header}");
        }
        assert_eq!(parse(&"a,".repeat(1_000)).len(), MOST);
        // An open quote ends with the header.
        assert_eq!(
            read("Basic realm=\"x, Digest y"),
            [r#"Basic realm="x, Digest y""#]
        );
    }
}
