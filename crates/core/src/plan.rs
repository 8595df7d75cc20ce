//! The steps of an action, each with what it expects to find.
//!
//! A plan is made from facts that may be stale when a step runs. So every step that touches bytes
//! or the server names its expectation, and whoever performs it checks again right before: a step
//! whose expectation fails ends the plan with nothing of that step done.

use crate::{
    Digest,
    action::Action,
    facts::{Facts, OnDisk, OnServer},
    lock::Lock,
    status::{Conflict, Status, status},
};

/// One effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Reads the asset afresh from the server and checks what it is.
    ReadAgain(ServerExpect),
    /// Checks out; nothing happens where the server has no locks, or it is mine already.
    CheckOut,
    /// Checks in if it is mine.
    CheckIn,
    /// Checks in what somebody else holds.
    ForceCheckIn,
    /// Downloads the server's revision to the final name, and makes it the base.
    Fetch {
        local: DiskExpect,
    },
    /// Downloads if there is no copy, or a clean one that is stale; stops at a conflict.
    FetchIfStale,
    /// Moves the local file to Recovered.
    Recover {
        local: DiskExpect,
    },
    /// Removes a copy whose bytes the server has: nothing is done once it is known that they are
    /// not there.
    RemoveLocal {
        local: DiskExpect,
    },
    /// Renames the local file beside the asset, as a copy of this person's.
    SetAside {
        local: DiskExpect,
    },
    /// Uploads the local file, verifies, and makes it the base.
    Send {
        local: DiskExpect,
        server: ServerExpect,
    },
    /// Makes the server's revision the base without its bytes; the local file counts as written.
    BuildUpon,
    /// Forgets the base.
    Forget,
    /// Lets applications write to the copy.
    MakeWritable,
    /// Protects the copy, where the setting says so and the lock is not mine.
    Protect,
    /// Brings what the document links to, so that its application finds it.
    BringLinks,
    /// Looks whether the server has what the document links to: asks, or uploads it first, as the
    /// person wants.
    CheckLinks,
    Open,
    Reveal,
    ShowInWeb,
    ShowBoth,
    /// Renames what the server has never heard of.
    RenameHere,
    RenameOnServer {
        server: ServerExpect,
    },
    /// Moves the local copy and its base along with a rename on the server.
    FollowRename,
    CopyOnServer,
    MakeFolder,
    RemoveOnServer {
        server: ServerExpect,
    },
    RestoreOnServer {
        server: ServerExpect,
    },
    ListVersions,
    SetPin(bool),
    /// Uploads files and folders from elsewhere on the disk into this folder.
    ReceiveFiles,
}

/// What a step expects in the cache folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiskExpect {
    Absent,
    /// What is there equals the base.
    Clean,
    /// What is there has exactly these bytes.
    Exactly(Digest),
    /// A file that could not be read when the plan was made; moving it aside harms nothing.
    Unread,
}

/// What a step expects on the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServerExpect {
    /// It is there, whatever its bytes.
    Present,
    /// Its bytes are those of the base.
    AsBase,
    /// Nothing is there.
    Absent,
}

/// The steps of `action` from these facts. It is only asked for what [`crate::action::allowed`]
/// allows; for anything else the expectations stop it.
pub fn plan(action: Action, facts: &Facts) -> Vec<Step> {
    let local = expect_local(facts);
    let status = status(facts);
    match action {
        Action::Open => {
            let mut steps = with_bytes(facts, Step::BringLinks);
            steps.push(Step::Open);
            steps
        }
        Action::Reveal => with_bytes(facts, Step::Reveal),
        Action::Edit => edit(facts),
        Action::CheckOut => {
            vec![
                Step::CheckOut,
                Step::ReadAgain(ServerExpect::Present),
                Step::MakeWritable,
            ]
        }
        Action::CheckIn => vec![Step::CheckIn, Step::Protect],
        Action::UploadChanges => upload(status, local),
        Action::DiscardChanges => vec![Step::Recover { local }, Step::Forget],
        Action::Download => vec![
            Step::ReadAgain(ServerExpect::Present),
            Step::Fetch {
                local: DiskExpect::Absent,
            },
            Step::Protect,
        ],
        Action::Update => vec![
            Step::ReadAgain(ServerExpect::Present),
            Step::Fetch {
                local: DiskExpect::Clean,
            },
            Step::Protect,
        ],
        Action::RemoveLocalCopy => remove_local(facts, local),
        Action::KeepMine => keep_mine(status),
        Action::KeepTheirs => keep_theirs(status, local),
        Action::KeepBoth => vec![
            Step::ReadAgain(ServerExpect::Present),
            Step::SetAside { local },
            Step::Fetch {
                local: DiskExpect::Absent,
            },
            Step::Protect,
        ],
        Action::Compare => vec![Step::ShowBoth],
        Action::OpenInWeb => vec![Step::ShowInWeb],
        Action::ReleaseLock => vec![Step::ForceCheckIn, Step::ReadAgain(ServerExpect::Present)],
        Action::UploadHere => vec![Step::ReceiveFiles],
        Action::Rename | Action::Move if status == Some(Status::NewLocally) => {
            vec![Step::RenameHere]
        }
        Action::Rename | Action::Move => vec![
            Step::ReadAgain(ServerExpect::Present),
            Step::RenameOnServer {
                server: ServerExpect::Present,
            },
            Step::FollowRename,
        ],
        Action::Duplicate => vec![Step::CopyOnServer],
        Action::NewFolder => vec![Step::MakeFolder],
        Action::Delete => delete(facts, local),
        Action::Pin => vec![Step::SetPin(true), Step::FetchIfStale],
        Action::Unpin => vec![Step::SetPin(false)],
        Action::History => vec![Step::ListVersions],
        Action::Restore => restore(facts),
    }
}

