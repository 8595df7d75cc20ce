//! The shape of an answer: its fields and elements, without their values.

use serde_json::{Map, Value, json};

use super::names::Names;

/// Members of a list that are shown; the others are counted.
const SHOWN: usize = 2;

/// The shape of an answer: JSON as JSON whose values are kinds, XML as a count of its elements.
pub(super) fn of(body: &[u8], names: &mut Names) -> Value {
    let text = String::from_utf8_lossy(body);
    let trimmed = text.trim_start_matches('\u{feff}').trim();
    if trimmed.is_empty() {
        return json!("empty");
    }
    if let Ok(value) = serde_json::from_str::<Value>(trimmed) {
        return of_json(&value, names);
    }
    if trimmed.to_ascii_lowercase().contains("<html") {
        let login = ["j_username", "j_security_check", "SAMLRequest", "adobe-ims"];
        let login = login.iter().any(|word| trimmed.contains(word));
        return json!(if login { "a login page" } else { "a page" });
    }
    if trimmed.starts_with('<') {
        return of_xml(trimmed);
    }
    json!("text")
}

fn of_json(value: &Value, names: &mut Names) -> Value {
    match value {
        Value::Null => json!("null"),
        Value::Bool(_) => json!("bool"),
        Value::Number(number) if number.is_u64() || number.is_i64() => json!("whole number"),
        Value::Number(_) => json!("number"),
        Value::String(text) => json!(of_text(text, names)),
        Value::Array(members) => {
            let mut shown: Vec<Value> = members
                .iter()
                .take(SHOWN)
                .map(|member| of_json(member, names))
                .collect();
            if members.len() > SHOWN {
                shown.push(json!(format!("{} in all", members.len())));
            }
            Value::Array(shown)
        }
        Value::Object(map) => {
            let fields = map
                .iter()
                .map(|(key, value)| (names.key(key), of_json(value, names)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
    }
}

/// The kind of a text. Types and classes, whose words are the server's own, stay as they are.
fn of_text(text: &str, names: &mut Names) -> String {
    let hex =
        |length: usize| text.len() == length && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if text.is_empty() {
        return "empty text".to_owned();
    }
    if hex(40) {
        return "40 hexadecimal digits".to_owned();
    }
    if text.len() == 36 && text.matches('-').count() == 4 {
        return "uuid".to_owned();
    }
    if text.starts_with("http://") || text.starts_with("https://") {
        return "an address".to_owned();
    }
    if text.starts_with('/') {
        return format!("path {}", names.path(text));
    }
    let spaced = [
        "dam:", "nt:", "sling:", "cq:", "assets/", "mix:", "rep:", "core/",
    ];
    if spaced.iter().any(|start| text.starts_with(start)) && names.value(text) == text {
        return format!("\"{text}\"");
    }
    date(text).map_or_else(|| "text".to_owned(), str::to_owned)
}

/// The format of a date.
fn date(text: &str) -> Option<&'static str> {
    let bytes = text.as_bytes();
    let digits = |from: usize, to: usize| {
        bytes
            .get(from..to)
            .is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    if text.len() > 18 && digits(0, 4) && bytes.get(4) == Some(&b'-') && text.contains('T') {
        return Some("date as 2026-11-29T01:02:03.004Z");
    }
    if text.contains(" GMT") && text.len() > 20 {
        return Some("date as Sun Nov 29 2026 01:02:03 GMT+0000");
    }
    if text.len() > 9 && digits(0, 2) && bytes.get(2) == Some(&b'.') && digits(6, 10) {
        return Some("date as 29.11.2026 01:02:03");
    }
    None
}

/// How many there are of each element. Elements outside the well-known namespaces are counted without
/// their name.
fn of_xml(text: &str) -> Value {
    const WORDS: &[&str] = &[
        "multistatus",
        "response",
        "href",
        "propstat",
        "prop",
        "status",
        "error",
        "responsedescription",
        "resourcetype",
        "collection",
        "getetag",
        "getcontentlength",
        "getlastmodified",
        "creationdate",
        "getcontenttype",
        "displayname",
        "lockdiscovery",
        "supportedlock",
        "lockentry",
        "lockscope",
        "locktype",
        "exclusive",
        "shared",
        "write",
        "activelock",
        "depth",
        "owner",
        "timeout",
        "locktoken",
        "lockroot",
        "current-user-principal",
        "current-user-privilege-set",
        "privilege",
        "read",
        "all",
        "write-content",
        "write-properties",
        "bind",
        "unbind",
        "quota-used-bytes",
        "quota-available-bytes",
        "sync-token",
        "sync-level",
        "principal",
        "unauthenticated",
        "supported-report-set",
        "supported-report",
        "report",
        "executable",
        "id",
        "fileid",
        "permissions",
        "size",
        "checksums",
        "checksum",
        "lock",
        "lock-owner",
        "lock-token",
        "lock-time",
    ];
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for tag in text.split('<').skip(1) {
        let name = tag
            .split(|c: char| c.is_whitespace() || c == '>' || c == '/')
            .next()
            .unwrap_or_default();
        if name.is_empty() || name.starts_with(['?', '!']) {
            continue;
        }
        let local = name.rsplit(':').next().unwrap_or_default();
        let shown = if WORDS.contains(&local) {
            local
        } else {
            "another"
        };
        *counts.entry(shown.to_owned()).or_default() += 1;
    }
    json!({ "elements": counts })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_what_is_said_is_told() {
        let body = br#"{"hero.png":{"jcr:primaryType":"dam:Asset","jcr:created":"Sun Nov 29 2026 01:04:22 GMT+0000",
            "cq:drivelock":"jane","dam:sha1":"da39a3ee5e6b4b0d3255bfef95601890afd80709","dc:title":"Plan"},
            "hits":[{"jcr:path":"/content/dam/Plan/a.psd"},{},{}],"total":3}"#;
        let shape = of(body, &mut Names::default());
        assert_eq!(
            shape,
            json!({
                "hits": [{ "jcr:path": "path /content/dam/n2/n3.psd" }, {}, "3 in all"],
                "n1.png": {
                    "jcr:primaryType": "\"dam:Asset\"",
                    "jcr:created": "date as Sun Nov 29 2026 01:02:03 GMT+0000",
                    "cq:drivelock": "text",
                    "dam:sha1": "40 hexadecimal digits",
                    "dc:title": "text",
                },
                "total": "whole number",
            })
        );
    }

    #[test]
    fn of_xml_the_elements_are_counted() {
        let body = br#"<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"><D:response><D:href>/Plan/</D:href>
            <D:propstat><D:prop><D:getetag>"x"</D:getetag><Z:campaign xmlns:Z="urn:acme"/></D:prop></D:propstat>
            </D:response></D:multistatus>"#;
        let shape = of(body, &mut Names::default()).to_string();
        assert!(
            shape.contains(r#""getetag":1"#) && shape.contains(r#""another":1"#),
            "{shape}"
        );
        assert!(
            !shape.contains("Plan") && !shape.contains("campaign"),
            "{shape}"
        );
    }

    #[test]
    fn a_login_page_is_told_from_others() {
        let login = of(
            b"<html><form action=\"j_security_check\">",
            &mut Names::default(),
        );
        assert_eq!(login, json!("a login page"));
        assert_eq!(
            of(b"<html>Plan</html>", &mut Names::default()),
            json!("a page")
        );
    }
}
