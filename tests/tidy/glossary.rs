//! The glossary of ARCHITECTURE.md: no module of engine and app uses another word for one of its words.

use crate::sources::sources;

/// Words that went, each with the word that stands for it, as identifiers in the sources.
const WENT: [(&str, &str); 18] = [
    ("Site", "Context"),
    ("Deed", "Execution"),
    ("Touch", "Access"),
    ("Hold", "PathLock"),
    ("Holds", "PathLocks"),
    ("Demand", "Foreground"),
    ("Hearing", "Reachability"),
    ("Landing", "Finishing"),
    ("Errand", "FileUpload"),
    ("errand", "upload"),
    ("LateRemote", "LazyRemote"),
    ("Untold", "Unreported"),
    ("Teller", "HintSender"),
    ("deed", "execution"),
    ("landing", "finish"),
    ("pen", "write_permit"),
    ("Pace", "RateLimit"),
    ("Bringing", "LinksInProgress"),
];

/// The identifiers and the words of a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !(letter.is_alphanumeric() || letter == '_'))
}

#[test]
fn no_word_that_went_comes_back() {
    let mut back = Vec::new();
    for (name, text) in sources(&[".rs"]) {
        if !(name.starts_with("crates/engine/src/") || name.starts_with("crates/app/src/")) {
            continue;
        }
        for (line, text) in (1..).zip(text.lines()) {
            for word in words(text) {
                if let Some((_, now)) = WENT.iter().find(|(went, _)| *went == word) {
                    back.push(format!("{name}:{line}: {word} is {now}"));
                }
            }
        }
    }
    assert!(back.is_empty(), "{back:#?}");
}

#[test]
fn the_words_that_stand_are_in_the_glossary() {
    let page = std::fs::read_to_string(crate::sources::root().join("ARCHITECTURE.md")).unwrap();
    let glossary = page.split("## Glossary").nth(1).unwrap();
    let glossary = glossary.split("\n## ").next().unwrap();
    let rows = glossary
        .lines()
        .filter(|line| line.starts_with("| "))
        .count();
    assert!(rows > 20, "{rows} rows");
    for word in [
        "context",
        "execution",
        "path lock",
        "foreground",
        "reachability",
        "finish",
    ] {
        assert!(glossary.contains(word), "{word}");
    }
}
