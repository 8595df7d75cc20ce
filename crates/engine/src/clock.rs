//! The time of day, as a port: for records, never for waiting.

use std::{
    fmt::Debug,
    time::{SystemTime, UNIX_EPOCH},
};

use damson_core::Timestamp;

/// Tells the time of day. Waiting uses tokio's clock, which tests pause.
pub trait Clock: Send + Sync + Debug {
    fn now(&self) -> Timestamp;
}

/// The system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

/// A clock that starts at a given time and follows tokio's, so that paused tests move it.
#[derive(Debug, Clone, Copy)]
pub struct TokioClock {
    start: Timestamp,
    since: tokio::time::Instant,
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let now = SystemTime::now();
        let milliseconds = match now.duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_millis()),
            Err(before) => i64::try_from(before.duration().as_millis()).map(|early| -early),
        };
        Timestamp(milliseconds.unwrap_or(i64::MAX))
    }
}

impl TokioClock {
    pub fn starting_at(start: Timestamp) -> Self {
        Self {
            start,
            since: tokio::time::Instant::now(),
        }
    }
}

impl Clock for TokioClock {
    fn now(&self) -> Timestamp {
        let passed = i64::try_from(self.since.elapsed().as_millis()).unwrap_or(i64::MAX);
        Timestamp(self.start.0.saturating_add(passed))
    }
}
