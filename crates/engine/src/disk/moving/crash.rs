//! Lets a test end Damson just before any of its changes of the disk.

#![cfg_attr(
    windows,
    expect(
        clippy::missing_const_for_thread_local,
        reason = "it is const; there the lint looks at what the macro makes of it"
    )
)]

use std::cell::Cell;

thread_local! {
    static LEFT: Cell<Option<u32>> = const { Cell::new(None) };
    static OTHER_DISK: Cell<bool> = const { Cell::new(false) };
}

/// The end of Damson, as a panic.
#[derive(Debug)]
pub(crate) struct Crash;

/// Does so many changes of the disk, and ends before the next. Says whether it came to that.
pub(crate) fn after<T>(changes: u32, work: impl FnOnce() -> T) -> Result<T, Crash> {
    LEFT.set(Some(changes));
    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    LEFT.set(None);
    match done {
        Ok(done) => Ok(done),
        Err(panic) if panic.is::<Crash>() => Err(Crash),
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

/// Whether every place is on another disk, from here on.
pub(crate) fn set_other_disk(other: bool) {
    OTHER_DISK.set(other);
}

pub(super) fn is_other_disk() -> bool {
    OTHER_DISK.get()
}

pub(super) fn step() {
    match LEFT.get() {
        None => {}
        Some(0) => std::panic::panic_any(Crash),
        Some(left) => LEFT.set(Some(left - 1)),
    }
}
