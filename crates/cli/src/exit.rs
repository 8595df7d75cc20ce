//! What the program ends with.

use damson_app::{ErrorCode, UserError, view::RefusalCode};

use crate::failure::Failure;

/// How a command ended, as other programs see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything was done.
    Done = 0,
    /// It failed: the message says why.
    Failed = 1,
    /// The command was not understood, or lacked something.
    Usage = 2,
    /// The rules do not allow it: checked out by somebody else, edits not uploaded, no right.
    Refused = 3,
    /// Both sides changed: decide with `damson resolve`.
    Conflict = 4,
    /// Log in with `damson connect`.
    LoginNeeded = 5,
    /// The server can't be reached.
    Offline = 6,
    /// Some of several were done.
    Partly = 7,
    /// `status --exit-code`: something is changed.
    Changed = 8,
    /// Interrupted with Ctrl-C; transfers go on with the next call.
    Interrupted = 130,
}

/// The list for `--help`.
pub(crate) const HELP: &str = "\
Exit codes:
    0  done
    1  failed
    2  not understood
    3  refused: checked out by somebody else, edits not uploaded, no right
    4  editing conflict
    5  login needed
    6  the server can't be reached
    7  some of several were done
    8  something is changed (status --exit-code)
  130  interrupted";

/// The code for an error of the application.
pub(crate) fn of_error(error: &UserError) -> Exit {
    if let Some(refusal) = &error.refusal {
        return of_refusal(refusal.code);
    }
    match error.code {
        ErrorCode::Refused
        | ErrorCode::Locked
        | ErrorCode::Forbidden
        | ErrorCode::EditsNotUploaded
        | ErrorCode::LockedInside
        | ErrorCode::Restricted
        | ErrorCode::ManyLinks
        | ErrorCode::LinksMissing
        | ErrorCode::ExecutableType
        | ErrorCode::PlainHttp
        | ErrorCode::Halted => Exit::Refused,
        ErrorCode::Conflict | ErrorCode::Changed | ErrorCode::FileChanged => Exit::Conflict,
        ErrorCode::LoginNeeded | ErrorCode::WrongCredentials | ErrorCode::LoginNotTaken => {
            Exit::LoginNeeded
        }
        ErrorCode::UnknownHost | ErrorCode::Offline | ErrorCode::Timeout | ErrorCode::Proxy => {
            Exit::Offline
        }
        ErrorCode::Incomplete
        | ErrorCode::BadPath
        | ErrorCode::BadAddress
        | ErrorCode::BadName
        | ErrorCode::UnknownSetting
        | ErrorCode::BadSetting => Exit::Usage,
        ErrorCode::Cancelled => Exit::Interrupted,
        ErrorCode::Tls
        | ErrorCode::ClientCertificateMissing
        | ErrorCode::ClientCertificateUnreadable
        | ErrorCode::ClientCertificateNoKey
        | ErrorCode::ClientCertificateOtherKey
        | ErrorCode::ClientPassphraseNeeded
        | ErrorCode::ClientPassphraseWrong
        | ErrorCode::ClientCertificateExpired
        | ErrorCode::ClientCertificateWanted
        | ErrorCode::ClientCertificateRefused
        | ErrorCode::ClientCertificateEnds
        | ErrorCode::NotADam
        | ErrorCode::NotFound
        | ErrorCode::Exists
        | ErrorCode::NameRefused
        | ErrorCode::TooLarge
        | ErrorCode::ServerFull
        | ErrorCode::Throttled
        | ErrorCode::Unavailable
        | ErrorCode::Unsupported
        | ErrorCode::NoFile
        | ErrorCode::NoRendition
        | ErrorCode::Corrupt
        | ErrorCode::Garbled
        | ErrorCode::LocalFile
        | ErrorCode::CertificateEnds
        | ErrorCode::ClockDiffers
        | ErrorCode::FileInUse
        | ErrorCode::FileDenied
        | ErrorCode::DiskFull
        | ErrorCode::FileExists
        | ErrorCode::FileMissing
        | ErrorCode::Outside
        | ErrorCode::Name
        | ErrorCode::NoCacheFolder
        | ErrorCode::NotAFile
        | ErrorCode::StillWritten
        | ErrorCode::StillComing
        | ErrorCode::NoSuch
        | ErrorCode::IsOver
        | ErrorCode::Disk
        | ErrorCode::Journal
        | ErrorCode::JournalTooNew
        | ErrorCode::CacheFolderInUse
        | ErrorCode::NoLocks
        | ErrorCode::CacheFolderTaken
        | ErrorCode::FolderNotEmpty
        | ErrorCode::FolderInside
        | ErrorCode::PackageInside
        | ErrorCode::NoConnection
        | ErrorCode::UnknownConnection
        | ErrorCode::ConnectionExists
        | ErrorCode::Desktop
        | ErrorCode::Keychain
        | ErrorCode::Settings
        | ErrorCode::VersionsDiffer
        | ErrorCode::NotAnswering
        | ErrorCode::ShuttingDown
        | ErrorCode::Unexpected => Exit::Failed,
    }
}

/// The code for a command that failed.
pub(crate) fn of_failure(failure: &Failure) -> Exit {
    match failure {
        Failure::App(error) | Failure::MayWait(error) => of_error(error),
        Failure::Usage { .. } => Exit::Usage,
        Failure::DryRun { .. } => Exit::Done,
        // Ctrl-C where a password is asked for.
        Failure::Output(error) if error.kind() == std::io::ErrorKind::Interrupted => {
            Exit::Interrupted
        }
        Failure::Declined | Failure::Output(_) | Failure::Demo(_) | Failure::File { .. } => {
            Exit::Failed
        }
    }
}

fn of_refusal(code: RefusalCode) -> Exit {
    match code {
        RefusalCode::Offline => Exit::Offline,
        RefusalCode::InConflict => Exit::Conflict,
        RefusalCode::NotOnThisServer
        | RefusalCode::ForFoldersOnly
        | RefusalCode::ForAssetsOnly
        | RefusalCode::NoFile
        | RefusalCode::NoRight
        | RefusalCode::CheckedOutBy
        | RefusalCode::AlreadyCheckedOut
        | RefusalCode::NotCheckedOut
        | RefusalCode::NotAdministrator
        | RefusalCode::NotHere
        | RefusalCode::AlreadyHere
        | RefusalCode::UpToDate
        | RefusalCode::NotEdited
        | RefusalCode::HasEdits
        | RefusalCode::NotInConflict
        | RefusalCode::OnlyHere
        | RefusalCode::RemovedFromServer
        | RefusalCode::Pinned
        | RefusalCode::NotPinned
        | RefusalCode::Busy
        | RefusalCode::NameProblem
        | RefusalCode::IsRoot => Exit::Refused,
    }
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_lists_every_code() {
        for exit in [
            Exit::Done,
            Exit::Failed,
            Exit::Usage,
            Exit::Refused,
            Exit::Conflict,
            Exit::LoginNeeded,
            Exit::Offline,
            Exit::Partly,
            Exit::Changed,
            Exit::Interrupted,
        ] {
            let code = format!("{:>5}  ", exit as u8);
            assert!(HELP.lines().any(|line| line.starts_with(&code)), "{exit:?}");
        }
    }
}
