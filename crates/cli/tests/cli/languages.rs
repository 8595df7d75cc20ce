//! The terminal speaks the language of the person; programs read the same in each.

use crate::person::{LAYOUT, Person, Said, World};

/// What somebody whose terminal speaks a language gets to read.
fn in_language(person: &Person, variable: &str, language: &str, arguments: &[&str]) -> Said {
    let mut command = person.command();
    command.env_remove("DAMSON_LANGUAGE");
    for other in ["LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(other);
    }
    Said::by(command.env(variable, language).args(arguments))
}

fn said(person: &Person, language: &str, arguments: &[&str]) -> Said {
    in_language(person, "DAMSON_LANGUAGE", language, arguments)
}

/// How many columns of a terminal a text takes.
fn columns(text: &str) -> usize {
    console::measure_text_width(text)
}

/// Where each word of a line begins that two spaces or more stand before.
fn begins(line: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices("  ") {
        let next = line[at..].trim_start();
        let column = columns(&line[..line.len() - next.len()]);
        if found.last() != Some(&column) && !next.is_empty() {
            found.push(column);
        }
    }
    found
}

#[test]
fn an_error_is_said_in_the_language_of_the_terminal() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["checkout", LAYOUT]);
    let omar = world.person("omar");
    let edit = ["edit", LAYOUT];
    let german = said(&omar, "de", &edit);
    assert_eq!(
        german.err.replace('\n', " ").trim_end(),
        "Fehler: /Spring/layout.psd ist durch jane ausgecheckt. Hinweis: Einchecken kann jane. \
         Administratoren können die Sperre aufheben: `damson release /Spring/layout.psd`."
    );
    let japanese = said(&omar, "ja", &edit);
    assert!(
        japanese
            .err
            .starts_with("エラー： 「/Spring/layout.psd」は jane がチェックアウト中です。\n"),
        "{}",
        japanese.err
    );
    let french = said(&omar, "fr", &edit);
    assert!(
        french
            .err
            .starts_with("Erreur\u{a0}: /Spring/layout.psd est extraite par jane.\n"),
        "{}",
        french.err
    );
    assert_eq!(german.code, japanese.code);
    assert_eq!(german.code, omar.run(&edit).code);
}

#[cfg(unix)]
#[test]
fn the_system_chooses_where_nobody_did() {
    let jane = Person::new("jane");
    let arguments = ["status"];
    let first = |said: Said| said.err.lines().next().unwrap_or_default().to_owned();
    let german = first(in_language(&jane, "LANG", "de_DE.UTF-8", &arguments));
    assert_eq!(german, "Fehler: Sie sind noch mit keinem DAM verbunden.");
    for (variable, language) in [("LC_ALL", "C"), ("LC_MESSAGES", "sv_SE"), ("LANG", "POSIX")] {
        let english = first(in_language(&jane, variable, language, &arguments));
        assert_eq!(english, "Error: You are not connected to a DAM yet.");
    }
}

#[test]
fn a_table_stands_in_columns_whatever_the_letters_take() {
    let world = World::start();
    world.put("/Spring/写真.psd", b"a picture", "jane");
    let jane = world.person("jane");
    jane.ok(&["checkout", LAYOUT]);
    jane.ok(&["get", "/Spring/写真.psd"]);
    let listing = said(&jane, "ja", &["ls", "/Spring"]).out;
    let lines: Vec<&str> = listing.lines().collect();
    assert!(lines[0].starts_with("名前"), "{listing}");
    let headings = begins(lines[0]);
    assert_eq!(headings.len(), 4, "{listing}");
    for (name, status, holder) in [
        ("layout.psd", "クラウドのみ", Some("自分")),
        ("写真.psd", "ローカルで使用可能", None),
    ] {
        let line = lines.iter().find(|line| line.starts_with(name));
        let line = line.unwrap_or_else(|| panic!("no {name} in\n{listing}"));
        let at = |word: &str| columns(line.split(word).next().unwrap_or_default());
        assert_eq!(at(status), headings[0], "{listing}");
        if let Some(holder) = holder {
            assert_eq!(at(holder), headings[1], "{listing}");
        }
    }
    let german = said(&jane, "de", &["status"]).out;
    assert!(german.contains("Von Ihnen ausgecheckt\n"), "{german}");
    assert!(german.contains("Nur in der Cloud"), "{german}");
}

#[test]
fn a_summary_counts_as_the_language_does() {
    let world = World::start();
    let jane = world.person("jane");
    let upload = |language: &str, names: &[&str]| {
        let written = names.iter().map(|name| {
            let file = jane.home().join(name);
            std::fs::write(&file, b"x").unwrap();
            file.to_string_lossy().into_owned()
        });
        let files: Vec<String> = written.collect();
        let mut arguments = vec!["upload", "--if-exists", "skip"];
        arguments.extend(files.iter().map(String::as_str));
        arguments.extend(["--to", "/Spring"]);
        said(&jane, language, &arguments).out
    };
    assert_eq!(upload("de", &["a.txt"]), "1 Asset hochgeladen.\n");
    assert_eq!(
        upload("de", &["a.txt", "b.txt", "c.txt"]),
        "2 Assets hochgeladen, 1 Asset unverändert gelassen.\n"
    );
    assert_eq!(
        upload("ja", &["c.txt", "d.txt"]),
        "1 個のアセットをアップロード、1 個のアセットは変更なし。\n"
    );
    assert_eq!(
        upload("ja", &["d.txt"]),
        "何も実行されませんでした：1 個のアセットは変更なし。\n"
    );
    assert_eq!(
        upload("fr", &["e.txt", "f.txt"]),
        "2 ressources chargées.\n"
    );
}

#[test]
fn what_programs_read_is_the_same_in_every_language() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["ls", "/Spring"]);
    let cases: [&[&str]; 4] = [
        &["--json", "edit", "/Spring/none.psd"],
        &["--json", "ls", "--offline", "/Spring"],
        &["edit", "--no-such-option"],
        &["--help"],
    ];
    for arguments in cases {
        let (english, german) = (said(&jane, "en", arguments), said(&jane, "de", arguments));
        assert_eq!(english.out, german.out, "{arguments:?}");
        assert_eq!(english.err, german.err, "{arguments:?}");
        assert_eq!(english.code, german.code, "{arguments:?}");
        assert!(!(english.out + &english.err).is_empty());
    }
}
