//! Collections: assets and folders that people gathered, wherever in the DAM these lie.

use std::collections::{BTreeMap, BTreeSet};

use damson_core::DamPath;

use crate::Rights;

/// So many collections of a server are told at most.
pub const MOST_COLLECTIONS: usize = 2_000;

/// The server's name of a collection; opaque outside the connector.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CollectionId(pub String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CollectionKind {
    /// Somebody chose its members, and their order.
    Static,
    /// A saved search: its members are what that finds.
    Smart,
}

/// A collection as the server reports it, without its members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collection {
    pub id: CollectionId,
    pub title: String,
    pub description: Option<String>,
    pub kind: CollectionKind,
    /// The collection that holds it. Of several that do, the first in the order of
    /// [`crate::Remote::collections`].
    pub parent: Option<CollectionId>,
    /// How many assets and folders it holds, where the server says; collections in it don't count.
    pub members: Option<u64>,
    /// Whether this person may add members and remove them; never for a smart one.
    pub rights: Rights,
}

/// What becomes of the members of a static collection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CollectionEdit {
    /// Comes to the end, in this order; what is a member already stays where it is.
    pub add: Vec<DamPath>,
    /// What is no member is passed over.
    pub remove: Vec<DamPath>,
}

/// A collection, and the collections that it holds, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    pub collection: Collection,
    pub holds: Vec<CollectionId>,
}

/// Puts collections into the order in which they are shown: those that no other one holds by title,
/// behind each of them what it holds in its own order. Each comes once, and in a circle the first by
/// title stands for itself.
pub fn arranged(found: Vec<Holding>) -> Vec<Collection> {
    let mut titles: Vec<(String, CollectionId)> = found
        .iter()
        .map(|one| {
            (
                one.collection.title.to_lowercase(),
                one.collection.id.clone(),
            )
        })
        .collect();
    titles.sort();
    let held: BTreeSet<CollectionId> = found
        .iter()
        .flat_map(|one| {
            let others = one.holds.iter().filter(|id| **id != one.collection.id);
            others.cloned()
        })
        .collect();
    let mut left: BTreeMap<CollectionId, Holding> = found
        .into_iter()
        .map(|one| (one.collection.id.clone(), one))
        .collect();
    let free = titles.iter().filter(|(_, id)| !held.contains(id));
    // After those that nothing holds, only circles are left.
    let tops: Vec<CollectionId> = free.chain(&titles).map(|(_, id)| id.clone()).collect();
    let mut arranged = Vec::new();
    for top in tops {
        let mut waiting = vec![(top, None)];
        while let Some((id, parent)) = waiting.pop() {
            let Some(mut one) = left.remove(&id) else {
                continue;
            };
            one.collection.parent = parent;
            arranged.push(one.collection);
            let below = one.holds.into_iter().rev();
            waiting.extend(below.map(|inner| (inner, Some(id.clone()))));
        }
    }
    arranged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holding(title: &str, holds: &[&str]) -> Holding {
        let id = |title: &str| CollectionId(title.to_lowercase());
        Holding {
            collection: Collection {
                id: id(title),
                title: title.to_owned(),
                description: None,
                kind: CollectionKind::Static,
                parent: None,
                members: None,
                rights: Rights::Unknown,
            },
            holds: holds.iter().map(|title| id(title)).collect(),
        }
    }

    fn shown(found: Vec<Holding>) -> Vec<String> {
        let line = |one: Collection| match one.parent {
            Some(parent) => format!("{} in {}", one.title, parent.0),
            None => one.title,
        };
        arranged(found).into_iter().map(line).collect()
    }

    #[test]
    fn each_comes_once_behind_what_holds_it() {
        let found = vec![
            holding("Press", &["web", "print"]),
            holding("Web", &[]),
            holding("Print", &["Covers", "gone"]),
            holding("Covers", &[]),
            holding("autumn", &["Covers"]),
        ];
        assert_eq!(
            shown(found),
            [
                "autumn",
                "Covers in autumn",
                "Press",
                "Web in press",
                "Print in press"
            ]
        );
    }

    #[test]
    fn a_circle_has_an_end() {
        let found = vec![
            holding("B", &["a"]),
            holding("A", &["b"]),
            holding("Self", &["self"]),
        ];
        assert_eq!(shown(found), ["Self", "A", "B in a"]);
    }
}
