//! Whether what is said is in the catalogue, and whether the catalogue has nothing that nobody says.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use damson_app::{
    ErrorCode,
    view::{Action, RefusalCode, StatusView},
};
use damson_words::{Language, files, words};
use walkdir::WalkDir;

use super::{action::of_action, error, say::in_words, session::BRAKES, status};

/// A `say!` in the sources.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    message: String,
    attribute: Option<String>,
    parameters: Vec<String>,
}

/// The messages and attributes of a file of the catalogue (`message`, `message.attribute`), each with
/// its parameters.
fn catalogue() -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    let mut message = String::new();
    let mut name = String::new();
    for line in files(Language::English)
        .iter()
        .flat_map(|file| file.lines())
    {
        let attribute = line.trim_start().strip_prefix('.');
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            message = line.split(' ').next().unwrap_or_default().to_owned();
            name.clone_from(&message);
        } else if let Some(attribute) = attribute.filter(|_| line.contains(" =")) {
            let attribute = attribute.split(' ').next().unwrap_or_default();
            name = format!("{message}.{attribute}");
        }
        if line.starts_with('#') || name.is_empty() {
            continue;
        }
        let found: &mut BTreeSet<String> = all.entry(name.clone()).or_default();
        for place in line.split("{ $").skip(1) {
            let end = place.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
            found.insert(place[..end.unwrap_or(place.len())].to_owned());
        }
    }
    all
}

/// The texts of all sources below a folder of the project, without their tests.
fn sources(folder: &str, endings: &[&str]) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let files = WalkDir::new(root.join(folder)).into_iter().flatten();
    let found = files.filter(|file| {
        let name = file.file_name().to_string_lossy();
        endings.iter().any(|end| name.ends_with(end))
            && !name.contains(".test.")
            && name != "used.rs"
    });
    found
        .map(|file| {
            let text = fs::read_to_string(file.path()).unwrap();
            let own = text.split("#[cfg(test)]\nmod tests").next();
            own.unwrap_or_default().to_owned()
        })
        .collect()
}

/// Every `say!` of a source.
fn said_in(text: &str) -> Vec<Said> {
    let calls = text.split("say!(").skip(1);
    calls
        .filter_map(|call| {
            let inside = &call[..end_of_call(call)];
            let mut parts = parts(inside).into_iter();
            let first = parts.next()?;
            let mut names = first.split('"').skip(1).step_by(2);
            Some(Said {
                message: names.next()?.to_owned(),
                attribute: names.next().map(str::to_owned),
                parameters: parts
                    .filter_map(|part| part.split_once('=').map(|(name, _)| name.trim().to_owned()))
                    .collect(),
            })
        })
        .collect()
}

