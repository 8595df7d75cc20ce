//! Every error of the layers below reaches the person as the code that says what it is.

#![expect(clippy::unwrap_used, reason = "a test ends where it can't go on")]

use std::{collections::BTreeSet, io, path::PathBuf, sync::Arc};

use damson_app::{
    ErrorCode, UserError,
    shell::ShellError,
    view::{ProblemView, RefusalCode, RefusalView},
};
use damson_core::{Action, DamPath, Refusal, brake::Brake};
use damson_engine::{EngineError, Problem, error::JournalError, local::LocalError};
use damson_remote::{Error, ErrorKind};

fn path() -> DamPath {
    DamPath::parse("/a/b.psd").unwrap()
}

fn file() -> PathBuf {
    PathBuf::from("/damson/a/b.psd")
}

fn broken() -> io::Error {
    io::Error::other("broken")
}

fn every_error() -> Vec<EngineError> {
    use ErrorKind as K;
    let kinds = [
        K::UnknownHost,
        K::Offline,
        K::Timeout,
        K::Tls,
        K::Proxy,
        K::NotADam,
        K::LoginNeeded,
        K::WrongCredentials,
        K::Forbidden,
        K::NotFound,
        K::Exists,
        K::Locked { holder: None },
        K::Changed,
        K::NameRefused,
        K::TooLarge,
        K::ServerFull,
        K::Throttled,
        K::Unavailable,
        K::Unsupported,
        K::NoFile,
        K::Corrupt,
        K::Garbled,
        K::LocalFile,
        K::Cancelled,
    ];
    let (path, file, source) = (path(), file(), broken);
    let mut errors: Vec<EngineError> = kinds
        .into_iter()
        .map(|kind| Error::new(kind).into())
        .collect();
    let local = [
        LocalError::InUse {
            file: file.clone(),
            source: source(),
        },
        LocalError::Denied {
            file: file.clone(),
            source: source(),
        },
        LocalError::DiskFull {
            file: file.clone(),
            source: source(),
        },
        LocalError::Changed { file: file.clone() },
        LocalError::Exists { file: file.clone() },
        LocalError::Missing { file: file.clone() },
        LocalError::Outside { file: file.clone() },
        LocalError::Name {
            path: path.clone(),
            detail: "con".to_owned(),
        },
        LocalError::NoCacheFolder {
            file: file.clone(),
            source: None,
        },
        LocalError::Io {
            file: file.clone(),
            source: source(),
        },
    ];
    errors.extend(local.map(EngineError::from));
    errors.extend([
        EngineError::Refused {
            action: Action::Edit,
            path: path.clone(),
            refusal: Refusal::Busy,
        },
        EngineError::Conflict {
            path: path.clone(),
            status: None,
        },
        EngineError::Stale { path: path.clone() },
        EngineError::Journal(JournalError::Sqlite(no_rows())),
        EngineError::InUse(file),
        EngineError::Halted(Brake::OtherAccount),
        EngineError::EditsNotUploaded { path: path.clone() },
        EngineError::LockedInside {
            path,
            holders: Vec::new(),
        },
        EngineError::Cancelled,
        EngineError::Missing("a name"),
    ]);
    errors
}

fn no_rows() -> rusqlite::Error {
    rusqlite::Error::QueryReturnedNoRows
}

#[test]
fn the_engines_words_and_the_codes_are_the_same() {
    for error in every_error() {
        let shown = UserError::from(&error);
        assert_eq!(shown.code.as_str(), error.code(), "{error:?}");
        assert_eq!(ErrorCode::named(error.code()), shown.code);
    }
    let later = UserError::from(EngineError::Journal(JournalError::TooNew));
    assert_eq!(later.code, ErrorCode::JournalTooNew);
}

#[test]
fn every_code_has_one_word_and_crosses() {
    let words: BTreeSet<String> = ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(words.len(), ErrorCode::ALL.len());
    for code in ErrorCode::ALL {
        let word = code.as_str();
        assert!(
            word.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
            "{word}"
        );
        assert_eq!(ErrorCode::named(&word), *code);
        let error = UserError::new(*code).about(&path()).said("x").detail("y");
        let text = serde_json::to_string(&error).unwrap();
        assert_eq!(serde_json::from_str::<UserError>(&text).unwrap(), error);
    }
    assert_eq!(
        ErrorCode::named("of-a-later-version"),
        ErrorCode::Unexpected
    );
}

#[test]
fn an_error_says_what_it_is_about() {
    let holder = Some("omar".to_owned());
    let locked = Error::new(ErrorKind::Locked { holder })
        .about(&path())
        .said("no");
    let shown = UserError::from(locked);
    assert_eq!(shown.about.as_deref(), Some("/a/b.psd"));
    assert_eq!(shown.who.as_deref(), Some("omar"));
    assert_eq!(shown.said.as_deref(), Some("no"));

    let shown = UserError::from(EngineError::LockedInside {
        path: path(),
        holders: vec![(path(), "omar".to_owned())],
    });
    assert_eq!(shown.inside[0].path, "/a/b.psd");
    assert_eq!(shown.inside[0].who, "omar");

    let refusal = Refusal::CheckedOutBy("omar".to_owned());
    let view = RefusalView::from(&refusal);
    assert_eq!(view.code, RefusalCode::CheckedOutBy);
    assert_eq!(view.who.as_deref(), Some("omar"));

    let problem = Problem {
        path: path(),
        file: Some(file()),
        error: Arc::new(LocalError::Missing { file: file() }.into()),
    };
    let view = ProblemView::from(&problem);
    assert_eq!(
        (view.path.as_str(), view.error.code),
        ("/a/b.psd", ErrorCode::FileMissing)
    );
}

#[test]
fn a_program_is_no_broken_disk() {
    let extension = "exe".to_owned();
    let refused = ShellError::Executable { extension };
    let source = io::Error::other(refused);
    let shown = UserError::from(EngineError::from(LocalError::Io {
        file: file(),
        source,
    }));
    assert_eq!(shown.code, ErrorCode::ExecutableType);
    assert_eq!(shown.detail.as_deref(), Some("exe"));

    let said = "no application".to_owned();
    let source = io::Error::other(ShellError::Failed { said });
    let shown = UserError::from(EngineError::from(LocalError::Io {
        file: file(),
        source,
    }));
    assert_eq!(shown.code, ErrorCode::Desktop);
}
