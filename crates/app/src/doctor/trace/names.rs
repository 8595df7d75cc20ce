//! Replaces names by `n1`, `n2` …: a name always by the same one, so that a reader sees what belongs
//! together.

use std::{collections::BTreeMap, sync::LazyLock};

use percent_encoding::percent_decode_str;
use regex::Regex;

/// Words of the servers themselves. Any other word may be a name that somebody gave.
const WORDS: &[&str] = &[
    "",
    ".",
    "..",
    "*",
    "_",
    "activate",
    "api",
    "assets",
    "assets.html",
    "assetdetails.html",
    "author",
    "bin",
    "browse",
    "checkin",
    "checkout",
    "children",
    "class",
    "comment",
    "console",
    "content",
    "core",
    "cq",
    "created",
    "createVersion",
    "crx",
    "csrf",
    "dam",
    "dav",
    "equals",
    "exchange",
    "exists",
    "false",
    "files",
    "folder",
    "graniteaem",
    "granite",
    "href",
    "ims",
    "jcr",
    "json",
    "jwt",
    "label",
    "libs",
    "like",
    "links",
    "login",
    "login.html",
    "metadata",
    "not",
    "original",
    "path",
    "platform",
    "querybuilder",
    "rel",
    "remote.php",
    "renditions",
    "restoreVersion",
    "security",
    "selective",
    "server",
    "status",
    "status-productinfo",
    "system",
    "token",
    "true",
    "type",
    "uploads",
    "userinfo",
    "currentuser",
    "v3",
    "versions",
    "wcm",
    "wcmcommand",
    "webdav",
    "j_security_check",
    "asc",
    "desc",
    "UTF-8",
    "utf-8",
    "copyPage",
    "movePage",
    "deletePage",
    "browser",
    "self",
    "parent",
    "child",
    "next",
    "prev",
    "thumbnail",
    "edit",
    // Keys of answers.
    "properties",
    "entities",
    "name",
    "title",
    "total",
    "offset",
    "limit",
    "success",
    "results",
    "more",
    "hits",
    "authorizableId",
    "authorizableId_xss",
    "type",
    "home",
    "userID",
    "userName",
    "id",
    "fileName",
    "folderPath",
    "fileSize",
    "uploadURIs",
    "completeURI",
    "uploadToken",
    "mimeType",
    "minPartSize",
    "maxPartSize",
    "error",
    "message",
    "errors",
    "access_token",
    "token_type",
    "expires_in",
    "checkedOutBy",
    "location",
    "parentLocation",
    "status.code",
    "status.message",
    "changes",
    "isCreate",
    "size",
    "metadata",
    "related",
    "value",
    "date",
    "user",
    "uuid",
    "version",
];

/// A name of a namespace that everybody has.
static SPACED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(\./|@)*:?(jcr|_jcr|dam|dc|cq|sling|nt|mix|asset|srn|oak|rep|xmp|tiff|exif|photoshop|granite)[:_][A-Za-z0-9_@]+$",
    )
    .expect("an expression")
});

/// Selectors with an extension, which name a servlet or a format.
static SELECTORS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(.*?)((?:\.(?:checkout|version|initiateUpload|completeUpload|createasset|companioninfo|tidy|infinity|-?[0-9]{1,2}))*\.(?:json|html))$",
    )
    .expect("an expression")
});

/// An extension that many files have.
static EXTENSION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\.(jpe?g|png|gif|webp|tiff?|psd|psb|ai|eps|indd|idml|pdf|svg|mp4|mov|txt|zip|docx?|xlsx?|pptx?)$")
        .expect("an expression")
});

/// A parameter of a query that counts predicates.
static PREDICATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:[0-9]+_)?(?:(?:group|p|property|daterange|nodename|fulltext|path|type|orderby|hasPermission|[0-9]+_?)[._]?)*(?:or|not|exact|flat|self|value|operation|depth|lowerBound|upperBound|lowerOperation|sort|hits|limit|offset|properties|guessTotal|nodedepth|relPath|property|daterange|nodename|fulltext|path|type|orderby|hasPermission)?$",
    )
    .expect("an expression")
});

/// The names that were met, and the replacement of each.
#[derive(Debug, Default)]
pub(super) struct Names {
    met: BTreeMap<String, String>,
}

impl Names {
    /// The replacement of a name. An extension that many files have stays.
    pub(super) fn name(&mut self, name: &str) -> String {
        if is_word(name) {
            return name.to_owned();
        }
        let (stem, extension) = match EXTENSION.find(name) {
            Some(found) if found.start() > 0 => name.split_at(found.start()),
            _ => (name, ""),
        };
        let next = format!("n{}", self.met.len() + 1);
        let stands = self.met.entry(stem.to_owned()).or_insert(next);
        format!("{stands}{}", extension.to_ascii_lowercase())
    }

    /// The path of an address, percent-encoded, with its names replaced.
    pub(super) fn path(&mut self, path: &str) -> String {
        let segments = path.split('/').map(|segment| {
            let segment = percent_decode_str(segment).decode_utf8_lossy();
            self.segment(&segment)
        });
        segments.collect::<Vec<_>>().join("/")
    }

    fn segment(&mut self, segment: &str) -> String {
        if is_word(segment) || segment.starts_with("cq5dam.") {
            return segment.to_owned();
        }
        match SELECTORS.captures(segment) {
            Some(parts) => format!("{}{}", self.name(&parts[1]), &parts[2]),
            None => self.name(segment),
        }
    }