/// Where the bracket closes that was open at the beginning.
fn end_of_call(text: &str) -> usize {
    let mut depth = 1;
    let mut in_text = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => in_text = !in_text,
            '(' | '[' | '{' if !in_text => depth += 1,
            ')' | ']' | '}' if !in_text => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// What commas part that are in no further bracket.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    let mut in_text = false;
    for c in text.chars() {
        match c {
            '"' => in_text = !in_text,
            '(' | '[' | '{' if !in_text => depth += 1,
            ')' | ']' | '}' if !in_text => depth -= 1,
            ',' if !in_text && depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().unwrap().push(c);
    }
    parts
}

#[test]
fn the_reader_of_sources_sees_a_call() {
    let text = r#"x(say!("a-b"."todo", path = &path, size = of(1, "2,3")), say!("c"))"#;
    let said = |message: &str, attribute: Option<&str>, parameters: &[&str]| Said {
        message: message.to_owned(),
        attribute: attribute.map(str::to_owned),
        parameters: parameters.iter().map(|one| (*one).to_owned()).collect(),
    };
    assert_eq!(
        said_in(text),
        [
            said("a-b", Some("todo"), &["path", "size"]),
            said("c", None, &[])
        ]
    );
}

#[test]
fn what_is_said_is_in_the_catalogue_with_all_that_it_takes() {
    let catalogue = catalogue();
    let mut checked = 0;
    for text in sources("crates/cli/src", &[".rs"]) {
        for said in said_in(&text)
            .iter()
            .filter(|said| !said.message.contains('$'))
        {
            let name = match &said.attribute {
                Some(attribute) => format!("{}.{attribute}", said.message),
                None => said.message.clone(),
            };
            let takes = catalogue.get(&name);
            let takes = takes.unwrap_or_else(|| panic!("there is no {name} in the catalogue"));
            for parameter in takes {
                let plain = parameter.strip_suffix("-typed").unwrap_or(parameter);
                let given = said.parameters.iter().any(|given| given == plain);
                assert!(
                    given,
                    "{name} takes {parameter}, which is not given: {said:?}"
                );
            }
            for given in &said.parameters {
                let typed = format!("{given}-typed");
                let used = takes.contains(given) || takes.contains(&typed);
                assert!(used, "{name} says nothing of {given}");
            }
            checked += 1;
        }
    }
    assert!(checked > 250, "only {checked} calls were found");
}

#[test]
fn every_code_has_a_message_in_every_language() {
    let mut of_codes: BTreeSet<String> = BTreeSet::new();
    of_codes.extend(ErrorCode::ALL.iter().map(|code| error::of_error(*code)));
    of_codes.extend(RefusalCode::ALL.iter().map(|code| error::of_refusal(*code)));
    of_codes.extend(StatusView::ALL.iter().map(|shown| status::name(*shown)));
    of_codes.extend(BRAKES.iter().map(|code| format!("halt-{code}")));
    for what in ["action", "done"] {
        of_codes.extend(Action::ALL.map(|action| of_action(what, action)));
    }
    for language in Language::ALL {
        for message in &of_codes {
            assert!(
                words(language).has(message),
                "{} lacks {message}",
                language.tag()
            );
        }
    }
    // And the other way round: a code that is gone takes its message along.
    let families = ["error-", "refusal-", "status-", "halt-"];
    for name in catalogue().keys().filter(|name| !name.contains('.')) {
        let in_a_family = families.iter().any(|family| name.starts_with(family));
        let said = sources("crates/cli/src", &[".rs"]);
        let literally = said
            .iter()
            .any(|text| text.contains(&format!("\"{name}\"")));
        assert!(
            !in_a_family || literally || of_codes.contains(name),
            "{name} is of no code"
        );
    }
}

#[test]
fn nothing_is_in_the_catalogue_that_nobody_says() {
    let mut sources_of_both = sources("crates/cli/src", &[".rs"]);
    sources_of_both.extend(sources("ui/src", &[".ts", ".svelte"]));
    let literally = |name: &str| {
        let quoted = format!("\"{name}\"");
        sources_of_both.iter().any(|text| text.contains(&quoted))
    };
    let families = [
        "error-",
        "refusal-",
        "status-",
        "halt-",
        "capability-",
        "kept-",
    ];
    let of_actions: BTreeSet<String> = ["action", "done", "tally", "nothing"]
        .iter()
        .flat_map(|what| Action::ALL.map(|action| of_action(what, action)))
        .collect();
    for name in catalogue().keys() {
        let (message, attribute) = match name.split_once('.') {
            Some((message, attribute)) => (message, Some(attribute)),
            None => (name.as_str(), None),
        };
        let in_a_family = families.iter().any(|family| message.starts_with(family))
            || of_actions.contains(message);
        assert!(in_a_family || literally(message), "nobody says {name}");
        if let Some(attribute) = attribute {
            assert!(literally(attribute), "nobody says {name}");
        }
    }
}

/// In every language a command that is recommended can be copied.
#[test]
fn a_value_in_a_command_is_as_it_is_typed() {
    for language in Language::ALL {
        let path = vec![("path", "/Key visual/a.psd".into())];
        let said = in_words(words(language), "failure-no-version", Some("todo"), path);
        let said = said.unwrap();
        assert!(
            said.contains("`damson history \"/Key visual/a.psd\"`"),
            "{said}"
        );
    }
}
