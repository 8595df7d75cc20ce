//! What a call is checked for before it does anything.

use damson_core::DamPath;

use super::{
    names::Named,
    tree::{State, not_found},
};
use crate::{Error, ErrorKind, Result};

pub(super) fn supported(can: bool) -> Result<()> {
    if can {
        Ok(())
    } else {
        Err(ErrorKind::Unsupported.into())
    }
}

pub(super) fn named(state: &State, path: &DamPath) -> Named {
    if state.is_folder(path) {
        Named::Folder
    } else {
        Named::Asset
    }
}

/// Whether something can be put there: the folder exists, the place is empty.
pub(super) fn check_free(state: &State, path: &DamPath) -> Result<()> {
    if state.nodes.contains_key(path) {
        return Err(Error::new(ErrorKind::Exists).about(path));
    }
    let parent = path.parent().unwrap_or_default();
    if state.is_folder(&parent) {
        Ok(())
    } else {
        Err(not_found(&parent))
    }
}
