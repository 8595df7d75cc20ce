//! What the in-memory server tells, and what it keeps to itself.

use damson_core::DamPath;

use super::tree::State;
use crate::{Entry, Error, ErrorKind, Page, Result, TermsSeen, Unread};

impl State {
    /// What a listing does not tell, and what it tells beside its entries.
    pub(super) fn leave_out(&self, listed: &mut Page<Entry>, is_first: bool) {
        if is_first {
            listed.refused.clone_from(&self.refused_names);
        }
        let (told, withheld) = std::mem::take(&mut listed.items)
            .into_iter()
            .partition::<Vec<_>, _>(|entry| !self.unread.contains(&entry.path));
        listed.items = told;
        listed
            .unread
            .extend(withheld.into_iter().map(|entry| Unread {
                path: entry.path,
                why: "403 Forbidden".to_owned(),
            }));
        if !self.bare_listings {
            return;
        }
        for entry in &mut listed.items {
            entry.revision.content = None;
            entry.revision.modified = None;
            entry.terms = TermsSeen::default();
        }
    }

    /// Under which path a new name is kept.
    pub(super) fn spelled(&self, path: &DamPath) -> DamPath {
        let folder = path.parent().unwrap_or_default();
        let spelled = folder.join(&(self.spelling)(path.name()));
        spelled.unwrap_or_else(|_| path.clone())
    }

    pub(super) fn is_readable(&self, path: &DamPath) -> bool {
        !self.unread.iter().any(|unread| path.is_within(unread))
    }

    pub(super) fn check_readable(&self, path: &DamPath) -> Result<()> {
        if self.is_readable(path) {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Forbidden).about(path))
    }
}
