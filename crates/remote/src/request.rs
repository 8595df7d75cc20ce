//! What is asked of a server.

use std::{cmp::Ordering, fmt};

use bytes::Bytes;
use damson_core::{
    ByteCount, DamPath, Lock, Revision, Timestamp,
    usage::{self, Approval},
};
use futures::stream::BoxStream;

use crate::{
    Capability, Entry, FieldValue, LockGrant, LockToken, Metadata, Result, Source, metadata::known,
};

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
    /// Only what others have checked out; with `mine`, what anybody has.
    pub theirs: bool,
    pub changed_after: Option<Timestamp>,
    pub changed_before: Option<Timestamp>,
    /// So many bytes or more, and fewer, as far as the size is known.
    pub size_from: Option<ByteCount>,
    pub size_below: Option<ByteCount>,
    /// Pictures of that shape, as far as their dimensions are known.
    pub orientation: Option<Orientation>,
    /// What the metadata say; a server that searches and has metadata compares it.
    pub metadata: MetadataQuery,
}

/// What metadata are searched for. Empty fields don't restrict.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MetadataQuery {
    /// Ids of tags, all of them; what has a tag below one has that, too.
    pub tags: Vec<String>,
    /// So many stars or more, 1 to 5, as photographers give them (`xmp:Rating`).
    pub rating_from: Option<u8>,
    /// What a reviewer decided; [`Approval::Undecided`] is what is neither approved nor rejected.
    pub approval: Option<Approval>,
    /// What has expired by that moment.
    pub expires_by: Option<Timestamp>,
}

impl MetadataQuery {
    /// Whether an asset with these metadata is searched for.
    pub fn fits(&self, metadata: &Metadata) -> bool {
        let terms = metadata.terms();
        let field = |name: &str| metadata.fields.get(name);
        let tagged = |wanted: &String| match field(known::TAGS) {
            Some(FieldValue::Texts(tags)) => tags.iter().any(|tag| is_tag_within(tag, wanted)),
            Some(FieldValue::Text(tag)) => is_tag_within(tag, wanted),
            Some(FieldValue::Number(_) | FieldValue::Flag(_) | FieldValue::Date(_)) | None => false,
        };
        let stars = match field(known::RATING) {
            Some(FieldValue::Number(stars)) => Some(*stars),
            Some(FieldValue::Text(stars)) => stars.parse().ok(),
            Some(FieldValue::Texts(_) | FieldValue::Flag(_) | FieldValue::Date(_)) | None => None,
        };
        self.tags.iter().all(tagged)
            && self
                .rating_from
                .is_none_or(|from| stars.is_some_and(|stars| stars >= f64::from(from)))
            && self
                .approval
                .is_none_or(|wanted| terms.approval.unwrap_or(Approval::Undecided) == wanted)
            && self
                .expires_by
                .is_none_or(|moment| usage::is_expired(&terms, moment))
    }
}

/// Whether a tag is another one or lies below it: `season:autumn/harvest` is within `season:autumn` and
/// within `season:`.
fn is_tag_within(tag: &str, other: &str) -> bool {
    let below = tag.strip_prefix(other);
    below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || other.ends_with(':'))
}

/// The shape of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orientation {
    Landscape,
    Portrait,
    Square,
}

impl Orientation {
    pub fn of(width: u32, height: u32) -> Self {
        match width.cmp(&height) {
            Ordering::Greater => Self::Landscape,
            Ordering::Less => Self::Portrait,
            Ordering::Equal => Self::Square,
        }
    }
}

impl Search {
    /// What of this search the server doesn't compare by itself, so that the caller has to: its
    /// answers hold more than was asked for.
    #[must_use]
    pub fn left_by(&self, capability: &Capability) -> Self {
        let (locks, sizes) = (capability.searches_locks, capability.searches_sizes);
        Self {
            mine: self.mine.filter(|_| self.theirs && !locks),
            theirs: self.theirs && !locks,
            size_from: self.size_from.filter(|_| !sizes),
            size_below: self.size_below.filter(|_| !sizes),
            orientation: self
                .orientation
                .filter(|_| !capability.searches_orientation),
            ..Self::default()
        }
    }

    /// Whether the lock, the size and the orientation of an entry are what is searched for.
    pub fn fits(&self, entry: &Entry) -> bool {
        let size = entry.revision.size;
        let orientation = || {
            let (width, height) = entry.dimensions?;
            Some(Orientation::of(width, height))
        };
        self.fits_lock(&entry.lock)
            && self
                .size_from
                .is_none_or(|from| size.is_some_and(|size| size >= from))
            && self
                .size_below
                .is_none_or(|below| size.is_some_and(|size| size < below))
            && self
                .orientation
                .is_none_or(|wanted| orientation() == Some(wanted))
    }

    fn fits_lock(&self, lock: &Lock) -> bool {
        match lock {
            Lock::Free => !self.theirs && self.mine != Some(true),
            Lock::Mine => self.mine == Some(true) || (self.mine.is_none() && !self.theirs),
            Lock::Theirs(_) => self.theirs || self.mine.is_none(),
        }
    }
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
