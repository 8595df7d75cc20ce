//! Which intents may be sent twice.

use super::Intent;

impl Intent {
    /// Asked twice it does no more than asked once, so that it may be asked again of another owner
    /// when it is not known whether the first one got to it.
    pub fn is_repeatable(&self) -> bool {
        match self {
            Self::Recognise { .. }
            | Self::Use { .. }
            | Self::Connections
            | Self::Snapshot
            | Self::Start { .. }
            | Self::Settle { .. }
            | Self::Refresh { .. }
            | Self::PlanUpload { .. }
            | Self::Cache { .. }
            | Self::CancelQueued { .. }
            | Self::Await { .. }
            | Self::NameFor { .. }
            | Self::Measure { .. }
            | Self::Links { .. }
            | Self::UsedBy { .. }
            | Self::Search { .. }
            | Self::Rows { .. }
            | Self::Sides { .. }
            | Self::LocalThumbnail { .. }
            | Self::Thumbnail { .. }
            | Self::RemoteThumbnail { .. }
            | Self::VersionThumbnail { .. }
            | Self::Renditions { .. }
            | Self::Metadata { .. }
            | Self::SetMetadata { .. }
            | Self::SuggestTags { .. }
            | Self::Collections { .. }
            | Self::CollectionMembers { .. }
            | Self::EditCollection { .. }
            | Self::Restricted { .. }
            | Self::Recovered { .. }
            | Self::Wake
            | Self::Settings { .. }
            | Self::Set { .. }
            | Self::SetProxyLogin { .. }
            | Self::SetCertificatePassphrase { .. }
            | Self::Doctor { .. }
            | Self::Trace { .. } => true,
            Self::List { page, .. } => page.is_none(),
            Self::Connect(_)
            | Self::Disconnect { .. }
            | Self::Forget { .. }
            | Self::MoveCache { .. }
            | Self::Act { .. }
            | Self::UploadLinks { .. }
            | Self::Package { .. }
            | Self::ExportRendition { .. }
            | Self::UploadHere { .. }
            | Self::PauseTransfer { .. }
            | Self::ResumeTransfer { .. }
            | Self::CancelTransfer { .. }
            | Self::PutTransferFirst { .. }
            | Self::Order { .. }
            | Self::PauseAll { .. }
            | Self::ResumeAll { .. }
            | Self::CancelAll { .. }
            | Self::ClearFinishedTransfers { .. }
            | Self::RestoreRecovered { .. }
            | Self::RemoveRecovered { .. }
            | Self::ReleaseBrake { .. }
            | Self::OpenLicence { .. }
            | Self::Shutdown => false,
        }
    }
}
