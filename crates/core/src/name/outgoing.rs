//! What a file or folder from this computer will be called on a server.

use unicode_normalization::UnicodeNormalization as _;

use super::NameProblem;

/// Which names a server refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameRules {
    /// AEM: forbidden characters, and folders are stricter than assets.
    Aem,
    /// Anything without a slash or NUL.
    Any,
}

/// A name as a server takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    pub name: String,
    /// What it was called, when characters had to be replaced: kept as the title. Composing
    /// letters is no such change, because nobody sees it.
    pub title: Option<String>,
}

/// Source: AEM 6.5, "Manage assets": what an asset's name must not contain.
const AEM_ASSET: &str = r"*/:[\]|#%{}?&";
/// Source: as above, for folders. The tab is a control character.
const AEM_FOLDER: &str = r#"*/:[\]|#%{}?".^;+&"#;
const AEM_RESERVED: &str = "subassets";

/// What an uploaded file will be called. Case and spaces are kept.
pub fn outgoing_asset(name: &str, rules: NameRules) -> Result<Outgoing, NameProblem> {
    match rules {
        NameRules::Aem => aem(name, AEM_ASSET),
        NameRules::Any => replace(name, "/\0"),
    }
}

/// What a folder will be called. Case and spaces are kept.
pub fn outgoing_folder(name: &str, rules: NameRules) -> Result<Outgoing, NameProblem> {
    match rules {
        NameRules::Aem => {
            let folder = aem(name, AEM_FOLDER)?;
            if folder.name.eq_ignore_ascii_case(AEM_RESERVED) {
                return Err(NameProblem::Reserved);
            }
            Ok(folder)
        }
        NameRules::Any => replace(name, "/\0"),
    }
}

fn aem(name: &str, forbidden: &str) -> Result<Outgoing, NameProblem> {
    let composed: String = name.nfc().collect();
    let trimmed = composed.trim();
    if trimmed.is_empty() {
        return Err(NameProblem::Empty);
    }
    if trimmed.starts_with('.') {
        return Err(NameProblem::LeadingDot);
    }
    let replaced = trimmed.chars().map(|c| {
        let refused = c.is_control() || forbidden.contains(c);
        if refused { '-' } else { c }
    });
    Ok(outgoing(replaced.collect(), composed.clone()))
}

fn replace(name: &str, forbidden: &str) -> Result<Outgoing, NameProblem> {
    let composed: String = name.nfc().collect();
    match composed.as_str() {
        "" => Err(NameProblem::Empty),
        "." | ".." => Err(NameProblem::Dots),
        whole => Ok(outgoing(
            whole.replace(|c| forbidden.contains(c), "-"),
            composed.clone(),
        )),
    }
}

fn outgoing(name: String, before: String) -> Outgoing {
    let title = (name != before).then_some(before);
    Outgoing { name, title }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asset(name: &str) -> (String, Option<String>) {
        let out = outgoing_asset(name, NameRules::Aem).unwrap();
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
        let folder = |name| outgoing_folder(name, NameRules::Aem).unwrap();
        let all = r#"a*b/c:d[e\f]g|h#i%j{k}l?m"n.o^p;q+r&s	t"#;
        assert_eq!(folder(all).name, "a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q-r-s-t");
        assert_eq!(folder(all).title.as_deref(), Some(all));
        assert_eq!(folder("Day 1, (it's)").name, "Day 1, (it's)");
        assert_eq!(folder("v1.2").name, "v1-2");
        let reserved = outgoing_folder("SubAssets", NameRules::Aem);
        assert_eq!(reserved, Err(NameProblem::Reserved));
        assert!(outgoing_asset("subassets", NameRules::Aem).is_ok());
        assert!(outgoing_folder("subassets", NameRules::Any).is_ok());
    }

    #[test]
    fn some_names_have_no_way_out() {
        for make in [outgoing_asset, outgoing_folder] {
            for rules in [NameRules::Aem, NameRules::Any] {
                assert_eq!(make("", rules), Err(NameProblem::Empty));
            }
            assert_eq!(make("  ", NameRules::Aem), Err(NameProblem::Empty));
            assert_eq!(make(".git", NameRules::Aem), Err(NameProblem::LeadingDot));
            assert_eq!(make(" ..", NameRules::Aem), Err(NameProblem::LeadingDot));
            assert_eq!(make(".", NameRules::Any), Err(NameProblem::Dots));
            assert_eq!(make("..", NameRules::Any), Err(NameProblem::Dots));
        }
    }

    #[test]
    fn other_servers_take_almost_anything() {
        let any = |name| outgoing_asset(name, NameRules::Any).unwrap().name;
        for name in ["100%.txt", "a:b", " a ", ".htaccess", "a&b#c"] {
            assert_eq!(any(name), name);
        }
        assert_eq!(any("a/b\0c"), "a-b-c");
        assert_eq!(any("e\u{301}"), "é");
    }
}
