//! What is restricted of that which an action would use.

use std::sync::Arc;

use damson_core::{
    DamPath,
    usage::{self, Use},
};

use crate::{
    context::Context,
    model::{EngineError, Restricted},
    observe,
};

/// How many assets are named; the others are counted.
const NAMED: usize = 20;
/// How many assets the server is asked about, in as few requests as it allows; what is beyond is
/// judged by what is known.
const MOST_ASKED: usize = 1_000;

/// The assets because of which who wants to use `paths`, and what is below them, is asked first, as far
/// as it is known what restricts them. The server is asked about assets of which no answer said
/// anything of that: a listing need not.
pub(crate) async fn of(
    context: &Arc<Context>,
    used: Use,
    paths: &[DamPath],
) -> Result<Restricted, EngineError> {
    if context.capability().metadata && context.is_online() {
        let asked = paths.to_vec();
        let unknown = context
            .in_journal(move |journal| journal.without_terms(&asked, used, MOST_ASKED))
            .await?;
        // What is wrong with the server, the action itself says.
        if !unknown.is_empty()
            && let Err(error) = observe::look_again_at_many(context, &unknown).await
        {
            tracing::debug!(%error, "nothing is known of what restricts some assets");
        }
    }
    let (paths, now) = (paths.to_vec(), context.now());
    context
        .in_journal(move |journal| {
            let mut found = Restricted::default();
            for path in &paths {
                journal.each_with_terms(path, used, |asset, terms| {
                    let restrictions = usage::restrictions(&terms, now);
                    if restrictions.is_empty() {
                        return;
                    }
                    found.count += 1;
                    if found.assets.len() < NAMED {
                        found.assets.push((asset, restrictions));
                    }
                })?;
            }
            Ok(found)
        })
        .await
}
