//! What a document links to, brought before its application looks for it.

use std::{sync::Arc, time::Duration};

use damson_core::{Action, ByteCount, DamPath, Status};
use futures::StreamExt;
use tokio::{sync::oneshot, time::sleep};

use super::{Execution, Request};
use crate::{
    context::Context,
    document_links,
    events::Event,
    model::{ActOptions, Command, EngineError, GetLinks, Links, Outcome, Problem, Row, Target},
    observe,
    transfer_state::queue::Rest,
};

/// How many are ordered at a time; the queue has its own measure.
const AT_ONCE: usize = 32;

/// How long a linked asset is waited for whose transfer waits for the server: trouble that passes
/// in a moment need not be reported.
const PATIENCE: Duration = Duration::from_secs(5);

/// The most that is fetched without a question.
#[derive(Debug, Clone, Copy)]
struct Most {
    assets: u64,
    bytes: ByteCount,
}

impl Execution {
    /// Fetches the linked assets that are not here, and those that are older than on the server, to
    /// the places where the document looks for them. A link that does not come is no reason not to
    /// open the document: it is reported.
    pub(super) async fn bring_links(&mut self) -> Result<(), EngineError> {
        let get = self.request.options.links;
        let most = match get {
            GetLinks::None => return Ok(()),
            GetLinks::AsSet => None,
            GetLinks::UpTo { assets, bytes } => Some(Most { assets, bytes }),
        };
        let path = &self.request.path;
        if !document_links::has_reader(path)
            || !self.context.policy().get_links
            || !self.context.is_online()
        {
            return Ok(());
        }
        let context = Arc::clone(&self.context);
        let _in_progress = context.links_in_progress.begin(path);
        let wanted = match document_links::links(&context, path).await {
            Ok(links) => wanted(&context, links),
            Err(error) => {
                tracing::info!(%path, %error, "its links were not looked for");
                return Ok(());
            }
        };
        if let Some(most) = most {
            self.check_amount(&wanted, most)?;
        }
        if !wanted.is_empty() {
            self.fetch_all(wanted).await;
        }
        Ok(())
    }

    fn check_amount(&self, wanted: &[(Action, Row)], most: Most) -> Result<(), EngineError> {
        let assets = wanted.len() as u64;
        let sizes = wanted.iter().filter_map(|(_, row)| row.size);
        let bytes = sizes.fold(0u64, |sum, size| sum.saturating_add(size.0));
        if assets <= most.assets && bytes <= most.bytes.0 {
            return Ok(());
        }
        Err(EngineError::ManyLinks {
            path: self.request.path.clone(),
            assets,
            bytes,
        })
    }

    async fn fetch_all(&mut self, wanted: Vec<(Action, Row)>) {
        let asked = wanted.len();
        let problems = fetch(&self.context, wanted).await;
        self.outcome = Some(Outcome::Opened {
            status: None,
            brought: (asked - problems.len()) as u64,
            problems,
        });
    }
}

/// Fetches everything that a document links to and that is not here, or older than on the server;
/// what is found by its name alone, too. Returns what did not come.
pub(crate) async fn bring_all(context: &Arc<Context>, links: &Links) -> Vec<Problem> {
    let rows = links.links.iter().filter_map(|link| match &link.target {
        Target::Asset { row, .. } => Some((fetching(row)?, Row::clone(row))),
        Target::Elsewhere(_) | Target::NotFound | Target::Embedded | Target::Remote => None,
    });
    fetch(context, rows.collect()).await
}

/// Returns what did not come.
async fn fetch(context: &Context, wanted: Vec<(Action, Row)>) -> Vec<Problem> {
    let orders = wanted.into_iter().map(|(action, linked)| async move {
        let path = linked.path;
        order(context, action, &path)
            .await
            .map_err(|error| Problem {
                path,
                file: None,
                error: error.into(),
            })
    });
    let ends: Vec<_> = futures::stream::iter(orders)
        .buffer_unordered(AT_ONCE)
        .collect()
        .await;
    ends.into_iter().filter_map(Result::err).collect()
}

/// What brings a linked asset up to date.
fn fetching(row: &Row) -> Option<Action> {
    match row.status {
        Some(Status::CloudOnly) => Some(Action::Download),
        Some(Status::ModifiedRemotely) => Some(Action::Update),
        Some(
            Status::AvailableLocally
            | Status::EditedLocally
            | Status::EditingConflict(_)
            | Status::RemovedRemotely
            | Status::NewLocally,
        )
        | None => None,
    }
}

/// Orders a linked asset, and waits for it unless its transfer stands still: it goes on by itself
/// then, whatever becomes of the document.
async fn order(context: &Context, action: Action, path: &DamPath) -> Result<(), EngineError> {
    let (reply, mut done) = oneshot::channel();
    let command = Command::Act {
        action,
        path: path.clone(),
        options: ActOptions::default(),
    };
    context.send(Event::Command(Box::new(command), reply));
    let ended = |done: Result<Result<Outcome, EngineError>, _>| {
        let done = done.unwrap_or(Err(EngineError::Cancelled));
        done.map(drop)
    };
    loop {
        let rest = tokio::select! {
            biased;
            done = &mut done => return ended(done),
            rest = context.queue.rested(path) => rest,
        };
        match rest {
            Rest::Paused => {}
            Rest::Retrying => tokio::select! {
                biased;
                done = &mut done => return ended(done),
                () = sleep(PATIENCE) => {}
            },
        }
        if context.queue.rest_of(path).is_some() {
            return Err(EngineError::StillComing { path: path.clone() });
        }
    }
}

/// What is to be done with which linked asset. Where only a name speaks for it, the application
/// would not find it there.
fn wanted(context: &Context, links: Links) -> Vec<(Action, Row)> {
    let each = links.links.into_iter().filter_map(|link| {
        let Target::Asset { row, guess: false } = link.target else {
            return None;
        };
        let action = fetching(&row)?;
        if context.links_in_progress.has(&row.path) {
            return None;
        }
        Some((action, *row))
    });
    each.collect()
}

/// The links of a document, which is downloaded if it isn't here.
pub(crate) async fn linked(context: &Arc<Context>, path: &DamPath) -> Result<Links, EngineError> {
    if document_links::has_reader(path) && observe::look(context, path).await?.local.is_none() {
        let options = ActOptions::default();
        let request = Request::by_person(Action::Download, path.clone(), options);
        super::act(context, request).await?;
    }
    document_links::links(context, path).await
}
