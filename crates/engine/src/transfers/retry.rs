//! Whether and when a failed transfer is tried again.

use std::time::Duration;

use damson_core::Refusal;
use damson_remote::{ErrorKind, Retry};

use crate::model::{EngineError, LocalError, TransferDirection};

/// Whether and how a failed attempt is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Trouble of the network or the server: try for ever, ever more slowly.
    Again {
        at_least: Duration,
    },
    /// Nobody is logged in: wait for a login.
    Login,
    /// The bytes were wrong: try a few times.
    AFewTimes,
    Never,
}

/// How often bytes that arrive wrong are fetched again.
pub(crate) const CORRUPT_TRIES: u32 = 3;

const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_mins(5);

/// How long a transfer waits for a login before it looks by itself whether there is one.
pub(crate) const LOGIN: Duration = Duration::from_hours(1);

/// How often a transfer fails in a row, while the server answers others, before it is given up: a
/// file that the server or something on the way to it refuses, a step that never ends well.
pub(crate) const OWN_TRIES: u32 = 8;

/// After so many failures of its own a transfer waits for its time, whatever is heard of the server.
pub(crate) const WOKEN_TRIES: u32 = 2;

/// Whether a failure says something of the transfer, and not of the network alone.
pub(crate) fn may_be_its_own(error: &EngineError) -> bool {
    let EngineError::Remote(remote) = error else {
        return false;
    };
    match remote.kind {
        ErrorKind::Offline | ErrorKind::Timeout | ErrorKind::Unavailable => true,
        ErrorKind::UnknownHost
        | ErrorKind::Throttled
        | ErrorKind::Tls
        | ErrorKind::ClientCertificate(_)
        | ErrorKind::Proxy
        | ErrorKind::NotADam
        | ErrorKind::LoginNeeded
        | ErrorKind::WrongCredentials
        | ErrorKind::Forbidden
        | ErrorKind::NotFound
        | ErrorKind::Exists
        | ErrorKind::Locked { .. }
        | ErrorKind::Changed
        | ErrorKind::NameRefused
        | ErrorKind::TooLarge
        | ErrorKind::ServerFull
        | ErrorKind::Unsupported
        | ErrorKind::NoFile
        | ErrorKind::Corrupt
        | ErrorKind::Garbled
        | ErrorKind::LocalFile
        | ErrorKind::Cancelled => false,
    }
}

/// The code that says why a transfer waits.
pub(crate) fn waits_for(error: &EngineError) -> &'static str {
    let known = matches!(
        error,
        EngineError::Refused {
            refusal: Refusal::Offline,
            ..
        }
    );
    if known { "offline" } else { error.code() }
}

/// Sorts a failure. A transfer is never dropped because the network is away for long.
pub(crate) fn verdict(error: &EngineError, direction: TransferDirection) -> Verdict {
    match error {
        EngineError::Remote(remote) => match &remote.kind {
            ErrorKind::UnknownHost
            | ErrorKind::Offline
            | ErrorKind::Timeout
            | ErrorKind::Throttled
            | ErrorKind::Unavailable => Verdict::Again {
                at_least: match remote.retry {
                    Retry::After(wait) => wait,
                    Retry::Now | Retry::Never => Duration::ZERO,
                },
            },
            ErrorKind::LoginNeeded | ErrorKind::WrongCredentials => Verdict::Login,
            ErrorKind::Corrupt | ErrorKind::Garbled => Verdict::AFewTimes,
            // A download starts over; an upload must not replace what it did not mean to.
            ErrorKind::Changed if direction == TransferDirection::Download => Verdict::AFewTimes,
            ErrorKind::Tls
            | ErrorKind::ClientCertificate(_)
            | ErrorKind::Proxy
            | ErrorKind::NotADam
            | ErrorKind::Forbidden
            | ErrorKind::NotFound
            | ErrorKind::Exists
            | ErrorKind::Locked { .. }
            | ErrorKind::NameRefused
            | ErrorKind::TooLarge
            | ErrorKind::ServerFull
            | ErrorKind::Unsupported
            | ErrorKind::NoFile
            | ErrorKind::LocalFile
            | ErrorKind::Changed
            | ErrorKind::Cancelled => Verdict::Never,
        },
        EngineError::Local(LocalError::InUse { .. }) => Verdict::AFewTimes,
        // What is known already is the same answer as the server's silence.
        EngineError::Refused {
            refusal: Refusal::Offline,
            ..
        } => Verdict::Again {
            at_least: Duration::ZERO,
        },
        EngineError::Local(_)
        | EngineError::Refused { .. }
        | EngineError::Conflict { .. }
        | EngineError::Stale { .. }
        | EngineError::Journal(_)
        | EngineError::InUse(_)
        | EngineError::NoLocks { .. }
        | EngineError::FolderNotEmpty(_)
        | EngineError::FolderInside(_)
        | EngineError::PackageInside(_)
        | EngineError::Halted(_)
        | EngineError::EditsNotUploaded { .. }
        | EngineError::ManyLinks { .. }
        | EngineError::LinksMissing { .. }
        | EngineError::StillComing { .. }
        | EngineError::LockedInside { .. }
        | EngineError::NoSuch(_)
        | EngineError::IsOver(_)
        | EngineError::Cancelled
        | EngineError::Missing(_) => Verdict::Never,
    }
}

/// The pause before the `tries`-th repetition (from 1): doubling up to five minutes, with a fifth
/// of jitter either way so that many clients don't come back at once.
pub(crate) fn pause(tries: u32, at_least: Duration) -> Duration {
    let doubled = FIRST.saturating_mul(1 << tries.saturating_sub(1).min(9));
    spread(doubled).max(at_least)
}

/// A pause of five minutes at most, a fifth more or less.
pub(crate) fn spread(pause: Duration) -> Duration {
    pause.min(LONGEST).mul_f64(0.8 + 0.4 * fastrand::f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_login_or_the_network_mends_is_waited_for() {
        let of = |kind: ErrorKind| {
            let error = EngineError::from(damson_remote::Error::new(kind));
            verdict(&error, TransferDirection::Upload)
        };
        let again = Verdict::Again {
            at_least: Duration::ZERO,
        };
        assert_eq!(of(ErrorKind::LoginNeeded), Verdict::Login);
        assert_eq!(of(ErrorKind::WrongCredentials), Verdict::Login);
        assert_eq!(of(ErrorKind::Offline), again);
        assert_eq!(of(ErrorKind::Forbidden), Verdict::Never);
        let refused = |refusal| EngineError::Refused {
            action: damson_core::Action::UploadChanges,
            path: damson_core::DamPath::root(),
            refusal,
        };
        let offline = refused(Refusal::Offline);
        assert_eq!(verdict(&offline, TransferDirection::Upload), again);
        assert_eq!(waits_for(&offline), "offline");
        let busy = refused(Refusal::UpToDate);
        assert_eq!(verdict(&busy, TransferDirection::Upload), Verdict::Never);
    }

    #[test]
    fn pauses_grow_to_a_limit_and_obey_the_server() {
        for tries in 1..50 {
            let wait = pause(tries, Duration::ZERO);
            assert!(wait >= Duration::from_millis(800));
            assert!(wait <= Duration::from_mins(6));
        }
        assert!(pause(1, Duration::from_mins(10)) >= Duration::from_mins(10));
        assert!(pause(1, Duration::ZERO) < pause(6, Duration::ZERO));
    }
}
