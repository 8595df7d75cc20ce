//! What is due because the computer slept.

use tokio::time::Instant;

use super::Session;

/// From which difference of two clocks on the computer slept, or somebody set the time.
const SLEPT_MS: i64 = 10_000;

impl Session {
    /// Timers stand still while the computer sleeps, and locks on the server run out all the same:
    /// they are looked after as soon as the clock on the wall says that time passed unnoticed. The
    /// first round after the sleep comes with the next look at the server.
    pub(super) fn notice_sleep(&mut self) {
        let (timer, wall) = (Instant::now(), self.context.now());
        let passed = timer.duration_since(self.round.0).as_millis();
        let passed = i64::try_from(passed).unwrap_or(i64::MAX);
        let unnoticed = wall.0.saturating_sub(self.round.1.0).saturating_sub(passed);
        self.round = (timer, wall);
        if unnoticed.saturating_abs() > SLEPT_MS && self.due.locks.is_some() {
            self.due.locks = Some(timer);
        }
    }
}
