//! The engine's outcomes as replies.

use std::path::Path;

use damson_core::Status;
use damson_engine::{Outcome, Problem, UploadPlan, command::Came, journal::RecoveredFile};
use damson_remote::Version;

use crate::crossing::{
    error::UserError,
    reply::Reply,
    view::{
        BulkView, CacheView, ConflictView, FoundView, LinksView, MeasuredView, NameView,
        PackagedView, ProblemView, RecoveredView, RowView, StatusAfterView, StatusView,
        UploadItemView, UploadPlanView, UserView, VersionView, WithLinksView, file_text, path_text,
        time_text,
    },
};

/// An outcome as a reply; `recovered` is the folder of the recovered files.
pub(crate) fn reply(outcome: &Outcome, recovered: &Path) -> Reply {
    match outcome {
        Outcome::Done => Reply::Done,
        Outcome::Queued(id) => Reply::Queued { id: *id },
        Outcome::Status(status) => Reply::Status(StatusAfterView::from(*status)),
        Outcome::Opened {
            status,
            brought,
            problems,
        } => Reply::Opened(with_links(*status, *brought, problems)),
        Outcome::Sent {
            status,
            uploaded,
            problems,
        } => Reply::Sent(with_links(*status, *uploaded, problems)),
        Outcome::Versions { current, earlier } => {
            let current = VersionView::from(current);
            let earlier = earlier.iter().map(VersionView::from);
            Reply::Versions(std::iter::once(current).chain(earlier).collect())
        }
        Outcome::Uploads(plan) => Reply::UploadPlan(UploadPlanView::from(plan)),
        Outcome::CacheUse(used) => Reply::Cache(CacheView {
            files: used.files,
            bytes: used.bytes.0,
            clean: used.clean.0,
        }),
        Outcome::Links(links) => Reply::Links(LinksView::from(links)),
        Outcome::UsedBy(users) => Reply::UsedBy(users.iter().map(UserView::from).collect()),
        Outcome::Packaged(packaged) => Reply::Packaged(PackagedView::from(packaged)),
        Outcome::Measured {
            assets,
            bytes,
            unsized_assets,
        } => Reply::Measured(MeasuredView {
            assets: *assets,
            bytes: bytes.0,
            unsized_assets: *unsized_assets,
        }),
        Outcome::Found {
            rows,
            next,
            left_out,
            hidden,
        } => Reply::Found(FoundView {
            rows: rows.iter().map(RowView::from).collect(),
            next: next.clone(),
            left_out: *left_out,
            hidden: *hidden,
        }),
        Outcome::Recovered(files) => {
            let view = |file| RecoveredView::new(file, recovered);
            Reply::Recovered(files.iter().map(view).collect())
        }
        Outcome::Bulk {
            done,
            folders,
            skipped,
            problems,
        } => Reply::Bulk(BulkView {
            done: *done,
            folders: *folders,
            skipped: *skipped,
            problems: problems.iter().map(ProblemView::from).collect(),
        }),
    }
}

impl From<Option<Status>> for StatusAfterView {
    fn from(status: Option<Status>) -> Self {
        Self {
            status: status.map(StatusView::from),
            conflict: ConflictView::of(status),
        }
    }
}

impl From<&Version> for VersionView {
    fn from(version: &Version) -> Self {
        Self {
            id: version.id.0.clone(),
            label: version.label.clone(),
            current: false,
            comment: version.comment.clone(),
            created: version.created.map(time_text),
            created_by: version.created_by.clone(),
            readable: version.readable,
        }
    }
}

impl From<&Came> for VersionView {
    fn from(current: &Came) -> Self {
        Self {
            id: String::new(),
            label: String::new(),
            current: true,
            comment: current.comment.clone(),
            created: current.at.map(time_text),
            created_by: current.by.clone(),
            readable: true,
        }
    }
}

impl From<damson_core::name::Outgoing> for NameView {
    fn from(taken: damson_core::name::Outgoing) -> Self {
        Self {
            name: taken.name,
            title: taken.title,
        }
    }
}

impl From<&UploadPlan> for UploadPlanView {
    fn from(plan: &UploadPlan) -> Self {
        let item = |item: &damson_engine::command::UploadItem| UploadItemView {
            source: file_text(&item.source),
            to: path_text(&item.to),
            is_folder: item.is_folder,
            size: item.size.0,
            renamed: item.renamed,
            collides: item.collides,
            exists: item.exists,
        };
        Self {
            items: plan.items.iter().map(item).collect(),
            skipped: plan.skipped.iter().map(ProblemView::from).collect(),
            ignored: plan.ignored.iter().map(|file| file_text(file)).collect(),
        }
    }
}

impl From<&Problem> for ProblemView {
    fn from(problem: &Problem) -> Self {
        Self {
            path: path_text(&problem.path),
            file: problem.file.as_deref().map(file_text),
            error: UserError::from(&*problem.error),
        }
    }
}

impl RecoveredView {
    /// The view of a file in the Recovered folder.
    pub fn new(file: &RecoveredFile, recovered: &Path) -> Self {
        Self {
            id: file.id,
            path: path_text(&file.path),
            stored: file.stored.clone(),
            file: file_text(&recovered.join(&file.stored)),
            size: file.size.0,
            when: time_text(file.when),
            why: file.why.clone(),
        }
    }
}

fn with_links(status: Option<Status>, done: u64, problems: &[Problem]) -> WithLinksView {
    WithLinksView {
        after: StatusAfterView::from(status),
        links: BulkView {
            done,
            folders: 0,
            skipped: 0,
            problems: problems.iter().map(ProblemView::from).collect(),
        },
    }
}
