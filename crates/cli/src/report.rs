//! Reports of failures and of the results of bulk actions.

use damson_app::{
    UserError,
    view::{Action, BulkView, ProblemView},
};
use serde::Serialize;

use crate::{
    exit,
    exit::Exit,
    failure::Failure,
    output::Output,
    words::{self, say},
};

/// A failure as `--json` prints it to stderr; docs/json.md has it for people.
#[derive(Debug, Serialize)]
struct FailureView<'a> {
    code: String,
    message: &'a str,
    hint: &'a str,
    path: Option<&'a str>,
    file: Option<&'a str>,
    who: Option<&'a str>,
    /// What the server or the system said, in its own words.
    said: Option<&'a str>,
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
    if let Failure::DryRun { .. } = failure {
        output.message(&message.what);
        return code;
    }
    if !output.json {
        output.error(&message.what, &message.hint);
        return code;
    }
    let error = match failure {
        Failure::App(error) | Failure::MayWait(error) => Some(error),
        Failure::Usage { .. }
        | Failure::DryRun { .. }
        | Failure::Declined
        | Failure::Output(_)
        | Failure::Demo(_)
        | Failure::File { .. } => None,
    };
    output.json_error(&FailureView {
        code: word(failure),
        message: &message.what,
        hint: &message.hint,
        path: error.and_then(|error| error.about.as_deref()),
        file: error.and_then(|error| error.file.as_deref()),
        who: error.and_then(|error| error.who.as_deref()),
        said: error.and_then(|error| error.said.as_deref()),
    });
    code
}

/// A failure as one word: that of the refusal, where it is one, for that says why.
fn word(failure: &Failure) -> String {
    match failure {
        Failure::App(error) | Failure::MayWait(error) => code(error),
        Failure::Usage { .. } => "usage".to_owned(),
        Failure::DryRun { .. } => "dry-run".to_owned(),
        Failure::Declined => "declined".to_owned(),
        Failure::Output(_) => "output".to_owned(),
        Failure::Demo(_) => "demo".to_owned(),
        Failure::File { .. } => "file".to_owned(),
    }
}

/// An error as one word.
pub(crate) fn code(error: &UserError) -> String {
    error.refusal.as_ref().map_or_else(
        || error.code.as_str(),
        |refusal| words::code_of(&refusal.code),
    )
}

/// What was typed makes no sense.
pub(crate) fn usage(what: &str, hint: &str, output: &Output) -> Exit {
    let (what, hint) = (what.to_owned(), hint.to_owned());
    failure(&Failure::Usage { what, hint }, output)
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
            output.warning(say!("named-state", name = place, state = message.what));
        }
    }
}

/// What a bulk action came to: what was done, what was left as it is, and what could not be done.
pub(crate) fn tally(bulk: &BulkView, action: Action, path: &str) -> String {
    let failed = bulk.problems.len() as u64;
    let mut parts = Vec::new();
    if bulk.done > 0 {
        parts.push(words::action_done(action, bulk.done));
    }
    if bulk.folders > 0 {
        parts.push(say!("tally-folders", count = bulk.folders));
    }
    if bulk.skipped > 0 {
        parts.push(say!("tally-skipped", count = bulk.skipped));
    }
    if failed > 0 {
        parts.push(say!("tally-failed", count = failed));
    }
    if parts.is_empty() {
        return words::nothing_done(action, path);
    }
    let parts = words::joined("tally-parts", &parts);
    if bulk.done == 0 && bulk.folders == 0 {
        return say!("tally-nothing", parts = parts);
    }
    words::first_upper(&say!("tally", parts = parts))
}

#[cfg(test)]
mod tests {
    use damson_app::ErrorCode;

    use super::*;

    fn counted(done: u64, folders: u64, skipped: u64, failed: usize) -> String {
        let problem = ProblemView {
            path: "/a".to_owned(),
            file: None,
            error: UserError::new(ErrorCode::Locked),
        };
        let bulk = BulkView {
            done,
            folders,
            skipped,
            problems: vec![problem; failed],
        };
        tally(&bulk, Action::UploadHere, "/Spring")
    }

    #[test]
    fn a_summary_says_what_was_done_left_and_missed() {
        assert_eq!(counted(1, 0, 0, 0), "Uploaded 1 asset.");
        assert_eq!(counted(2, 1, 0, 0), "Uploaded 2 assets, made 1 folder.");
        assert_eq!(counted(0, 1, 0, 0), "Made 1 folder.");
        assert_eq!(
            counted(2, 0, 1, 3),
            "Uploaded 2 assets, 1 asset left unchanged, 3 assets failed."
        );
        assert_eq!(
            counted(0, 0, 1, 0),
            "Nothing was done: 1 asset left unchanged."
        );
        assert_eq!(counted(0, 0, 0, 1), "Nothing was done: 1 asset failed.");
        assert_eq!(
            counted(0, 0, 0, 0),
            "There was nothing to upload to /Spring."
        );
    }
}
