//! What the commands that list take.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use jiff::Timestamp;

use damson_app::settings;

use crate::complete;

#[derive(Debug, Args)]
pub(crate) struct List {
    /// The folder; else the root of the DAM
    #[arg(default_value = "/", add = complete::paths())]
    pub(crate) path: String,
    /// Show size, time and who changed it
    #[arg(long, short)]
    pub(crate) long: bool,
    /// Only assets of this status; can be given more than once
    #[arg(long, value_enum, value_name = "STATUS")]
    pub(crate) status: Vec<ShownStatus>,
    /// Only what you have checked out
    #[arg(long)]
    pub(crate) mine: bool,
    /// Only what is on this computer
    #[arg(long)]
    pub(crate) here: bool,
    /// Everything known below the folder, not only its direct children
    #[arg(long)]
    pub(crate) below: bool,
    /// Sort all of it; else folders first, then by name, within what the server tells at once
    ///
    /// A folder of some hundred entries comes at once, and so is in order of names. Of a larger one
    /// the first rows are printed while the server still tells of the others. What is here alone
    /// comes last. With this, or with a choice of rows, everything is read before it is printed.
    #[arg(long, value_enum, value_name = "BY")]
    pub(crate) sort: Option<Order>,
    /// Turn the order around
    #[arg(long)]
    pub(crate) reverse: bool,
    /// Do not ask the server; show what is known
    #[arg(long)]
    pub(crate) offline: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShownStatus {
    CloudOnly,
    AvailableLocally,
    EditedLocally,
    ModifiedRemotely,
    EditingConflict,
    RemovedRemotely,
    NewLocally,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Order {
    Name,
    Status,
    Size,
    Modified,
    Type,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what").args(["text", "name", "kind", "theirs", "orientation", "from_size", "below_size", "tags", "rating", "approval", "expired"]).required(true).multiple(true))]
pub(crate) struct Find {
    /// Words anywhere in name and metadata; `*` and `?` stand for other characters
    pub(crate) text: Option<String>,
    /// A pattern for the name alone: `hero*.psd`
    #[arg(long, value_name = "PATTERN")]
    pub(crate) name: Option<String>,
    /// Only below this folder
    #[arg(long = "in", value_name = "PATH", add = complete::paths())]
    pub(crate) within: Option<String>,
    /// Only of this type: `image/*`, `video/mp4`; can be given more than once
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) kind: Vec<String>,
    /// Only what you have checked out
    #[arg(long)]
    pub(crate) mine: bool,
    /// Only what others have checked out; with `--mine`, what anybody has
    #[arg(long)]
    pub(crate) theirs: bool,
    /// Only pictures of this shape
    #[arg(long, value_name = "SHAPE")]
    pub(crate) orientation: Option<Shape>,
    /// Only files of this size or more: `20M`, `1G`
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(crate) from_size: Option<u64>,
    /// Only files smaller than this
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(crate) below_size: Option<u64>,
    /// Only what has this tag or one below it (`damson meta tags` finds them); can be given more than once
    #[arg(long = "tag", value_name = "TAG")]
    pub(crate) tags: Vec<String>,
    /// Only what has so many stars or more
    #[arg(long, value_name = "STARS", value_parser = clap::value_parser!(u8).range(1..=5))]
    pub(crate) rating: Option<u8>,
    /// Only what a reviewer decided so on
    #[arg(long, value_name = "DECISION")]
    pub(crate) approval: Option<Decision>,
    /// Only what has expired, or will have by this date: `2027-01-31`
    #[arg(long, value_name = "DATE", num_args = 0..=1, default_missing_value = "now", value_parser = moment)]
    pub(crate) expired: Option<Timestamp>,
    /// At most so many
    #[arg(long, default_value_t = 200, value_name = "NUMBER")]
    pub(crate) limit: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Decision {
    Approved,
    Rejected,
    Undecided,
}

/// The end of a day, where no time is given.
fn moment(text: &str) -> Result<Timestamp, String> {
    if text == "now" {
        return Ok(Timestamp::now());
    }
    let wanted = || "a date such as 2027-01-31 is wanted".to_owned();
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Ok(moment);
    }
    let day: jiff::civil::Date = text.parse().map_err(|_| wanted())?;
    let end = day.at(23, 59, 59, 0).to_zoned(jiff::tz::TimeZone::system());
    Ok(end.map_err(|_| wanted())?.timestamp())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shape {
    Landscape,
    Portrait,
    Square,
}

fn size(text: &str) -> Result<u64, String> {
    settings::read_size(text).ok_or_else(|| "a size such as 20M or 1G is wanted".to_owned())
}

#[derive(Debug, Args)]
pub(crate) struct Renditions {
    /// The assets
    #[arg(required = true, value_name = "PATH", add = complete::paths())]
    pub(crate) paths: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct State {
    /// One asset or folder; else everything
    #[arg(add = complete::paths())]
    pub(crate) path: Option<String>,
    /// End with 4 when anything is in conflict, and with 8 when anything else is changed
    #[arg(long)]
    pub(crate) exit_code: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Links {
    /// The documents; each is downloaded if it isn't here
    #[arg(required = true, add = complete::paths())]
    pub(crate) paths: Vec<String>,
    /// Download what they link to, and bring older copies up to date
    #[arg(long)]
    pub(crate) get: bool,
    /// List the documents that link to these assets, as far as Damson has read them here
    #[arg(long, conflicts_with_all = ["get", "upload_missing"])]
    pub(crate) used_by: bool,
    /// Upload what they link to and the server lacks, as far as it is on this computer
    #[arg(long, conflicts_with = "get")]
    pub(crate) upload_missing: bool,
    /// Do not ask before files from outside the cache folder are uploaded
    #[arg(long, short, requires = "upload_missing")]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Package {
    /// The document; it and what it links to are downloaded if they aren't here
    #[arg(add = complete::paths())]
    pub(crate) path: String,
    /// A folder on this computer, outside the cache folder; the package becomes a new folder in it
    #[arg(value_name = "FOLDER")]
    pub(crate) into: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Locks {
    #[command(subcommand)]
    pub(crate) verb: LocksVerb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LocksVerb {
    /// List what is checked out, and by whom
    #[command(visible_alias = "list")]
    Ls(LocksList),
}

#[derive(Debug, Args)]
pub(crate) struct LocksList {
    /// The folder to look below; else everything
    #[arg(default_value = "/", add = complete::paths())]
    pub(crate) path: String,
    /// Only what you have checked out
    #[arg(long)]
    pub(crate) mine: bool,
    /// Do not ask the server; show what is known
    #[arg(long)]
    pub(crate) offline: bool,
}
