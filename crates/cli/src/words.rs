//! Every sentence of this program: what happened, to which asset, and what to do about it.

use damson_app::{
    ErrorCode, UserError,
    view::{ActionView, BrakeView, RefusalCode, StatusView},
};

mod action;
mod doctor;
mod done;
mod error;
mod links;
mod problem;
mod refusal;
mod session;
mod status;
mod template;

pub(crate) use action::action;
pub(crate) use doctor::{health, recorded, step};
pub(crate) use done::{action_done, already, done, nothing_done, opened_unlocked};
pub(crate) use links::{
    link_to_upload, links_brought, links_incomplete, links_missing, links_sent, links_summary,
    links_trouble, packaged, used_by_none,
};
pub(crate) use problem::{problem, problem_sentence, total_size};
pub(crate) use session::{JOURNAL_REBUILT, brake, direction, state, transfer, unwatched};
pub(crate) use status::{conflict, status};
pub(crate) use template::typed;

use self::template::{About, Words, documented, fill};
use crate::failure::Failure;

/// A message to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) what: String,
    /// What to do; may be empty.
    pub(crate) hint: String,
}

/// The message for what the application refused or failed at.
pub(crate) fn user_error(error: &UserError) -> Message {
    let words = match (&error.refusal, error.code) {
        (Some(refusal), _) => refusal::refusal(refusal.code),
        (None, code) => error::error(code),
    };
    let about = about(error);
    let hint = match (error.code, error.action) {
        // A move has no way past them.
        (ErrorCode::LockedInside, Some(ActionView::Rename | ActionView::Move)) => {
            "They have to be checked in first; `damson lock ls {path}` lists them."
        }
        _ => words.hint,
    };
    let mut what = fill(words.what, &about);
    if is_of_server(error.code) && !about.said.is_empty() {
        what += &fill(" It said: {said}", &about);
    }
    Message {
        what,
        hint: fill(hint, &about),
    }
}

/// Whether the words that come with an error are the server's reason for a refusal.
fn is_of_server(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::Forbidden
            | ErrorCode::NameRefused
            | ErrorCode::NotADam
            | ErrorCode::ServerFull
            | ErrorCode::TooLarge
            | ErrorCode::Unavailable
            | ErrorCode::Unsupported
    )
}

/// The message for a failed command.
pub(crate) fn failure(failure: &Failure) -> Message {
    match failure {
        Failure::App(error) => user_error(error),
        Failure::MayWait(error) => may_wait(user_error(error)),
        Failure::Usage { what, hint } => Message {
            what: what.clone(),
            hint: hint.clone(),
        },
        Failure::DryRun { what } => Message {
            what: format!("{what} Nothing was changed: it is a dry run."),
            hint: String::new(),
        },
        Failure::Declined => Message {
            what: "Nothing was done, as you said.".to_owned(),
            hint: String::new(),
        },
        Failure::Output(error) if error.kind() == std::io::ErrorKind::Interrupted => Message {
            what: "Interrupted.".to_owned(),
            hint: String::new(),
        },
        Failure::Output(error) => Message {
            what: format!("The results could not be printed: {error}"),
            hint: "Check where the output goes.".to_owned(),
        },
        Failure::Demo(error) => Message {
            what: format!("The demo server did not start: {error}"),
            hint: "If the port is taken, choose another: `damson demo --port 0` takes a free one."
                .to_owned(),
        },
        Failure::File { file, source } => Message {
            what: format!("{} can't be read: {source}", crate::style::shown(file)),
            hint: "Check the path, and that you may read it.".to_owned(),
        },
    }
}

fn may_wait(mut message: Message) -> Message {
    message
        .hint
        .push_str(" With `--later` it is queued until the server is back.");
    message
}

