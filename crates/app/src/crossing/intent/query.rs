//! What is searched on the server, and which rows are shown.

use serde::{Deserialize, Serialize};

use crate::crossing::view::{ApprovalView, OrientationView, RowOrderView, StatusView};

/// A search in the server; what is empty does not restrict.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct SearchQuery {
    /// Words anywhere in name and metadata, with `*` and `?`.
    pub text: String,
    /// A pattern for the name alone.
    pub name: String,
    /// Only below this folder.
    pub within: Option<String>,
    /// Any of these; `image/*` works.
    pub media_types: Vec<String>,
    /// Checked out by this person, or (`false`) by nobody.
    pub mine: Option<bool>,
    /// RFC 3339.
    pub changed_after: Option<String>,
    pub changed_before: Option<String>,
    /// Checked out by somebody else; with `mine`, by anybody.
    pub theirs: bool,
    /// So many bytes or more, and fewer.
    pub size_from: Option<u64>,
    pub size_below: Option<u64>,
    /// Pictures of that shape, as far as their dimensions are known.
    pub orientation: Option<OrientationView>,
    /// Ids of tags, all of them; what has a tag below one has that, too.
    pub tags: Vec<String>,
    /// So many stars or more, 1 to 5.
    pub rating_from: Option<u8>,
    /// What a reviewer decided; `undecided` is what is neither approved nor rejected.
    pub approval: Option<ApprovalView>,
    /// RFC 3339: what has expired by that moment.
    pub expires_by: Option<String>,
}

/// Which rows, and how ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RowsQuery {
    pub scope: RowsScope,
    #[serde(default)]
    pub filter: RowsFilter,
    pub order: RowOrderView,
    #[serde(default)]
    pub descending: bool,
    #[serde(default)]
    pub offset: u64,
    /// At most 1,000.
    pub limit: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "of", rename_all = "kebab-case")]
pub enum RowsScope {
    /// Direct children.
    Folder {
        path: String,
    },
    /// Everything known below.
    Below {
        path: String,
    },
    One {
        path: String,
    },
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct RowsFilter {
    /// Any of these; empty for all.
    pub statuses: Vec<StatusView>,
    /// Checked out by this person.
    pub mine: bool,
    pub pinned: bool,
    pub problems: bool,
    /// Words that are all in the name or the title, without case; one with `*` or `?` is the pattern of
    /// a whole one.
    pub name: String,
    /// Leave out what is only on the server.
    pub here: bool,
    /// Folders alone.
    pub folders: bool,
    /// No folders.
    pub assets: bool,
    /// Checked out by somebody else; with `mine`, by anybody.
    pub theirs: bool,
    /// Pictures of that shape, as far as their dimensions are known.
    pub orientation: Option<OrientationView>,
    /// So many bytes or more, and fewer.
    pub size_from: Option<u64>,
    pub size_below: Option<u64>,
    /// Checked out by anybody (`true`), or by nobody.
    pub locked: Option<bool>,
    /// Any of these media types; `image/*` stands for all of a family.
    pub types: Vec<String>,
    /// RFC 3339: what was modified then or later, and before.
    pub modified_from: Option<String>,
    pub modified_before: Option<String>,
}

impl RowsQuery {
    /// The first page of a scope by name.
    ///
    /// ```
    /// use damson_app::intent::{RowsFilter, RowsQuery, RowsScope};
    ///
    /// let path = "/Campaigns".to_owned();
    /// let checked_out = RowsQuery {
    ///     filter: RowsFilter {
    ///         mine: true,
    ///         ..RowsFilter::default()
    ///     },
    ///     ..RowsQuery::new(RowsScope::Below { path })
    /// };
    /// assert_eq!(checked_out.limit, 1_000);
    /// ```
    pub fn new(scope: RowsScope) -> Self {
        Self {
            scope,
            filter: RowsFilter::default(),
            order: RowOrderView::Name,
            descending: false,
            offset: 0,
            limit: 1_000,
        }
    }
}
