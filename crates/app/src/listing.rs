//! Folders that are read page by page for a front end.

use std::collections::BTreeMap;

use damson_core::DamPath;
use damson_engine::Listing;

use crate::{
    error::{ErrorCode, Result, UserError},
    session::Session,
    view::{FoundView, RowView},
};

/// What front ends have begun to read and not read to its end.
#[derive(Debug, Default)]
pub(crate) struct Listings {
    last: u64,
    open: BTreeMap<u64, Listing>,
}

/// More are not kept: who began the oldest has gone.
const MOST: usize = 16;

impl Listings {
    fn keep(&mut self, listing: Listing, page: Option<u64>) -> u64 {
        let page = page.unwrap_or_else(|| {
            self.last += 1;
            self.last
        });
        self.open.insert(page, listing);
        while self.open.len() > MOST {
            self.open.pop_first();
        }
        page
    }
}

/// The next rows of a folder; without a page it is read afresh, from its first one.
pub(crate) async fn next(
    session: &Session,
    folder: &DamPath,
    page: Option<&str>,
) -> Result<FoundView> {
    let (page, mut listing) = match page {
        None => (None, session.engine().list(folder.clone())),
        Some(page) => {
            let known = page.parse().ok().and_then(|number| {
                let listing = session.listings().open.remove(&number)?;
                Some((Some(number), listing))
            });
            known.ok_or_else(|| UserError::new(ErrorCode::Cancelled).about(folder))?
        }
    };
    let rows = listing.next().await;
    let rows = rows.map_err(|error| UserError::from(error).server(&session.url))?;
    Ok(match rows {
        Some(rows) => FoundView {
            rows: rows.iter().map(RowView::from).collect(),
            next: Some(session.listings().keep(listing, page).to_string()),
        },
        None => FoundView {
            rows: Vec::new(),
            next: None,
        },
    })
}
