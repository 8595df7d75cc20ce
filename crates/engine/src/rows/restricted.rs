//! What is restricted of that which an action would use.

use std::sync::Arc;

use damson_core::{
    DamPath, Kind, OnServer,
    usage::{self, Use},
};

use crate::{
    context::Context,
    model::{EngineError, Restricted},
    observe,
};

/// How many assets are named; the others are counted.
const NAMED: usize = 20;

/// The assets because of which who wants to use `path` is asked first, as far as it is known what
/// restricts them. The server is asked about an asset of which no answer said anything of that: a
/// listing need not.
pub(crate) async fn of(
    context: &Arc<Context>,
    used: Use,
    path: &DamPath,
) -> Result<Restricted, EngineError> {
    let asked = path.clone();
    let known = context
        .in_journal(move |journal| journal.get(&asked))
        .await?;
    let unknown = known.is_none_or(|asset| {
        let there = matches!(asset.remote.state, OnServer::Present(_));
        there && asset.kind == Kind::Asset && asset.remote.terms.is_none()
    });
    let can_tell = context.capability().metadata && context.is_online();
    if unknown && can_tell && !path.is_root() {
        // What is wrong with the server, the action itself says.
        if let Err(error) = observe::look_again(context, path).await {
            tracing::debug!(%error, "nothing is known of what restricts an asset");
        }
    }
    let (path, now) = (path.clone(), context.now());
    context
        .in_journal(move |journal| {
            let mut found = Restricted::default();
            journal.each_with_terms(&path, used, |asset, terms| {
                let restrictions = usage::restrictions(&terms, now);
                if restrictions.is_empty() {
                    return;
                }
                found.count += 1;
                if found.assets.len() < NAMED {
                    found.assets.push((asset, restrictions));
                }
            })?;
            Ok(found)
        })
        .await
}
