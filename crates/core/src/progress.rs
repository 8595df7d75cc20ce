//! How fast a transfer goes, and how long it still takes.

use crate::ByteCount;

/// The estimate of one transfer, or of all together. Times are milliseconds of a clock that never
/// goes back; where it starts does not matter.
///
/// Both figures follow the measured ones within some seconds, so that a network that stutters does
/// not make them jump. While a transfer stands still the rate falls to nothing, and there is no
/// time left to speak of.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    done: ByteCount,
    total: Option<ByteCount>,
    begun_ms: u64,
    sampled_ms: u64,
    /// Bytes a second.
    rate: Option<f64>,
    seconds_left: Option<f64>,
}

/// Samples closer together than this are taken as one.
const SAMPLE_MS: u64 = 250;
/// Nothing is said before.
const WARM_UP_MS: u64 = 1_000;
/// After so many seconds about two thirds of a change are shown.
const SMOOTH_SECONDS: f64 = 4.0;
/// A transfer slower than this stands still.
const STILL: f64 = 1.0;
/// Two days: beyond that nobody plans by it.
const LONGEST_SECONDS: f64 = 172_800.0;

impl Progress {
    /// Starts with what is there already (of a resumed transfer), which took no time.
    pub fn new(done: ByteCount, total: Option<ByteCount>, now_ms: u64) -> Self {
        Self {
            done,
            total,
            begun_ms: now_ms,
            sampled_ms: now_ms,
            rate: None,
            seconds_left: None,
        }
    }

    /// Takes a sample: so much is done at that time. Less than before means that a part is sent
    /// again, and is no speed at all.
    pub fn sample(&mut self, done: ByteCount, now_ms: u64) {
        let elapsed_ms = now_ms.saturating_sub(self.sampled_ms);
        if elapsed_ms < SAMPLE_MS {
            return;
        }
        let seconds = elapsed_ms as f64 / 1_000.0;
        let measured = done.0.saturating_sub(self.done.0) as f64 / seconds;
        let weight = 1.0 - (-seconds / SMOOTH_SECONDS).exp();
        let before = self.rate.unwrap_or(measured);
        self.rate = Some(before + (measured - before) * weight);
        self.done = done;
        self.sampled_ms = now_ms;
        self.seconds_left = self.follow_time_left(seconds, weight);
    }

    /// The size became known, or grew.
    pub fn set_total(&mut self, total: Option<ByteCount>) {
        self.total = total;
        self.seconds_left = None;
    }

