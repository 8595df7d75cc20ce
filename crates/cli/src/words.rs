//! Every sentence of this program: what happened, to which asset, and what to do about it. The
//! sentences are in the catalogue (`words/`), which the window shares; here is which one is said.

use damson_app::{
    ErrorCode,
    view::{RefusalCode, StatusView},
};
use damson_words::Words;

use crate::failure::Failure;

mod action;
mod doctor;
mod done;
mod error;
pub(crate) mod language;
mod links;
mod metadata;
mod problem;
pub(crate) mod say;
mod session;
mod status;
mod typed;

#[cfg(test)]
mod used;

pub(crate) use action::action;
pub(crate) use doctor::{finding, health, step};
pub(crate) use done::{action_done, already, done, nothing_done};
pub(crate) use error::user_error;
pub(crate) use links::{link_to_upload, links_missing, links_summary, links_trouble, packaged};
pub(crate) use metadata::{field_value, restricted, restriction, restriction_in_short};
pub(crate) use problem::{kept, problem, problem_sentence, total_size};
pub(crate) use say::{joined, language_tag, say, speak, spoken};
pub(crate) use session::{direction, halt, state, transfer, unwatched};
pub(crate) use status::{conflict, counted, status, tone};
pub(crate) use typed::typed;

use self::error::About;

/// A message to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) what: String,
    /// What to do; may be empty.
    pub(crate) hint: String,
}

/// The message for a failed command.
pub(crate) fn failure(failure: &Failure) -> Message {
    let only = |what| Message {
        what,
        hint: String::new(),
    };
    match failure {
        Failure::App(error) => user_error(error),
        Failure::MayWait(error) => {
            let Message { what, hint } = user_error(error);
            let hint = say!("hint-later", hint = hint);
            Message { what, hint }
        }
        Failure::Usage { what, hint } => Message {
            what: what.clone(),
            hint: hint.clone(),
        },
        Failure::DryRun { what } => only(say!("dry-run", what = what)),
        Failure::Declined => only(say!("question-declined")),
        Failure::Output(error) if error.kind() == std::io::ErrorKind::Interrupted => {
            only(say!("failure-interrupted"))
        }
        Failure::Output(error) => Message {
            what: say!("failure-output", said = error.to_string()),
            hint: say!("failure-output"."todo"),
        },
        Failure::Demo(error) => Message {
            what: say!("failure-demo", said = error.to_string()),
            hint: say!("failure-demo"."todo"),
        },
        Failure::File { file, source } => Message {
            what: say!("failure-file", file = file, said = source.to_string()),
            hint: say!("failure-file"."todo"),
        },
    }
}

/// Every message as rows of (group, code, what, hint), for the documentation.
pub(crate) fn catalogue(words: Words) -> Vec<[String; 4]> {
    let about = About::documented(words);
    let row = |group: &str, code: String, message: &str| {
        let (what, hint) = (about.say(message), about.hint(message));
        [group.to_owned(), code, what, hint]
    };
    let mut rows = Vec::new();
    for code in ErrorCode::ALL {
        rows.push(row("error", code.as_str(), &error::of_error(*code)));
    }
    for code in RefusalCode::ALL {
        rows.push(row("refusal", code_of(code), &error::of_refusal(*code)));
    }
    for code in session::BRAKES {
        let what = session::halt_in_short(words, code);
        let hint = about.hint(&error::of_error(ErrorCode::Halted));
        rows.push(["halt".to_owned(), code.to_owned(), what, hint]);
    }
    for shown in StatusView::ALL {
        let said = status::in_words(words, *shown);
        let named = format!("**{}.** {}", said.name, said.means);
        rows.push(["status".to_owned(), code_of(shown), named, said.next]);
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

/// The text with a capital at its beginning.
pub(crate) fn first_upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use damson_app::UserError;
    use damson_words::{Language, words};

    use super::*;

    #[test]
    fn every_code_has_a_sentence_and_a_hint_without_jargon() {
        for language in Language::ALL {
            let rows = catalogue(words(language));
            let codes = ErrorCode::ALL.len() + RefusalCode::ALL.len() + StatusView::ALL.len();
            assert_eq!(rows.len(), codes + session::BRAKES.len());
            for [group, code, what, hint] in rows {
                assert!(!code.is_empty(), "{group} {what}");
                for text in [&what, &hint] {
                    assert!(text.chars().count() > 5, "{group} {code}: {text:?}");
                    assert!(!text.contains(['{', '}']), "{code}: {text}");
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
                let ends = what.ends_with(['.', '?', '*', ':', ']', '。', '）', '」']);
                assert!(ends || what.ends_with('`'), "{code} does not end: {what}");
            }
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
    fn what_is_not_known_has_words_too() {
        let message = user_error(&UserError::new(ErrorCode::Locked));
        assert_eq!(
            message.what,
            "This asset is checked out by somebody else. Nothing was changed."
        );
        let mut error = UserError::new(ErrorCode::Offline);
        assert_eq!(user_error(&error).what, "The server can't be reached.");
        error.server = Some("https://dam.example".to_owned());
        assert_eq!(
            user_error(&error).what,
            "https://dam.example can't be reached."
        );
    }

    #[test]
    fn what_is_put_in_is_put_in_once() {
        let mut error = UserError::new(ErrorCode::Locked);
        error.about = Some("/a { $who }.psd".to_owned());
        error.who = Some("jane".to_owned());
        let message = user_error(&error);
        assert!(
            message.what.starts_with("/a { $who }.psd is"),
            "{}",
            message.what
        );
        assert!(
            message
                .hint
                .ends_with("`damson release '/a { $who }.psd'`."),
            "{}",
            message.hint
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

    #[test]
    fn the_documentation_shows_places() {
        let rows = catalogue(words(Language::English));
        let locked = rows.iter().find(|[_, code, ..]| code == "locked");
        let [_, _, what, hint] = locked.expect("there is such a code");
        assert_eq!(what, "*path* is checked out by *who*. Nothing was changed.");
        assert!(hint.ends_with("`damson release PATH`."), "{hint}");
    }
}
