//! How fast bytes move.

use std::time::Duration;

use tokio::time::Instant;

/// Bytes a second, smoothed over about five seconds.
#[derive(Debug, Default)]
pub(super) struct Rate {
    pub(super) smooth: Option<f64>,
    since: Option<Instant>,
    bytes: u64,
}

impl Rate {
    const WINDOW: Duration = Duration::from_millis(500);

    pub(super) fn add(&mut self, bytes: u64) {
        let now = Instant::now();
        let since = *self.since.get_or_insert(now);
        self.bytes += bytes;
        let passed = now.duration_since(since);
        if passed < Self::WINDOW {
            return;
        }
        let now_rate = self.bytes as f64 / passed.as_secs_f64();
        self.smooth = Some(
            self.smooth
                .map_or(now_rate, |old| old * 0.9 + now_rate * 0.1),
        );
        self.since = Some(now);
        self.bytes = 0;
    }
}
