//! Changing the properties of a node as Sling's POST servlet does it on Oak.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use super::form::{AUTOMATIC, Change, Wanted};
use crate::{
    dates,
    errors::Refused,
    store::{
        Node,
        property::{self, DATE},
    },
};

const PROTECTED: [&str; 3] = ["jcr:created", "jcr:createdBy", "jcr:uuid"];

const METADATA: &str = "jcr:content/metadata";

/// The types of the JCR that differ here; names, paths and addresses are texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Long,
    Double,
    Boolean,
    Date,
}

/// Applies what a form says; `place` is where in the node it is posted to, such as `jcr:content/`.
/// `more_protected` are further names that can't be written. All removals come first.
pub(crate) fn apply(
    node: &mut Node,
    place: &str,
    changes: &[Change],
    more_protected: &[String],
) -> Result<(), Refused> {
    let full = |change: &Change| match change.path.strip_prefix('/') {
        Some(absolute) => {
            let own = node.full_path();
            let below = format!("/{absolute}");
            let below = below
                .strip_prefix(&own)
                .and_then(|rest| rest.strip_prefix('/'));
            below.map(str::to_owned)
        }
        None => Some(format!("{place}{}", change.path)),
    };
    let mut paths = Vec::new();
    for change in changes {
        let path = full(change).filter(|path| !path.split('/').any(|part| part == ".."));
        let path = path.ok_or_else(|| Refused::forbidden(&change.path))?;
        must_be_writable(node, &path, change, more_protected)?;
        paths.push(path);
    }
    for (change, path) in changes.iter().zip(&paths) {
        if change.deletes {
            remove(node, path)?;
        }
    }
    for (change, path) in changes.iter().zip(&paths) {
        write(node, path, change)?;
    }
    Ok(())
}

/// The same in a tree beside the assets; `map` is the node that the form is posted to.
pub(crate) fn apply_beside(
    map: &mut Map<String, Value>,
    changes: &[Change],
) -> Result<(), Refused> {
    let leads_away = |change: &Change| {
        change.path.starts_with('/') || change.path.split('/').any(|part| part == "..")
    };
    if let Some(change) = changes.iter().find(|change| leads_away(change)) {
        return Err(Refused::forbidden(&change.path));
    }
    for change in changes.iter().filter(|change| change.deletes) {
        let (parents, name) = split(&change.path);
        if let Some(map) = descend(map, &parents) {
            map.remove(name);
        }
    }
    for change in changes {
        store(map, &change.path, change, change.wanted())?;
    }
    Ok(())
}

fn must_be_writable(
    node: &Node,
    path: &str,
    change: &Change,
    more_protected: &[String],
) -> Result<(), Refused> {
    let name = change.name();
    let wanted = change.wanted();
    if wanted == Wanted::Nothing && !change.deletes {
        return Ok(());
    }
    let is_type = name == "jcr:primaryType";
    // To name the type that a node has already changes nothing.
    let same = is_type && !change.deletes && wanted == Wanted::Store(vec![type_of(node, path)]);
    let blank = Wanted::Store(vec![String::new()]);
    let automatic = AUTOMATIC.contains(&name) && wanted == blank;
    let is_protected = is_type && !same
        || PROTECTED.contains(&name) && !automatic
        || more_protected.iter().any(|known| known == name);
    if is_protected {
        return Err(constraint(&format!("Property is protected: {name}")));
    }
    Ok(())
}

/// The primary type of the node that a property belongs to.
fn type_of(node: &Node, path: &str) -> String {
    let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
    let kind = match (parent, node.is_folder()) {
        ("", false) => "dam:Asset",
        ("", true) => "sling:OrderedFolder",
        ("jcr:content", false) => "dam:AssetContent",
        _ => "nt:unstructured",
    };
    kind.to_owned()
}

