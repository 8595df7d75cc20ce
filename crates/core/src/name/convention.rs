//! What a team wants names to look like, beyond what a server refuses.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use super::{
    NameProblem, NameRules, Outgoing,
    outgoing::{asset_with, folder_with},
};

/// How uploaded files and folders are called.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Convention {
    pub files: Style,
    pub folders: Style,
    pub replacement: Replacement,
}

/// How far a name is changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Style {
    /// Only what the server refuses is replaced.
    #[default]
    Keep,
    /// In lower case as well.
    Lower,
    /// Lower case, and nothing but `a` to `z` without accents, digits, `-`, `_` and, in files,
    /// dots: what is safe in every address.
    Plain,
}

/// What stands for a character that is replaced.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Replacement {
    #[default]
    Dash,
    Underscore,
}

/// What an uploaded file will be called by a convention. Its own name is the title, where they
/// differ.
pub fn conventional_asset(
    name: &str,
    rules: NameRules,
    convention: Convention,
) -> Result<Outgoing, NameProblem> {
    let stands_in = convention.replacement.letter();
    let taken = asset_with(name, rules, stands_in)?;
    Ok(styled(taken, convention.files, stands_in, true))
}

/// What an uploaded folder will be called by a convention.
pub fn conventional_folder(
    name: &str,
    rules: NameRules,
    convention: Convention,
) -> Result<Outgoing, NameProblem> {
    let stands_in = convention.replacement.letter();
    let taken = folder_with(name, rules, stands_in)?;
    let styled = styled(taken, convention.folders, stands_in, false);
    // What the server keeps for itself may only appear once the case is another.
    folder_with(&styled.name, rules, stands_in)?;
    Ok(styled)
}

impl Replacement {
    fn letter(self) -> char {
        match self {
            Self::Dash => '-',
            Self::Underscore => '_',
        }
    }
}

fn styled(taken: Outgoing, style: Style, stands_in: char, dots: bool) -> Outgoing {
    let name = match style {
        Style::Keep => return taken,
        Style::Lower => taken.name.to_lowercase().nfc().collect(),
        Style::Plain => plain(&taken.name, stands_in, dots),
    };
    if name == taken.name {
        return taken;
    }
    Outgoing {
        title: taken.title.or(Some(taken.name)),
        name,
    }
}

fn plain(name: &str, stands_in: char, dots: bool) -> String {
    let mut text = String::new();
    for letter in name.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)) {
        // Letters of their own that no accent makes.
        match letter {
            'ß' => text.push_str("ss"),
            'æ' => text.push_str("ae"),
            'œ' => text.push_str("oe"),
            'ø' => text.push('o'),
            'ł' => text.push('l'),
            'đ' => text.push('d'),
            '.' if dots => text.push('.'),
            'a'..='z' | '0'..='9' | '-' | '_' => text.push(letter),
            _ => text.push(stands_in),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Convention = Convention {
        files: Style::Plain,
        folders: Style::Plain,
        replacement: Replacement::Dash,
    };

    fn asset(name: &str, convention: Convention) -> (String, Option<String>) {
        let out = conventional_asset(name, NameRules::AEM, convention).unwrap();
        (out.name, out.title)
    }

    fn folder(name: &str, convention: Convention) -> String {
        let out = conventional_folder(name, NameRules::AEM, convention);
        out.unwrap().name
    }

    #[test]
    fn without_a_convention_nothing_changes_but_what_is_refused() {
        for name in ["Hero Shot.PSD", "Größe.psd", "a#b?.psd"] {
            let kept = super::super::outgoing_asset(name, NameRules::AEM).unwrap();
            let with = conventional_asset(name, NameRules::AEM, Convention::default()).unwrap();
            assert_eq!(with, kept);
        }
    }

    #[test]
    fn lower_case_keeps_spaces_and_accents_and_the_title() {
        let lower = Convention {
            files: Style::Lower,
            ..Convention::default()
        };
        assert_eq!(
            asset("Hero Shot.PSD", lower),
            ("hero shot.psd".to_owned(), Some("Hero Shot.PSD".to_owned()))
        );
        assert_eq!(asset("GRÖSSE#1.psd", lower).0, "grösse-1.psd");
        assert_eq!(asset("a.psd", lower), ("a.psd".to_owned(), None));
        // Folders have a style of their own.
        assert_eq!(folder("Day One", lower), "Day One");
    }

    #[test]
    fn plain_names_are_safe_in_every_address() {
        let (name, title) = asset("Été & Größe (final) v1.2.PSD", PLAIN);
        assert_eq!(name, "ete---grosse--final--v1.2.psd");
        assert_eq!(title.as_deref(), Some("Été & Größe (final) v1.2.PSD"));
        assert_eq!(folder("My Folder v1.2", PLAIN), "my-folder-v1-2");
        let underscore = Convention {
            replacement: Replacement::Underscore,
            ..PLAIN
        };
        assert_eq!(asset("a b#c-d.psd", underscore).0, "a_b_c-d.psd");
        assert_eq!(asset("漢字.psd", PLAIN).0, "--.psd");
    }

    #[test]
    fn a_convention_makes_no_name_that_the_server_refuses() {
        let refused = conventional_folder("SUBASSETS", NameRules::AEM, PLAIN);
        assert_eq!(refused, Err(NameProblem::Reserved));
        for style in [Style::Keep, Style::Lower, Style::Plain] {
            for replacement in [Replacement::Dash, Replacement::Underscore] {
                let convention = Convention {
                    files: style,
                    folders: style,
                    replacement,
                };
                for name in [
                    "İstanbul.psd",
                    "a\u{307}.psd",
                    "ﬁn*al .psd",
                    "K\u{212a}.psd",
                ] {
                    let out = conventional_asset(name, NameRules::AEM, convention).unwrap();
                    assert!(NameRules::AEM.takes_asset(&out.name), "{name}: {out:?}");
                }
            }
        }
    }
}
