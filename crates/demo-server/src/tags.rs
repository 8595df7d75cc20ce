//! Tags below `/content/cq:tags`: the list that an input field asks for, and their ids.

use axum::http::StatusCode;
use rusqlite::Connection;
use serde_json::{Map, Value, json};

use crate::{
    call::Call,
    content,
    errors::{Answer, Refused, json_response},
    querybuilder::TreeNode,
};

/// Where tags are.
pub(crate) const ROOT: &str = "/content/cq:tags";

const LIST: &str = ".tags.json";

/// A tag with what its place says about it.
#[derive(Debug, Clone)]
pub(crate) struct Tag {
    pub path: String,
    pub id: String,
    pub name: String,
    pub properties: Map<String, Value>,
    /// The tags above it, the namespace first, as their properties.
    above: Vec<Map<String, Value>>,
}

/// `GET /content/cq:tags…`
pub(crate) fn answer(call: &Call) -> Answer {
    let hidden = call.dam.switches().tags_hidden;
    content::must_be_readable(call, hidden)?;
    match call.path.strip_suffix(LIST) {
        Some(place) => list(call, place),
        None => content::read(call, ROOT),
    }
}

/// All tags, parents first; none for who may not read them.
pub(crate) fn all(call: &Call) -> Result<Vec<Tag>, Refused> {
    if content::must_be_readable(call, call.dam.switches().tags_hidden).is_err() {
        return Ok(Vec::new());
    }
    let tree = content::tree(call, ROOT)?;
    let mut tags = Vec::new();
    if let Some(Value::Object(root)) = tree {
        collect(&root, ROOT, &[], &mut tags);
    }
    Ok(tags)
}

/// `damson:season/harvest` for `/content/cq:tags/damson/season/harvest`, or for itself. A namespace is
/// `damson:`.
pub(crate) fn id_of(name: &str) -> String {
    let Some(below) = name
        .strip_prefix(ROOT)
        .and_then(|rest| rest.strip_prefix('/'))
    else {
        return name.to_owned();
    };
    match below.split_once('/') {
        Some((namespace, rest)) => format!("{namespace}:{rest}"),
        None => format!("{below}:"),
    }
}

/// The path of a tag by its id.
pub(crate) fn path_of(id: &str) -> String {
    let below = id.replacen(':', "/", 1);
    format!("{ROOT}/{}", below.trim_end_matches('/'))
}

impl Tag {
    pub(crate) fn is_namespace(&self) -> bool {
        self.above.is_empty()
    }

    pub(crate) fn node(self) -> TreeNode {
        TreeNode {
            path: self.path,
            name: self.name,
            properties: self.properties,
        }
    }

    fn title<'a>(of: &'a Map<String, Value>, locale: &str) -> Option<&'a str> {
        let language = locale.split(['_', '-']).next().unwrap_or(locale);
        of.get(&format!("jcr:title.{}", locale.to_lowercase()))
            .or_else(|| of.get(&format!("jcr:title.{language}")))
            .or_else(|| of.get("jcr:title"))
            .and_then(Value::as_str)
    }

    /// `Damson : Season / Harvest`
    fn title_path(&self, locale: &str) -> String {
        let above = self.above.iter().chain([&self.properties]);
        let titles: Vec<&str> = above
            .map(|of| Self::title(of, locale).unwrap_or(&self.name))
            .collect();
        match titles.split_first() {
            Some((namespace, [])) => (*namespace).to_owned(),
            Some((namespace, rest)) => format!("{namespace} : {}", rest.join(" / ")),
            None => String::new(),
        }
    }

    fn listed(&self, count: Option<i64>) -> Value {
        let text = |name: &str| {
            let text = self.properties.get(name).and_then(Value::as_str);
            text.unwrap_or_default()
        };
        let mut tag = json!({
            "name": self.name,
            "path": self.path,
            "tagID": self.id,
            "title": Self::title(&self.properties, "").unwrap_or(&self.name),
            "titlePath": self.title_path(""),
            "description": text("jcr:description"),
            "replicated": false,
        });
        for (name, value) in &self.properties {
            if let Some(language) = name.strip_prefix("jcr:title.") {
                tag[format!("title.{language}")] = value.clone();
                tag[format!("titlePath.{language}")] = json!(self.title_path(language));
            }
        }
        if let Some(count) = count {
            tag["count"] = json!(count);
        }
        tag
    }
}

