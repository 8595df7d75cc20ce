//! What a dry run leaves undone.

use damson_app::{Intent, view::Changes};

/// Whether carrying out an intent changes anything, here or on the server.
pub(crate) fn changes_something(intent: &Intent) -> bool {
    match intent {
        Intent::Act { action, .. } => action.facts().changes != Changes::Nothing,
        Intent::Connect(_)
        | Intent::Disconnect { .. }
        | Intent::Forget { .. }
        | Intent::Use { .. }
        | Intent::UploadHere { .. }
        | Intent::UploadLinks { .. }
        | Intent::Package { .. }
        | Intent::ExportRendition { .. }
        | Intent::SetMetadata { .. }
        | Intent::EditCollection { .. }
        | Intent::MoveCache { .. }
        | Intent::CancelQueued { .. }
        | Intent::Await { .. }
        | Intent::PauseTransfer { .. }
        | Intent::ResumeTransfer { .. }
        | Intent::CancelTransfer { .. }
        | Intent::PutTransferFirst { .. }
        | Intent::Order { .. }
        | Intent::PauseAll { .. }
        | Intent::ResumeAll { .. }
        | Intent::CancelAll { .. }
        | Intent::ClearFinishedTransfers { .. }
        | Intent::RestoreRecovered { .. }
        | Intent::RemoveRecovered { .. }
        | Intent::ReleaseBrake { .. }
        | Intent::Set { .. }
        | Intent::SetProxyLogin { .. }
        | Intent::SetCertificatePassphrase { .. }
        | Intent::Shutdown => true,
        Intent::Recognise { .. }
        | Intent::Connections
        | Intent::Snapshot
        | Intent::Start { .. }
        | Intent::Settle { .. }
        | Intent::Refresh { .. }
        | Intent::List { .. }
        | Intent::PlanUpload { .. }
        | Intent::NameFor { .. }
        | Intent::Cache { .. }
        | Intent::Measure { .. }
        | Intent::Links { .. }
        | Intent::UsedBy { .. }
        | Intent::Search { .. }
        | Intent::Renditions { .. }
        | Intent::Metadata { .. }
        | Intent::SuggestTags { .. }
        | Intent::Collections { .. }
        | Intent::CollectionMembers { .. }
        | Intent::Restricted { .. }
        | Intent::OpenLicence { .. }
        | Intent::Rows { .. }
        | Intent::Sides { .. }
        | Intent::LocalThumbnail { .. }
        | Intent::Thumbnail { .. }
        | Intent::RemoteThumbnail { .. }
        | Intent::VersionThumbnail { .. }
        | Intent::Recovered { .. }
        | Intent::Wake
        | Intent::Settings { .. }
        | Intent::Doctor { .. } => false,
        Intent::Trace { check_out, .. } => check_out.is_some(),
    }
}

/// An intent as one word.
pub(crate) fn kind_of(intent: &Intent) -> String {
    let kind = serde_json::to_value(intent).ok();
    let kind = kind.and_then(|value| value.get("intent")?.as_str().map(str::to_owned));
    kind.unwrap_or_default()
}
