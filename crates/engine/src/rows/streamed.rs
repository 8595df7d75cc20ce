//! The rows of a folder while the server is still listing it.

use std::sync::Arc;

use damson_core::DamPath;
use tokio::sync::{mpsc, oneshot};

use crate::{
    context::Context,
    model::{EngineError, Row},
    rows,
};

/// A folder that is read afresh. Rows come once each: those of a page of the server together,
/// folders first, then by name; last what the server has not, such as what is here alone.
///
/// The paths of what was not asked for yet are held in memory, nothing else of it.
#[derive(Debug)]
pub struct Listing {
    context: Arc<Context>,
    arrived: mpsc::UnboundedReceiver<Vec<DamPath>>,
    ended: oneshot::Receiver<Result<(), EngineError>>,
    hidden: u64,
}

impl Listing {
    pub(crate) fn new(
        context: Arc<Context>,
        arrived: mpsc::UnboundedReceiver<Vec<DamPath>>,
        ended: oneshot::Receiver<Result<(), EngineError>>,
    ) -> Self {
        Self {
            context,
            arrived,
            ended,
            hidden: 0,
        }
    }

    /// How many were left out since this was asked last, because they have expired.
    pub fn take_hidden(&mut self) -> u64 {
        std::mem::take(&mut self.hidden)
    }

    /// Waits for the next rows, at most 500; `None` when these were all. Fails when the server
    /// could not be read to its end: the rows before are true all the same.
    pub async fn next(&mut self) -> Result<Option<Vec<Row>>, EngineError> {
        while let Some(paths) = self.arrived.recv().await {
            let known = self.context.in_journal(move |journal| {
                let known = paths.iter().map(|path| journal.get(path));
                known
                    .filter_map(Result::transpose)
                    .collect::<Result<_, _>>()
            });
            let mut known: Vec<_> = known.await?;
            self.hidden += rows::hide_expired(&self.context, &mut known);
            let rows = rows::rows_of(&self.context, known).await?;
            if !rows.is_empty() {
                return Ok(Some(rows));
            }
        }
        match (&mut self.ended).await {
            Ok(Ok(())) => Ok(None),
            Ok(Err(error)) => Err(error),
            Err(_) => Err(EngineError::Cancelled),
        }
    }
}
