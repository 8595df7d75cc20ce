//! What a server tells of its assets and folders.

use std::time::Duration;

use damson_core::{ContentId, DamPath, Lock, Revision, Timestamp};

use crate::TermsSeen;

/// An asset or a folder as the server reports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub path: DamPath,
    pub kind: AssetKind,
    /// The title where it differs from the name.
    pub title: Option<String>,
    /// The bytes; empty for a folder.
    pub revision: Revision,
    /// When anything of it changed last, metadata included.
    pub changed: Option<Timestamp>,
    pub changed_by: Option<String>,
    pub lock: Lock,
    pub rights: Rights,
    /// The server's id, stable over renames.
    pub id: Option<String>,
    pub media_type: Option<String>,
    /// Width and height in pixels.
    pub dimensions: Option<(u32, u32)>,
    /// The server is still working on it: thumbnails and hashes may come later.
    pub processing: bool,
    /// What restricts its use, as far as this answer says.
    pub terms: TermsSeen,
}

impl Entry {
    /// Leaves out a hash that may be that of former bytes: while a server works on an asset, it
    /// may not have renewed it.
    #[must_use]
    pub fn without_former_hash(mut self) -> Self {
        let former = |content: &ContentId| matches!(content, ContentId::Hash(_));
        if self.processing {
            self.revision.content.take_if(|content| former(content));
        }
        self
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AssetKind {
    Folder,
    Asset,
    /// An asset without a file (an AEM content fragment): listed, not downloadable.
    NoFile,
}

/// What the person who is logged in may do, as far as the server says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rights {
    ReadOnly,
    ReadWrite,
    /// The server did not say; a refusal comes when it is tried.
    Unknown,
}

/// A name from the server that can't be a path; it is shown as a row with a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The name with everything unprintable escaped, at most 255 characters.
    pub shown: String,
    pub why: damson_core::PathError,
}

/// A child that a listing names and could not read (a right that is missing, a share that is away):
/// it is there, and what was known of it and of everything below it stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    pub path: DamPath,
    /// What the server answered for it, such as `403 Forbidden`.
    pub why: String,
}

/// Where a listing goes on; opaque outside the connector.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageToken(pub String);

/// One page of a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub refused: Vec<Refused>,
    pub unread: Vec<Unread>,
    /// `None` on the last page.
    pub next: Option<PageToken>,
    /// How many there are in all, where the server says.
    pub total: Option<u64>,
}

impl<T> Page<T> {
    /// A last page.
    pub fn last(items: Vec<T>) -> Self {
        Self {
            items,
            refused: Vec::new(),
            unread: Vec::new(),
            next: None,
            total: None,
        }
    }
}

/// The answer of a change poll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeSet {
    pub changes: Vec<Change>,
    /// To be handed to the next call.
    pub cursor: String,
    /// More is waiting: ask again at once.
    pub more: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Created or changed in any way.
    Seen(Box<Entry>),
    Gone(DamPath),
}

/// Who is logged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The id that locks are compared with.
    pub id: String,
    pub display_name: Option<String>,
    /// Whether the server lets this person release the locks of others, where it says.
    pub administrator: Option<bool>,
}

/// A secret-free handle of a lock, where the protocol has one (WebDAV).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LockToken(pub String);

/// A check-out that worked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockGrant {
    pub token: Option<LockToken>,
    /// How long it lasts without a refresh; `None` for ever.
    pub lasts: Option<Duration>,
    /// This person held it before the call, perhaps by another program. Also where an earlier
    /// attempt took it whose answer was lost.
    pub held_before: bool,
    /// What the server says of the asset right before and right after, where it was looked at:
    /// some give it another entity tag with each lock.
    pub restamped: Option<Restamped>,
}

/// An asset before and after a lock that this person took: nobody wrote in between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restamped {
    pub before: Revision,
    pub after: Revision,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VersionId(pub String);

/// An earlier version of an asset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub id: VersionId,
    /// "1.4", or whatever the server calls it.
    pub label: String,
    pub comment: Option<String>,
    pub created: Option<Timestamp>,
    pub created_by: Option<String>,
    /// Its bytes can be read.
    pub readable: bool,
}