    /// A value of a parameter: known words, numbers and paths; `<text>` for any other.
    pub(super) fn value(&mut self, value: &str) -> String {
        if value.is_empty() || is_number(value) {
            return value.to_owned();
        }
        if value.starts_with('/') {
            return self.path(value);
        }
        let known = value
            .split([' ', '/', ','])
            .all(|part| is_word(part) || is_number(part) || part.starts_with("cq5dam."));
        if known {
            value.to_owned()
        } else {
            "<text>".to_owned()
        }
    }

    /// The name of a parameter or of a field of an answer.
    pub(super) fn key(&mut self, key: &str) -> String {
        let bare = key.trim_start_matches(['.', '/', ':']);
        let known = bare
            .split('/')
            .all(|part| is_word(part) || PREDICATE.is_match(part) || is_parameter(part));
        if known {
            key.to_owned()
        } else {
            self.name(key)
        }
    }

    /// Replaces in the finished text each of `secrets`, and each name that was met: a name may stand
    /// where nothing looks for one.
    pub(super) fn scrub(&self, mut text: String, secrets: &[String]) -> String {
        for secret in secrets.iter().filter(|secret| secret.len() > 2) {
            text = text.replace(secret.as_str(), "<secret>");
        }
        // Longer names go first, because a name may be a part of another.
        let mut names: Vec<_> = self.met.iter().filter(|(name, _)| name.len() > 3).collect();
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        for (name, stands) in names {
            text = text.replace(name.as_str(), stands);
        }
        text
    }
}

fn is_word(text: &str) -> bool {
    WORDS.contains(&text) || SPACED.is_match(text)
}

fn is_number(text: &str) -> bool {
    text.len() <= 15 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether it is the name of a form field or of a parameter that Damson chose.
fn is_parameter(text: &str) -> bool {
    const PARAMETERS: &[&str] = &[
        "_charset_",
        "action",
        "cmd",
        "createVersion",
        "file",
        "file@Offset",
        "chunk@Length",
        "file@Length",
        "force",
        "integrity",
        "j_password",
        "j_username",
        "j_validate",
        "operation",
        "replace",
        "replaceAsset",
        "resource",
        "showProperty",
        "status",
        "versionComment",
        "versionLabel",
        "dest",
        "destName",
        "destParentPath",
        "srcPath",
        "client_id",
        "client_secret",
        "jwt_token",
        "grant_type",
        "scope",
        "http-equiv-accept",
    ];
    PARAMETERS.contains(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_and_what_servers_say_stays() {
        let mut names = Names::default();
        for (path, expected) in [
            (
                "/content/dam/Secret%20plan/hero.shot.JPG",
                "/content/dam/n1/n2.jpg",
            ),
            ("/content/dam/Secret%20plan.json", "/content/dam/n1.json"),
            (
                "/content/dam/Secret plan/hero.shot.jpg.checkout.json",
                "/content/dam/n1/n2.jpg.checkout.json",
            ),
            (
                "/content/dam/Secret%20plan/hero.shot.jpg/jcr:content.3.json",
                "/content/dam/n1/n2.jpg/jcr:content.3.json",
            ),
            ("/api/assets.json", "/api/assets.json"),
            (
                "/libs/granite/security/currentuser.json",
                "/libs/granite/security/currentuser.json",
            ),
            (
                "/remote.php/dav/files/jane/x.psd",
                "/remote.php/dav/files/n3/n4.psd",
            ),
        ] {
            assert_eq!(names.path(path), expected);
        }
    }

    #[test]
    fn values_are_told_where_servers_gave_them() {
        let mut names = Names::default();
        for (value, expected) in [
            ("500", "500"),
            ("dam:Asset", "dam:Asset"),
            (
                "jcr:content/metadata/dam:sha1",
                "jcr:content/metadata/dam:sha1",
            ),
            (
                "jcr:path jcr:content/cq:drivelock",
                "jcr:path jcr:content/cq:drivelock",
            ),
            ("checkout", "checkout"),
            ("/content/dam/Plan", "/content/dam/n1"),
            ("the new poster", "<text>"),
            ("jane", "<text>"),
            ("eyJhbGciOiJIUzI1NiJ9", "<text>"),
        ] {
            assert_eq!(names.value(value), expected);
        }
    }

    #[test]
    fn keys_are_told_where_they_are_nobodys() {
        let mut names = Names::default();
        for (key, expected) in [
            ("1_property.operation", "1_property.operation"),
            ("2_group.1_path.exact", "2_group.1_path.exact"),
            ("p.hits", "p.hits"),
            (
                "./jcr:content/metadata/dc:title",
                "./jcr:content/metadata/dc:title",
            ),
            (":operation", ":operation"),
            ("jcr:primaryType", "jcr:primaryType"),
            ("hero.png", "n1.png"),
            ("acme:campaign", "n2"),
        ] {
            assert_eq!(names.key(key), expected);
        }
    }

    #[test]
    fn what_got_through_is_taken_out() {
        let mut names = Names::default();
        names.path("/content/dam/Secret plan");
        let scrubbed = names.scrub("of Secret plan by plum".to_owned(), &["plum".to_owned()]);
        assert_eq!(scrubbed, "of n1 by <secret>");
    }
}
