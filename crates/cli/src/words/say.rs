//! Saying a message of the catalogue, in the language of the person.

use std::sync::atomic::{AtomicUsize, Ordering};

use damson_words::{Language, Value, Words, words};

use super::typed;
use crate::style::shown;

/// Which of `Language::ALL` is spoken: one terminal has one reader.
static SPOKEN: AtomicUsize = AtomicUsize::new(0);

/// Says everything from here on in this language.
pub(crate) fn speak(language: Language) {
    let place = Language::ALL.into_iter().position(|one| one == language);
    SPOKEN.store(place.unwrap_or_default(), Ordering::Relaxed);
}

/// The tag of the language that is spoken.
pub(crate) fn language_tag() -> &'static str {
    Language::ALL[SPOKEN.load(Ordering::Relaxed)].tag()
}

/// The words of the language that is spoken.
pub(crate) fn spoken() -> Words {
    words(Language::ALL[SPOKEN.load(Ordering::Relaxed)])
}

/// What is put into a message, by the parameter's name.
pub(crate) type Parameters<'a> = Vec<(&'a str, Value)>;

/// A message. `say!("upload-nothing-sent")`, `say!("done-open", path = path)`; an attribute of one:
/// `say!("failure-output"."todo")`.
macro_rules! say {
    ($message:literal $(. $attribute:literal)? $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::say::message(
            $message,
            $crate::words::say::attribute!($($attribute)?),
            vec![$((stringify!($name), damson_words::Value::from($value))),*],
        )
    };
}

macro_rules! attribute {
    () => {
        None
    };
    ($attribute:literal) => {
        Some($attribute)
    };
}

pub(crate) use {attribute, say};

/// A message, or an attribute of it; empty for an attribute that it does not have.
pub(crate) fn message(
    message: &str,
    attribute: Option<&str>,
    parameters: Parameters<'_>,
) -> String {
    in_words(spoken(), message, attribute, parameters).unwrap_or_default()
}

/// The same in some language; `None` for an attribute that the message does not have.
///
/// What is put in comes from elsewhere and must not disturb the terminal. `$path` is given as it is
/// shown, and as `$path-typed` for commands.
pub(crate) fn in_words(
    words: Words,
    message: &str,
    attribute: Option<&str>,
    parameters: Parameters<'_>,
) -> Option<String> {
    let given = prepared(words, parameters);
    let given: Vec<(&str, Value)> = given
        .iter()
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    match attribute {
        None => Some(words.say(message, &given)),
        Some(attribute) => words.attribute(message, attribute, &given),
    }
}

fn prepared(words: Words, parameters: Parameters<'_>) -> Vec<(String, Value)> {
    let mut given = Vec::with_capacity(parameters.len() * 2);
    for (name, value) in parameters {
        let Value::Text(text) = value else {
            given.push((name.to_owned(), value));
            continue;
        };
        let text = shown(&text);
        if ["path", "file", "server", "detail", "former"].contains(&name) {
            given.push((format!("{name}-typed"), typed(&text).into()));
        }
        let text = match name {
            "path" | "file" => words.say("shown-path", &[("path", text.into())]),
            _ => text,
        };
        given.push((name.to_owned(), text.into()));
    }
    given
}

/// Parts of an enumeration as one text, by a message that joins `$first` and `$rest`.
pub(crate) fn joined(message_of_two: &str, parts: &[String]) -> String {
    let mut parts = parts.iter().rev();
    let Some(last) = parts.next() else {
        return String::new();
    };
    parts.fold(last.clone(), |rest, first| {
        let two = vec![("first", first.into()), ("rest", rest.into())];
        message(message_of_two, None, two)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_can_be_copied() {
        assert_eq!(
            say!("done-keep-mine", path = "/Key visual/a.psd"),
            "Your version is kept. Upload it as the next version: `damson put \"/Key \
             visual/a.psd\"`."
        );
    }

    #[test]
    fn what_comes_from_elsewhere_does_not_reach_the_terminal() {
        assert_eq!(
            say!("done-open", path = "a\u{1b}[2Jb"),
            "Opened a\u{fffd}[2Jb."
        );
    }

    #[test]
    fn paths_are_set_apart_where_words_are_not() {
        let japanese = words(Language::Japanese);
        let path = vec![("path", "/春/a.psd".into())];
        assert_eq!(
            in_words(japanese, "done-open", None, path).unwrap(),
            "「/春/a.psd」を開きました。"
        );
    }

    #[test]
    fn parts_are_joined() {
        let parts: Vec<String> = ["a", "b", "c"].map(str::to_owned).into();
        assert_eq!(joined("row-parts", &parts), "a, b, c");
        assert_eq!(joined("row-parts", &parts[..1]), "a");
        assert_eq!(joined("row-parts", &[]), "");
    }
}
