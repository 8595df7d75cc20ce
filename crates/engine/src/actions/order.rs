//! What a person asked for at once and that takes many transfers, while more of it may come.

use std::sync::Arc;

use damson_core::DamPath;
use tokio_util::sync::CancellationToken;

use crate::{
    context::Site,
    events::Event,
    journal::Planned,
    model::{EngineError, OrderId, TransferDirection},
};

/// An order that is being carried out.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) id: OrderId,
    cancelled: CancellationToken,
}

impl Asked {
    pub(crate) async fn begin(
        site: &Arc<Site>,
        path: &DamPath,
        direction: TransferDirection,
    ) -> Result<Self, EngineError> {
        let (path, now) = (path.clone(), site.now());
        let id = site
            .in_journal(move |journal| journal.add_order(&path, direction, now))
            .await?;
        let cancelled = CancellationToken::new();
        site.orders.running().insert(id, cancelled.clone());
        Ok(Self { id, cancelled })
    }

    /// Whether the person took it back: nothing more is begun.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancelled.is_cancelled()
    }

    /// Waits until the person takes it back.
    pub(crate) async fn cancelled(&self) {
        self.cancelled.cancelled().await;
    }

    pub(crate) async fn plan(&self, site: &Arc<Site>, planned: Planned) -> Result<(), EngineError> {
        let id = self.id;
        site.in_journal(move |journal| journal.plan_order(id, planned))
            .await?;
        site.tell(Event::Moved);
        Ok(())
    }

    /// Counts what the download of a folder is in all, once its listing is over.
    pub(crate) async fn measure(&self, site: &Arc<Site>, top: &DamPath) -> Result<(), EngineError> {
        let (id, top) = (self.id, top.clone());
        let planned = site.in_journal(move |journal| journal.measure_order(id, &top));
        let planned = planned.await?;
        self.plan(site, planned).await
    }

    /// No more transfers will come.
    pub(crate) async fn end(self, site: &Arc<Site>) -> Result<(), EngineError> {
        let (id, now) = (self.id, site.now());
        site.orders.running().remove(&id);
        site.queue.forget_order(id);
        site.in_journal(move |journal| journal.end_order(id, now))
            .await?;
        site.tell(Event::Moved);
        Ok(())
    }
}
