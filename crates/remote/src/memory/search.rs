//! What a search of the in-memory server finds.

use damson_core::DamPath;

use super::tree::State;
use crate::{AssetKind, Capability, Entry, Metadata, Search, SearchScope};

impl State {
    /// Whether a search finds what is at a path.
    pub(super) fn finds(&self, search: &Search, path: &DamPath, viewer: &str) -> bool {
        let entry = self.entry(path, viewer);
        let metadata = self.metadata(path).ok();
        entry
            .zip(metadata)
            .is_some_and(|(entry, metadata)| matches(search, &entry, metadata, &self.capability))
    }
}

fn matches(search: &Search, entry: &Entry, metadata: &Metadata, capability: &Capability) -> bool {
    let below = match &search.scope {
        SearchScope::Everywhere => true,
        SearchScope::Below(folder) => entry.path != *folder && entry.path.is_within(folder),
    };
    // What this server doesn't compare is as if nobody had asked for it.
    let left = search.left_by(capability);
    let compared = Search {
        mine: search.mine.filter(|_| !left.theirs),
        theirs: search.theirs && !left.theirs,
        size_from: search.size_from.filter(|_| left.size_from.is_none()),
        size_below: search.size_below.filter(|_| left.size_below.is_none()),
        orientation: search.orientation.filter(|_| left.orientation.is_none()),
        ..Search::default()
    };
    entry.kind == AssetKind::Asset
        && below
        && compared.fits(entry)
        && search.metadata.fits(metadata)
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
