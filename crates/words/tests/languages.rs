//! Every language says the same things about the same things.

use std::collections::{BTreeMap, BTreeSet};

use damson_words::{Language, files};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

/// What a message, or an attribute of one, is made of.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Made {
    parameters: BTreeSet<String>,
    /// The messages that it takes over.
    messages: BTreeSet<String>,
    /// The commands and other text that is typed, in the order of the alphabet.
    typed: BTreeSet<String>,
    text: String,
}

/// Every message of a language by its name, and every attribute as `message.attribute`.
fn messages(language: Language) -> BTreeMap<String, Made> {
    let mut all = BTreeMap::new();
    for file in files(language) {
        let read = fluent_syntax::parser::parse(file).unwrap_or_else(|(_, errors)| {
            panic!("{}: {errors:?}", language.tag());
        });
        for entry in read.body {
            let message = match entry {
                Entry::Message(message) => message,
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
                Entry::Term(_) | Entry::Junk { .. } => panic!("{}: {entry:?}", language.tag()),
            };
            let name = message.id.name;
            let mut add = |name: String, pattern: &Pattern<&str>| {
                let before = all.insert(name.clone(), made(pattern));
                assert!(before.is_none(), "{} has {name} twice", language.tag());
            };
            let value = message
                .value
                .unwrap_or_else(|| panic!("{name} says nothing"));
            add(name.to_owned(), &value);
            for attribute in message.attributes {
                add(format!("{name}.{}", attribute.id.name), &attribute.value);
            }
        }
    }
    all
}

fn made(pattern: &Pattern<&str>) -> Made {
    let mut found = Made::default();
    gather(pattern, &mut found);
    let typed = found.text.split('`').skip(1).step_by(2).map(str::to_owned);
    found.typed = typed.collect();
    found
}

fn gather(pattern: &Pattern<&str>, found: &mut Made) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => found.text.push_str(value),
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(inline) => gather_inline(inline, found),
                Expression::Select { selector, variants } => {
                    let text = std::mem::take(&mut found.text);
                    gather_inline(selector, found);
                    found.text = text;
                    for variant in variants {
                        gather(&variant.value, found);
                    }
                }
            },
        }
    }
}

fn gather_inline(inline: &InlineExpression<&str>, found: &mut Made) {
    match inline {
        InlineExpression::VariableReference { id } => {
            found.parameters.insert(id.name.to_owned());
            found.text.push('$');
            found.text.push_str(id.name);
        }
        InlineExpression::MessageReference { id, .. } => {
            found.messages.insert(id.name.to_owned());
        }
        InlineExpression::StringLiteral { value } => found.text.push_str(value),
        InlineExpression::NumberLiteral { .. }
        | InlineExpression::FunctionReference { .. }
        | InlineExpression::TermReference { .. }
        | InlineExpression::Placeable { .. } => {
            panic!("the page and the terminal know no {inline:?}")
        }
    }
}

/// What stands in commands for a person to fill in, which is a word of the language.
fn fixed(typed: &BTreeSet<String>) -> BTreeSet<String> {
    let is_free = |word: &str| {
        word.chars()
            .all(|c| c.is_uppercase() || c == '-' || !c.is_ascii())
    };
    let words = |text: &String| {
        let words = text.split(' ').filter(|word| !is_free(word));
        words.collect::<Vec<_>>().join(" ")
    };
    typed.iter().map(words).collect()
}

#[test]
fn every_language_has_the_messages_of_english() {
    let english = messages(Language::English);
    assert!(english.len() > 400, "the catalogue is nearly empty");
    for language in Language::ALL {
        let theirs = messages(language);
        let names = |of: &BTreeMap<String, Made>| of.keys().cloned().collect::<BTreeSet<_>>();
        let (ours, has) = (names(&english), names(&theirs));
        let tag = language.tag();
        let missing: Vec<_> = ours.difference(&has).collect();
        assert!(missing.is_empty(), "{tag} lacks {missing:?}");
        let more: Vec<_> = has.difference(&ours).collect();
        assert!(more.is_empty(), "{tag} has what English has not: {more:?}");
        for (name, made) in &english {
            let other = &theirs[name];
            assert_eq!(
                made.parameters, other.parameters,
                "parameters of {tag} {name}"
            );
            assert_eq!(made.messages, other.messages, "messages in {tag} {name}");
            assert_eq!(
                fixed(&made.typed),
                fixed(&other.typed),
                "what is typed in {tag} {name}"
            );
            assert!(
                !other.text.trim().is_empty() || !other.messages.is_empty(),
                "{tag} {name} is empty"
            );
        }
    }
}

/// A command can be copied only with values as they are typed in a shell.
#[test]
fn what_is_put_into_a_command_is_as_it_is_typed() {
    for language in Language::ALL {
        for (name, made) in messages(language) {
            for command in &made.typed {
                for place in command.split('$').skip(1) {
                    let end = place.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
                    let parameter = &place[..end.unwrap_or(place.len())];
                    let is_a_name = name == "problem-refused-name.sentence";
                    assert!(
                        parameter.ends_with("-typed") || is_a_name,
                        "{} {name}: `{command}`",
                        language.tag()
                    );
                }
            }
        }
    }
}

/// Words of English that no other language here has.
const ENGLISH: [&str; 10] = [
    " the ", " and ", " of ", " with ", " your ", " is ", " are ", " not ", " you ", " it ",
];

#[test]
fn no_english_is_left() {
    for language in [Language::German, Language::French, Language::Japanese] {
        for (name, made) in messages(language) {
            let text = format!(" {} ", made.text.replace(['.', ',', ':'], " "));
            let own: String = text.split('`').step_by(2).collect();
            for word in ENGLISH {
                assert!(!own.contains(word), "{} {name}: {own}", language.tag());
            }
        }
    }
}

#[test]
fn each_language_sets_its_own_marks() {
    for (name, made) in messages(Language::French) {
        let own: String = made.text.split('`').step_by(2).collect();
        for wrong in ["'", " :", " ;", " ?", " !", "« "] {
            assert!(!own.contains(wrong), "fr {name}: {own:?}");
        }
    }
    for (name, made) in messages(Language::German) {
        let own: String = made.text.split('`').step_by(2).collect();
        assert!(!own.contains(['"', '”', '\'', '’']), "de {name}: {own}");
        for word in own.split(|c: char| !c.is_alphabetic()) {
            let familiar = ["du", "dein", "deine", "dich", "dir"].contains(&word);
            assert!(!familiar, "de {name}: {own}");
        }
    }
    for (name, made) in messages(Language::Japanese) {
        let own: Vec<char> = made.text.chars().collect();
        for pair in own.windows(2) {
            let is_wide = matches!(pair[0], '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}');
            let is_western = [',', '!', '?', ';', ':'].contains(&pair[1]);
            assert!(!(is_wide && is_western), "ja {name}: {}", made.text);
        }
    }
}
