//! Metadata of the in-memory server.

use damson_core::DamPath;

use super::tree::{State, not_found};
use crate::{Metadata, MetadataEdit, Result, TagSuggestion};

/// The whole vocabulary: ids and titles.
const VOCABULARY: [(&str, &str); 3] = [
    ("fruit:apple", "Apple"),
    ("fruit:pear", "Pear"),
    ("season:harvest", "Harvest"),
];

impl State {
    pub(super) fn metadata(&self, path: &DamPath) -> Result<&Metadata> {
        let node = self.nodes.get(path).ok_or_else(|| not_found(path))?;
        Ok(&node.metadata)
    }

    pub(super) fn set_metadata(
        &mut self,
        user: &str,
        path: &DamPath,
        edit: &MetadataEdit,
    ) -> Result<Metadata> {
        let mut metadata = self.metadata(path)?.clone();
        let changes = edit.missing_from(path, &metadata)?;
        if changes.is_empty() {
            return Ok(metadata);
        }
        for (name, change) in changes {
            match change.applied(metadata.fields.get(name)) {
                Some(value) => metadata.fields.insert(name.to_owned(), value),
                None => metadata.fields.remove(name),
            };
        }
        self.keep_metadata(user, path, metadata.clone());
        Ok(metadata)
    }
}

pub(super) fn suggestions(text: &str) -> Vec<TagSuggestion> {
    let text = text.to_lowercase();
    VOCABULARY
        .into_iter()
        .filter(|(_, title)| title.to_lowercase().contains(&text))
        .map(|(id, title)| TagSuggestion {
            id: id.to_owned(),
            title: title.to_owned(),
            place: None,
        })
        .collect()
}
