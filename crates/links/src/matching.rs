//! Where a linked file may lie in the DAM, likeliest first.

use unicode_normalization::UnicodeNormalization as _;

use crate::{Link, Place};

/// What is known of where a document stands.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// The names of this computer's cache folder, from the root of the disk down.
    pub cache_folder: &'a [String],
    /// The names of the document's folder, from the root of the DAM down.
    pub folder: &'a [String],
}

/// A path in the DAM at which the linked file may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// From the root of the DAM down; not empty.
    pub path: Vec<String>,
    pub why: Why,
}

/// How a candidate was found; the earlier, the surer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// The link names a file of this computer's own cache folder.
    CacheFolder,
    /// The link is relative to the document.
    Relative,
    /// The end of a path on another computer is a path of the DAM; so many names agree.
    Tail,
    /// A file of that name lies beside the document or in its `Links` folder: a guess by name.
    Beside,
}

/// The places to look at, in order. A caller takes the first that the DAM has; what is found by
/// [`Why::Beside`], or by a [`Why::Tail`] of one name, is a guess that a person is told of.
pub fn candidates(link: &Link, standing: Standing<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    let places = link.places();
    for place in &places {
        match place {
            Place::Absolute(names) => {
                if let Some(path) = below(names, standing.cache_folder) {
                    add(&mut found, path.to_vec(), Why::CacheFolder);
                }
            }
            Place::Relative { up, names } => {
                // A path that leads out of the DAM has no place there.
                if let Some(depth) = standing.folder.len().checked_sub(*up) {
                    let path = [&standing.folder[..depth], names].concat();
                    add(&mut found, path, Why::Relative);
                }
            }
            Place::Remote(_) | Place::NotAFile => {}
        }
    }
    for place in &places {
        let (Place::Absolute(names) | Place::Relative { names, .. }) = place else {
            continue;
        };
        // Without the drive or volume, and without the name alone: that one is looked for last.
        for from in 0..names.len().saturating_sub(1) {
            add(&mut found, names[from..].to_vec(), Why::Tail);
        }
    }
    for place in &places {
        let (Place::Absolute(names) | Place::Relative { names, .. }) = place else {
            continue;
        };
        let Some(name) = names.last() else { continue };
        for folder in [None, Some("Links")] {
            let mut path = standing.folder.to_vec();
            path.extend(folder.map(ToOwned::to_owned));
            path.push(name.clone());
            add(&mut found, path, Why::Beside);
        }
    }
    found
}

/// Whether two names are the same to a disk that tells neither case nor composition apart.
pub(crate) fn alike(one: &str, other: &str) -> bool {
    let folded = |name: &str| name.nfc().flat_map(char::to_lowercase).collect::<String>();
    one == other || folded(one) == folded(other)
}

fn below<'n>(names: &'n [String], folder: &[String]) -> Option<&'n [String]> {
    let inside = names.len() > folder.len() && !folder.is_empty();
    let agree = inside
        && folder
            .iter()
            .zip(names)
            .all(|(one, other)| alike(one, other));
    agree.then(|| &names[folder.len()..])
}

fn add(found: &mut Vec<Candidate>, path: Vec<String>, why: Why) {
    let known = found.iter().any(|candidate| candidate.path == path);
    if !path.is_empty() && !known {
        found.push(Candidate { path, why });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(path: &str) -> Vec<String> {
        path.split('/')
            .filter(|name| !name.is_empty())
            .map(ToOwned::to_owned)
            .collect()
    }

    fn found(link: &Link) -> Vec<(String, Why)> {
        let (cache, folder) = (names("/home/jane/Damson/studio"), names("/ads/spring"));
        let standing = Standing {
            cache_folder: &cache,
            folder: &folder,
        };
        let found = candidates(link, standing).into_iter();
        found
            .map(|candidate| (candidate.path.join("/"), candidate.why))
            .collect()
    }

    #[test]
    fn a_file_of_the_own_cache_folder_is_sure() {
        let link = Link::uri("file:///home/Jane/Damson/studio/pics/a%20b.tif");
        assert_eq!(found(&link)[0], ("pics/a b.tif".into(), Why::CacheFolder));
    }

    #[test]
    fn of_another_computers_path_the_longest_end_comes_first() {
        let link = Link::native(r"D:\Work\dam\pics\a.tif");
        let expected = [
            ("D:/Work/dam/pics/a.tif", Why::Tail),
            ("Work/dam/pics/a.tif", Why::Tail),
            ("dam/pics/a.tif", Why::Tail),
            ("pics/a.tif", Why::Tail),
            ("ads/spring/a.tif", Why::Beside),
            ("ads/spring/Links/a.tif", Why::Beside),
        ];
        assert_eq!(
            found(&link),
            expected.map(|(path, why)| (path.to_owned(), why))
        );
    }

    #[test]
    fn a_relative_link_starts_at_the_document_and_stays_in_the_dam() {
        let link = Link::uri("../pics/a.tif");
        assert_eq!(found(&link)[0], ("ads/pics/a.tif".into(), Why::Relative));
        let out = Link::uri("../../../etc/passwd");
        assert!(found(&out).iter().all(|(_, why)| *why != Why::Relative));
        assert!(found(&Link::uri("https://example.com/a.tif")).is_empty());
    }
}
