//! Queries for `cq:Tag`, which look through the tags one by one.

use serde_json::{Map, Value, json};

use super::{
    Invalid,
    predicate::{Group, Hits, Predicate, Query},
};
use crate::tags::Tag;

/// Whether a query asks for tags.
pub(crate) fn asks_for_tags(query: &Query) -> bool {
    let is_tag = |predicate: &Predicate| {
        predicate.kind == "type" && predicate.value.as_deref() == Some("cq:Tag")
    };
    query.root.predicates.iter().any(is_tag)
}

/// The answer's body.
pub(crate) fn body(tags: &[Tag], query: &Query) -> Result<Value, Invalid> {
    let mut found = Vec::new();
    for tag in tags {
        if group(tag, &query.root)? {
            found.push(tag);
        }
    }
    for (property, falls) in query.order.iter().rev() {
        found.sort_by_key(|tag| text_of(tag, property));
        if *falls {
            found.reverse();
        }
    }
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let offset = usize::try_from(query.offset).unwrap_or_default();
    let hits: Vec<Value> = found
        .iter()
        .skip(offset)
        .take(limit)
        .map(|tag| hit(tag, query))
        .collect();
    Ok(json!({
        "success": true,
        "results": hits.len(),
        "total": found.len(),
        "more": offset + hits.len() < found.len(),
        "offset": query.offset,
        "hits": hits,
    }))
}

fn group(tag: &Tag, of: &Group) -> Result<bool, Invalid> {
    let mut results = Vec::new();
    for one in &of.predicates {
        results.push(predicate(tag, one)?);
    }
    for inner in &of.groups {
        results.push(group(tag, inner)?);
    }
    let all = if of.or && !results.is_empty() {
        results.contains(&true)
    } else {
        !results.contains(&false)
    };
    Ok(all != of.not)
}

fn predicate(tag: &Tag, one: &Predicate) -> Result<bool, Invalid> {
    let value = one.value.as_deref().unwrap_or_default();
    match one.kind.as_str() {
        "type" => Ok(value == "cq:Tag"),
        "path" => {
            let place = value.trim_end_matches('/');
            let rest = tag.path.strip_prefix(place);
            Ok(match rest {
                Some("") => one.parameters.is_true("self") || one.parameters.is_true("exact"),
                Some(rest) if one.parameters.is_true("flat") => {
                    rest.starts_with('/') && !rest[1..].contains('/')
                }
                Some(rest) => rest.starts_with('/') && !one.parameters.is_true("exact"),
                None => false,
            })
        }
        "nodename" => Ok(is_like(&tag.name, &value.replace('*', "%"))),
        "fulltext" => {
            let text = tag.titles().collect::<Vec<_>>().join(" ").to_lowercase();
            let mut words = value.split_whitespace();
            Ok(words.all(|word| text.contains(word.trim_matches('*').to_lowercase().as_str())))
        }
        "property" => property(tag, one, value),
        other => Err(Invalid(format!("There is no predicate '{other}' for tags"))),
    }
}

fn property(tag: &Tag, one: &Predicate, name: &str) -> Result<bool, Invalid> {
    let text = tag.properties.get(name).and_then(Value::as_str);
    let fields = one.parameters.0.iter();
    let mut values = fields
        .filter(|(name, _)| name == "value" || name.ends_with("_value"))
        .map(|(_, value)| value.as_str())
        .peekable();
    let operation = one.parameters.get("operation").unwrap_or("equals");
    let Some(text) = text else {
        return Ok(operation == "not");
    };
    match operation {
        "exists" => Ok(true),
        "not" => Ok(false),
        "equals" if values.peek().is_none() => Ok(true),
        "equals" => Ok(values.any(|value| value == text)),
        "unequals" => Ok(values.any(|value| value != text)),
        "equalsIgnoreCase" => Ok(values.any(|value| value.to_lowercase() == text.to_lowercase())),
        "like" => Ok(values.any(|value| is_like(text, value))),
        other => Err(Invalid(format!("There is no operation '{other}'"))),
    }
}

/// Whether a text fits a pattern in which `%` stands for any text.
fn is_like(text: &str, pattern: &str) -> bool {
    let text = text.to_lowercase();
    let pattern = pattern.to_lowercase();
    let mut parts = pattern.split('%');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    true
}

fn text_of(tag: &Tag, property: &str) -> String {
    match property {
        "path" | "jcr:path" => tag.path.clone(),
        "nodename" | "name" => tag.name.clone(),
        other => {
            let text = tag.properties.get(other).and_then(Value::as_str);
            text.unwrap_or_default().to_owned()
        }
    }
}

fn hit(tag: &Tag, query: &Query) -> Value {
    match query.hits {
        Hits::Simple => json!({
            "path": tag.path,
            "excerpt": "",
            "name": tag.name,
            "title": tag.titles().next().unwrap_or(&tag.name),
        }),
        Hits::Full => {
            let mut all = tag.properties.clone();
            all.insert("jcr:path".into(), json!(tag.path));
            Value::Object(all)
        }
        Hits::Selective => {
            let mut hit = Map::new();
            for property in &query.properties {
                let value = match property.as_str() {
                    "jcr:path" | "path" => Some(json!(tag.path)),
                    other => tag.properties.get(other).cloned(),
                };
                hit.extend(value.map(|value| (property.clone(), value)));
            }
            Value::Object(hit)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        assert!(is_like("Orchard", "orch%"));
        assert!(is_like("Orchard", "%char%"));
        assert!(is_like("Orchard", "orchard"));
        assert!(!is_like("Orchard", "char%"));
        assert!(!is_like("Orchard", "orch"));
        assert!(is_like("Orchard", "%"));
    }
}
