//! What every connector must do, as one suite that runs against any [`Remote`].
//!
//! A connector's tests implement [`Fixture`] and call [`run`]. What a server can't do, by its own
//! [`Capability`], is not asked of it; the report names it.

mod browse;
mod collections;
mod find;
mod locks;
mod metadata;
mod names;
mod renditions;
mod setting;
mod transfer;
mod tree;
mod upload;
mod versions;

use std::{any::Any, fmt, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use async_trait::async_trait;
use damson_core::DamPath;
use futures::{FutureExt as _, future::BoxFuture};

use crate::{Capability, CollectionId, Error, Remote};
use setting::Setting;

/// A server to try, and the people who try it.
#[async_trait]
pub trait Fixture: Send + Sync {
    /// An empty folder to work in, another one each time. The editors may write there.
    async fn fresh_root(&self) -> DamPath;

    /// An editor.
    fn first(&self) -> Arc<dyn Remote>;

    /// Another editor.
    fn second(&self) -> Option<Arc<dyn Remote>>;

    /// Somebody who can read and not write.
    fn reader(&self) -> Option<Arc<dyn Remote>>;

    /// Somebody who may release the locks of others.
    fn administrator(&self) -> Option<Arc<dyn Remote>>;

    /// Returns when the server is done with what was written: hashes, thumbnails, index.
    async fn settle(&self);

    /// An empty static collection with this title, which the editors may change. `None` where the
    /// server has none.
    async fn collection(&self, title: &str) -> Option<CollectionId> {
        let _ = title;
        None
    }

    /// How many children are more than one page of a listing holds.
    fn more_than_a_page(&self) -> usize {
        25
    }

    /// How many bytes are sent in several parts.
    fn several_parts(&self) -> usize {
        12 * 1024 * 1024
    }
}

/// One thing a connector must do.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    pub name: &'static str,
    needs: &'static [Need],
    run: Run,
}

type Run = for<'a> fn(&'a Setting<'a>) -> BoxFuture<'a, Outcome>;
type Outcome = Result<(), Error>;

/// Without what a case can't be run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Locks,
    ForcedRelease,
    Ranges,
    ResumableUpload,
    Versions,
    Search,
    SearchesLocks,
    SearchesSizes,
    Thumbnails,
    Renditions,
    Copy,
    Metadata,
    Tags,
    Collections,
    ChangeFeed,
    FeedSeesDeletions,
    EmptyFiles,
    SecondEditor,
    Reader,
    Administrator,
}

/// What became of every case, in order.
#[derive(Debug, Clone, Default)]
pub struct Report {
    pub passed: Vec<&'static str>,
    pub not_applicable: Vec<(&'static str, Need)>,
    pub failed: Vec<(&'static str, String)>,
}

/// Every case, in the order in which they run.
pub fn cases() -> Vec<Case> {
    [
        browse::CASES,
        transfer::CASES,
        upload::CASES,
        names::CASES,
        tree::CASES,
        locks::CASES,
        versions::CASES,
        find::CASES,
        renditions::CASES,
        metadata::CASES,
        collections::CASES,
    ]
    .concat()
}

/// Runs every case. A case that panics or takes longer than two minutes has failed, and the
/// others still run.
pub async fn run(fixture: &dyn Fixture) -> Report {
    let mut report = Report::default();
    for case in cases() {
        run_case(&case, fixture, &mut report).await;
    }
    report
}

/// Runs one case and adds to `report` what became of it.
pub async fn run_case(case: &Case, fixture: &dyn Fixture, report: &mut Report) {
    let capability = fixture.first().capability();
    let missing = case
        .needs
        .iter()
        .find(|need| !need.is_met(&capability, fixture));
    if let Some(missing) = missing {
        report.not_applicable.push((case.name, *missing));
        return;
    }
    let attempt = async {
        let setting = Setting::new(fixture).await;
        (case.run)(&setting).await
    };
    let attempt = AssertUnwindSafe(attempt).catch_unwind();
    match tokio::time::timeout(Duration::from_mins(2), attempt).await {
        Ok(Ok(Ok(()))) => report.passed.push(case.name),
        Ok(Ok(Err(error))) => report.failed.push((case.name, chain(&error))),
        Ok(Err(panic)) => report.failed.push((case.name, words_of(panic.as_ref()))),
        Err(_) => report
            .failed
            .push((case.name, "took longer than two minutes".to_owned())),
    }
}

impl Report {
    /// Panics with the whole report when a case failed, or when none ran.
    pub fn assert_passed(&self) {
        assert!(self.failed.is_empty() && !self.passed.is_empty(), "{self}");
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "{} passed, {} not applicable, {} failed",
            self.passed.len(),
            self.not_applicable.len(),
            self.failed.len()
        )?;
        for (name, need) in &self.not_applicable {
            writeln!(out, "  not applicable: {name} (no {need:?})")?;
        }
        for (name, why) in &self.failed {
            writeln!(out, "  failed: {name}: {why}")?;
        }
        Ok(())
    }
}

impl Need {
    fn is_met(self, capability: &Capability, fixture: &dyn Fixture) -> bool {
        match self {
            Self::Locks => capability.locks,
            Self::ForcedRelease => fixture
                .administrator()
                .is_some_and(|administrator| administrator.capability().forced_release),
            Self::Ranges => capability.ranges,
            Self::ResumableUpload => capability.resumable_upload,
            Self::Versions => capability.versions,
            Self::Search => capability.search,
            Self::SearchesLocks => capability.searches_locks,
            Self::SearchesSizes => capability.searches_sizes,
            Self::Thumbnails => capability.thumbnails,
            Self::Renditions => capability.renditions,
            Self::Copy => capability.copy,
            Self::Metadata => capability.metadata,
            Self::Tags => capability.tags,
            Self::Collections => capability.collections,
            Self::ChangeFeed => capability.change_feed,
            Self::FeedSeesDeletions => capability.feed_sees_deletions,
            Self::EmptyFiles => capability.empty_files,
            Self::SecondEditor => fixture.second().is_some(),
            Self::Reader => fixture.reader().is_some(),
            Self::Administrator => fixture.administrator().is_some(),
        }
    }
}

fn chain(error: &Error) -> String {
    let mut words = format!("unexpected error: {error}");
    let mut cause = std::error::Error::source(error);
    while let Some(below) = cause {
        words.push_str(": ");
        words.push_str(&below.to_string());
        cause = below.source();
    }
    words
}

fn words_of(panic: &(dyn Any + Send)) -> String {
    let fixed = panic
        .downcast_ref::<&str>()
        .map(|words| (*words).to_owned());
    fixed
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "panicked".to_owned())
}

/// A table row of a module of cases.
macro_rules! case {
    ($name:literal, [$($need:ident),*], $run:path) => {
        $crate::conformance::Case {
            name: $name,
            needs: &[$($crate::conformance::Need::$need),*],
            run: |setting| Box::pin($run(setting)),
        }
    };
}
use case;