/// Every message as rows of (group, code, what, hint), for the documentation.
pub(crate) fn catalogue() -> Vec<[String; 4]> {
    let row = |group: &str, code: String, words: Words| {
        [
            group.to_owned(),
            code,
            documented(words.what),
            documented(words.hint),
        ]
    };
    let mut rows = Vec::new();
    for code in ErrorCode::ALL {
        rows.push(row("error", code.as_str(), error::error(*code)));
    }
    for code in RefusalCode::ALL {
        rows.push(row("refusal", code_of(code), refusal::refusal(*code)));
    }
    for (code, words) in session::brakes() {
        rows.push(row("halt", code.to_owned(), words));
    }
    for shown in StatusView::ALL {
        let words = status::status(*shown);
        let named = format!("**{}.** {}", words.name, words.means);
        rows.push([
            "status".to_owned(),
            code_of(shown),
            named,
            words.next.to_owned(),
        ]);
    }
    rows
}

/// The word that JSON has for a value that is written as a string.
pub(crate) fn code_of(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn about(error: &UserError) -> About {
    let text = |part: &Option<String>| part.clone().unwrap_or_default();
    let path = error.about.clone().or_else(|| error.file.clone());
    let detail = if error.inside.is_empty() {
        halted(error).map_or_else(|| text(&error.detail), str::to_owned)
    } else {
        let held: Vec<String> = error
            .inside
            .iter()
            .map(|held| format!("{} ({})", held.path, held.who))
            .collect();
        held.join(", ")
    };
    About {
        path: path.unwrap_or_default(),
        who: text(&error.who),
        server: text(&error.server),
        said: text(&error.said),
        file: text(&error.file),
        detail,
        action: error
            .action
            .map(|asked| action(asked).to_owned())
            .unwrap_or_default(),
    }
}

/// The reason of a halt, of which the error has the code alone.
fn halted(error: &UserError) -> Option<&'static str> {
    let code = error.detail.as_deref()?;
    let brakes = session::brakes();
    (error.code == ErrorCode::Halted)
        .then(|| {
            brakes
                .into_iter()
                .find(|(known, _)| *known == code)
                .map(|(_, words)| words.what)
        })
        .flatten()
}

/// The message for a session that a brake halted.
pub(crate) fn halt(reason: BrakeView) -> Message {
    Message {
        what: format!("Damson stopped all changes to be safe: {}", brake(reason)),
        hint: "Check that this is what you want. Then run `damson go-on`.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_sentence_and_a_hint_without_jargon() {
        let rows = catalogue();
        let codes = ErrorCode::ALL.len() + RefusalCode::ALL.len() + StatusView::ALL.len();
        assert_eq!(rows.len(), codes + session::brakes().len());
        for [group, code, what, hint] in rows {
            assert!(!code.is_empty(), "{group} {what}");
            for text in [&what, &hint] {
                assert!(text.len() > 10, "{group} {code}: {text:?}");
                assert!(
                    !text.contains(['{', '}']) || code == "name-refused",
                    "{code}: {text}"
                );
                for jargon in [
                    "HTTP ",
                    "JSON",
                    "null",
                    "errno",
                    "exception",
                    "journal",
                    "token is invalid",
                ] {
                    assert!(!text.contains(jargon), "{code} says {jargon}: {text}");
                }
            }
            let ends = what.ends_with(['.', '?', '*', ':', ']']) || what.ends_with('`');
            assert!(ends, "{code} does not end: {what}");
        }
    }

    #[test]
    fn a_lock_names_the_asset_and_the_holder() {
        let mut error = UserError::new(ErrorCode::Locked);
        error.about = Some("/Spring/a.psd".to_owned());
        error.who = Some("omar".to_owned());
        let message = user_error(&error);
        assert_eq!(
            message.what,
            "/Spring/a.psd is checked out by omar. Nothing was changed."
        );
        assert_eq!(
            message.hint,
            "Ask omar to check it in. An administrator can release it: `damson release \
             /Spring/a.psd`."
        );
    }

    #[test]
    fn a_halt_says_why() {
        let error = UserError::new(ErrorCode::Halted).detail("emptied-root");
        let message = user_error(&error);
        assert!(
            message.what.contains("emptied all at once"),
            "{}",
            message.what
        );
    }
}
