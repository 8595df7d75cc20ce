//! Why the rules do not allow an action, and what to do instead.

use damson_app::view::RefusalCode;

use super::template::Words;

/// The sentence for a refusal.
#[expect(
    clippy::too_many_lines,
    reason = "a catalogue is read from top to bottom"
)]
pub(crate) fn refusal(code: RefusalCode) -> Words {
    match code {
        RefusalCode::Offline => Words::new(
            "{action} needs the server, which can't be reached right now: {path}.",
            "Check your network or VPN, then try again. What is on this computer can still be \
             opened and edited.",
        ),
        RefusalCode::NotOnThisServer => Words::new(
            "This server doesn't support that for {path}.",
            "`damson doctor` lists what the server can do. Its administrator may be able to switch \
             it on.",
        ),
        RefusalCode::ForFoldersOnly => Words::new(
            "{path} is an asset, and this works on folders only.",
            "Name the folder it is in.",
        ),
        RefusalCode::ForAssetsOnly => Words::new(
            "{path} is a folder, and this works on assets only.",
            "Name the assets in it; `damson ls {path}` lists them.",
        ),
        RefusalCode::NoFile => Words::new(
            "{path} has no file: this content exists only on the server.",
            "Look at it in the browser: `damson web {path}`.",
        ),
        RefusalCode::NoRight => Words::new(
            "You can view {path}, but not change it.",
            "Ask the people who run the DAM for write access to this folder.",
        ),
        RefusalCode::CheckedOutBy => Words::new(
            "{path} is checked out by {who}.",
            "Ask {who} to check it in. An administrator can release it: `damson release {path}`.",
        ),
        RefusalCode::AlreadyCheckedOut => Words::new(
            "You have already checked out {path}.",
            "You can edit it now: `damson edit {path}`. Check it in with `damson checkin {path}`.",
        ),
        RefusalCode::NotCheckedOut => Words::new(
            "{path} is not checked out.",
            "There is nothing to do. To work on it: `damson edit {path}`.",
        ),
        RefusalCode::NotAdministrator => Words::new(
            "Only an administrator can check in what somebody else has checked out: {path}.",
            "Ask the person who holds it, or an administrator of the DAM.",
        ),
        RefusalCode::NotHere => Words::new(
            "There is no copy of {path} on this computer.",
            "Download it first: `damson get {path}`.",
        ),
        RefusalCode::AlreadyHere => Words::new(
            "{path} is already on this computer.",
            "Open it: `damson open {path}`. To bring it up to date: `damson update {path}`.",
        ),
        RefusalCode::UpToDate => Words::new(
            "{path} is already the same as on the server.",
            "There is nothing to update.",
        ),
        RefusalCode::NotEdited => Words::new(
            "You have made no changes to {path}.",
            "There is nothing to upload or discard. If you have just saved it, make sure that you \
             saved into the cache folder; `damson reveal {path}` shows it.",
        ),
        RefusalCode::HasEdits => Words::new(
            "{path} has changes that are only on this computer.",
            "Upload them: `damson put {path}`. Or discard them: `damson discard {path}`.",
        ),
        RefusalCode::InConflict => Words::new(
            "You and somebody else both changed {path}. Nothing was sent or overwritten.",
            "See both sides: `damson resolve {path}`. Then keep mine, theirs or both: \
             `damson resolve {path} --keep both`.",
        ),
        RefusalCode::NotInConflict => Words::new(
            "{path} is not in conflict.",
            "There is nothing to resolve. `damson status {path}` shows its status.",
        ),
        RefusalCode::OnlyHere => Words::new(
            "{path} is only on this computer; it was never uploaded.",
            "Upload it first: `damson put {path}`.",
        ),
        RefusalCode::RemovedFromServer => Words::new(
            "{path} was removed from the server.",
            "Your copy is still here. Remove it with `damson free {path}` (it is kept in \
             Recovered), or upload it again under its name with `damson upload`.",
        ),
        RefusalCode::Pinned => Words::new(
            "{path} is pinned: it is kept on this computer.",
            "Unpin it first: `damson unpin {path}`.",
        ),
        RefusalCode::NotPinned => Words::new("{path} is not pinned.", "There is nothing to do."),
        RefusalCode::Busy => Words::new(
            "{path} is being transferred.",
            "Wait until it is finished, or pause or cancel it: `damson transfers`.",
        ),
        RefusalCode::NameProblem => Words::new(
            "This computer can't store a file with the name or the path of {path}.",
            "Rename it on the server: `damson mv {path} NEW-NAME`. Or use a cache folder with a \
             shorter path.",
        ),
        RefusalCode::IsRoot => Words::new(
            "The root of the DAM can't be moved, renamed, copied or deleted.",
            "Name a folder or an asset in it; `damson ls` lists them.",
        ),
    }
}
