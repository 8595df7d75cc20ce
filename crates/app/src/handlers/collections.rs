//! Collections: which there are, what is in them, and what is to be.

use std::path::Path;

use damson_core::DamPath;
use damson_remote::{Collection, CollectionEdit, CollectionId, CollectionKind, Rights};

use crate::{
    crossing::{
        error::{ErrorCode, Result, UserError},
        reply::Reply,
        view::CollectionView,
    },
    sessions::session::Session,
    translate::{commands, outcomes},
};

pub(crate) async fn list(session: &Session) -> Result<Vec<CollectionView>> {
    let collections = session.engine().collections().await?;
    Ok(collections.iter().map(CollectionView::from).collect())
}

pub(crate) async fn members(session: &Session, id: String, page: Option<String>) -> Result<Reply> {
    let id = CollectionId(id);
    let found = session.engine().collection_members(&id, page).await?;
    Ok(outcomes::reply(&found, Path::new("")))
}

/// Adds members and removes others: all of it, or nothing.
pub(crate) async fn edit(
    session: &Session,
    id: String,
    add: &[String],
    remove: &[String],
) -> Result<()> {
    if add.is_empty() && remove.is_empty() {
        return Err(UserError::new(ErrorCode::Incomplete).detail("add"));
    }
    let paths = |texts: &[String]| -> Result<Vec<DamPath>> {
        texts.iter().map(|text| commands::path(text)).collect()
    };
    let edit = CollectionEdit {
        add: paths(add)?,
        remove: paths(remove)?,
    };
    // The whole DAM is no member of anything.
    if edit.add.iter().any(DamPath::is_root) {
        return Err(UserError::new(ErrorCode::BadPath).detail("/"));
    }
    let id = CollectionId(id);
    session.engine().edit_collection(&id, &edit).await?;
    Ok(())
}

impl From<&Collection> for CollectionView {
    fn from(collection: &Collection) -> Self {
        Self {
            id: collection.id.0.clone(),
            title: collection.title.clone(),
            description: collection.description.clone(),
            kind: collection.kind.into(),
            parent: collection.parent.as_ref().map(|id| id.0.clone()),
            members: collection.members,
            editable: collection.kind == CollectionKind::Static
                && collection.rights != Rights::ReadOnly,
        }
    }
}
