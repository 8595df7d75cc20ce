//! Switches that break one promise each, to show that the simulation notices.
//!
//! They are not in any build for people: the feature that has them is for tests alone.

#![cfg_attr(
    windows,
    allow(
        clippy::missing_const_for_thread_local,
        reason = "it is const; there the lint looks at what the macro makes of it"
    )
)]

use std::cell::Cell;

thread_local! {
    static SWITCHED: Cell<Option<Sabotage>> = const { Cell::new(None) };
}

/// A promise that is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sabotage {
    /// An upload replaces whatever the server has.
    NoRecheckBeforeUpload,
    /// A download replaces whatever is on the disk.
    NoRecheckBeforeReplacing,
    /// The base changes before the bytes were verified and have their name.
    BaseBeforeVerifying,
    /// What would move to Recovered is removed.
    NoRecovered,
    /// What another person has checked out is written to.
    IgnoreLocks,
    /// The proof of a lock is not kept.
    ForgetToken,
    /// A file whose bytes can't be read counts as clean.
    UnknownIsClean,
    /// Downloads are not compared with the server's hash.
    NoHashCheck,
    /// Nothing halts.
    IgnoreBrake,
    /// Checked in although there are edits.
    CheckInDespiteEdits,
    /// Files of the same size are the same.
    SameSizeIsSame,
    /// A partial file is continued with the bytes of whatever the server has by then.
    ResumeAnything,
    /// Downloads are written under their real name.
    WriteInPlace,
    /// A download has its real name while bytes are still missing.
    PartialUnderRealName,
    /// The journal says that bytes are here before they are on the disk.
    NoFlush,
}

impl Sabotage {
    pub const ALL: [Self; 15] = [
        Self::NoRecheckBeforeUpload,
        Self::NoRecheckBeforeReplacing,
        Self::BaseBeforeVerifying,
        Self::NoRecovered,
        Self::IgnoreLocks,
        Self::ForgetToken,
        Self::UnknownIsClean,
        Self::NoHashCheck,
        Self::IgnoreBrake,
        Self::CheckInDespiteEdits,
        Self::SameSizeIsSame,
        Self::ResumeAnything,
        Self::WriteInPlace,
        Self::PartialUnderRealName,
        Self::NoFlush,
    ];
}

/// Breaks one promise on this thread, or none.
pub fn switch(sabotage: Option<Sabotage>) {
    SWITCHED.set(sabotage);
}

pub fn is(sabotage: Sabotage) -> bool {
    SWITCHED.get() == Some(sabotage)
}
