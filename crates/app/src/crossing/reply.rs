//! The answers to intents.

use serde::{Deserialize, Serialize};

use crate::crossing::view::{
    BulkView, CacheMovedView, CacheView, CollectionView, ConnectedView, ConnectionView, DoctorView,
    ExportedView, FoundView, LinksView, MeasuredView, MetadataSetView, MetadataView, NameView,
    PackagedView, RecognisedView, RecoveredView, RenditionView, RestrictedView, RowPageView,
    SettingsView, SidesView, SnapshotView, StatusAfterView, TagView, UploadPlanView, UserView,
    VersionView, WithLinksView,
};

/// What came of an intent; [`crate::Intent`] says which answer each gets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "reply", content = "value", rename_all = "kebab-case")]
pub enum Reply {
    Done,
    /// The server can't be reached: the action waits under this id, and the snapshot has it.
    Queued {
        id: i64,
    },
    /// The status after an action.
    Status(StatusAfterView),
    /// The current one, then earlier ones, latest first.
    Versions(Vec<VersionView>),
    UploadPlan(UploadPlanView),
    Name(NameView),
    Links(LinksView),
    Opened(WithLinksView),
    Sent(WithLinksView),
    Packaged(PackagedView),
    UsedBy(Vec<UserView>),
    Measured(MeasuredView),
    Cache(CacheView),
    CacheMoved(CacheMovedView),
    Found(FoundView),
    Recovered(Vec<RecoveredView>),
    Bulk(BulkView),
    Sides(SidesView),
    Rows(RowPageView),
    Thumbnail(Thumbnail),
    /// The original first.
    Renditions(Vec<RenditionView>),
    Exported(ExportedView),
    Metadata(Box<MetadataView>),
    MetadataSet(MetadataSetView),
    Tags(Vec<TagView>),
    /// Each behind the one that holds it.
    Collections(Vec<CollectionView>),
    Restricted(RestrictedView),
    Recognised(RecognisedView),
    Connected(Box<ConnectedView>),
    Connections(Vec<ConnectionView>),
    Snapshot(Box<SnapshotView>),
    Settings(SettingsView),
    Doctor(DoctorView),
    /// The text of a record, as JSON.
    Trace(String),
}

/// A picture, PNG or JPEG.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Thumbnail {
    /// The bytes in base64.
    pub data: String,
}
