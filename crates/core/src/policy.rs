//! What a person or an administrator may set, as plain data.

use crate::ByteCount;

/// The settings of a connection that decisions depend on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Copies are read-only on disk until they are checked out by this person.
    pub protect: bool,
    /// Milliseconds without a change before a saved file is read.
    pub quiet_ms: u64,
    /// Days that Recovered keeps a file.
    pub recovered_days: u32,
    /// Bytes a second; `None` for no limit.
    pub download_limit: Option<ByteCount>,
    pub upload_limit: Option<ByteCount>,
    /// Seconds between looks at what the person looks at, pinned or edited.
    pub poll_seconds: u64,
    /// Transfers at a time.
    pub transfers: u32,
    /// Bytes that a download leaves free on the disk.
    pub keep_free: ByteCount,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            protect: true,
            quiet_ms: 2_000,
            recovered_days: 30,
            download_limit: None,
            upload_limit: None,
            poll_seconds: 30,
            transfers: 8,
            keep_free: ByteCount(256 * 1024 * 1024),
        }
    }
}
