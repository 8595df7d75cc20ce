//! The time of day, as a port: for records, never for waiting.

use std::{
    fmt::Debug,
    time::{SystemTime, UNIX_EPOCH},
};

use damson_core::{Timestamp, conflict::Day};
use jiff::tz::TimeZone;

/// The time of day. Waiting uses tokio's clock, which tests pause.
pub trait Clock: Send + Sync + Debug {
    fn now(&self) -> Timestamp;

    /// The day that it is at that moment, where this clock is; UTC unless it knows better.
    fn day(&self, at: Timestamp) -> Day {
        day_in(TimeZone::UTC, at)
    }
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

    /// By the calendar on this person's wall: a copy made in the evening has the evening's date.
    fn day(&self, at: Timestamp) -> Day {
        day_in(TimeZone::system(), at)
    }
}

/// The day of a moment in a time zone; the first day of 1970 for one that no calendar has.
fn day_in(zone: TimeZone, at: Timestamp) -> Day {
    let moment = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
    let date = moment.to_zoned(zone).date();
    let part = |part: i8| u8::try_from(part).expect("days and months are positive");
    Day {
        year: i64::from(date.year()),
        month: part(date.month()),
        day: part(date.day()),
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

#[cfg(test)]
mod tests {
    use super::*;

    const fn on(year: i64, month: u8, day: u8) -> Day {
        Day { year, month, day }
    }

    #[test]
    fn a_moment_has_its_day() {
        let day = |ms| day_in(TimeZone::UTC, Timestamp(ms));
        assert_eq!(day(1_795_262_400_000), on(2026, 11, 21));
        assert_eq!(day(0), on(1970, 1, 1));
        assert_eq!(day(-1), on(1969, 12, 31));
        assert_eq!(day(951_782_400_000), on(2000, 2, 29));
    }

    #[test]
    fn the_day_is_that_of_the_place() {
        let noon = Timestamp(1_795_262_400_000);
        let east = TimeZone::fixed(jiff::tz::offset(13));
        let west = TimeZone::fixed(jiff::tz::offset(-13));
        assert_eq!(day_in(east, noon), on(2026, 11, 22));
        assert_eq!(day_in(west, noon), on(2026, 11, 20));
    }
}
