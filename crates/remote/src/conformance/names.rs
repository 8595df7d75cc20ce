//! Names that servers and addresses stumble over.

use damson_core::DamPath;

use super::{
    Case, Outcome, case,
    setting::{Setting, assert_kind},
};
use crate::{ErrorKind, Expect};

pub(super) const CASES: &[Case] = &[
    case!(
        "assets have the names they were given",
        [],
        assets_have_their_names
    ),
    case!(
        "folders have the names they were given",
        [],
        folders_have_their_names
    ),
    case!(
        "names come back byte for byte",
        [],
        names_come_back_byte_for_byte
    ),
    case!("refuses the names it can't hold", [], refuses_names),
];

/// Nearly every server takes these for assets.
const ASSETS: &[&str] = &[
    "two words.txt",
    "plus+sign.txt",
    "it's.txt",
    "copy (1).txt",
    "semi;colon.txt",
    "a=b@c.txt",
    "one,two.txt",
    "many.dots.in.it.txt",
    "UPPER.TXT",
    "no-ending",
    "$money~.txt",
    "Überseh'n – 漢字 🎈.txt",
];

const ASSETS_OF_ANY: &[&str] = &[
    "100%.txt", "%41.txt", "a&b.txt", "a#b.txt", "[1].txt", "{x}.txt",
];

const FOLDERS: &[&str] = &[
    "day 1",
    "it's",
    "copy (1)",
    "a=b@c",
    "Übersicht 漢字",
    "UPPER",
];

const FOLDERS_OF_ANY: &[&str] = &["v1.2", "a+b", "100%", "a&b", "a;b"];

/// Those that the server takes, by its own rules.
fn taken(always: &[&'static str], often: &[&'static str], takes: impl Fn(&str) -> bool) -> Names {
    let all = always.iter().chain(often).copied();
    all.filter(|name| takes(name)).collect()
}

type Names = Vec<&'static str>;

async fn assets_have_their_names(s: &Setting<'_>) -> Outcome {
    let rules = s.capability.names;
    let mut names = taken(ASSETS, ASSETS_OF_ANY, |name| rules.takes_asset(name));
    for name in &names {
        s.put(name, name.as_bytes()).await?;
    }
    names.sort_unstable();
    assert_eq!(s.names_in(&s.root).await?, names);
    for name in names {
        s.assert_bytes(name, name.as_bytes()).await?;
        let moved = format!("moved {name}");
        let expect = s.expect(name).await?;
        s.first.rename(&s.at(name), &s.at(&moved), &expect).await?;
        s.assert_bytes(&moved, name.as_bytes()).await?;
        s.first
            .remove(&s.at(&moved), &s.expect(&moved).await?)
            .await?;
    }
    assert!(s.names_in(&s.root).await?.is_empty());
    Ok(())
}

async fn folders_have_their_names(s: &Setting<'_>) -> Outcome {
    let rules = s.capability.names;
    let mut names = taken(FOLDERS, FOLDERS_OF_ANY, |name| rules.takes_folder(name));
    for name in &names {
        s.folder(name).await?;
        s.put(&format!("{name}/inside.txt"), name.as_bytes())
            .await?;
    }
    names.sort_unstable();
    assert_eq!(s.names_in(&s.root).await?, names);
    for name in names {
        assert_eq!(s.names_in(&s.at(name)).await?, ["inside.txt"]);
        s.assert_bytes(&format!("{name}/inside.txt"), name.as_bytes())
            .await?;
    }
    Ok(())
}

/// A composed and a decomposed letter look alike; the server's spelling is the one that counts.
async fn names_come_back_byte_for_byte(s: &Setting<'_>) -> Outcome {
    for name in ["e\u{301}t\u{e9}.txt", "\u{212b}ngstr\u{f6}m.txt"] {
        let told = s.put(name, b"x").await?.entry.path;
        let listed = s.names_in(&s.root).await?;
        assert_eq!(listed, [told.name()], "listed and told alike");
        let read = s.first.stat(&told).await?.path;
        assert_eq!(read, told, "looked up by the name it was told with");
        // So does what is moved, copied or made under such a name.
        let to = s.at(&format!("moved {name}"));
        let from = s.put("from.txt", b"x").await?.entry.path;
        if s.capability.copy {
            s.first.copy(&from, &to).await?;
            is_where_it_is_listed(s, &to).await?;
        }
        s.first.rename(&from, &to, &Expect::default()).await?;
        is_where_it_is_listed(s, &to).await?;
        if s.capability.names.takes_folder(to.name()) {
            s.first.make_folder(&to, to.name()).await?;
            is_where_it_is_listed(s, &to).await?;
        }
        s.first.remove(&told, &Expect::default()).await?;
    }
    Ok(())
}

/// Removes it, too.
async fn is_where_it_is_listed(s: &Setting<'_>, path: &DamPath) -> Outcome {
    let listed = s.first.listed_as(path).await?;
    let names = s.names_in(&s.root).await?;
    assert!(
        names.iter().any(|name| name == listed.name()),
        "{listed} is not among {names:?}"
    );
    s.first.stat(&listed).await?;
    s.first.remove(&listed, &Expect::default()).await
}

async fn refuses_names(s: &Setting<'_>) -> Outcome {
    let rules = s.capability.names;
    // A slash makes another path of it.
    let of = |forbidden: &str| -> Vec<String> {
        let each = forbidden.chars().filter(|c| *c != '/');
        each.map(|c| format!("a{c}b.txt")).collect()
    };
    let assets = of(rules.assets);
    let mut folders = of(rules.folders);
    folders.extend(rules.reserved_folders.iter().map(|name| (*name).to_owned()));
    for name in &assets {
        assert_kind(s.put(name, b"x").await, &ErrorKind::NameRefused);
    }
    for name in &folders {
        assert_kind(
            s.first.make_folder(&s.at(name), name).await,
            &ErrorKind::NameRefused,
        );
    }
    assert!(
        s.names_in(&s.root).await?.is_empty(),
        "nothing was made under another name"
    );
    Ok(())
}
