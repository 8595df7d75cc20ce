//! Decorators of a [`Remote`]: what connectors leave to others.
//!
//! Each is one [`Around`], so that it says only what it does differently.

mod around;
pub mod bandwidth;
pub mod fault;
pub mod retry;
pub mod throttle;
pub mod trace;
mod young;

pub use around::{Around, Attempt, Site, Write};
pub use bandwidth::{Limited, Limits};
pub use fault::{Faulty, Glitch};
pub use retry::{Patience, Retrying, patiently};
pub use throttle::Throttled;
pub use trace::Traced;

use std::sync::Arc;

use crate::Remote;

/// How the decorators of [`stack`] behave.
#[derive(Debug, Clone, Default)]
pub struct Options {
    pub patience: Patience,
    /// The handle stays with the caller, who may change the limits at any time.
    pub limits: Limits,
}

/// Puts every decorator around a connector, in the order that makes each of them right: the trace
/// sees one call with all its attempts; a retry waits without holding a place; a place covers one
/// attempt, with its bytes.
pub fn stack(remote: Arc<dyn Remote>, options: Options) -> Arc<dyn Remote> {
    let limited = Limited::new(remote, options.limits);
    let throttled = Throttled::new(Arc::new(limited));
    let retrying = Retrying::new(Arc::new(throttled), options.patience);
    Arc::new(Traced::new(Arc::new(retrying)))
}
