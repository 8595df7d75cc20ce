//! The course of an order: several transfers that a person asked for at once.

use std::sync::Arc;

use damson_core::DamPath;
use tokio_util::sync::CancellationToken;

use crate::{
    context::Context,
    events::Event,
    journal::Planned,
    model::{EngineError, OrderId, TransferDirection},
};

/// An order that is being carried out.
#[derive(Debug)]
pub(crate) struct RunningOrder {
    pub(crate) id: OrderId,
    cancelled: CancellationToken,
}

impl RunningOrder {
    pub(crate) async fn begin(
        context: &Arc<Context>,
        path: &DamPath,
        direction: TransferDirection,
    ) -> Result<Self, EngineError> {
        let (path, now) = (path.clone(), context.now());
        let id = context
            .in_journal(move |journal| journal.add_order(&path, direction, now))
            .await?;
        let cancelled = CancellationToken::new();
        context.orders.running().insert(id, cancelled.clone());
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

    pub(crate) async fn plan(
        &self,
        context: &Arc<Context>,
        planned: Planned,
    ) -> Result<(), EngineError> {
        let id = self.id;
        context
            .in_journal(move |journal| journal.plan_order(id, planned))
            .await?;
        context.send(Event::Changed);
        Ok(())
    }

    /// Counts what the download of a folder is in all, once its listing is over.
    pub(crate) async fn measure(
        &self,
        context: &Arc<Context>,
        top: &DamPath,
    ) -> Result<(), EngineError> {
        let (id, top) = (self.id, top.clone());
        let planned = context.in_journal(move |journal| journal.measure_order(id, &top));
        let planned = planned.await?;
        self.plan(context, planned).await
    }

    /// No more transfers will come.
    pub(crate) async fn end(self, context: &Arc<Context>) -> Result<(), EngineError> {
        let (id, now) = (self.id, context.now());
        context.orders.running().remove(&id);
        context.queue.forget_order(id);
        context
            .in_journal(move |journal| journal.end_order(id, now))
            .await?;
        context.send(Event::Changed);
        Ok(())
    }
}