fn remove(node: &mut Node, path: &str) -> Result<(), Refused> {
    match path {
        "jcr:title" | "jcr:content/jcr:title" => node.title = None,
        "jcr:content/cq:drivelock" => node.holder = None,
        "jcr:content" | METADATA => return Err(constraint("The node is mandatory")),
        _ => {
            if let Some((map, inner)) = map_of(node, path) {
                let (parents, name) = split(inner);
                if let Some(map) = descend(map, &parents) {
                    map.remove(name);
                }
            }
        }
    }
    Ok(())
}

fn write(node: &mut Node, path: &str, change: &Change) -> Result<(), Refused> {
    let wanted = change.wanted();
    let name = change.name();
    // What the server keeps itself, and what sending it names only the moment or the person of.
    let own = matches!(
        path,
        "jcr:content/jcr:lastModified"
            | "jcr:content/jcr:lastModifiedBy"
            | "jcr:content/dam:assetState"
            | "jcr:content/dam:relativePath"
            | "jcr:content/metadata/dam:sha1"
            | "jcr:content/metadata/dam:size"
            | "jcr:content/metadata/dc:format"
    );
    if own || AUTOMATIC[..2].contains(&name) || matches!(name, "jcr:primaryType" | "jcr:mixinTypes")
    {
        return Ok(());
    }
    let text = |wanted: &Wanted| match wanted {
        Wanted::Store(values) => values.first().cloned(),
        Wanted::Nothing | Wanted::Remove | Wanted::Clear => None,
    };
    match (path, &wanted) {
        (_, Wanted::Nothing) => Ok(()),
        ("jcr:title" | "jcr:content/jcr:title", _) => {
            node.title = text(&wanted);
            Ok(())
        }
        ("jcr:content/cq:drivelock", _) => {
            node.holder = text(&wanted);
            Ok(())
        }
        _ => match map_of(node, path) {
            Some((map, inner)) => store(map, inner, change, wanted),
            None => Ok(()),
        },
    }
}

/// The map that a path lies in, and the path inside it. A node type without further properties, such
/// as the asset itself, has none.
fn map_of<'a, 'b>(
    node: &'a mut Node,
    path: &'b str,
) -> Option<(&'a mut Map<String, Value>, &'b str)> {
    let inner = path.strip_prefix("jcr:content/")?;
    if node.is_folder() {
        return Some((&mut node.content, inner));
    }
    if let Some(inner) = inner.strip_prefix("metadata/") {
        return Some((&mut node.metadata, inner));
    }
    (!inner.starts_with("renditions/")).then_some((&mut node.content, inner))
}

fn store(
    map: &mut Map<String, Value>,
    path: &str,
    change: &Change,
    wanted: Wanted,
) -> Result<(), Refused> {
    let (parents, name) = split(path);
    let map = make(map, &parents)?;
    let there = map.get(name).cloned();
    let is_list = there.as_ref().is_some_and(Value::is_array);
    let values = match wanted {
        Wanted::Nothing => return Ok(()),
        Wanted::Clear if !is_list => return Ok(()),
        Wanted::Clear | Wanted::Remove => {
            map.remove(name);
            return Ok(());
        }
        Wanted::Store(values) => values,
    };
    let values = if change.patches {
        // Only lists can be patched; anything else stays as it is, without an error.
        if there.is_some() && !is_list {
            return Ok(());
        }
        match patched(there.as_ref(), &values) {
            Some(values) => values,
            None => return Ok(()),
        }
    } else {
        values
    };
    let kind = kind_of(change, there.as_ref());
    let multiple = values.len() > 1 || change.hints_list || change.patches || is_list;
    let mut converted = Vec::new();
    for value in &values {
        converted.push(convert(value, kind)?);
    }
    let value = match (multiple, converted.pop()) {
        (false, Some(one)) => one,
        (_, last) => {
            converted.extend(last);
            Value::Array(converted)
        }
    };
    map.insert(name.to_owned(), value);
    Ok(())
}

