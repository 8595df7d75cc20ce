//! What went wrong, and what to do about it.

use damson_app::{
    ErrorCode, UserError,
    view::{Action, RefusalCode},
};
use damson_words::{Value, Words};

use super::{
    Message, action, code_of,
    say::{Parameters, in_words, say, spoken},
};

/// The name of an error's message in the catalogue.
pub(crate) fn of_error(code: ErrorCode) -> String {
    format!("error-{}", code.as_str())
}

/// The name of a refusal's message in the catalogue.
pub(crate) fn of_refusal(code: RefusalCode) -> String {
    format!("refusal-{}", code_of(&code))
}

/// The message for what the application refused or failed at. A refusal has the sentence of its
/// reason instead, where it is known.
pub(crate) fn user_error(error: &UserError) -> Message {
    let message = match &error.refusal {
        Some(refusal) => of_refusal(refusal.code),
        None => of_error(error.code),
    };
    let about = About::of(error);
    let mut what = about.say(&message);
    if let Some(said) = error.said.as_ref().filter(|_| is_of_server(error.code)) {
        what = say!("said-by-server", what = what, said = said);
    }
    let hint = match (error.code, error.action) {
        // A move has no way past them.
        (ErrorCode::LockedInside, Some(Action::Rename | Action::Move)) => about.say("locks-list"),
        _ => about.hint(&message),
    };
    Message { what, hint }
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

/// What an error is about; what is not known has words, too.
#[derive(Debug, Clone)]
pub(crate) struct About {
    words: Words,
    known: Parameters<'static>,
    /// What was put in for what is not known, as a sentence may begin with it.
    unknown: Vec<String>,
}

impl About {
    fn of(error: &UserError) -> Self {
        let words = spoken();
        let asked = error.action.map(action);
        let detail = if error.restricted.count > 0 {
            Some(super::restricted(&error.restricted))
        } else if error.inside.is_empty() {
            halted(error).or_else(|| error.detail.clone())
        } else {
            let held: Vec<String> = error
                .inside
                .iter()
                .map(|held| format!("{} ({})", held.path, held.who))
                .collect();
            Some(held.join(", "))
        };
        let path = error.about.clone().or_else(|| error.file.clone());
        let mut about = Self {
            words,
            known: Vec::new(),
            unknown: Vec::new(),
        };
        about.put("path", path, "unknown-path");
        about.put("file", error.file.clone(), "unknown-file");
        about.put("server", error.server.clone(), "unknown-server");
        about.put("who", error.who.clone(), "unknown-who");
        about.put("said", error.said.clone(), "unknown-said");
        about.put("detail", detail, "unknown-said");
        about.put("action", asked, "unknown-action");
        about
    }

    /// What the documentation shows: places in italics, in commands in capitals.
    pub(crate) fn documented(words: Words) -> Self {
        let mut known: Parameters<'static> = Vec::new();
        for (name, in_a_command) in [
            ("path", "path-typed"),
            ("file", "file-typed"),
            ("server", "server-typed"),
            ("detail", "detail-typed"),
            ("who", "who-typed"),
            ("said", "said-typed"),
            ("action", "action-typed"),
        ] {
            known.push((name, format!("*{name}*").into()));
            known.push((in_a_command, name.to_uppercase().into()));
        }
        Self {
            words,
            known,
            unknown: Vec::new(),
        }
    }

    fn put(&mut self, name: &'static str, value: Option<String>, unknown: &str) {
        let value = value.filter(|value| !value.is_empty()).unwrap_or_else(|| {
            let unknown = self.words.say(unknown, &[]);
            self.unknown.push(unknown.clone());
            unknown
        });
        self.known.push((name, Value::Text(value)));
    }

    /// What happened.
    pub(crate) fn say(&self, message: &str) -> String {
        let text = in_words(self.words, message, None, self.known.clone());
        self.beginning(text.unwrap_or_default())
    }

    /// What to do about it, in a terminal.
    pub(crate) fn hint(&self, message: &str) -> String {
        let text = ["todo-terminal", "todo"].into_iter().find_map(|attribute| {
            in_words(self.words, message, Some(attribute), self.known.clone())
        });
        self.beginning(text.unwrap_or_default())
    }

    /// Names and addresses stay as they are; our own words begin a sentence with a capital.
    fn beginning(&self, text: String) -> String {
        if self.unknown.iter().any(|unknown| text.starts_with(unknown)) {
            return super::first_upper(&text);
        }
        text
    }
}

/// The reason of a halt, of which the error has the code alone.
fn halted(error: &UserError) -> Option<String> {
    let code = error.detail.as_deref()?;
    let known = error.code == ErrorCode::Halted && super::session::BRAKES.contains(&code);
    known.then(|| super::session::halt_in_short(spoken(), code))
}
