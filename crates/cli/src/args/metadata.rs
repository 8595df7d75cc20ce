//! What `meta` takes.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::complete;

#[derive(Debug, Args)]
pub(crate) struct Meta {
    #[command(subcommand)]
    pub(crate) verb: MetaVerb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum MetaVerb {
    /// Show the metadata of assets, as the server has it now
    Get(MetaGet),
    /// Edit fields of the metadata, of one asset or of many at once
    ///
    /// Fields are named as the server names them, such as dc:title or cq:tags; `damson meta get`
    /// lists them. What is not named stays as it is. Also assets that somebody else has checked out
    /// can be edited: a check-out guards the file.
    Set(MetaSet),
    /// Suggest tags of the server's vocabulary
    Tags(MetaTags),
}

#[derive(Debug, Args)]
pub(crate) struct MetaGet {
    /// The assets
    #[arg(required = true, add = complete::paths())]
    pub(crate) paths: Vec<String>,
    /// All fields, not only those of the server's form
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Debug, Args)]
pub(crate) struct MetaSet {
    /// The assets
    #[arg(required = true, add = complete::paths())]
    pub(crate) paths: Vec<String>,
    /// Give a field this value; repeated, the values of a list
    #[arg(long, short, value_name = "FIELD=VALUE")]
    pub(crate) set: Vec<String>,
    /// Add a value to a list, such as a tag or a keyword
    #[arg(long, short, value_name = "FIELD=VALUE")]
    pub(crate) add: Vec<String>,
    /// Remove a value from a list
    #[arg(long, short, value_name = "FIELD=VALUE")]
    pub(crate) remove: Vec<String>,
    /// Remove a field altogether
    #[arg(long, value_name = "FIELD")]
    pub(crate) clear: Vec<String>,
    /// Read fields from a file of JSON, or from standard input for `-`: an object of values as
    /// `damson meta get --json` prints them in `fields`, and null for a field to be cleared
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct MetaTags {
    /// What the titles of the tags contain
    pub(crate) text: String,
}