fn list(call: &Call, place: &str) -> Answer {
    let query = &call.query;
    let tags = all(call)?;
    if place != ROOT && !tags.iter().any(|tag| tag.path == place) {
        return Err(Refused::missing(&call.path));
    }
    let below = format!("{place}/");
    let locale = query.get("locale").unwrap_or_default();
    let only_beginnings = call.dam.switches().tags_suggest_prefix;
    let matches = |text: &str, asked: &str| {
        let (text, asked) = (text.to_lowercase(), asked.to_lowercase());
        if only_beginnings {
            text.starts_with(&asked)
        } else {
            text.contains(&asked)
        }
    };
    let is_suggested = |tag: &Tag| match (query.get("suggestByTitle"), query.get("suggestByName")) {
        (Some(asked), _) => {
            Tag::title(&tag.properties, locale).is_some_and(|title| matches(title, asked))
        }
        (None, Some(asked)) => matches(&tag.name, asked),
        (None, None) => true,
    };
    let found: Vec<&Tag> = tags
        .iter()
        .filter(|tag| tag.path.starts_with(&below) && !tag.is_namespace() && is_suggested(tag))
        .collect();
    let number = |name: &str| query.get(name).and_then(|text| text.parse::<usize>().ok());
    let window = found
        .iter()
        .skip(number("start").unwrap_or(0))
        .take(number("limit").unwrap_or(usize::MAX));
    let counts = query.is_true("count");
    let listed: Vec<Value> = call.dam.store.read(|db| {
        window
            .map(|tag| {
                let count = if counts {
                    Some(used(db, &tag.id)?)
                } else {
                    None
                };
                Ok::<_, Refused>(tag.listed(count))
            })
            .collect::<Result<_, _>>()
    })?;
    let body = json!({ "tags": listed, "results": found.len() });
    Ok(json_response(StatusCode::OK, &body))
}

/// How many assets have a tag.
fn used(db: &Connection, id: &str) -> Result<i64, Refused> {
    let sql = "SELECT count(*) FROM nodes WHERE EXISTS
               (SELECT 1 FROM json_each(metadata, '$.\"cq:tags\"') AS one WHERE one.value = ?1)";
    Ok(db.prepare_cached(sql)?.query_row([id], |row| row.get(0))?)
}

fn collect(
    node: &Map<String, Value>,
    path: &str,
    above: &[Map<String, Value>],
    tags: &mut Vec<Tag>,
) {
    for (name, value) in node {
        let Value::Object(tag) = value else { continue };
        let path = format!("{path}/{name}");
        let is_property = |(_, value): &(&String, &Value)| !value.is_object();
        let properties: Map<String, Value> = tag
            .iter()
            .filter(is_property)
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        tags.push(Tag {
            id: id_of(&path),
            path: path.clone(),
            name: name.clone(),
            properties: properties.clone(),
            above: above.to_vec(),
        });
        let mut above = above.to_vec();
        above.push(properties);
        collect(tag, &path, &above, tags);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_paths() {
        let path = "/content/cq:tags/damson/season/harvest";
        assert_eq!(id_of(path), "damson:season/harvest");
        assert_eq!(path_of("damson:season/harvest"), path);
        assert_eq!(id_of("/content/cq:tags/damson"), "damson:");
        assert_eq!(path_of("damson:"), "/content/cq:tags/damson");
        assert_eq!(id_of("damson:season"), "damson:season");
    }
}
