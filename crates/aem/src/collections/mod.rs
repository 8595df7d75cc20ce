//! Collections of AEM: nodes below `/content/dam/collections`.
//!
//! A static one is a resource collection of Sling (`sling:members`, whose property `sling:resources`
//! lists the paths in their order, with a child node for each member that has `sling:resource`); a
//! smart one has the search that it saves in `dam:query`. A collection that is a member of another
//! one is nested in it.

mod edit;
mod node;
mod saved;

use damson_core::DamPath;
use damson_remote::{
    Collection, CollectionEdit, CollectionId, CollectionKind, Entry, Error, ErrorKind, Page,
    PageToken, Result, Rights,
    collection::{Holding, MOST_COLLECTIONS, arranged},
};
use serde_json::Value;

use crate::{
    list::{offset_of, stat_many},
    map,
    probe::offers,
    properties::Facts as _,
    query::Query,
    remote::Aem,
    wire::Properties,
};
use node::{Member, is_collection, member, place, resources};

pub(crate) use edit::edit;

/// Where AEM keeps collections, for the Query Builder.
const ROOT: &str = "/content/dam/collections";
const STATIC: &str = "dam/collection";
const SMART: &str = "dam/smartcollection";

/// What is asked of each: the paths of the members say how many they are, and which are collections.
const SELECTED: &str =
    "jcr:path sling:resourceType jcr:title jcr:description sling:members/sling:resources";

/// Collections asked for at a time; each comes with the paths of its members.
const LISTED: u64 = 50;
/// Members asked for at a time.
const PAGE: usize = 100;
/// What a smart collection finds, asked for at a time.
const FOUND: u64 = 100;

/// Every collection that this person sees.
pub(crate) async fn all(aem: &Aem) -> Result<Vec<Collection>> {
    must_answer(aem)?;
    let mut found = Vec::new();
    let mut offset = 0;
    loop {
        let hits = Query::below(ROOT)
            .with("group.p.or", "true")
            .with("group.1_property", "sling:resourceType")
            .with("group.1_property.value", STATIC)
            .with("group.2_property", "sling:resourceType")
            .with("group.2_property.value", SMART)
            .ordered("path")
            .page(offset, LISTED)
            .select(&aem.http, SELECTED)
            .await?;
        let came = hits.found.len() as u64;
        let hits_read = hits.found.iter().filter_map(Value::as_object);
        found.extend(hits_read.filter_map(holding));
        let total = hits.total.and_then(|total| u64::try_from(total).ok());
        offset += came;
        let more = hits.more || total.is_some_and(|total| offset < total);
        if came == 0 || !more || found.len() >= MOST_COLLECTIONS {
            break;
        }
    }
    found.truncate(MOST_COLLECTIONS);
    Ok(arranged(found))
}

/// One page of the members of a collection.
pub(crate) async fn members(
    aem: &Aem,
    id: &CollectionId,
    page: Option<PageToken>,
) -> Result<Page<Entry>> {
    must_answer(aem)?;
    let node = node::read(aem, &place(id)?).await?;
    let offset = offset_of(page.as_ref())?;
    match kind_of(&node).ok_or_else(|| missing(id))? {
        CollectionKind::Static => chosen(aem, &node, offset).await,
        CollectionKind::Smart => saved::members(aem, node.text("dam:query"), offset).await,
    }
}

/// The members that somebody chose, as they are at this moment.
async fn chosen(aem: &Aem, node: &Properties, offset: u64) -> Result<Page<Entry>> {
    let mut page = Page::last(Vec::new());
    let mut paths: Vec<DamPath> = Vec::new();
    for text in resources(node) {
        match member(&text) {
            Member::Asset(path) => paths.push(path),
            Member::Refused(refused) if offset == 0 => page.refused.push(refused),
            Member::Refused(_) | Member::Collection(_) | Member::Elsewhere => {}
        }
    }
    let from = usize::try_from(offset).unwrap_or(usize::MAX);
    let rest = paths.get(from..).unwrap_or_default();
    let asked = &rest[..rest.len().min(PAGE)];
    page.items = stat_many(aem, asked).await?;
    let order = |entry: &Entry| asked.iter().position(|path| *path == entry.path);
    page.items.sort_by_key(order);
    if rest.len() > asked.len() {
        page.next = Some(map::offset_token(offset + asked.len() as u64));
    }
    page.total = Some(paths.len() as u64);
    Ok(page)
}

