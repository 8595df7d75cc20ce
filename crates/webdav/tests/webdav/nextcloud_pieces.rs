//! The stand-in's folder for pieces of uploads, after Nextcloud's own source (`apps/dav/lib/Upload`):
//! pieces are files with tags of their own, to which the server's usual conditions apply; what is
//! removed there is in no bin. None of the tests puts pieces together here.

use std::{collections::BTreeMap, sync::Mutex};

use axum::response::Response;

use crate::{
    mock::{Asked, FOLDER, multistatus, resource, status},
    nextcloud::{Like, is_unmet},
};

pub(crate) const PIECES: &str = "/remote.php/dav/uploads";

/// Folders with the tags of their pieces.
#[derive(Default)]
pub(crate) struct Pieces(Mutex<State>);

#[derive(Default)]
struct State {
    written: u64,
    folders: BTreeMap<String, BTreeMap<String, String>>,
}

impl Pieces {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.lock().unwrap().folders.is_empty()
    }

    pub(crate) fn answer(&self, asked: &Asked, like: Like, inside: &str) -> Response {
        let (folder, name) = inside.split_once('/').unwrap_or((inside, ""));
        let mut state = self.0.lock().unwrap();
        if asked.method == "MKCOL" && name.is_empty() {
            let made = state.folders.insert(folder.to_owned(), BTreeMap::new());
            return status(if made.is_none() { 201 } else { 405 });
        }
        state.written += 1;
        let fresh = format!("\"{:032x}\"", state.written);
        let Some(pieces) = state.folders.get_mut(folder) else {
            return status(404);
        };
        let tag = pieces.get(name).cloned();
        if asked.method != "PROPFIND"
            && !like.conditions_are_lost
            && is_unmet(asked, tag.as_deref())
        {
            return status(412);
        }
        match (asked.method.as_str(), tag) {
            ("PROPFIND", _) if name.is_empty() => multistatus(&resource(&asked.path, FOLDER)),
            ("PROPFIND", Some(tag)) => multistatus(&resource(
                &asked.path,
                &format!("<d:resourcetype/><d:getetag>{tag}</d:getetag>"),
            )),
            ("PUT", tag) => {
                pieces.insert(name.to_owned(), fresh);
                status(if tag.is_none() { 201 } else { 204 })
            }
            ("DELETE", _) if name.is_empty() => {
                state.folders.remove(folder);
                status(204)
            }
            ("DELETE", Some(_)) => {
                pieces.remove(name);
                status(204)
            }
            ("PROPFIND" | "DELETE", None) => status(404),
            _ => status(405),
        }
    }
}
