//! Failures and the results of bulk actions, told.

use damson_app::{
    UserError,
    view::{BulkView, ProblemView},
};
use serde::Serialize;

use crate::{exit, exit::Exit, failure::Failure, human, output::Output, words};

/// A failure as `--json` prints it to stderr.
#[derive(Debug, Serialize)]
struct FailureView<'a> {
    /// `null` for what the application does not know of (a usage error).
    error: Option<&'a UserError>,
    message: &'a str,
    hint: &'a str,
}

/// Tells of a failure; answers with the exit code for it.
pub(crate) fn failure(failure: &Failure, output: &Output) -> Exit {
    let code = exit::of_failure(failure);
    if let Failure::Output(error) = failure
        && error.kind() == std::io::ErrorKind::BrokenPipe
    {
        // Whoever read the results has enough: `damson ls | head`.
        return Exit::Done;
    }
    let message = words::failure(failure);
    if output.json {
        let error = match failure {
            Failure::App(error) => Some(&**error),
            Failure::Usage { .. }
            | Failure::Declined
            | Failure::Output(_)
            | Failure::Demo(_)
            | Failure::File { .. } => None,
        };
        output.json_error(&FailureView {
            error,
            message: &message.what,
            hint: &message.hint,
        });
    } else {
        output.error(&message.what, &message.hint);
    }
    code
}

/// Tells of each asset that a bulk action could not do.
pub(crate) fn bulk(bulk: &BulkView, output: &Output) -> Exit {
    problems(&bulk.problems, output);
    match (bulk.done, bulk.problems.as_slice()) {
        (_, []) => Exit::Done,
        (0, [only]) => exit::of_error(&only.error),
        (0, _) => Exit::Failed,
        _ => Exit::Partly,
    }
}

/// A line for each asset that was left out, with why.
pub(crate) fn problems(problems: &[ProblemView], output: &Output) {
    if output.json {
        return;
    }
    for problem in problems {
        let message = words::user_error(&problem.error);
        let place = problem.file.as_deref().unwrap_or(&problem.path);
        let place = crate::style::shown(place);
        if message.what.contains(&place) {
            output.warning(&message.what);
        } else {
            output.warning(format!("{place}: {}", message.what));
        }
    }
}

/// "12 assets", and how many were not.
pub(crate) fn tally(bulk: &BulkView, done: &str) -> String {
    let count = i64::try_from(bulk.done).unwrap_or(i64::MAX);
    let did = format!("{done} {}.", human::counted(count, "asset"));
    if bulk.problems.is_empty() {
        return did;
    }
    let missed = i64::try_from(bulk.problems.len()).unwrap_or(i64::MAX);
    format!("{did} {} could not be.", human::counted(missed, "asset"))
}
