//! Searches in the server.

use std::sync::Arc;

use damson_remote::{PageToken, Search};

use crate::{
    context::Context,
    model::{EngineError, Outcome},
    rows,
};

/// A page is full with so many rows.
const FULL: usize = 50;
/// How many pages of the server are looked through for one.
const MOST_PAGES: usize = 20;

/// One page of what matches. What the server can't compare is compared here, and its pages are read on
/// until one is full; a page with fewer rows isn't the last one unless it has no next.
pub(super) async fn find(
    context: &Arc<Context>,
    search: &Search,
    page: Option<String>,
) -> Result<Outcome, EngineError> {
    let mut page = page.map(PageToken);
    let (mut entries, mut left_out) = (Vec::new(), 0);
    for _ in 0..MOST_PAGES {
        let answer = context.remote().search(search, page.take()).await;
        let found = context.note_answer(answer)?;
        // Asked after each answer: a connector may learn what the server can do by the first.
        let left = search.left_by(&context.remote().capability());
        let came = found.items.len();
        let before = entries.len();
        entries.extend(found.items.into_iter().filter(|entry| left.fits(entry)));
        left_out += (came - (entries.len() - before)) as u64;
        page = found.next;
        if page.is_none() || left == Search::default() || entries.len() >= FULL {
            break;
        }
    }
    let (rows, hidden) = rows::of_entries(context, entries).await?;
    Ok(Outcome::Found {
        rows,
        next: page.map(|next| next.0),
        left_out,
        hidden,
    })
}