/// A collection among the hits of a query.
fn holding(hit: &Properties) -> Option<Holding> {
    let path = hit.text("jcr:path")?;
    let kind = kind_of(hit)?;
    let id = is_collection(path)?;
    let listed = hit.node("sling:members").map(|_| resources(hit));
    let (mut holds, mut members) = (Vec::new(), 0);
    for text in listed.iter().flatten() {
        match member(text) {
            Member::Collection(inner) => holds.push(inner),
            Member::Asset(_) => members += 1,
            Member::Refused(_) | Member::Elsewhere => {}
        }
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let (members, rights) = match kind {
        CollectionKind::Static => (listed.map(|_| members), Rights::Unknown),
        CollectionKind::Smart => (None, Rights::ReadOnly),
    };
    Some(Holding {
        collection: Collection {
            id,
            title: hit.text("jcr:title").unwrap_or(name).to_owned(),
            description: hit.text("jcr:description").map(str::to_owned),
            kind,
            parent: None,
            members,
            rights,
        },
        holds,
    })
}

fn kind_of(node: &Properties) -> Option<CollectionKind> {
    match node.text("sling:resourceType")? {
        STATIC => Some(CollectionKind::Static),
        SMART => Some(CollectionKind::Smart),
        _ => None,
    }
}

/// Only the index knows which collections there are.
fn must_answer(aem: &Aem) -> Result<()> {
    if offers(&aem.found.queries) {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Unsupported).said("this server's collections are closed"))
}

fn missing(id: &CollectionId) -> Error {
    Error::new(ErrorKind::NotFound).said(format!("there is no collection {}", id.0))
}

/// The static collection that is to be changed.
fn must_be_static(node: &Properties, id: &CollectionId) -> Result<()> {
    match kind_of(node).ok_or_else(|| missing(id))? {
        CollectionKind::Static => Ok(()),
        CollectionKind::Smart => {
            Err(Error::new(ErrorKind::Unsupported).said("a smart collection holds what it finds"))
        }
    }
}

/// What an edit asks for, without what comes twice.
fn once(paths: &[DamPath]) -> Vec<&DamPath> {
    let mut seen: Vec<&DamPath> = Vec::new();
    for path in paths {
        if !seen.contains(&path) {
            seen.push(path);
        }
    }
    seen
}

/// Whether nothing is asked for.
fn is_nothing(edit: &CollectionEdit) -> bool {
    edit.add.is_empty() && edit.remove.is_empty()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_hit_says_what_it_holds() {
        let hit = json!({
            "jcr:path": "/content/dam/collections/p/pK3/press",
            "sling:resourceType": "dam/collection",
            "jcr:title": "Press",
            "sling:members": { "sling:resources": [
                "/content/dam/a.jpg",
                "/content/dam/collections/w/wQ9/web",
                "/content/dam/b",
                "/apps/somewhere",
            ]},
        });
        let one = holding(hit.as_object().unwrap()).unwrap();
        assert_eq!(one.collection.members, Some(2));
        assert_eq!(one.collection.kind, CollectionKind::Static);
        let inner = CollectionId("/content/dam/collections/w/wQ9/web".to_owned());
        assert_eq!(one.holds, [inner]);

        let bare = json!({
            "jcr:path": "/content/dam/collections/s/sX1/found",
            "sling:resourceType": "dam/smartcollection",
        });
        let one = holding(bare.as_object().unwrap()).unwrap();
        assert_eq!(one.collection.title, "found");
        assert_eq!(one.collection.members, None);
        assert_eq!(one.collection.rights, Rights::ReadOnly);

        let other = json!({
            "jcr:path": "/content/dam/elsewhere",
            "sling:resourceType": "dam/collection",
        });
        assert!(holding(other.as_object().unwrap()).is_none());
    }
}
