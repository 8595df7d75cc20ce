//! Uploading what a document links to and the server has not.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use damson_core::{Action, DamPath};

use super::{Request, bulk::Tally, upload_files};
use crate::{
    context::Context,
    document_links::missing::Missing,
    model::{ActOptions, Elsewhere, EngineError, IfExists, Outcome},
};

/// Uploads what is on this computer of it. What is nowhere, or can't be sent, is a problem.
pub(crate) async fn send(
    context: &Arc<Context>,
    missing: Vec<Missing>,
) -> Result<Outcome, EngineError> {
    let tally = Tally::default();
    let mut outside: BTreeMap<DamPath, Vec<PathBuf>> = BTreeMap::new();
    for one in missing {
        match one {
            Missing::NewHere(path) => {
                let options = ActOptions::default();
                let request = Request::by_person(Action::UploadChanges, path.clone(), options);
                let sent = Box::pin(super::row(context, request)).await;
                tally.count(&path, sent.map(drop));
            }
            Missing::Elsewhere(Elsewhere { file, to, .. }) => {
                let folder = to.parent().unwrap_or_default();
                outside.entry(folder).or_default().push(file);
            }
            nowhere @ Missing::Nowhere(_) => tally.problem(nowhere.problem()),
        }
    }
    for (folder, files) in outside {
        let received = upload_files::receive(context, &folder, files, IfExists::Skip, None).await;
        match received {
            Ok(outcome) => tally.add(outcome),
            Err(error) => tally.count::<()>(&folder, Err(error)),
        }
    }
    Ok(tally.outcome())
}
