//! Where an asset or a folder is in the DAM.

use std::{cmp::Ordering, fmt};

use thiserror::Error;

/// A path below the root of the DAM: `/`-separated names, without a leading or trailing slash.
///
/// The empty path is the root. Names are kept exactly as the server spells them (bytes of their
/// UTF-8, no Unicode normalisation), because the server looks them up that way. No name is empty,
/// `.`, `..`, or holds `/` or NUL; whether a disk can hold a name is [`crate::name`]'s business.
///
/// Order: a folder comes before what is inside it, and siblings follow by their bytes, so that a
/// walk of a sorted map is a depth-first walk of the tree.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct DamPath(String);

/// Why a text is not a [`DamPath`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PathError {
    #[error("a name in the path is empty")]
    EmptyName,
    #[error("`.` and `..` are not names")]
    Dots,
    #[error("a name holds a slash or a NUL character")]
    Forbidden,
}

impl DamPath {
    /// The root of the DAM.
    pub const fn root() -> Self {
        Self(String::new())
    }

    /// Reads a path as a person types it or a server sends it; slashes at either end are ignored.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        let trimmed = text.trim_matches('/');
        if trimmed.is_empty() {
            return Ok(Self::root());
        }
        trimmed.split('/').try_for_each(check_name)?;
        Ok(Self(trimmed.to_owned()))
    }

    /// The path of `name` inside this folder.
    pub fn join(&self, name: &str) -> Result<Self, PathError> {
        check_name(name)?;
        if self.is_root() {
            return Ok(Self(name.to_owned()));
        }
        Ok(Self(format!("{}/{name}", self.0)))
    }

    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The text, without a leading slash; empty for the root.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last name; empty for the root.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// The folder this is in; `None` for the root.
    pub fn parent(&self) -> Option<Self> {
        if self.is_root() {
            return None;
        }
        Some(Self(
            self.0
                .rfind('/')
                .map_or_else(String::new, |at| self.0[..at].to_owned()),
        ))
    }

    /// The names from the root down.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.split('/').filter(|name| !name.is_empty())
    }

    /// How many names the path has.
    pub fn depth(&self) -> usize {
        self.names().count()
    }

    /// Whether this is `folder` itself or lies somewhere below it.
    pub fn is_within(&self, folder: &Self) -> bool {
        if folder.is_root() {
            return true;
        }
        self.0
            .strip_prefix(&folder.0)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The part below `folder`; `None` when this does not lie within it.
    pub fn below(&self, folder: &Self) -> Option<&str> {
        self.is_within(folder)
            .then(|| self.0[folder.0.len()..].trim_start_matches('/'))
    }

    /// The same place with `from` replaced by `to`, for moves of folders.
    pub fn rebase(&self, from: &Self, to: &Self) -> Option<Self> {
        let rest = self.below(from)?;
        if rest.is_empty() {
            return Some(to.clone());
        }
        Some(if to.is_root() {
            Self(rest.to_owned())
        } else {
            Self(format!("{}/{rest}", to.0))
        })
    }
}

fn check_name(name: &str) -> Result<(), PathError> {
    match name {
        "" => Err(PathError::EmptyName),
        "." | ".." => Err(PathError::Dots),
        _ if name.contains(['/', '\0']) => Err(PathError::Forbidden),
        _ => Ok(()),
    }
}

impl Ord for DamPath {
    fn cmp(&self, other: &Self) -> Ordering {
        // Name by name, which is byte by byte with the separator before everything else.
        let rank = |byte: &u8| if *byte == b'/' { 0 } else { *byte };
        let (one, two) = (self.0.as_bytes(), other.0.as_bytes());
        let differ = one.iter().zip(two).find(|(a, b)| a != b);
        differ.map_or_else(|| one.len().cmp(&two.len()), |(a, b)| rank(a).cmp(&rank(b)))
    }
}

impl PartialOrd for DamPath {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for DamPath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "/{}", self.0)
    }
}

impl fmt::Debug for DamPath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "DamPath(/{})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> DamPath {
        DamPath::parse(text).unwrap()
    }

    #[test]
    fn reads_what_people_type() {
        assert_eq!(path("/shoot/a.psd/"), path("shoot/a.psd"));
        assert_eq!(path("/"), DamPath::root());
        assert_eq!(DamPath::parse("a//b"), Err(PathError::EmptyName));
        assert_eq!(DamPath::parse("a/../b"), Err(PathError::Dots));
        assert_eq!(DamPath::parse("a/./b"), Err(PathError::Dots));
        assert_eq!(DamPath::parse("a\0b"), Err(PathError::Forbidden));
        assert_eq!(path("a").join("b/c"), Err(PathError::Forbidden));
    }

    #[test]
    fn knows_its_parts() {
        let file = path("shoot/day 1/a.psd");
        assert_eq!(file.name(), "a.psd");
        assert_eq!(file.parent(), Some(path("shoot/day 1")));
        assert_eq!(path("shoot").parent(), Some(DamPath::root()));
        assert_eq!(DamPath::root().parent(), None);
        assert_eq!(file.depth(), 3);
        assert_eq!(DamPath::root().depth(), 0);
        assert_eq!(DamPath::root().join("a"), Ok(path("a")));
        assert_eq!(file.to_string(), "/shoot/day 1/a.psd");
        assert_eq!(file.as_str(), "shoot/day 1/a.psd");
        assert_eq!(format!("{file:?}"), "DamPath(/shoot/day 1/a.psd)");
    }

    #[test]
    fn a_sibling_with_the_same_beginning_is_not_inside() {
        assert!(path("shoot/a").is_within(&path("shoot")));
        assert!(path("shoot").is_within(&path("shoot")));
        assert!(path("shoot").is_within(&DamPath::root()));
        assert!(!path("shoot 2/a").is_within(&path("shoot")));
        assert_eq!(path("shoot/a/b").below(&path("shoot")), Some("a/b"));
        assert_eq!(path("x").below(&path("shoot")), None);
    }

    #[test]
    fn moves_with_its_folder() {
        assert_eq!(
            path("a/b/c").rebase(&path("a/b"), &path("x")),
            Some(path("x/c"))
        );
        assert_eq!(
            path("a/b").rebase(&path("a/b"), &path("x")),
            Some(path("x"))
        );
        assert_eq!(
            path("a/b").rebase(&path("a"), &DamPath::root()),
            Some(path("b"))
        );
        assert_eq!(path("a/b").rebase(&path("q"), &path("x")), None);
    }

    #[test]
    fn a_folder_comes_right_before_what_is_inside_it() {
        let mut paths = [
            path("a b"),
            path("a/z"),
            path("a"),
            path("a/b/c"),
            path("a-b"),
        ];
        paths.sort();
        assert_eq!(
            paths.map(|p| p.to_string()),
            ["/a", "/a/b/c", "/a/z", "/a b", "/a-b"]
        );
    }

    #[test]
    fn the_order_is_name_by_name() {
        let texts = [
            "", "a", "a b", "a!", "a-b", "a.b", "a/b", "a/b/c", "a/b c", "a0", "ab", "a\u{1}",
            "ä/ö", "ä",
        ];
        let paths: Vec<_> = texts.iter().map(|text| path(text)).collect();
        for one in &paths {
            for other in &paths {
                let by_name = one.names().cmp(other.names());
                assert_eq!(one.cmp(other), by_name, "{one} and {other}");
            }
        }
    }
}
