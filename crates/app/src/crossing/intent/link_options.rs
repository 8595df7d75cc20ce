//! What is done about the files that a document links to.

use serde::{Deserialize, Serialize};

/// What is done about files that the server has not, before the document is uploaded that links to
/// them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum MissingLinks {
    /// The document is uploaded, and the answer names them.
    Tell,
    /// Nothing is uploaded: the error `links-missing`.
    Ask,
    /// Those that are on this computer are uploaded first.
    Upload,
}

/// Which linked assets an action may fetch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum LinksAllowed {
    None,
    /// Bytes; 0 for any number.
    UpTo {
        assets: u64,
        bytes: u64,
    },
}
