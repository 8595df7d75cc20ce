//! The rows of a listing, sent page by page to whoever asked for the folder.

use std::collections::BTreeSet;

use damson_core::{DamPath, name::fold};
use damson_remote::{AssetKind, Entry, Refused, Unread};
use tokio::sync::mpsc;

use crate::{
    context::Context,
    journal::{Journal, refused_row},
    model::{EngineError, JournalError},
};

/// Sends each row of a listing once, whatever the server repeats and however
/// often the listing begins anew.
#[derive(Debug)]
pub(crate) struct ListingRows {
    to: mpsc::UnboundedSender<Vec<DamPath>>,
    /// The generation of the first attempt: a row of this generation, or a later one, was sent.
    first: Option<i64>,
    /// What is sent at the end, unless a page brings it: what actions changed while the listing
    /// was read, and what no page had.
    rest: BTreeSet<DamPath>,
}

/// The most rows that are sent at once.
const MOST: usize = 500;

impl ListingRows {
    pub(crate) fn new(to: mpsc::UnboundedSender<Vec<DamPath>>) -> Self {
        Self {
            to,
            first: None,
            rest: BTreeSet::new(),
        }
    }

    pub(super) fn begin(&mut self, generation: i64) {
        self.first.get_or_insert(generation);
    }

    pub(super) fn first(&self) -> Option<i64> {
        self.first
    }

    /// Sends the rows of a page that the journal took over.
    pub(super) fn take(&mut self, page: Unreported) {
        for path in &page.taken {
            self.rest.remove(path);
        }
        self.rest.extend(page.left_out);
        self.report(&page.taken);
    }

    /// Keeps the rows that no page had, before the journal takes them for gone.
    pub(super) async fn keep_unseen(
        &mut self,
        context: &Context,
        folder: &DamPath,
    ) -> Result<(), EngineError> {
        let Some(first) = self.first else {
            return Ok(());
        };
        let folder = folder.clone();
        let unseen = context
            .in_journal(move |journal| journal.unseen_rows(&folder, first))
            .await?;
        self.rest.extend(unseen);
        Ok(())
    }

    /// Sends the rest: what is here alone, what is gone from the server, what was left out.
    pub(super) async fn report_rest(
        mut self,
        context: &Context,
        folder: &DamPath,
    ) -> Result<(), EngineError> {
        self.keep_unseen(context, folder).await?;
        let mut rest: Vec<DamPath> = std::mem::take(&mut self.rest).into_iter().collect();
        rest.sort_by_cached_key(|path| fold(path.name()));
        self.report(&rest);
        Ok(())
    }

    fn report(&self, paths: &[DamPath]) {
        for part in paths.chunks(MOST) {
            // Who waited may have gone; the listing goes on, for the journal.
            let _ = self.to.send(part.to_vec());
        }
    }
}

/// The rows of a page that were not sent before.
#[derive(Debug, Default)]
pub(super) struct Unreported {
    taken: Vec<DamPath>,
    left_out: Vec<DamPath>,
}

impl Unreported {
    /// Looks before the journal takes the page over; blocks. Without a first generation nobody
    /// waits for rows.
    pub(super) fn of(
        journal: &Journal,
        folder: &DamPath,
        first: Option<i64>,
        (taken, left_out): (&[Entry], &[Entry]),
        (refused, unread): (&[Refused], &[Unread]),
    ) -> Result<Self, JournalError> {
        let Some(first) = first else {
            return Ok(Self::default());
        };
        Ok(Self {
            taken: unreported(journal, first, paths_of(folder, taken, refused, unread))?,
            left_out: unreported(journal, first, paths_of(folder, left_out, &[], &[]))?,
        })
    }
}

/// The rows that a page makes, folders first, then by name.
fn paths_of(
    folder: &DamPath,
    entries: &[Entry],
    refused: &[Refused],
    unread: &[Unread],
) -> Vec<DamPath> {
    let mut rows: Vec<(bool, String, DamPath)> = entries
        .iter()
        .filter(|entry| entry.path.parent().as_ref() == Some(folder))
        .map(|entry| {
            let is_leaf = entry.kind != AssetKind::Folder;
            (is_leaf, fold(entry.path.name()), entry.path.clone())
        })
        .collect();
    let unnamed = refused.iter().filter_map(|name| refused_row(folder, name));
    let unread = unread.iter().map(|unread| unread.path.clone());
    let leaves = unnamed.chain(unread);
    rows.extend(leaves.map(|path| (true, fold(path.name()), path)));
    rows.sort_unstable();
    rows.dedup();
    rows.into_iter().map(|(_, _, path)| path).collect()
}

fn unreported(
    journal: &Journal,
    first: i64,
    mut paths: Vec<DamPath>,
) -> Result<Vec<DamPath>, JournalError> {
    let mut trouble = None;
    paths.retain(|path| match journal.get(path) {
        Ok(known) => known.is_none_or(|asset| asset.remote.generation < first),
        Err(error) => {
            trouble.get_or_insert(error);
            false
        }
    });
    trouble.map_or(Ok(paths), Err)
}
