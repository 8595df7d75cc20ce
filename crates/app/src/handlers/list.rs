//! Reading a folder page by page.

use damson_core::DamPath;

use crate::{
    crossing::{
        error::{ErrorCode, Result, UserError},
        view::{FoundView, RowView},
    },
    sessions::session::Session,
};

/// The next rows of a folder. Without a page, the folder is read afresh from its first row.
pub(crate) async fn next(
    session: &Session,
    folder: &DamPath,
    page: Option<&str>,
) -> Result<FoundView> {
    let (page, mut listing) = match page {
        None => (None, session.engine().list(folder.clone())),
        Some(page) => {
            let known = page.parse().ok().and_then(|number| {
                let listing = session.listings().take(number)?;
                Some((Some(number), listing))
            });
            known.ok_or_else(|| UserError::new(ErrorCode::Cancelled).about(folder))?
        }
    };
    let rows = listing.next().await;
    let rows = rows.map_err(|error| UserError::from(error).server(&session.url))?;
    let hidden = listing.take_hidden();
    Ok(match rows {
        Some(rows) => FoundView {
            rows: rows.iter().map(RowView::from).collect(),
            next: Some(session.listings().put(listing, page).to_string()),
            left_out: 0,
            hidden,
        },
        None => FoundView {
            rows: Vec::new(),
            next: None,
            left_out: 0,
            hidden,
        },
    })
}
