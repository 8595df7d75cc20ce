//! From a path below `/content/dam` to what it names, as Sling resolves it: the longest resource
//! that exists, then selectors and an extension.

use rusqlite::Connection;

use crate::{
    call::Call,
    errors::Refused,
    store::{Node, node},
};

/// Where the DAM begins.
pub(crate) const ROOT: &str = "/content/dam";

/// What a path names.
#[derive(Debug)]
pub(crate) struct Target {
    pub node: Node,
    /// What follows inside the node, such as `jcr:content/metadata.json`; empty for the node.
    pub inner: String,
    /// Selectors and extension of the node, such as `.2.json`; empty where there is an `inner`.
    pub suffix: String,
}

/// Resolves `path`, which begins with [`ROOT`]; `None` when nothing is there for this user.
pub(crate) fn resolve(db: &Connection, call: &Call, path: &str) -> Result<Option<Target>, Refused> {
    let (before, inner) = split_content(path.trim_end_matches('/'));
    if !inner.is_empty() {
        let node = node_at(db, call, before)?;
        return Ok(node.map(|node| Target {
            node,
            inner,
            suffix: String::new(),
        }));
    }
    if let Some(node) = node_at(db, call, before)? {
        return Ok(Some(Target {
            node,
            inner,
            suffix: String::new(),
        }));
    }
    let name_at = before.rfind('/').map_or(0, |at| at + 1);
    for (at, _) in before[name_at..].rmatch_indices('.') {
        let (resource, suffix) = before.split_at(name_at + at);
        if let Some(node) = node_at(db, call, resource)? {
            return Ok(Some(Target {
                node,
                inner,
                suffix: suffix.to_owned(),
            }));
        }
    }
    Ok(None)
}

/// The node at a path that begins with [`ROOT`], if this user sees one.
pub(crate) fn node_at(db: &Connection, call: &Call, path: &str) -> Result<Option<Node>, Refused> {
    let Some(below) = below_root(path) else {
        return Ok(None);
    };
    if !call.can_read(below) {
        return Ok(None);
    }
    Ok(node::find(db, below)?)
}

/// The same where the path comes from a form: a path that is absent or wrong is a 404.
pub(crate) fn required(db: &Connection, call: &Call, path: &str) -> Result<Node, Refused> {
    node_at(db, call, path.trim_end_matches('/'))?.ok_or_else(|| Refused::missing(path))
}

/// The part of a path below [`ROOT`]; `None` for other paths.
pub(crate) fn below_root(path: &str) -> Option<&str> {
    let rest = path.strip_prefix(ROOT)?;
    if rest.is_empty() {
        return Some(rest);
    }
    rest.strip_prefix('/')
}

/// Splits `…/a.jpg/jcr:content/metadata` in two; `_jcr_content` is the same name.
fn split_content(path: &str) -> (&str, String) {
    for name in ["/jcr:content", "/_jcr_content"] {
        for (at, _) in path.match_indices(name) {
            let rest = &path[at + name.len()..];
            if rest.is_empty() || rest.starts_with(['/', '.']) {
                let rest = rest.replace("/_jcr_content", "/jcr:content");
                return (&path[..at], format!("jcr:content{rest}"));
            }
        }
    }
    (path, String::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_split_off() {
        let split = |path| {
            let (before, inner) = split_content(path);
            (before.to_owned(), inner)
        };
        assert_eq!(
            split("/content/dam/a.jpg/_jcr_content/renditions/original/_jcr_content.json"),
            (
                "/content/dam/a.jpg".into(),
                "jcr:content/renditions/original/jcr:content.json".into()
            )
        );
        assert_eq!(
            split("/content/dam/jcr:contents"),
            ("/content/dam/jcr:contents".into(), String::new())
        );
        assert_eq!(
            split("/content/dam/a/jcr:content.1.json").1,
            "jcr:content.1.json"
        );
    }

    #[test]
    fn only_what_is_below_the_root() {
        assert_eq!(below_root("/content/dam"), Some(""));
        assert_eq!(below_root("/content/dam/a"), Some("a"));
        assert_eq!(below_root("/content/dampf"), None);
        assert_eq!(below_root("/etc"), None);
    }
}
