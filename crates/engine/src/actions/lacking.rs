//! What a document links to, looked for on the server before the document goes there.

use std::sync::Arc;

use super::{Execution, missing_links};
use crate::{
    document_links::{self, missing::Missing},
    model::{EngineError, MissingLinks, Outcome, Problem},
};

impl Execution {
    /// Says what the server lacks of the linked files, or uploads them first. A document whose links
    /// can't be read, or can't be looked for, is uploaded like any other file.
    pub(super) async fn check_links(&mut self) -> Result<(), EngineError> {
        let wanted = self.request.options.missing;
        let looks = match wanted {
            MissingLinks::Unseen => false,
            MissingLinks::Told | MissingLinks::Asked => self.context.policy().check_links,
            MissingLinks::Sent => true,
        };
        let path = self.request.path.clone();
        if !looks || !document_links::has_reader(&path) || !self.context.is_online() {
            return Ok(());
        }
        let context = Arc::clone(&self.context);
        let missing = match document_links::links(&context, &path).await {
            Ok(links) => links.missing(&path),
            Err(error) => {
                tracing::info!(%path, %error, "its links were not looked for");
                return Ok(());
            }
        };
        if missing.is_empty() {
            return Ok(());
        }
        let (uploaded, problems) = match wanted {
            MissingLinks::Unseen | MissingLinks::Told => (0, problems(missing)),
            MissingLinks::Asked => {
                let here = missing.iter().filter(|one| one.is_here()).count();
                return Err(EngineError::LinksMissing {
                    path,
                    missing: missing.len() as u64,
                    here: here as u64,
                });
            }
            MissingLinks::Sent => {
                let sent = missing_links::send(&context, missing).await?;
                let Outcome::Bulk { done, problems, .. } = sent else {
                    return Ok(());
                };
                (done, problems)
            }
        };
        self.outcome = Some(Outcome::Sent {
            status: None,
            uploaded,
            problems,
        });
        Ok(())
    }
}

fn problems(missing: Vec<Missing>) -> Vec<Problem> {
    missing.into_iter().map(Missing::problem).collect()
}
