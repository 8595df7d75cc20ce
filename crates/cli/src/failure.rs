//! Why a command of this program did not do what it was asked.

use std::io;

use damson_app::UserError;
use thiserror::Error;

/// What a command fails with; `words` turns it into sentences, `exit` into a code.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    /// The application refused or failed.
    #[error("{0:?}")]
    App(Box<UserError>),
    /// The server can't be reached; with `--later` it would have waited.
    #[error("{0:?}")]
    MayWait(Box<UserError>),
    /// What was typed lacks something that only a person can decide.
    #[error("{what}")]
    Usage { what: String, hint: String },
    /// It would have changed something, and nothing was to be changed.
    #[error("a dry run")]
    DryRun { what: String },
    /// The person said no.
    #[error("not done")]
    Declined,
    /// The results could not be printed.
    #[error("the output failed")]
    Output(#[from] io::Error),
    /// The demo server did not start.
    #[error("the demo server did not start")]
    Demo(#[from] damson_demo_server::StartError),
    /// A file named on the command line can't be read.
    #[error("{file} can't be read")]
    File { file: String, source: io::Error },
}

impl From<UserError> for Failure {
    fn from(error: UserError) -> Self {
        Self::App(Box::new(error))
    }
}