fn split(path: &str) -> (Vec<&str>, &str) {
    let mut parts: Vec<&str> = path.split('/').collect();
    let name = parts.pop().unwrap_or_default();
    (parts, name)
}

/// The node below at a path, if there is one.
fn descend<'a>(
    mut map: &'a mut Map<String, Value>,
    path: &[&str],
) -> Option<&'a mut Map<String, Value>> {
    for name in path {
        map = map.get_mut(*name)?.as_object_mut()?;
    }
    Some(map)
}

/// The same, made where it is missing; a property has nothing below.
fn make<'a>(
    mut map: &'a mut Map<String, Value>,
    path: &[&str],
) -> Result<&'a mut Map<String, Value>, Refused> {
    for name in path {
        let below = map
            .entry(*name)
            .or_insert_with(|| json!({ "jcr:primaryType": "nt:unstructured" }));
        let is_property = !below.is_object() || property::is_date(below);
        map = below
            .as_object_mut()
            .filter(|_| !is_property)
            .ok_or_else(|| constraint(&format!("{name} is a property")))?;
    }
    Ok(map)
}

/// What a list becomes; `None` when nothing changes.
fn patched(there: Option<&Value>, operations: &[String]) -> Option<Vec<String>> {
    let before: Vec<String> = match there {
        Some(Value::Array(items)) => items.iter().map(as_text).collect(),
        _ => Vec::new(),
    };
    let mut values = before.clone();
    for operation in operations {
        if let Some(added) = operation.strip_prefix('+') {
            if !values.iter().any(|value| value == added) {
                values.push(added.to_owned());
            }
        } else if let Some(gone) = operation.strip_prefix('-') {
            values.retain(|value| value != gone);
        }
    }
    (values != before).then_some(values)
}

fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(map) => map
            .get(DATE)
            .and_then(Value::as_i64)
            .map(dates::iso)
            .unwrap_or_default(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => value.to_string(),
    }
}

/// The type that the hint names, else that of what is there. A hint that is no type's name, such as
/// `date`, says nothing.
fn kind_of(change: &Change, there: Option<&Value>) -> Kind {
    match change.hint.as_deref() {
        Some("String" | "Name" | "Path" | "URI" | "Reference" | "WeakReference") => Kind::Text,
        Some("Long") => Kind::Long,
        Some("Double" | "Decimal") => Kind::Double,
        Some("Boolean") => Kind::Boolean,
        Some("Date") => Kind::Date,
        _ => {
            let first = match there {
                Some(Value::Array(items)) => items.first(),
                other => other,
            };
            match first {
                Some(Value::Bool(_)) => Kind::Boolean,
                Some(Value::Number(number)) if number.is_f64() => Kind::Double,
                Some(Value::Number(_)) => Kind::Long,
                Some(value) if property::is_date(value) => Kind::Date,
                _ => Kind::Text,
            }
        }
    }
}

fn convert(text: &str, kind: Kind) -> Result<Value, Refused> {
    let converted = match kind {
        Kind::Text => Some(json!(text)),
        Kind::Long => text.parse::<i64>().ok().map(Value::from),
        Kind::Double => {
            let number = text.trim().parse::<f64>().ok();
            number.filter(|number| number.is_finite()).map(Value::from)
        }
        // Java reads everything but "true" as false.
        Kind::Boolean => Some(json!(text.eq_ignore_ascii_case("true"))),
        Kind::Date => dates::parse_posted(text).map(|(ms, zone)| property::zoned(ms, zone)),
    };
    converted.ok_or_else(|| {
        let message =
            format!("javax.jcr.ValueFormatException: '{text}' can't be converted to {kind:?}");
        Refused::new(StatusCode::INTERNAL_SERVER_ERROR, message)
    })
}

fn constraint(message: &str) -> Refused {
    Refused::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        format!("javax.jcr.nodetype.ConstraintViolationException: {message}"),
    )
}
