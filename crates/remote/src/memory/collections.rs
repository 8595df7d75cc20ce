//! Collections of the in-memory server.

use damson_core::DamPath;

use super::{
    At, MemoryServer,
    checks::supported,
    tree::{State, not_found},
};
use crate::{
    Collection, CollectionEdit, CollectionId, CollectionKind, Error, ErrorKind, Result, Rights,
    Search,
    collection::{Holding, arranged},
};

/// A collection and what is in it.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    title: String,
    description: Option<String>,
    holds: Vec<CollectionId>,
    content: Content,
}

#[derive(Debug, Clone)]
enum Content {
    Chosen(Vec<DamPath>),
    Found(Box<Search>),
}

impl MemoryServer {
    /// Makes a static collection with these members.
    pub fn make_collection(&self, title: &str, members: &[&str]) -> CollectionId {
        let members = members.iter().map(|path| path.at()).collect();
        self.keep_collection(title, Content::Chosen(members))
    }

    /// Makes a smart collection of what a search finds.
    pub fn make_smart_collection(&self, title: &str, search: Search) -> CollectionId {
        self.keep_collection(title, Content::Found(Box::new(search)))
    }

    /// Puts a collection into another one.
    pub fn nest_collection(&self, inner: &CollectionId, outer: &CollectionId) {
        let mut state = self.state();
        if let Some(outer) = state.collections.get_mut(outer) {
            outer.holds.push(inner.clone());
        }
    }

    /// The members of a static collection, whether or not they are there.
    pub fn collection_members(&self, id: &CollectionId) -> Vec<DamPath> {
        match self.state().collections.get(id).map(|one| &one.content) {
            Some(Content::Chosen(members)) => members.clone(),
            Some(Content::Found(_)) | None => Vec::new(),
        }
    }

    fn keep_collection(&self, title: &str, content: Content) -> CollectionId {
        let mut state = self.state();
        let id = CollectionId(format!("collection-{}", state.fresh_id()));
        let stored = Stored {
            title: title.to_owned(),
            description: None,
            holds: Vec::new(),
            content,
        };
        state.collections.insert(id.clone(), stored);
        id
    }
}

impl State {
    pub(super) fn collections(&self, may_write: bool) -> Result<Vec<Collection>> {
        supported(self.capability.collections)?;
        let holding = |(id, stored): (&CollectionId, &Stored)| {
            let (kind, members, rights) = match &stored.content {
                Content::Chosen(members) if may_write => (
                    CollectionKind::Static,
                    Some(members.len() as u64),
                    Rights::ReadWrite,
                ),
                Content::Chosen(members) => (
                    CollectionKind::Static,
                    Some(members.len() as u64),
                    Rights::ReadOnly,
                ),
                Content::Found(_) => (CollectionKind::Smart, None, Rights::ReadOnly),
            };
            Holding {
                collection: Collection {
                    id: id.clone(),
                    title: stored.title.clone(),
                    description: stored.description.clone(),
                    kind,
                    parent: None,
                    members,
                    rights,
                },
                holds: stored.holds.clone(),
            }
        };
        Ok(arranged(self.collections.iter().map(holding).collect()))
    }

    /// The paths of the members that are there, in their order.
    pub(super) fn members(&self, id: &CollectionId, viewer: &str) -> Result<Vec<DamPath>> {
        supported(self.capability.collections)?;
        let stored = self.collections.get(id).ok_or_else(|| missing(id))?;
        let members = match &stored.content {
            Content::Chosen(members) => members.iter().filter(|path| self.is_there(path)),
            Content::Found(wanted) => {
                let found = self
                    .nodes
                    .keys()
                    .filter(|path| self.finds(wanted, path, viewer));
                return Ok(found.cloned().collect());
            }
        };
        Ok(members.cloned().collect())
    }

    pub(super) fn edit_collection(
        &mut self,
        id: &CollectionId,
        edit: &CollectionEdit,
    ) -> Result<()> {
        supported(self.capability.collections)?;
        if let Some(absent) = edit.add.iter().find(|path| !self.is_there(path)) {
            return Err(not_found(absent));
        }
        let stored = self.collections.get_mut(id).ok_or_else(|| missing(id))?;
        let Content::Chosen(members) = &mut stored.content else {
            return Err(ErrorKind::Unsupported.into());
        };
        members.retain(|path| !edit.remove.contains(path));
        for path in &edit.add {
            if !members.contains(path) {
                members.push(path.clone());
            }
        }
        Ok(())
    }

    fn is_there(&self, path: &DamPath) -> bool {
        self.nodes.contains_key(path)
    }
}

fn missing(id: &CollectionId) -> Error {
    Error::new(ErrorKind::NotFound).said(format!("there is no collection {}", id.0))
}
