//! Hashes that a listing leaves out, asked for many at a time before the bytes are.

use std::{collections::HashMap, sync::Arc};

use damson_core::{DamPath, OnServer, Revision};
use damson_remote::AssetKind;
use tokio::sync::mpsc;

use crate::{context::Context, model::Asset};

/// How many are asked for together: the first ones don't wait long for the others.
const TOGETHER: usize = 48;

/// An asset as the journal has it from a listing.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) asset: Asset,
    /// The revision with its hash, where the server sent one.
    told: Option<Revision>,
}

impl Listed {
    /// Puts the hash that the server sent into `now`, unless another look at the server came
    /// between.
    pub(super) fn complete(&mut self, mut now: Asset) -> Asset {
        if now.remote.state == self.asset.remote.state
            && let Some(told) = self.told.take()
        {
            now.remote.state = OnServer::Present(told);
        }
        now
    }
}

/// Hands on the assets that come, with the hashes that the server reports.
pub(super) async fn ask(
    context: &Arc<Context>,
    mut take: mpsc::Receiver<Vec<Asset>>,
    give: mpsc::Sender<Vec<Listed>>,
) {
    while let Some(assets) = take.recv().await {
        let mut assets = assets.into_iter();
        loop {
            let some: Vec<_> = assets.by_ref().take(TOGETHER).collect();
            if some.is_empty() {
                break;
            }
            if give.send(ask_for(context, some).await).await.is_err() {
                return;
            }
        }
    }
}

/// Asks for the hashes of some assets. Those without an answer are asked for one by one later,
/// where errors are reported too.
async fn ask_for(context: &Arc<Context>, assets: Vec<Asset>) -> Vec<Listed> {
    let lacking: Vec<_> = assets
        .iter()
        .filter(|asset| lacks_hash(asset))
        .map(|asset| asset.path.clone())
        .collect();
    let mut told =
        if lacking.len() > 1 && context.is_online() && context.capability().hashes_of_many {
            hashes(context, &lacking).await
        } else {
            HashMap::new()
        };
    let listed = assets.into_iter().map(|asset| Listed {
        told: told
            .remove(&asset.path)
            .filter(|told| told.size.is_some() && told.size == asset.remote_size()),
        asset,
    });
    listed.collect()
}

fn lacks_hash(asset: &Asset) -> bool {
    matches!(&asset.remote.state, OnServer::Present(listed) if listed.content.is_none())
        && !asset.is_folder()
        && !asset.remote.processing
}

/// Only the bytes are of interest, and those are compared when they are here: the answer may come
/// from an index that lags behind, and says less of locks than the listing did.
async fn hashes(context: &Arc<Context>, paths: &[DamPath]) -> HashMap<DamPath, Revision> {
    let entries = match context.note_answer(context.remote().stat_many(paths).await) {
        Ok(entries) => entries,
        Err(error) => {
            tracing::debug!(%error, "hashes are asked for one by one");
            return HashMap::new();
        }
    };
    let told = entries
        .into_iter()
        .filter(|entry| entry.kind == AssetKind::Asset)
        .map(|entry| {
            let entry = entry.without_former_hash();
            (entry.path, entry.revision)
        })
        .filter(|(_, revision)| revision.content.is_some());
    told.collect()
}
