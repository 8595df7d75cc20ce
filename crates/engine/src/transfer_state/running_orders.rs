//! The orders that are being carried out.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio_util::sync::CancellationToken;

use crate::{journal::Parts, model::OrderId};

/// The orders of a connection.
#[derive(Debug, Default)]
pub(crate) struct Orders {
    running: Mutex<BTreeMap<OrderId, CancellationToken>>,
    /// How the transfers of orders ended to which nothing more can happen, so that they are counted
    /// once.
    settled: Mutex<BTreeMap<OrderId, Vec<Parts>>>,
}

impl Orders {
    /// Lets nothing more of an order begin.
    pub(crate) fn cancel(&self, id: OrderId) {
        if let Some(token) = self.running().get(&id) {
            token.cancel();
        }
    }

    pub(crate) fn cancel_all(&self) {
        self.running().values().for_each(CancellationToken::cancel);
    }

    pub(crate) fn settled(&self) -> MutexGuard<'_, BTreeMap<OrderId, Vec<Parts>>> {
        self.settled.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn running(&self) -> MutexGuard<'_, BTreeMap<OrderId, CancellationToken>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
