//! Adding members to a static collection and removing them.
//!
//! Sling's API of resource collections writes two halves, the list and a node for each member; the
//! web interface reads both, so both are sent in one request.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use damson_core::DamPath;
use damson_remote::{CollectionEdit, CollectionId, Error, ErrorKind, Result};

use super::{
    is_nothing, must_answer, must_be_static,
    node::{self, listed, place},
    once,
};
use crate::{
    http::Call,
    list::{repository_path, stat_many},
    properties::Facts as _,
    remote::Aem,
    wire::Properties,
};

/// Fields of a form, in order.
type Fields = Vec<(String, String)>;

/// Adds and removes members, and reads back that it worked.
pub(crate) async fn edit(aem: &Aem, id: &CollectionId, edit: &CollectionEdit) -> Result<()> {
    must_answer(aem)?;
    let place = place(id)?;
    must_be_static(&node::read(aem, &place).await?, id)?;
    if is_nothing(edit) {
        return Ok(());
    }
    let there = stat_many(aem, &edit.add).await?;
    let is_there = |path: &DamPath| there.iter().any(|entry| entry.path == *path);
    if let Some(absent) = edit.add.iter().find(|path| !is_there(path)) {
        return Err(Error::new(ErrorKind::NotFound).about(absent));
    }
    let form = changes(&node::read_members(aem, &place).await?, edit);
    if form.is_empty() {
        return Ok(());
    }
    let form: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let call = Call::post(aem.http.base.dam(&place, "/sling:members"))
        .form(&form)
        .page();
    aem.http.done(&call).await?;
    let after = listed(&node::read_members(aem, &place).await?);
    let has = |path: &DamPath| after.contains(&repository_path(path));
    let added = edit.add.iter().all(has);
    let removed = !edit
        .remove
        .iter()
        .any(|path| has(path) && !edit.add.contains(path));
    if added && removed {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Garbled)
        .said("the server said that the collection was changed, and it is not"))
}

/// The form that makes both halves what they are to be; empty when they are.
fn changes(members: &Properties, edit: &CollectionEdit) -> Fields {
    let before = listed(members);
    let adds: Vec<String> = once(&edit.add).into_iter().map(repository_path).collect();
    let removes: Vec<String> = once(&edit.remove)
        .into_iter()
        .map(repository_path)
        .filter(|path| !adds.contains(path))
        .collect();
    let mut form = Fields::new();
    let coming: Vec<&String> = adds.iter().filter(|path| !before.contains(path)).collect();
    let going: Vec<&String> = removes
        .iter()
        .filter(|path| before.contains(path))
        .collect();
    if !coming.is_empty() || !going.is_empty() {
        put_list(&mut form, members, &coming, &going);
    }
    let nodes: Vec<(&String, &str)> = members
        .iter()
        .filter_map(|(name, node)| Some((name, node.as_object()?.text("sling:resource")?)))
        .collect();
    for path in &adds {
        if !nodes.iter().any(|(_, of)| of == path) {
            form.push((
                format!("./{}/sling:resource", node_name(path)),
                path.clone(),
            ));
        }
    }
    for (name, of) in nodes {
        if removes.iter().any(|path| path == of) {
            form.push((format!("./{name}@Delete"), "true".to_owned()));
        }
    }
    form
}

fn put_list(form: &mut Fields, members: &Properties, coming: &[&String], going: &[&String]) {
    const LIST: &str = "./sling:resources";
    form.push((format!("{LIST}@TypeHint"), "String[]".to_owned()));
    let is_list = members
        .get("sling:resources")
        .is_none_or(serde_json::Value::is_array);
    let values: Vec<String> = if is_list {
        // Whoever changes the collection at the same time changes other lines of the list.
        form.push((format!("{LIST}@Patch"), "true".to_owned()));
        let gone = going.iter().map(|path| format!("-{path}"));
        gone.chain(coming.iter().map(|path| format!("+{path}")))
            .collect()
    } else {
        let kept = listed(members);
        let kept = kept.into_iter().filter(|path| !going.contains(&path));
        kept.chain(coming.iter().map(|path| (*path).clone()))
            .collect()
    };
    form.extend(values.into_iter().map(|value| (LIST.to_owned(), value)));
}

/// A name for the node of a member that no other member's has: letters that a form takes as they are,
/// and a number that comes from the whole path.
fn node_name(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    let plain: String = name
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
        .take(40)
        .collect();
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    format!("{plain}_{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn sent(members: &Value, add: &[&str], remove: &[&str]) -> String {
        let paths = |texts: &[&str]| {
            let parsed = texts.iter().map(|text| DamPath::parse(text).unwrap());
            parsed.collect()
        };
        let edit = CollectionEdit {
            add: paths(add),
            remove: paths(remove),
        };
        let form = changes(members.as_object().unwrap(), &edit);
        let pairs: Vec<String> = form
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("&")
    }

    #[test]
    fn both_halves_are_kept_in_step() {
        let members = json!({
            "sling:resources": ["/content/dam/a.jpg"],
            "a.jpg": { "sling:resource": "/content/dam/a.jpg" },
        });
        let b = node_name("/content/dam/b.jpg");
        assert_eq!(
            sent(&members, &["b.jpg", "b.jpg"], &["a.jpg"]),
            format!(
                "./sling:resources@TypeHint=String[]&./sling:resources@Patch=true\
                 &./sling:resources=-/content/dam/a.jpg&./sling:resources=+/content/dam/b.jpg\
                 &./{b}/sling:resource=/content/dam/b.jpg&./a.jpg@Delete=true"
            )
        );
        assert_eq!(sent(&members, &["a.jpg"], &["never.jpg"]), "");
        // A half that is missing is made up for.
        let torn = json!({ "sling:resources": ["/content/dam/b.jpg"] });
        assert_eq!(
            sent(&torn, &["b.jpg"], &[]),
            format!("./{b}/sling:resource=/content/dam/b.jpg")
        );
    }

    #[test]
    fn a_single_value_becomes_a_list() {
        let members = json!({
            "sling:resources": "/content/dam/a.jpg",
            "a": { "sling:resource": "/content/dam/a.jpg" },
        });
        assert!(sent(&members, &["b.jpg"], &[]).starts_with(
            "./sling:resources@TypeHint=String[]&./sling:resources=/content/dam/a.jpg\
             &./sling:resources=/content/dam/b.jpg&"
        ));
    }

    #[test]
    fn names_of_nodes_are_plain_and_differ() {
        let one = node_name("/content/dam/a/x@Delete y.jpg");
        let other = node_name("/content/dam/b/x@Delete y.jpg");
        assert_ne!(one, other);
        assert!(one.starts_with("xDeleteyjpg_"), "{one}");
    }
}
