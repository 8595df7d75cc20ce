//! Tells the log of every call: which, about what, how long, and how it ended.
//!
//! Paths are told at DEBUG only. Tokens, query strings, bodies, and what a server said in its own
//! words are never told.

use std::sync::Arc;

use futures::StreamExt as _;
use tokio::time::Instant;
use tracing::{Instrument as _, Span, debug, debug_span, warn};

use super::around::{Around, Attempt, Site};
use crate::{ErrorKind, ReadBody, Remote, Result};

/// See the module.
#[derive(Debug)]
pub struct Traced {
    inner: Arc<dyn Remote>,
}

impl Traced {
    pub fn new(inner: Arc<dyn Remote>) -> Self {
        Self { inner }
    }

    async fn told<'a, T>(
        &'a self,
        site: Site<'a>,
        span: &Span,
        attempt: Attempt<'a, T>,
    ) -> Result<T> {
        let began = Instant::now();
        let result = attempt().instrument(span.clone()).await;
        let took = began.elapsed();
        match &result {
            Ok(_) => debug!(parent: span, ?took, "done"),
            Err(error) if is_everyday(&error.kind) => {
                debug!(parent: span, ?took, kind = ?error.kind, "refused");
            }
            // Without the span: it holds the path.
            Err(error) => {
                warn!(parent: None, verb = %site.verb, ?took, kind = ?error.kind, "failed");
                debug!(parent: span, "failed");
            }
        }
        result
    }
}

impl Around for Traced {
    fn inner(&self) -> &dyn Remote {
        &*self.inner
    }

    async fn around<'a, T: Send + 'a>(
        &'a self,
        site: Site<'a>,
        attempt: Attempt<'a, T>,
    ) -> Result<T> {
        self.told(site, &span(site), attempt).await
    }

    async fn on_read<'a>(
        &'a self,
        site: Site<'a>,
        attempt: Attempt<'a, ReadBody>,
    ) -> Result<ReadBody> {
        let span = span(site);
        let body = self.told(site, &span, attempt).await?;
        let mut passing = Passing {
            span,
            began: Instant::now(),
            bytes: 0,
            ended: "dropped",
        };
        let ends = body.stream.map(Some).chain(futures::stream::iter([None]));
        let stream = ends.filter_map(move |chunk| {
            passing.see(chunk.as_ref());
            futures::future::ready(chunk)
        });
        Ok(ReadBody {
            stream: stream.boxed(),
            ..body
        })
    }
}

/// A body on its way; tells of it when it is dropped.
struct Passing {
    span: Span,
    began: Instant,
    bytes: u64,
    ended: &'static str,
}

impl Passing {
    fn see(&mut self, chunk: Option<&Result<bytes::Bytes>>) {
        match chunk {
            Some(Ok(bytes)) => self.bytes += bytes.len() as u64,
            Some(Err(_)) => self.ended = "broke",
            None if self.ended == "broke" => {}
            None => self.ended = "whole",
        }
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        let took = self.began.elapsed();
        debug!(parent: &self.span, bytes = self.bytes, ?took, ended = self.ended, "body");
    }
}

fn span(site: Site<'_>) -> Span {
    debug_span!("remote", verb = %site.verb, path = %site.path)
}

/// Answers that are part of the work.
fn is_everyday(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::NotFound
            | ErrorKind::Exists
            | ErrorKind::Locked { .. }
            | ErrorKind::Changed
            | ErrorKind::Forbidden
            | ErrorKind::NameRefused
            | ErrorKind::NoFile
            | ErrorKind::Unsupported
            | ErrorKind::Cancelled
    )
}
