//! Queries for what lies in the trees beside the assets, tags and collections: they look through the
//! nodes one by one.

use serde_json::{Map, Value, json};

use super::{
    Invalid,
    output::insert,
    predicate::{Group, Hits, Predicate, Query},
};
use crate::{call::Call, collections, errors::Refused, tags};

/// A node of such a tree. A property of a node below it has its path from here for a name.
#[derive(Debug, Clone)]
pub(crate) struct TreeNode {
    pub path: String,
    pub name: String,
    pub properties: Map<String, Value>,
}

/// The nodes of the tree that a query asks for; `None` when it asks for assets.
pub(crate) fn nodes(call: &Call, query: &Query) -> Result<Option<Vec<TreeNode>>, Refused> {
    let has = |fits: &dyn Fn(&Predicate, &str) -> bool| {
        let mut predicates = query.root.predicates.iter();
        predicates.any(|one| fits(one, one.value.as_deref().unwrap_or_default()))
    };
    if has(&|one, value| one.kind == "type" && value == "cq:Tag") {
        let tags = tags::all(call)?;
        return Ok(Some(tags.into_iter().map(tags::Tag::node).collect()));
    }
    if has(&|one, value| one.kind == "path" && collections::is_below(value)) {
        return Ok(Some(collections::nodes(call)?));
    }
    Ok(None)
}

impl TreeNode {
    fn text(&self, property: &str) -> Option<&str> {
        self.properties.get(property).and_then(Value::as_str)
    }

    /// The titles: the plain one, and those in other languages.
    fn titles(&self) -> impl Iterator<Item = &str> {
        self.properties
            .iter()
            .filter(|(name, _)| name.starts_with("jcr:title"))
            .filter_map(|(_, value)| value.as_str())
    }
}

/// The answer's body.
pub(crate) fn body(nodes: &[TreeNode], query: &Query) -> Result<Value, Invalid> {
    let mut found = Vec::new();
    for node in nodes {
        if group(node, &query.root)? {
            found.push(node);
        }
    }
    for (property, falls) in query.order.iter().rev() {
        found.sort_by_key(|node| text_of(node, property));
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
        .map(|node| hit(node, query))
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

fn group(node: &TreeNode, of: &Group) -> Result<bool, Invalid> {
    let mut results = Vec::new();
    for one in &of.predicates {
        results.push(predicate(node, one)?);
    }
    for inner in &of.groups {
        results.push(group(node, inner)?);
    }
    let all = if of.or && !results.is_empty() {
        results.contains(&true)
    } else {
        !results.contains(&false)
    };
    Ok(all != of.not)
}

fn predicate(node: &TreeNode, one: &Predicate) -> Result<bool, Invalid> {
    let value = one.value.as_deref().unwrap_or_default();
    match one.kind.as_str() {
        "type" => Ok(node.text("jcr:primaryType") == Some(value)),
        "path" => {
            let place = value.trim_end_matches('/');
            let rest = node.path.strip_prefix(place);
            Ok(match rest {
                Some("") => one.parameters.is_true("self") || one.parameters.is_true("exact"),
                Some(rest) if one.parameters.is_true("flat") => {
                    rest.starts_with('/') && !rest[1..].contains('/')
                }
                Some(rest) => rest.starts_with('/') && !one.parameters.is_true("exact"),
                None => false,
            })
        }
        "nodename" => Ok(is_like(&node.name, &value.replace('*', "%"))),
        "fulltext" => {
            let text = node.titles().collect::<Vec<_>>().join(" ").to_lowercase();
            let mut words = value.split_whitespace();
            Ok(words.all(|word| text.contains(word.trim_matches('*').to_lowercase().as_str())))
        }
        "property" => property(node, one, value),
        other => Err(Invalid(format!(
            "There is no predicate '{other}' for such nodes"
        ))),
    }
}

fn property(node: &TreeNode, one: &Predicate, name: &str) -> Result<bool, Invalid> {
    let text = node.text(name);
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

fn text_of(node: &TreeNode, property: &str) -> String {
    match property {
        "path" | "jcr:path" => node.path.clone(),
        "nodename" | "name" => node.name.clone(),
        other => node.text(other).unwrap_or_default().to_owned(),
    }
}

fn hit(node: &TreeNode, query: &Query) -> Value {
    match query.hits {
        Hits::Simple => json!({
            "path": node.path,
            "excerpt": "",
            "name": node.name,
            "title": node.titles().next().unwrap_or(&node.name),
        }),
        Hits::Full => {
            let mut all = node.properties.clone();
            all.insert("jcr:path".into(), json!(node.path));
            Value::Object(all)
        }
        Hits::Selective => {
            let mut hit = Map::new();
            for property in &query.properties {
                let value = match property.as_str() {
                    "jcr:path" | "path" => Some(json!(node.path)),
                    other => node.properties.get(other).cloned(),
                };
                if let Some(value) = value {
                    insert(&mut hit, property, value);
                }
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
