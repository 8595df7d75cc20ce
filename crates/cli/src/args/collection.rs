//! What `collection` takes.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::complete;

#[derive(Debug, Args)]
pub(crate) struct Collections {
    #[command(subcommand)]
    pub(crate) verb: CollectionVerb,
}

/// A collection is named by its title, by the titles on the way to it (`Press/Social posts`), or by
/// its id.
#[derive(Debug, Subcommand)]
pub(crate) enum CollectionVerb {
    /// List the collections, each with those in it
    Ls,
    /// List the members of a collection, in its order
    Show(CollectionShow),
    /// Add assets and folders to a static collection
    Add(CollectionEdit),
    /// Remove assets and folders from a static collection; they stay in the DAM
    Remove(CollectionEdit),
    /// Download the members of a collection
    Get(CollectionGet),
    /// Download the members of a collection, and copy them side by side into a folder
    Export(CollectionExport),
}

#[derive(Debug, Args)]
pub(crate) struct CollectionShow {
    /// The collection
    #[arg(add = complete::collections())]
    pub(crate) name: String,
    /// At most so many
    #[arg(long, default_value_t = 1_000, value_name = "NUMBER")]
    pub(crate) limit: u64,
}

#[derive(Debug, Args)]
pub(crate) struct CollectionEdit {
    /// The collection
    #[arg(add = complete::collections())]
    pub(crate) name: String,
    /// The assets and folders
    #[arg(required = true, value_name = "PATH", add = complete::paths())]
    pub(crate) paths: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct CollectionGet {
    /// The collection
    #[arg(add = complete::collections())]
    pub(crate) name: String,
    /// Do not ask before a folder is downloaded
    #[arg(long, short)]
    pub(crate) yes: bool,
    /// Do it although an asset has expired, is rejected or needs a licence
    #[arg(long)]
    pub(crate) anyway: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CollectionExport {
    #[command(flatten)]
    pub(crate) get: CollectionGet,
    /// The folder; nothing there is overwritten
    #[arg(long, value_name = "FOLDER")]
    pub(crate) to: PathBuf,
    /// A rendition in place of the original: `web`, `fpo`, `thumbnail`, or a name that `damson
    /// renditions` lists; an asset without it is reported
    #[arg(long, value_name = "RENDITION")]
    pub(crate) rendition: Option<String>,
}
