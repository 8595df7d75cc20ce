//! Moving, copying and removing of folders and assets.

use std::collections::HashMap;

use axum::http::StatusCode;
use rusqlite::Connection;
use uuid::Uuid;

use crate::{
    call::Call,
    errors::Refused,
    names,
    store::{Node, node},
    switches::WhenLocked,
};

/// Where something is to go.
#[derive(Debug)]
pub(crate) struct Destination {
    pub parent: Node,
    pub name: String,
    /// Whether what is there may be replaced.
    pub overwrite: bool,
}

/// Moves a node with everything below it; `true` when something was replaced.
pub(crate) fn move_node(
    db: &Connection,
    call: &Call,
    node: &Node,
    to: &Destination,
    when: WhenLocked,
) -> Result<bool, Refused> {
    call.must_write(node)?;
    call.must_not_be_held(node, when)?;
    call.must_not_be_expired(node)?;
    let replaced = make_room(db, call, node, to, when)?;
    node::relocate(db, node, &to.parent, &to.name)?;
    Ok(replaced)
}

/// Copies a node, with everything below it unless `shallow`; `true` when something was replaced.
pub(crate) fn copy_node(
    db: &Connection,
    call: &Call,
    node: &Node,
    to: &Destination,
    shallow: bool,
) -> Result<bool, Refused> {
    let switches = call.dam.switches();
    call.must_not_be_expired(node)?;
    let replaced = make_room(db, call, node, to, switches.locked_move)?;
    let now = call.dam.now();
    let copied = if shallow {
        vec![node.clone()]
    } else {
        node::subtree(db, node)?
    };
    let top = node::join(&to.parent.path, &to.name);
    let mut ids = HashMap::new();
    for mut copy in copied {
        let (old, is_top) = (copy.id, copy.id == node.id);
        copy.id = 0;
        copy.uuid = Uuid::new_v4().to_string();
        copy.path = format!("{top}{}", &copy.path[node.path.len()..]);
        copy.parent = if is_top {
            copy.name.clone_from(&to.name);
            Some(to.parent.id)
        } else {
            copy.parent.and_then(|parent| ids.get(&parent).copied())
        };
        copy.created = now;
        copy.created_by.clone_from(&call.user.id);
        if !switches.copy_carries_lock {
            copy.holder = None;
        }
        node::save(db, &mut copy)?;
        ids.insert(old, copy.id);
    }
    Ok(replaced)
}

/// Removes a node with everything below it. A folder goes even when assets in it are checked out,
/// as the product does it.
pub(crate) fn remove_node(
    db: &Connection,
    call: &Call,
    node: &Node,
    when: WhenLocked,
) -> Result<(), Refused> {
    if node.path.is_empty() {
        return Err(Refused::forbidden(&node.full_path()));
    }
    call.must_write(node)?;
    call.must_not_be_held(node, when)?;
    node::remove(db, node)?;
    Ok(())
}

/// Checks the destination, and removes what is there when it may be.
fn make_room(
    db: &Connection,
    call: &Call,
    node: &Node,
    to: &Destination,
    when: WhenLocked,
) -> Result<bool, Refused> {
    let problem = if node.is_folder() {
        names::refuse_folder(&to.name)
    } else {
        names::refuse_asset(&to.name)
    };
    if let Some(problem) = problem {
        return Err(Refused::bad(problem));
    }
    if node.path.is_empty() || !to.parent.is_folder() {
        return Err(Refused::new(
            StatusCode::PRECONDITION_FAILED,
            "The destination is not a folder",
        ));
    }
    call.must_write(&to.parent)?;
    let inside =
        to.parent.path == node.path || to.parent.path.starts_with(&format!("{}/", node.path));
    if inside {
        return Err(Refused::new(
            StatusCode::PRECONDITION_FAILED,
            "The destination is inside the source",
        ));
    }
    let Some(there) = node::child(db, &to.parent, &to.name)? else {
        return Ok(false);
    };
    if !to.overwrite || there.id == node.id {
        let path = there.full_path();
        return Err(Refused::new(
            StatusCode::PRECONDITION_FAILED,
            format!("{path} exists already"),
        ));
    }
    call.must_not_be_held(&there, when)?;
    node::remove(db, &there)?;
    Ok(true)
}
