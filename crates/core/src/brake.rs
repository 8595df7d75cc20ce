//! Reasons to halt before anything is changed.

/// Why everything stands still until a person says go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Brake {
    /// The cache folder lost everything at once (an unplugged disk, a folder moved away).
    EmptiedRoot { before: u64 },
    /// So many of the files known before are gone or changed at once.
    MassChange { changed: u64, of: u64 },
    /// The cache folder belongs to another person or server.
    OtherAccount,
    /// The clock jumped by so many seconds.
    ClockJump { seconds: i64 },
}
