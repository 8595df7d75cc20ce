//! Smart collections: the search that is saved in them is run again.
//!
//! Adobe doesn't say how `dam:query` is written, so the three ways in which parameters of the Query
//! Builder are written anywhere in AEM are read: a line each, JSON, and as in an address.

use damson_core::DamPath;
use damson_remote::{Entry, Error, ErrorKind, Page, Result};
use serde_json::Value;
use url::form_urlencoded;

use super::FOUND;
use crate::{config::DAM_ROOT, map, query::Query, remote::Aem};

type Pairs = Vec<(String, String)>;

/// One page of what the saved search finds.
pub(super) async fn members(aem: &Aem, saved: Option<&str>, offset: u64) -> Result<Page<Entry>> {
    let pairs = saved.and_then(parameters).ok_or_else(|| {
        Error::new(ErrorKind::Unsupported)
            .said("the search that this collection saves is written in a way that is not known")
    })?;
    let hits = Query::of(asked(pairs))
        .page(offset, FOUND)
        .run(&aem.http)
        .await?;
    let mut page = map::hits_page(&hits, offset, &aem.me.id);
    page.items.retain(|entry| entry.path != DamPath::root());
    Ok(page)
}

/// What is asked for: assets of the DAM, unless the search says otherwise.
fn asked(mut pairs: Pairs) -> Pairs {
    let has = |pairs: &Pairs, wanted: &str| pairs.iter().any(|(name, _)| name == wanted);
    // Beside alternatives they would be two more.
    if !has(&pairs, "p.or") {
        if !has(&pairs, "path") {
            pairs.push(("path".to_owned(), DAM_ROOT.to_owned()));
        }
        if !has(&pairs, "type") {
            pairs.push(("type".to_owned(), "dam:Asset".to_owned()));
        }
    }
    pairs
}

/// The predicates of a saved search, without what says how the answer is to look; `None` for what is
/// no search.
fn parameters(text: &str) -> Option<Pairs> {
    let text = text.trim();
    let pairs = if text.starts_with('{') {
        let mut pairs = Pairs::new();
        flatten("", &serde_json::from_str(text).ok()?, &mut pairs)?;
        pairs
    } else if text.contains('\n') || !text.contains('&') {
        let lines = text.lines().map(str::trim);
        let said = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        said.map(|line| {
            let (name, value) = line.split_once('=')?;
            Some((plain(name.trim()), plain(value.trim())))
        })
        .collect::<Option<Pairs>>()?
    } else {
        form_urlencoded::parse(text.as_bytes())
            .into_owned()
            .collect()
    };
    let is_predicate = |name: &str| match name.strip_prefix("p.") {
        Some(option) => matches!(option, "or" | "not"),
        None => !matches!(name, "" | "_charset_") && !name.starts_with(':'),
    };
    let kept: Pairs = pairs
        .into_iter()
        .filter(|(name, _)| is_predicate(name))
        .collect();
    (!kept.is_empty()).then_some(kept)
}

/// The pairs in JSON; what is nested has the names above it, with dots.
fn flatten(above: &str, value: &Value, pairs: &mut Pairs) -> Option<()> {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                let name = if above.is_empty() {
                    name.clone()
                } else {
                    format!("{above}.{name}")
                };
                flatten(&name, value, pairs)?;
            }
            Some(())
        }
        Value::String(text) => {
            pairs.push((above.to_owned(), text.clone()));
            Some(())
        }
        Value::Number(_) | Value::Bool(_) => {
            pairs.push((above.to_owned(), value.to_string()));
            Some(())
        }
        Value::Null | Value::Array(_) => None,
    }
}

/// A name or a value without the backslashes that Java's properties put before `:`, `=` and blanks.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => plain.extend(letters.next()),
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_search_in_three_ways() {
        let mut expected = [
            ("path", "/content/dam/a b"),
            ("1_property", "jcr:content/metadata/cq:tags"),
            ("1_property.value", "damson:x=1"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
        expected.sort();
        for text in [
            "path=/content/dam/a b\n1_property=jcr\\:content/metadata/cq\\:tags\n\
             1_property.value=damson\\:x\\=1\np.limit=10\n",
            "{\"path\":\"/content/dam/a b\",\"1_property\":\"jcr:content/metadata/cq:tags\",\
             \"1_property.value\":\"damson:x=1\",\"p.limit\":10}",
            "path=/content/dam/a+b&1_property=jcr:content/metadata/cq:tags\
             &1_property.value=damson:x%3D1&p.limit=10&_charset_=utf-8",
        ] {
            // The order says nothing, and JSON has none.
            let mut read = parameters(text).unwrap();
            read.sort();
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_search_is_none() {
        for text in ["", "  ", "{}", "{\"a\":[1]}", "nothing", "p.limit=3"] {
            assert_eq!(parameters(text), None, "{text}");
        }
        assert_eq!(
            asked(vec![("fulltext".to_owned(), "x".to_owned())]).len(),
            3
        );
        let or = vec![("p.or".to_owned(), "true".to_owned())];
        assert_eq!(asked(or.clone()), or);
    }
}
