//! How many parts of a large file are on their way at a time, and how large they are.
//!
//! Over a long way that loses a little, a connection brings what its own window allows, and more
//! connections bring more; over a narrow one they only share it. Which it is shows when one more
//! round is tried with more of them.

use std::time::Duration;

/// Bytes of the first part of all.
pub(super) const FIRST: u64 = 1024 * 1024;
/// Bytes. Together with [`FEW`] it bounds what is held in memory.
const LARGEST: u64 = 4 * 1024 * 1024;
/// Bytes. A failure loses at most what the parts behind the first missing one hold.
const SMALLEST: u64 = 256 * 1024;
const FEW: usize = 4;
const MANY: usize = 12;
/// Bytes of all parts together, whatever their number.
const TOGETHER: u64 = LARGEST * FEW as u64;
/// A part should take about so long.
const PART_TAKES: f64 = 2.0;
/// From so many bytes a second on, each connection is quick enough by itself.
const QUICK: f64 = 4_000_000.0;
/// More connections are worth it when they bring so many times what fewer brought.
const WORTH: f64 = 1.1;
/// After so many rounds without a gain more are tried again: the way may have changed.
const TRY_AGAIN: u32 = 8;

/// See the module.
#[derive(Debug, Clone)]
pub(super) struct Window {
    at_once: usize,
    part: u64,
    /// Never anything else: what a simulation needs.
    fixed: bool,
    /// The number before this one was tried, and what it brought, in bytes per second.
    before: Option<(usize, f64)>,
    /// Rounds until more are tried.
    content: u32,
}

impl Window {
    pub(super) fn new() -> Self {
        Self {
            at_once: FEW,
            part: FIRST,
            fixed: false,
            before: None,
            content: 0,
        }
    }

    #[cfg(feature = "simulation")]
    pub(super) fn fixed(part: u64) -> Self {
        Self {
            part,
            fixed: true,
            ..Self::new()
        }
    }

    pub(super) fn at_once(&self) -> usize {
        self.at_once
    }

    /// How large the next part is to be, in bytes.
    pub(super) fn part(&self) -> u64 {
        self.part
    }

    /// How many bytes make a round; each round is recorded with [`Window::learn`].
    pub(super) fn round(&self) -> u64 {
        self.part * self.at_once as u64
    }

    /// Records one round: bytes received and time taken.
    pub(super) fn learn(&mut self, bytes: u64, took: Duration) {
        if self.fixed {
            return;
        }
        let rate = bytes as f64 / took.as_secs_f64().max(1e-6);
        self.resize(rate / self.at_once as f64);
        if rate >= QUICK * self.at_once as f64 {
            // Each of them alone is as quick as it needs to be.
            self.set(FEW);
            self.before = None;
            return;
        }
        if self.content > 0 {
            self.content -= 1;
            return;
        }
        match self.before.take() {
            Some((fewer, brought)) if rate < brought * WORTH => {
                self.set(fewer);
                self.content = TRY_AGAIN;
            }
            Some(_) | None if self.at_once < MANY => {
                self.before = Some((self.at_once, rate));
                self.set((self.at_once * 2).min(MANY));
            }
            Some(_) | None => self.content = TRY_AGAIN,
        }
    }

    fn set(&mut self, at_once: usize) {
        self.at_once = at_once;
        self.part = self.part.min(self.most());
    }

    /// `each`: what one connection brings, in bytes per second.
    fn resize(&mut self, each: f64) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a float that is too large becomes the largest number, which is clamped"
        )]
        let fits = (each * PART_TAKES) as u64;
        self.part = fits.clamp(SMALLEST, self.most());
    }

    fn most(&self) -> u64 {
        (TOGETHER / self.at_once as u64).min(LARGEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rounds over a way that brings so many bytes a second to each connection, and to all.
    fn over(window: &mut Window, each: f64, all: f64, rounds: u32) {
        for _ in 0..rounds {
            let round = window.round();
            let rate = (each * window.at_once() as f64).min(all);
            window.learn(round, Duration::from_secs_f64(round as f64 / rate));
        }
    }

    #[test]
    fn a_long_lossy_way_gets_many_parts() {
        let mut window = Window::new();
        over(&mut window, 450_000.0, 12_500_000.0, 20);
        assert_eq!(window.at_once(), MANY);
        assert!(window.part() < LARGEST / 2 && window.part() >= SMALLEST);
    }

    #[test]
    fn a_narrow_way_is_not_crowded() {
        let mut window = Window::new();
        over(&mut window, 5_000_000.0, 500_000.0, 3);
        let mut crowded = 0;
        for _ in 0..40 {
            over(&mut window, 5_000_000.0, 500_000.0, 1);
            crowded += u32::from(window.at_once() > FEW);
        }
        assert!(crowded <= 5, "{crowded} of 40 rounds with more than a few");
        assert_eq!(window.part(), SMALLEST);
    }

    #[test]
    fn a_quick_way_gets_few_large_parts() {
        let mut window = Window::new();
        over(&mut window, 200e6, 800e6, 3);
        assert_eq!((window.at_once(), window.part()), (FEW, LARGEST));
    }

    #[test]
    fn a_way_that_gets_quick_again_gets_few_large_parts_again() {
        let mut window = Window::new();
        over(&mut window, 450_000.0, 12_500_000.0, 20);
        over(&mut window, 50e6, 200e6, 3);
        assert_eq!((window.at_once(), window.part()), (FEW, LARGEST));
    }

    #[test]
    fn what_is_on_its_way_is_bounded() {
        let mut window = Window::new();
        for each in [1e3, 1e6, 3.9e6, 1e9, 2e6, 1.0] {
            over(&mut window, each, 1e12, 10);
            assert!(window.round() <= TOGETHER, "{window:?}");
        }
    }
}