    /// Bytes a second; `None` in the first second.
    pub fn rate(&self) -> Option<ByteCount> {
        let rate = self.rate.filter(|_| self.is_warm())?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a rate is never negative, and the cast saturates"
        )]
        Some(ByteCount(rate.round() as u64))
    }

    /// Whole seconds until it is done; `None` where that can't be said.
    pub fn seconds_left(&self) -> Option<u64> {
        let left = self.seconds_left.or_else(|| self.measured_left())?;
        let sensible = self.is_warm() && left <= LONGEST_SECONDS;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between nothing and two days"
        )]
        sensible.then_some(left.ceil() as u64)
    }

    /// The part that is done, from 0 to 1; `None` when the size is unknown.
    pub fn share(&self) -> Option<f64> {
        let total = self.total?;
        if total.0 == 0 {
            return Some(1.0);
        }
        Some((self.done.0 as f64 / total.0 as f64).min(1.0))
    }

    fn is_warm(&self) -> bool {
        self.sampled_ms.saturating_sub(self.begun_ms) >= WARM_UP_MS
    }

    fn measured_left(&self) -> Option<f64> {
        let rest = self.total?.0.saturating_sub(self.done.0);
        if rest == 0 {
            return Some(0.0);
        }
        let rate = self.rate.filter(|&rate| rate >= STILL)?;
        Some(rest as f64 / rate)
    }

    /// What was said before, less the time that passed, moved towards what is measured.
    fn follow_time_left(&self, seconds: f64, weight: f64) -> Option<f64> {
        let measured = self.measured_left()?;
        let Some(said) = self.seconds_left else {
            return Some(measured);
        };
        if measured == 0.0 {
            return Some(0.0);
        }
        let expected = (said - seconds).max(0.0);
        Some(expected + (measured - expected) * weight)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MB: u64 = 1_000_000;

    /// A transfer of 100 MB after some seconds at one MB a second.
    fn steady(seconds: u64) -> Progress {
        let mut progress = Progress::new(ByteCount(0), Some(ByteCount(100 * MB)), 5_000);
        for second in 1..=seconds {
            progress.sample(ByteCount(second * MB), 5_000 + second * 1_000);
        }
        progress
    }

    #[test]
    fn a_steady_transfer_counts_down() {
        assert_eq!(steady(0).rate(), None);
        assert_eq!(steady(0).seconds_left(), None);
        for second in 1..=100 {
            let progress = steady(second);
            assert_eq!(progress.rate(), Some(ByteCount(MB)));
            assert_eq!(progress.seconds_left(), Some(100 - second));
        }
        assert_eq!(steady(25).share(), Some(0.25));
    }

    #[test]
    fn says_nothing_in_the_first_second() {
        let mut progress = Progress::new(ByteCount(0), Some(ByteCount(MB)), 0);
        progress.sample(ByteCount(10), 999);
        assert_eq!((progress.rate(), progress.seconds_left()), (None, None));
        progress.sample(ByteCount(2_000), 2_000);
        assert!(progress.rate().is_some() && progress.seconds_left().is_some());
    }

    #[test]
    fn what_was_there_already_took_no_time() {
        let mut progress = Progress::new(ByteCount(50 * MB), Some(ByteCount(100 * MB)), 0);
        progress.sample(ByteCount(51 * MB), 1_000);
        assert_eq!(progress.rate(), Some(ByteCount(MB)));
        assert_eq!(progress.seconds_left(), Some(49));
    }

    #[test]
    fn a_stutter_moves_the_figures_gently() {
        let mut progress = steady(20);
        progress.sample(ByteCount(20 * MB), 26_000);
        let rate = progress.rate().unwrap().0;
        assert!((700_000..900_000).contains(&rate), "{rate}");
        let left = progress.seconds_left().unwrap();
        assert!((80..=90).contains(&left), "{left}");
        progress.sample(ByteCount(22 * MB), 27_000);
        let left = progress.seconds_left().unwrap();
        assert!((75..=88).contains(&left), "{left}");
    }

    #[test]
    fn a_transfer_that_stands_still_has_no_time_left() {
        let mut progress = steady(20);
        for second in 1..=120 {
            progress.sample(ByteCount(20 * MB), 25_000 + second * 1_000);
        }
        assert_eq!(progress.rate(), Some(ByteCount(0)));
        assert_eq!(progress.seconds_left(), None);
    }

    #[test]
    fn a_part_sent_again_is_no_speed() {
        let mut progress = steady(20);
        progress.sample(ByteCount(10 * MB), 26_000);
        assert!(progress.rate().unwrap().0 < MB);
        assert_eq!(progress.share(), Some(0.1));
    }

    #[test]
    fn samples_close_together_count_as_one() {
        let mut progress = steady(20);
        progress.sample(ByteCount(30 * MB), 25_249);
        assert_eq!(progress, steady(20));
        progress.sample(ByteCount(30 * MB), 25_250);
        assert_ne!(progress, steady(20));
        let mut back = steady(20);
        back.sample(ByteCount(30 * MB), 24_000);
        assert_eq!(back, steady(20));
    }

    #[test]
    fn a_size_that_is_learned_late_counts_from_then() {
        let mut progress = Progress::new(ByteCount(0), None, 0);
        progress.sample(ByteCount(MB), 1_000);
        assert_eq!((progress.seconds_left(), progress.share()), (None, None));
        progress.set_total(Some(ByteCount(11 * MB)));
        assert_eq!(progress.seconds_left(), Some(10));
        let empty = Progress::new(ByteCount(0), Some(ByteCount(0)), 0);
        assert_eq!(empty.share(), Some(1.0));
        let mut endless = Progress::new(ByteCount(0), Some(ByteCount(u64::MAX)), 0);
        endless.sample(ByteCount(1_000), 1_000);
        assert_eq!(endless.seconds_left(), None);
        endless.set_total(Some(ByteCount(1_000 + 172_800 * 1_000)));
        assert_eq!(endless.seconds_left(), Some(172_800));
    }

    #[test]
    fn is_done_when_it_is_done() {
        let mut progress = steady(50);
        progress.sample(ByteCount(100 * MB), 55_500);
        assert_eq!(progress.seconds_left(), Some(0));
        assert_eq!(progress.share(), Some(1.0));
        progress.sample(ByteCount(101 * MB), 56_000);
        assert_eq!(progress.share(), Some(1.0));
    }

    proptest! {
        #[test]
        fn any_samples_give_figures_that_make_sense(
            total in proptest::option::of(any::<u64>()),
            samples in proptest::collection::vec((any::<u64>(), any::<u64>()), 0..20),
        ) {
            let mut progress = Progress::new(ByteCount(0), total.map(ByteCount), 0);
            for (done, now) in samples {
                progress.sample(ByteCount(done), now);
                prop_assert!(progress.seconds_left().is_none_or(|s| s <= 172_800));
                prop_assert!(progress.share().is_none_or(|s| (0.0..=1.0).contains(&s)));
                prop_assert!(progress.rate.is_none_or(|r| r >= 0.0 && r.is_finite()));
            }
        }
    }
}
