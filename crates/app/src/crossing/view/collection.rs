//! A collection of assets and folders.

use serde::{Deserialize, Serialize};

use super::CollectionKindView;

/// A collection on the server, without its members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct CollectionView {
    /// As the server names it.
    pub id: String,
    pub title: String,
    pub description: Option<String>,
    pub kind: CollectionKindView,
    /// The id of the collection that it is in.
    pub parent: Option<String>,
    /// How many assets and folders it holds, where the server says.
    pub members: Option<u64>,
    /// Members may be added and removed, as far as the server says.
    pub editable: bool,
}
