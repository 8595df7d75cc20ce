//! The engine's rows, and the links of documents, as views.

use std::collections::BTreeMap;

use damson_engine::{
    Packaged, Row, RowPage,
    links::{Linked, Links, Target, Trouble, User},
};

use crate::crossing::view::{
    ConflictView, DimensionsView, LinkTargetView, LinkedView, LinksTroubleView, LinksView,
    OfferView, PackagedView, ProblemView, RefusalView, RestrictionView, RowPageView,
    RowProblemView, RowTransferView, RowView, StatusView, UserView, file_text, path_text,
    time_text,
};

impl From<&Row> for RowView {
    fn from(row: &Row) -> Self {
        let mut below = BTreeMap::new();
        for (status, count) in &row.below {
            *below.entry(StatusView::from(*status)).or_insert(0) += count;
        }
        Self {
            path: path_text(&row.path),
            name: row.path.name().to_owned(),
            title: row.title.clone(),
            kind: row.kind.into(),
            status: row.status.map(StatusView::from),
            conflict: ConflictView::of(row.status),
            checked: row.checked.map(time_text),
            lock: (&row.lock).into(),
            locked_since: row.lock_since.map(time_text),
            size: row.size.map(|size| size.0),
            modified: row.modified.map(time_text),
            modified_by: row.modified_by.clone(),
            media_type: row.media_type.clone(),
            dimensions: row
                .dimensions
                .map(|(width, height)| DimensionsView { width, height }),
            read_only: row.read_only,
            pinned: row.pinned,
            awaited: row.awaited,
            processing: row.processing,
            restrictions: row
                .restrictions
                .as_ref()
                .map(|all| all.iter().map(RestrictionView::from).collect()),
            written_back: row.written_back,
            file: row.file.as_deref().map(file_text),
            transfer: row
                .transfer
                .as_ref()
                .map(|(id, direction, state, done)| RowTransferView {
                    id: id.0,
                    direction: (*direction).into(),
                    state: state.into(),
                    done: done.0,
                }),
            problem: row.problem.as_ref().map(|(code, detail)| RowProblemView {
                code: code.clone(),
                detail: detail.clone(),
            }),
            below,
            actions: row
                .actions
                .iter()
                .map(|(action, refusal)| OfferView {
                    action: *action,
                    refusal: refusal.as_ref().map(RefusalView::from),
                    later: row.later.contains(action),
                })
                .collect(),
        }
    }
}

impl From<&RowPage> for RowPageView {
    fn from(page: &RowPage) -> Self {
        Self {
            rows: page.rows.iter().map(RowView::from).collect(),
            total: page.total,
            offset: page.offset,
            hidden: page.hidden,
            generation: page.generation,
        }
    }
}

impl From<&User> for UserView {
    fn from(user: &User) -> Self {
        Self {
            row: RowView::from(&user.row),
            guess: user.guess,
        }
    }
}

impl From<&Packaged> for PackagedView {
    fn from(packaged: &Packaged) -> Self {
        Self {
            folder: file_text(&packaged.folder),
            files: packaged.files,
            problems: packaged.problems.iter().map(ProblemView::from).collect(),
            complete: packaged.complete,
        }
    }
}

impl From<&Links> for LinksView {
    fn from(links: &Links) -> Self {
        Self {
            links: links.links.iter().map(LinkedView::from).collect(),
            complete: links.complete,
            trouble: links.trouble.map(|trouble| match trouble {
                Trouble::NoReader => LinksTroubleView::NoReader,
                Trouble::Broken => LinksTroubleView::Broken,
                Trouble::TooLarge => LinksTroubleView::TooLarge,
            }),
        }
    }
}

impl From<&Linked> for LinkedView {
    fn from(link: &Linked) -> Self {
        let (target, guess, row) = match &link.target {
            Target::Asset { row, guess } => {
                (LinkTargetView::Asset, *guess, Some(RowView::from(&**row)))
            }
            Target::Elsewhere(_) => (LinkTargetView::Elsewhere, false, None),
            Target::NotFound => (LinkTargetView::NotFound, false, None),
            Target::Embedded => (LinkTargetView::Embedded, false, None),
            Target::Remote => (LinkTargetView::Remote, false, None),
        };
        let elsewhere = match &link.target {
            Target::Elsewhere(elsewhere) => Some(elsewhere),
            Target::Asset { .. } | Target::NotFound | Target::Embedded | Target::Remote => None,
        };
        Self {
            file: elsewhere.map(|found| file_text(&found.file)),
            upload_to: elsewhere.map(|found| path_text(&found.to)),
            file_size: elsewhere.map(|found| found.size.0),
            written: link.written.clone(),
            name: link.name.clone(),
            target,
            guess,
            row,
        }
    }
}
