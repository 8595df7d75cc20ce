//! What a server can do.

use std::num::NonZeroUsize;

use damson_core::{ByteCount, HashKind, name::NameRules};

/// What a server can do, as probed. Absent means absent: a caller offers nothing it can't do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capability {
    /// The product in words, for `doctor` and the window: "Adobe Experience Manager 6.5.17".
    pub product: String,
    /// Assets can be checked out and others are told.
    pub locks: bool,
    /// `locked` reads every folder below the one that is asked for: too dear for a look every half
    /// minute.
    pub locked_walks: bool,
    /// Locks end by themselves unless refreshed.
    pub locks_expire: bool,
    /// This person may check in what others hold.
    pub forced_release: bool,
    /// The server itself refuses writes to what another holds.
    pub locks_enforced: bool,
    /// What keeps a write from replacing another person's of the moment before.
    pub write_guard: WriteGuard,
    /// Downloads resume from an offset.
    pub ranges: bool,
    /// Uploads resume after a restart.
    pub resumable_upload: bool,
    /// Earlier versions can be listed and restored.
    pub versions: bool,
    /// An upload keeps the former state as a version, with a comment.
    pub version_comments: bool,
    pub search: bool,
    /// The server itself leaves out of a search what is checked out otherwise
    /// ([`crate::Search::theirs`]); without it, whoever asks does.
    pub searches_locks: bool,
    /// As for locks, for the sizes.
    pub searches_sizes: bool,
    /// As for locks, for the orientation.
    pub searches_orientation: bool,
    pub thumbnails: bool,
    /// The server keeps renditions of assets, which can be listed and read.
    pub renditions: bool,
    pub copy: bool,
    /// Metadata can be read and edited.
    pub metadata: bool,
    /// There is a vocabulary of tags to choose from.
    pub tags: bool,
    /// There are collections, whose members can be listed and, of static ones, changed.
    pub collections: bool,
    /// `changes` works.
    pub change_feed: bool,
    /// `changes` also tells of deletions and moves.
    pub feed_sees_deletions: bool,
    /// Which hash of the bytes the server reports; what local files are hashed with.
    pub hash: Option<HashKind>,
    /// The hash may be that of former bytes for ever: some servers compute it once.
    pub hash_may_be_stale: bool,
    /// `stat_many` tells, at the price of few requests, hashes that listings leave out.
    pub hashes_of_many: bool,
    /// Whether [`crate::Remote::stat_by_id`] finds what was moved.
    pub finds_by_id: bool,
    /// How many calls at a time the server takes well.
    pub concurrency: NonZeroUsize,
    /// The largest file it takes, where it is known.
    pub max_size: Option<ByteCount>,
    /// Empty files can be uploaded.
    pub empty_files: bool,
    /// Which rules names follow.
    pub names: NameRules,
}

/// What keeps a write from replacing what somebody else wrote in the moment before it, where nothing
/// is checked out. Damson looks right before each write in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WriteGuard {
    /// Not found out yet.
    #[default]
    Unknown,
    /// The server compares as it writes.
    Server,
    /// The server compares nothing, so that only the look right before protects.
    Look,
}

impl Capability {
    /// A server that can only be browsed and downloaded from.
    pub fn least(product: impl Into<String>) -> Self {
        Self {
            product: product.into(),
            locks: false,
            locked_walks: false,
            locks_expire: false,
            forced_release: false,
            locks_enforced: false,
            write_guard: WriteGuard::Unknown,
            ranges: false,
            resumable_upload: false,
            versions: false,
            version_comments: false,
            search: false,
            searches_locks: false,
            searches_sizes: false,
            searches_orientation: false,
            thumbnails: false,
            renditions: false,
            copy: false,
            metadata: false,
            tags: false,
            collections: false,
            change_feed: false,
            feed_sees_deletions: false,
            hash: None,
            hash_may_be_stale: false,
            hashes_of_many: false,
            finds_by_id: false,
            concurrency: const { NonZeroUsize::new(8).expect("eight is not zero") },
            max_size: None,
            empty_files: true,
            names: NameRules::ANY,
        }
    }
}
