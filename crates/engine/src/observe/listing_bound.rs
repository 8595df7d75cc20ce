//! Listings end, whatever a server says.

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use damson_core::DamPath;
use damson_remote::{Entry, Error, ErrorKind, Page, Result};

/// Children of one folder; real ones have some ten thousand.
const MOST_CHILDREN: u64 = 1_000_000;
/// Pages in a row with nothing on them that is an asset or a folder.
const MOST_EMPTY: u32 = 100;
/// Folders inside each other.
const DEEPEST: usize = 256;

/// Bounds a listing by what was read of it so far, which takes a few bytes a page.
#[derive(Debug, Default)]
pub(super) struct Bound {
    pages: HashSet<u64>,
    children: u64,
    empty: u32,
}

impl Bound {
    /// Takes the next page into account.
    ///
    /// Fails with [`ErrorKind::Garbled`] when the pages go round in circles or without end.
    pub(super) fn take(&mut self, folder: &DamPath, page: &Page<Entry>) -> Result<()> {
        let garbled = |why: &str| Err(Error::new(ErrorKind::Garbled).about(folder).said(why));
        let count = page.items.len() + page.refused.len() + page.unread.len();
        self.children += count as u64;
        if self.children > MOST_CHILDREN {
            return garbled("the folder has more children than any real one");
        }
        if count > 0 {
            self.empty = 0;
            if !self.pages.insert(digest(page)) {
                return garbled("the pages of the listing repeat themselves");
            }
            return Ok(());
        }
        self.empty += 1;
        if self.empty > MOST_EMPTY {
            return garbled("the listing goes on without anything on it");
        }
        Ok(())
    }
}

/// Fails with [`ErrorKind::Garbled`] for a folder deeper down than real ones are: it is inside
/// itself.
pub(super) fn check_depth(folder: &DamPath) -> Result<()> {
    if folder.depth() > DEEPEST {
        return Err(Error::new(ErrorKind::Garbled)
            .about(folder)
            .said("the folders inside folders don't end"));
    }
    Ok(())
}

fn digest(page: &Page<Entry>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for entry in &page.items {
        entry.path.hash(&mut hasher);
    }
    for refused in &page.refused {
        refused.shown.hash(&mut hasher);
    }
    for unread in &page.unread {
        unread.path.hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use damson_remote::Refused;

    use super::*;

    fn page(names: &[&str]) -> Page<Entry> {
        let mut page = Page::last(Vec::new());
        page.refused = names
            .iter()
            .map(|name| Refused {
                shown: (*name).to_owned(),
                why: damson_core::PathError::Dots,
            })
            .collect();
        page
    }

    fn takes(pages: &[Page<Entry>]) -> usize {
        let mut bound = Bound::default();
        let folder = DamPath::root();
        pages
            .iter()
            .take_while(|page| bound.take(&folder, page).is_ok())
            .count()
    }

    #[test]
    fn pages_go_on_but_not_in_circles() {
        assert_eq!(takes(&[page(&["a"]), page(&["b"]), page(&["a", "b"])]), 3);
        assert_eq!(takes(&[page(&["a"]), page(&["b"]), page(&["a"])]), 2);
    }

    #[test]
    fn a_folder_may_be_large_but_has_an_end() {
        let names: Vec<String> = (0..1_000).map(|nth| nth.to_string()).collect();
        let mut bound = Bound::default();
        let mut pages = 0;
        loop {
            let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
            let own = format!("page {pages}");
            names[0] = &own;
            if bound.take(&DamPath::root(), &page(&names)).is_err() {
                break;
            }
            pages += 1;
        }
        assert_eq!(pages * 1_000, MOST_CHILDREN);
    }

    #[test]
    fn some_pages_hold_nothing_for_us() {
        let mut pages = vec![page(&[]); 100];
        pages.push(page(&["a"]));
        pages.extend(vec![page(&[]); 200]);
        assert_eq!(takes(&pages), 201);
    }

    #[test]
    fn folders_have_a_bottom() {
        let deep = |depth: usize| DamPath::parse(&"a/".repeat(depth)).unwrap();
        assert!(check_depth(&deep(DEEPEST)).is_ok());
        assert!(check_depth(&deep(DEEPEST + 1)).is_err());
    }
}
