//! What a search of the in-memory server finds.

use crate::{AssetKind, Entry, Search, SearchScope};
use damson_core::Lock;

pub(super) fn matches(search: &Search, entry: &Entry) -> bool {
    let below = match &search.scope {
        SearchScope::Everywhere => true,
        SearchScope::Below(folder) => entry.path != *folder && entry.path.is_within(folder),
    };
    let checked_out = match search.mine {
        None => true,
        Some(true) => entry.lock == Lock::Mine,
        Some(false) => entry.lock == Lock::Free,
    };
    entry.kind == AssetKind::Asset
        && below
        && checked_out
        && words_match(&search.text, entry)
        && (search.name.is_empty() || glob(&search.name, entry.path.name()))
        && media_matches(&search.media_types, entry.media_type.as_deref())
        && search
            .changed_after
            .is_none_or(|after| entry.changed > Some(after))
        && search
            .changed_before
            .is_none_or(|before| entry.changed < Some(before))
}

fn words_match(text: &str, entry: &Entry) -> bool {
    let title = entry.title.as_deref().unwrap_or_default();
    text.split_whitespace().all(|word| {
        let anywhere = format!("*{word}*");
        glob(&anywhere, entry.path.name()) || glob(&anywhere, title)
    })
}

fn media_matches(wanted: &[String], media: Option<&str>) -> bool {
    wanted.is_empty() || media.is_some_and(|media| wanted.iter().any(|want| glob(want, media)))
}

/// Whether the whole of `text` fits `pattern` (`*`, `?`), whatever the case of its letters.
fn glob(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.to_lowercase().chars().collect();
    let text: Vec<char> = text.to_lowercase().chars().collect();
    let (mut at_pattern, mut at_text) = (0, 0);
    let mut last_star: Option<(usize, usize)> = None;
    while at_text < text.len() {
        match pattern.get(at_pattern) {
            Some('*') => {
                last_star = Some((at_pattern, at_text));
                at_pattern += 1;
            }
            Some(&wanted) if wanted == '?' || wanted == text[at_text] => {
                at_pattern += 1;
                at_text += 1;
            }
            Some(_) | None => {
                let Some((star, from)) = last_star else {
                    return false;
                };
                last_star = Some((star, from + 1));
                at_pattern = star + 1;
                at_text = from + 1;
            }
        }
    }
    pattern[at_pattern..].iter().all(|&left| left == '*')
}

#[cfg(test)]
mod tests {
    use super::glob;

    #[test]
    fn stars_and_question_marks() {
        assert!(glob("*.PSD", "a.psd"));
        assert!(glob("a*b*c", "aXbYbZc"));
        assert!(glob("?.psd", "a.psd"));
        assert!(!glob("?.psd", "ab.psd"));
        assert!(!glob("*.psd", "a.psd.bak"));
        assert!(glob("", ""));
        assert!(!glob("", "a"));
    }
}
