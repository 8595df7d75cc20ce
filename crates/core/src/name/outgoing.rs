//! What a file or folder from this computer will be called on a server.

use unicode_normalization::UnicodeNormalization as _;

use super::NameProblem;

/// Which names a server refuses, beside what no path can hold. A connector says them of its
/// server; the rules of known products are constants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameRules {
    /// Characters that no asset's name holds.
    pub assets: &'static str,
    /// Characters that no folder's name holds.
    pub folders: &'static str,
    /// Names of folders that the server keeps for itself, whatever their case.
    pub reserved_folders: &'static [&'static str],
    /// Control characters, white space at either end and a dot at the beginning are refused.
    pub tidy: bool,
}

impl NameRules {
    /// Anything without a slash or NUL.
    pub const ANY: Self = Self {
        assets: "",
        folders: "",
        reserved_folders: &[],
        tidy: false,
    };

    /// Source: AEM 6.5, "Manage assets": what the name of an asset and of a folder must not hold.
    /// The tab is a control character.
    pub const AEM: Self = Self {
        assets: r"*/:[\]|#%{}?&",
        folders: r#"*/:[\]|#%{}?".^;+&"#,
        reserved_folders: &["subassets"],
        tidy: true,
    };

    /// Whether an asset can be called so.
    pub fn takes_asset(self, name: &str) -> bool {
        outgoing_asset(name, self).is_ok_and(|out| out.title.is_none())
    }

    /// Whether a folder can be called so.
    pub fn takes_folder(self, name: &str) -> bool {
        outgoing_folder(name, self).is_ok_and(|out| out.title.is_none())
    }
}

/// A name as a server takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    pub name: String,
    /// What it was called, when characters had to be replaced: kept as the title. Composing
    /// letters is no such change, because nobody sees it.
    pub title: Option<String>,
}

/// What an uploaded file will be called. Case and spaces are kept.
pub fn outgoing_asset(name: &str, rules: NameRules) -> Result<Outgoing, NameProblem> {
    asset_with(name, rules, '-')
}

/// What a folder will be called. Case and spaces are kept.
pub fn outgoing_folder(name: &str, rules: NameRules) -> Result<Outgoing, NameProblem> {
    folder_with(name, rules, '-')
}

pub(super) fn asset_with(
    name: &str,
    rules: NameRules,
    stands_in: char,
) -> Result<Outgoing, NameProblem> {
    spell(name, rules.assets, rules.tidy, stands_in)
}

pub(super) fn folder_with(
    name: &str,
    rules: NameRules,
    stands_in: char,
) -> Result<Outgoing, NameProblem> {
    let folder = spell(name, rules.folders, rules.tidy, stands_in)?;
    let kept = |reserved: &&str| folder.name.eq_ignore_ascii_case(reserved);
    if rules.reserved_folders.iter().any(kept) {
        return Err(NameProblem::Reserved);
    }
    Ok(folder)
}

fn spell(
    name: &str,
    forbidden: &str,
    tidy: bool,
    stands_in: char,
) -> Result<Outgoing, NameProblem> {
    let composed: String = name.nfc().collect();
    let kept = if tidy { composed.trim() } else { &composed };
    match kept {
        "" => return Err(NameProblem::Empty),
        _ if tidy && kept.starts_with('.') => return Err(NameProblem::LeadingDot),
        "." | ".." => return Err(NameProblem::Dots),
        _ => {}
    }
    let refused =
        |c: char| matches!(c, '/' | '\0') || (tidy && c.is_control()) || forbidden.contains(c);
    let replaced = kept.chars().map(|c| if refused(c) { stands_in } else { c });
    Ok(outgoing(replaced.collect(), composed.clone()))
}

