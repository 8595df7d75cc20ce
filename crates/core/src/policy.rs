//! What a person or an administrator may set, as plain data.

use crate::{ByteCount, Timestamp, name::Convention};

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
    /// Transfers at a time; of small files, four times as many.
    pub transfers: u32,
    /// Bytes that a download leaves free on the disk.
    pub keep_free: ByteCount,
    /// Bytes of copies beyond which those that were not used for longest leave; `None` for no
    /// limit.
    pub cache_limit: Option<ByteCount>,
    /// What uploaded files and folders are called.
    pub names: Convention,
    /// Edit and Open bring what a document links to first.
    pub get_links: bool,
    /// Before a document is uploaded, a person is asked about what it links to and the server has not.
    pub check_links: bool,
    /// Lists and searches leave out what has expired and has no copy here.
    pub hide_expired: bool,
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
            cache_limit: None,
            names: Convention::default(),
            get_links: true,
            check_links: true,
            hide_expired: false,
        }
    }
}

impl Policy {
    /// Whether Recovered has kept a file long enough. A clock that went back keeps it longer.
    pub fn is_recovered_over(&self, moved: Timestamp, now: Timestamp) -> bool {
        let kept_ms = now.0.saturating_sub(moved.0);
        kept_ms >= i64::from(self.recovered_days).saturating_mul(DAY_MS)
    }

    /// Whether a saved file has been left alone long enough to be read. `changed` is its own
    /// time, which a file from another computer may have in the future: that never holds it up.
    pub fn is_quiet(&self, changed: Timestamp, now: Timestamp) -> bool {
        let quiet_ms = now.0.saturating_sub(changed.0);
        u64::try_from(quiet_ms).map_or(true, |quiet| quiet >= self.quiet_ms)
    }
}

const DAY_MS: i64 = 86_400_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recovered_files_stay_thirty_days() {
        let policy = Policy::default();
        let moved = Timestamp(1_000);
        let after = |ms: i64| policy.is_recovered_over(moved, Timestamp(1_000 + ms));
        assert!(!after(30 * 86_400_000 - 1));
        assert!(after(30 * 86_400_000));
        assert!(!after(-86_400_000_000));
        assert!(!policy.is_recovered_over(Timestamp(i64::MAX), Timestamp(i64::MIN)));
    }

    #[test]
    fn a_file_is_read_when_it_is_quiet() {
        let policy = Policy::default();
        let quiet = |ms: i64| policy.is_quiet(Timestamp(0), Timestamp(ms));
        assert!(!quiet(0));
        assert!(!quiet(1_999));
        assert!(quiet(2_000));
        assert!(quiet(-1));
    }
}