/// As [`plan`], while the server can't be reached: what is here and may be edited is opened
/// without asking. Everything else is as [`plan`] has it, and its steps fail.
pub fn plan_offline(action: Action, facts: &Facts) -> Vec<Step> {
    if action == Action::Edit && facts.local.is_present() {
        return vec![Step::MakeWritable, Step::Open];
    }
    plan(action, facts)
}

fn with_bytes(facts: &Facts, last: Step) -> Vec<Step> {
    if facts.local.is_present() {
        return vec![last];
    }
    let mut steps = plan(Action::Download, facts);
    steps.push(last);
    steps
}

fn edit(facts: &Facts) -> Vec<Step> {
    let ready = facts.lock == Lock::Mine && facts.local.is_present();
    if ready && facts.remote == OnServer::Unknown {
        return plan_offline(Action::Edit, facts);
    }
    vec![
        Step::CheckOut,
        Step::ReadAgain(ServerExpect::Present),
        Step::FetchIfStale,
        Step::BringLinks,
        Step::MakeWritable,
        Step::Open,
    ]
}

fn upload(status: Option<Status>, local: DiskExpect) -> Vec<Step> {
    let server = if status == Some(Status::NewLocally) {
        ServerExpect::Absent
    } else {
        ServerExpect::AsBase
    };
    vec![
        Step::CheckLinks,
        Step::ReadAgain(server),
        Step::Send { local, server },
        Step::CheckIn,
        Step::Protect,
    ]
}

fn remove_local(facts: &Facts, local: DiskExpect) -> Vec<Step> {
    match facts.remote {
        OnServer::Present(_) => vec![
            Step::RemoveLocal {
                local: DiskExpect::Clean,
            },
            Step::Forget,
        ],
        // What may be the last copy anywhere is not thrown away.
        OnServer::Absent | OnServer::Unknown => vec![Step::Recover { local }, Step::Forget],
    }
}

fn keep_mine(status: Option<Status>) -> Vec<Step> {
    if status == Some(Status::EditingConflict(Conflict::DeletedOnServer)) {
        return vec![Step::ReadAgain(ServerExpect::Absent), Step::Forget];
    }
    vec![Step::ReadAgain(ServerExpect::Present), Step::BuildUpon]
}

fn keep_theirs(status: Option<Status>, local: DiskExpect) -> Vec<Step> {
    if status == Some(Status::EditingConflict(Conflict::DeletedOnServer)) {
        return vec![
            Step::ReadAgain(ServerExpect::Absent),
            Step::Recover { local },
            Step::Forget,
        ];
    }
    vec![
        Step::ReadAgain(ServerExpect::Present),
        Step::Recover { local },
        Step::Fetch {
            local: DiskExpect::Absent,
        },
        Step::Protect,
    ]
}

fn delete(facts: &Facts, local: DiskExpect) -> Vec<Step> {
    let mut steps = vec![
        Step::ReadAgain(ServerExpect::Present),
        Step::RemoveOnServer {
            server: ServerExpect::Present,
        },
    ];
    if facts.local.is_present() {
        steps.push(Step::Recover { local });
    }
    steps.push(Step::Forget);
    steps
}

fn restore(facts: &Facts) -> Vec<Step> {
    let mut steps = vec![
        Step::ReadAgain(ServerExpect::Present),
        Step::RestoreOnServer {
            server: ServerExpect::Present,
        },
        Step::ReadAgain(ServerExpect::Present),
    ];
    // What was not here is not fetched for it.
    if facts.local.is_present() {
        steps.push(Step::FetchIfStale);
    }
    steps
}

/// What is on disk at the moment of planning, as an expectation.
fn expect_local(facts: &Facts) -> DiskExpect {
    match &facts.local {
        OnDisk::Absent => DiskExpect::Absent,
        OnDisk::Present {
            digest: Some(digest),
            ..
        } => DiskExpect::Exactly(digest.clone()),
        OnDisk::Present { digest: None, .. } => DiskExpect::Unread,
    }
}
