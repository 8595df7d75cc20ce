//! Looking a message up, and saying it.

use std::{borrow::Cow, sync::OnceLock};

use fluent_bundle::{
    FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle, types::FluentNumber,
};

use crate::{Language, files};

/// What a message says of a parameter: a text as it is, or a number by the rules of the language.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(String),
    Number(u64),
}

/// The words of one language.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    language: Language,
}

type Bundle = FluentBundle<FluentResource>;

/// The words of a language.
pub fn words(language: Language) -> Words {
    Words { language }
}

impl Words {
    pub fn language(self) -> Language {
        self.language
    }

    /// A message. One that a language lacks is said in English; tests see to it that none is
    /// missing.
    pub fn say(self, message: &str, parameters: &[(&str, Value)]) -> String {
        self.find(message, None, parameters)
            .unwrap_or_else(|| message.to_owned())
    }

    /// An attribute of a message; `None` for one that the message does not have.
    pub fn attribute(
        self,
        message: &str,
        attribute: &str,
        parameters: &[(&str, Value)],
    ) -> Option<String> {
        self.find(message, Some(attribute), parameters)
    }

    /// Whether there is such a message.
    pub fn has(self, message: &str) -> bool {
        bundle(self.language).has_message(message)
    }

    fn find(
        self,
        message: &str,
        attribute: Option<&str>,
        parameters: &[(&str, Value)],
    ) -> Option<String> {
        [self.language, Language::English]
            .into_iter()
            .find_map(|language| formatted(bundle(language), message, attribute, parameters))
    }
}

/// The text; `None` where the message lacks it, or a parameter is missing.
fn formatted(
    bundle: &Bundle,
    message: &str,
    attribute: Option<&str>,
    parameters: &[(&str, Value)],
) -> Option<String> {
    let message = bundle.get_message(message)?;
    let pattern = match attribute {
        Some(attribute) => message.get_attribute(attribute)?.value(),
        None => message.value()?,
    };
    let mut given = FluentArgs::with_capacity(parameters.len());
    for (name, value) in parameters {
        given.set(*name, value.for_fluent());
    }
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&given), &mut errors);
    errors.is_empty().then(|| text.into_owned())
}

fn bundle(language: Language) -> &'static Bundle {
    static BUNDLES: [OnceLock<Bundle>; Language::ALL.len()] =
        [const { OnceLock::new() }; Language::ALL.len()];
    BUNDLES[language as usize].get_or_init(|| read(language))
}

fn read(language: Language) -> Bundle {
    let tag = language.tag().parse().expect("a tag is well formed");
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // Nothing here is written from right to left, and the marks would reach files and pipes.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::English => |value, _| grouped(value, Language::English),
        Language::German => |value, _| grouped(value, Language::German),
        Language::French => |value, _| grouped(value, Language::French),
        Language::Japanese => |value, _| grouped(value, Language::Japanese),
    }));
    for file in files(language) {
        // What can't be read is left out here, and a test fails on it.
        let resource = match FluentResource::try_new(file.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// A whole number with its groups of three digits; `None` for what is none.
fn grouped(value: &FluentValue<'_>, language: Language) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let digits = number.as_string();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(language.group_mark());
        }
        text.push(digit);
    }
    Some(text)
}

impl Value {
    fn for_fluent(&self) -> FluentValue<'_> {
        match self {
            Self::Text(text) => FluentValue::String(Cow::Borrowed(text)),
            Self::Number(number) => FluentValue::Number(FluentNumber::new(
                *number as f64,
                fluent_bundle::types::FluentNumberOptions::default(),
            )),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(language: Language, count: u64) -> String {
        words(language).say("links-brought", &[("count", count.into())])
    }

    #[test]
    fn numbers_and_plurals_are_those_of_the_language() {
        assert_eq!(said(Language::English, 0), "Downloaded 0 linked assets.");
        assert_eq!(said(Language::English, 1), "Downloaded 1 linked asset.");
        assert_eq!(
            said(Language::English, 1_234_567),
            "Downloaded 1,234,567 linked assets."
        );
        assert_eq!(
            said(Language::German, 1),
            "1 verknüpftes Asset heruntergeladen."
        );
        assert_eq!(
            said(Language::German, 1_234),
            "1.234 verknüpfte Assets heruntergeladen."
        );
        // Nothing is singular in French.
        assert_eq!(said(Language::French, 0), "0 ressource liée téléchargée.");
        assert_eq!(
            said(Language::French, 1_234),
            "1\u{202f}234 ressources liées téléchargées."
        );
        assert_eq!(
            said(Language::Japanese, 1),
            "1 個のリンク先アセットをダウンロードしました。"
        );
    }

    #[test]
    fn what_is_put_in_is_no_pattern_and_stays_as_it_is() {
        let path = Value::from("/a { $who }\u{2068}.psd");
        let said = words(Language::English).say("done-open", &[("path", path)]);
        assert_eq!(said, "Opened /a { $who }\u{2068}.psd.");
    }

    #[test]
    fn what_can_t_be_said_is_told_apart() {
        let english = words(Language::English);
        assert_eq!(english.say("no-such-message", &[]), "no-such-message");
        assert_eq!(english.attribute("done-open", "todo", &[]), None);
        assert!(english.has("done-open") && !english.has("no-such-message"));
    }
}