fn outgoing(name: String, before: String) -> Outgoing {
    let title = (name != before).then_some(before);
    Outgoing { name, title }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asset(name: &str) -> (String, Option<String>) {
        let out = outgoing_asset(name, NameRules::AEM).unwrap();
        (out.name, out.title)
    }

    #[test]
    fn assets_keep_what_aem_takes() {
        for name in [
            "two words.txt",
            "plus+sign.txt",
            "it's.txt",
            "semi;colon.txt",
            "many.dots.in.it.txt",
            "UPPER.TXT",
            "$money~.txt",
            "Überseh'n – 漢字 🎈.txt",
            "a\"b<c>^.txt",
        ] {
            assert_eq!(asset(name), (name.to_owned(), None));
        }
    }

    #[test]
    fn what_aem_refuses_becomes_a_dash_and_stays_in_the_title() {
        let all = r"a*b/c:d[e\f]g|h#i%j{k}l?m&n.psd";
        assert_eq!(
            asset(all),
            (
                "a-b-c-d-e-f-g-h-i-j-k-l-m-n.psd".to_owned(),
                Some(all.to_owned())
            )
        );
        assert_eq!(asset("a\tb.psd").0, "a-b.psd");
        assert_eq!(
            asset(" a.psd "),
            ("a.psd".to_owned(), Some(" a.psd ".to_owned()))
        );
        assert_eq!(asset("e\u{301}.psd"), ("é.psd".to_owned(), None));
    }

    #[test]
    fn folders_are_stricter() {
        let folder = |name| outgoing_folder(name, NameRules::AEM).unwrap();
        let all = r#"a*b/c:d[e\f]g|h#i%j{k}l?m"n.o^p;q+r&s	t"#;
        assert_eq!(folder(all).name, "a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q-r-s-t");
        assert_eq!(folder(all).title.as_deref(), Some(all));
        assert_eq!(folder("Day 1, (it's)").name, "Day 1, (it's)");
        assert_eq!(folder("v1.2").name, "v1-2");
        let reserved = outgoing_folder("SubAssets", NameRules::AEM);
        assert_eq!(reserved, Err(NameProblem::Reserved));
        assert!(outgoing_asset("subassets", NameRules::AEM).is_ok());
        assert!(outgoing_folder("subassets", NameRules::ANY).is_ok());
    }

    #[test]
    fn some_names_have_no_way_out() {
        for make in [outgoing_asset, outgoing_folder] {
            for rules in [NameRules::AEM, NameRules::ANY] {
                assert_eq!(make("", rules), Err(NameProblem::Empty));
            }
            assert_eq!(make("  ", NameRules::AEM), Err(NameProblem::Empty));
            assert_eq!(make(".git", NameRules::AEM), Err(NameProblem::LeadingDot));
            assert_eq!(make(" ..", NameRules::AEM), Err(NameProblem::LeadingDot));
            assert_eq!(make(".", NameRules::ANY), Err(NameProblem::Dots));
            assert_eq!(make("..", NameRules::ANY), Err(NameProblem::Dots));
        }
    }

    #[test]
    fn other_servers_take_almost_anything() {
        let any = |name| outgoing_asset(name, NameRules::ANY).unwrap().name;
        for name in ["100%.txt", "a:b", " a ", ".htaccess", "a&b#c"] {
            assert_eq!(any(name), name);
        }
        assert_eq!(any("a/b\0c"), "a-b-c");
        assert_eq!(any("e\u{301}"), "é");
    }

    #[test]
    fn a_server_has_its_own_forbidden_characters() {
        let rules = NameRules {
            assets: "?",
            folders: "?",
            ..NameRules::ANY
        };
        let out = outgoing_asset("what?.txt", rules).unwrap();
        assert_eq!(out.name, "what-.txt");
        assert_eq!(out.title.as_deref(), Some("what?.txt"));
        assert!(!rules.takes_asset("what?.txt") && !rules.takes_folder("why?"));
        assert!(rules.takes_asset("100%;.txt") && rules.takes_folder(".git"));
        assert!(!NameRules::AEM.takes_folder("v1.2") && NameRules::AEM.takes_asset("v1.2"));
    }
}
