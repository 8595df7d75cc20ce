//! The calls of [`crate::Remote`] by name: for logs, for scripts of faults, for recorded calls.

use std::fmt;

/// One method of [`crate::Remote`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    WhoAmI,
    List,
    Stat,
    StatMany,
    StatById,
    Changes,
    Locked,
    Read,
    Upload,
    MakeFolder,
    Rename,
    Copy,
    Remove,
    Lock,
    Unlock,
    ForceUnlock,
    RefreshLock,
    Versions,
    ReadVersion,
    Restore,
    Search,
    Thumbnail,
    Renditions,
    ReadRendition,
    Metadata,
    SetMetadata,
    MetadataForm,
    SuggestTags,
    Collections,
    CollectionMembers,
    EditCollection,
}

impl Verb {
    /// The name in logs: the method's.
    pub fn name(self) -> &'static str {
        match self {
            Self::WhoAmI => "who_am_i",
            Self::List => "list",
            Self::Stat => "stat",
            Self::StatMany => "stat_many",
            Self::StatById => "stat_by_id",
            Self::Changes => "changes",
            Self::Locked => "locked",
            Self::Read => "read",
            Self::Upload => "upload",
            Self::MakeFolder => "make_folder",
            Self::Rename => "rename",
            Self::Copy => "copy",
            Self::Remove => "remove",
            Self::Lock => "lock",
            Self::Unlock => "unlock",
            Self::ForceUnlock => "force_unlock",
            Self::RefreshLock => "refresh_lock",
            Self::Versions => "versions",
            Self::ReadVersion => "read_version",
            Self::Restore => "restore",
            Self::Search => "search",
            Self::Thumbnail => "thumbnail",
            Self::Renditions => "renditions",
            Self::ReadRendition => "read_rendition",
            Self::Metadata => "metadata",
            Self::SetMetadata => "set_metadata",
            Self::MetadataForm => "metadata_form",
            Self::SuggestTags => "suggest_tags",
            Self::Collections => "collections",
            Self::CollectionMembers => "collection_members",
            Self::EditCollection => "edit_collection",
        }
    }

    /// Whether the call changes nothing on the server, so that it can always be sent again.
    pub fn is_read(self) -> bool {
        match self {
            Self::WhoAmI
            | Self::List
            | Self::Stat
            | Self::StatMany
            | Self::StatById
            | Self::Changes
            | Self::Locked
            | Self::Read
            | Self::Versions
            | Self::ReadVersion
            | Self::Search
            | Self::Thumbnail
            | Self::Renditions
            | Self::ReadRendition
            | Self::Metadata
            | Self::MetadataForm
            | Self::SuggestTags
            | Self::Collections
            | Self::CollectionMembers => true,
            Self::Upload
            | Self::MakeFolder
            | Self::Rename
            | Self::Copy
            | Self::Remove
            | Self::Lock
            | Self::Unlock
            | Self::ForceUnlock
            | Self::RefreshLock
            | Self::Restore
            | Self::SetMetadata
            | Self::EditCollection => false,
        }
    }
}

impl fmt::Display for Verb {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}
