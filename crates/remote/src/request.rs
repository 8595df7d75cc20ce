//! What is asked of a server.

use std::fmt;

use bytes::Bytes;
use damson_core::{ByteCount, DamPath, Revision, Timestamp};
use futures::stream::BoxStream;

use crate::{Entry, LockGrant, LockToken, Result, Source};

/// What the caller's decision rests upon; checked again as late as the protocol lets it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expect {
    /// The asset still has these bytes; `None` where they don't matter.
    pub revision: Option<Revision>,
    /// The proof of this person's lock, where the protocol wants one.
    pub token: Option<LockToken>,
}

/// Bytes `start..end` of an asset; `end` is exclusive, `None` for the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByteRange {
    pub start: u64,
    pub end: Option<u64>,
}

/// How to read an asset.
#[derive(Debug, Clone, Default)]
pub struct Read {
    /// `None` for the whole.
    pub range: Option<ByteRange>,
    /// Only if the asset still has these bytes.
    pub expect: Option<Revision>,
    /// The caller compares the hash of the whole with the one that `expect` has, and asks again where
    /// they differ. A connector that would have to look first may leave that out, and then says of
    /// the bytes that they are those of `expect`, unless their number is another one.
    pub by_hash: bool,
}

/// An open download. The stream ends after `length` bytes or with an error.
pub struct ReadBody {
    pub stream: BoxStream<'static, Result<Bytes>>,
    /// Where the bytes begin: 0 when the server ignored the range, so the caller starts over.
    pub start: u64,
    /// How many bytes the stream will give, where announced.
    pub length: Option<u64>,
    /// The size of the whole asset, where announced.
    pub total: Option<ByteCount>,
    /// What these bytes are, as far as the answer itself says.
    pub revision: Revision,
}

impl fmt::Debug for ReadBody {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("ReadBody")
            .field("start", &self.start)
            .field("length", &self.length)
            .field("total", &self.total)
            .finish_non_exhaustive()
    }
}

/// An upload of one whole file.
#[derive(Clone)]
pub struct UploadRequest<'a> {
    pub path: &'a DamPath,
    pub source: &'a dyn Source,
    /// `None`: the asset must not exist yet. `Some`: a further version of what is there.
    pub replaces: Option<&'a Expect>,
    /// Kept with the former state where the server has versions.
    pub comment: Option<&'a str>,
    /// The title of a first upload, where the name had to change.
    pub title: Option<&'a str>,
    /// Where the state of a resumable upload is kept, and progress told.
    pub ledger: &'a dyn UploadLedger,
}

impl fmt::Debug for UploadRequest<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("UploadRequest")
            .field("path", &self.path)
            .field("length", &self.source.length())
            .field("replaces", &self.replaces)
            .finish_non_exhaustive()
    }
}

/// What an upload tells while it runs. Calls are quick and never block.
pub trait UploadLedger: Send + Sync {
    /// The state that an earlier attempt saved for the same bytes, if any.
    fn resume(&self) -> Option<String>;
    /// Keeps what is needed to go on after a restart; opaque to everybody else. It may hold
    /// short-lived signed addresses but never a credential.
    fn save(&self, state: &str);
    /// Whether an earlier attempt may have sent the bytes, so that they may be there already.
    fn tried(&self) -> bool;
    /// `sent` bytes of the file have arrived at the server (monotonic but for a restart).
    fn progress(&self, sent: ByteCount);
}

/// A finished upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uploaded {
    /// What the server says right after; hashes may still be missing. A server may list a first upload
    /// under another spelling of its name: then this is its path.
    pub entry: Entry,
    /// The server kept the former state as a version.
    pub versioned: bool,
    /// This person's lock, where replacing the file ended it and it was taken anew: the former
    /// token proves nothing from there on.
    pub lock: Option<LockGrant>,
}

/// A search in the server. Empty fields don't restrict.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Search {
    /// Words anywhere in name and metadata; `*` and `?` stand for other characters.
    pub text: String,
    /// A pattern for the name alone, with `*` and `?`.
    pub name: String,
    pub scope: SearchScope,
    /// Media types, any of them; `image/*` style wildcards.
    pub media_types: Vec<String>,
    /// Only what this person (`Some(true)`) or nobody (`Some(false)`) has checked out.
    pub mine: Option<bool>,
    pub changed_after: Option<Timestamp>,
    pub changed_before: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SearchScope {
    #[default]
    Everywhere,
    Below(DamPath),
}

/// The edge in pixels that a thumbnail should at least have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ThumbnailSize {
    /// 48 pixels.
    Icon,
    /// 319 pixels.
    Card,
    /// 1280 pixels.
    Preview,
    /// As many as there are.
    Large,
}
