//! What the commands about assets and folders take.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::complete;

/// Commands that only take paths.
macro_rules! of_paths {
    ($($name:ident)*) => {$(
        #[derive(Debug, Args)]
        pub(crate) struct $name {
            /// Where it is in the DAM; `*` and `?` stand for other characters
            #[arg(required = true, value_name = "PATH", add = complete::paths())]
            pub(crate) paths: Vec<String>,
        }
    )*};
}

/// Commands that take assets, and folders for all that is in them.
macro_rules! of_many {
    ($($name:ident, $all:literal;)*) => {$(
        #[derive(Debug, Args)]
        pub(crate) struct $name {
            #[command(flatten)]
            pub(crate) which: Which,
            #[doc = $all]
            #[arg(long, short)]
            pub(crate) all: bool,
        }
    )*};
}

/// Which assets a command is about.
#[derive(Debug, Args)]
pub(crate) struct Which {
    /// Where it is in the DAM; `*` and `?` stand for other characters
    #[arg(value_name = "PATH", required_unless_present = "all", add = complete::paths())]
    pub(crate) paths: Vec<String>,
    /// Everything below the folders that are named
    #[arg(long, short)]
    pub(crate) recursive: bool,
}

/// Commands that open files in their applications.
macro_rules! opening {
    ($($name:ident)*) => {$(
        #[derive(Debug, Args)]
        pub(crate) struct $name {
            /// Where it is in the DAM; `*` and `?` stand for other characters
            #[arg(required = true, value_name = "PATH", add = complete::paths())]
            pub(crate) paths: Vec<String>,
            /// Do not download the files that it links to first
            #[arg(long)]
            pub(crate) no_links: bool,
            /// Do it although an asset has expired, is rejected or needs a licence
            #[arg(long)]
            pub(crate) anyway: bool,
        }
    )*};
}

/// Commands that hand files over.
macro_rules! using {
    ($($name:ident)*) => {$(
        #[derive(Debug, Args)]
        pub(crate) struct $name {
            /// Where it is in the DAM; `*` and `?` stand for other characters
            #[arg(required = true, value_name = "PATH", add = complete::paths())]
            pub(crate) paths: Vec<String>,
            /// Do it although an asset has expired, is rejected or needs a licence
            #[arg(long)]
            pub(crate) anyway: bool,
        }
    )*};
}

opening!(Open Edit);
using!(Reveal Pin);
of_paths!(Free Web Unpin);
of_many!(Update, "All that somebody changed on the server";);

#[derive(Debug, Args)]
pub(crate) struct CheckOut {
    /// Where it is in the DAM; `*` and `?` stand for other characters
    #[arg(value_name = "PATH", required = true, add = complete::paths())]
    pub(crate) paths: Vec<String>,
    /// Everything below the folders that are named
    #[arg(long, short)]
    pub(crate) recursive: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Get {
    /// Where it is in the DAM; `*` and `?` stand for other characters
    #[arg(required = true, value_name = "PATH", add = complete::paths())]
    pub(crate) paths: Vec<String>,
    /// Put copies into this folder as well, outside the cache folder; nothing there is overwritten
    #[arg(long, value_name = "FOLDER")]
    pub(crate) to: Option<PathBuf>,
    /// With --to: all files side by side, without the folders they are in
    #[arg(long, requires = "to")]
    pub(crate) flat: bool,
    /// With --to: a rendition in place of the original: `web`, `fpo`, `thumbnail`, or a name that
    /// `damson renditions` lists; an asset without it is reported
    #[arg(long, requires = "to", value_name = "RENDITION")]
    pub(crate) rendition: Option<String>,
    /// Do not ask before a folder is downloaded
    #[arg(long, short)]
    pub(crate) yes: bool,
    /// Do it although an asset has expired, is rejected or needs a licence
    #[arg(long)]
    pub(crate) anyway: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CheckIn {
    #[command(flatten)]
    pub(crate) which: Which,
    /// All that you have checked out
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Check in although edits were not uploaded; they stay on this computer
    #[arg(long, alias = "discard-lock-with-edits")]
    pub(crate) anyway: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Put {
    #[command(flatten)]
    pub(crate) which: Which,
    /// All that you edited
    #[arg(long, short)]
    pub(crate) all: bool,
    /// What you changed; kept with the version
    #[arg(long, short = 'm', value_name = "COMMENT")]
    pub(crate) message: Option<String>,
    /// Stay checked out after the upload
    #[arg(long)]
    pub(crate) keep_checked_out: bool,
    /// First upload the files that a document links to and the server lacks
    #[arg(long)]
    pub(crate) with_links: bool,
    /// Do not look whether the server has the files that a document links to
    #[arg(long, conflicts_with = "with_links")]
    pub(crate) no_links: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Upload {
    /// Files and folders on this computer
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The folder of the DAM
    #[arg(long, short, value_name = "PATH", add = complete::paths())]
    pub(crate) to: String,
    /// What to do when an asset of that name exists
    #[arg(long, value_enum, default_value_t = WhenTaken::Skip, value_name = "WHAT")]
    pub(crate) if_exists: WhenTaken,
    /// A comment for further versions of what exists
    #[arg(long, short, value_name = "COMMENT")]
    pub(crate) message: Option<String>,
    /// Do not ask when names will change
    #[arg(long, short)]
    pub(crate) yes: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum WhenTaken {
    /// Leave the asset alone
    Skip,
    /// Upload as its next version
    NewVersion,
    /// Upload under a free name
    KeepBoth,
}

#[derive(Debug, Args)]
pub(crate) struct Discard {
    #[command(flatten)]
    pub(crate) which: Which,
    /// All that you edited
    #[arg(long, short)]
    pub(crate) all: bool,
    /// Check in as well
    #[arg(long)]
    pub(crate) check_in: bool,
    /// Do not ask
    #[arg(long, short)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Resolve {
    /// Where it is in the DAM
    #[arg(value_name = "PATH", add = complete::paths())]
    pub(crate) path: String,
    /// Which side to keep; without it both sides are shown
    #[arg(long, value_enum, value_name = "SIDE")]
    pub(crate) keep: Option<Side>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Side {
    /// Yours becomes the next version once you upload it; theirs stays in the history
    Mine,
    /// Theirs is downloaded; yours is kept in Recovered
    Theirs,
    /// Yours is renamed and stays beside theirs
    Both,
}

#[derive(Debug, Args)]
pub(crate) struct History {
    /// Where it is in the DAM
    #[arg(value_name = "PATH", add = complete::paths())]
    pub(crate) path: String,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// Where it is in the DAM
    #[arg(value_name = "PATH", add = complete::paths())]
    pub(crate) path: String,
    /// The version, as `damson history` shows it
    pub(crate) version: String,
    /// Do not ask
    #[arg(long, short)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Await {
    /// Where it is in the DAM; `*` and `?` stand for other characters
    #[arg(required = true, value_name = "PATH", add = complete::paths())]
    pub(crate) paths: Vec<String>,
    /// Stop waiting for them
    #[arg(long)]
    pub(crate) no: bool,
    /// Wait here until they are free
    #[arg(long, conflicts_with = "no")]
    pub(crate) wait: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Release {
    /// Where it is in the DAM; `*` and `?` stand for other characters
    #[arg(required = true, value_name = "PATH", add = complete::paths())]
    pub(crate) paths: Vec<String>,
    /// Do not ask
    #[arg(long, short)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Move {
    /// Where it is in the DAM
    #[arg(value_name = "FROM", add = complete::paths())]
    pub(crate) from: String,
    /// The folder to move it into, or its path with another name
    #[arg(value_name = "TO", add = complete::paths())]
    pub(crate) to: String,
}

#[derive(Debug, Args)]
pub(crate) struct Copy {
    /// Where it is in the DAM
    #[arg(value_name = "FROM", add = complete::paths())]
    pub(crate) from: String,
    /// The folder to copy it into, or the path of the copy
    #[arg(value_name = "TO", add = complete::paths())]
    pub(crate) to: String,
}

#[derive(Debug, Args)]
pub(crate) struct Delete {
    /// Where it is in the DAM; `*` and `?` stand for other characters
    #[arg(required = true, value_name = "PATH", add = complete::paths())]
    pub(crate) paths: Vec<String>,
    /// Do not ask
    #[arg(long, short)]
    pub(crate) yes: bool,
    /// Delete a folder although you have assets in it checked out
    #[arg(long)]
    pub(crate) anyway: bool,
}

#[derive(Debug, Args)]
pub(crate) struct MakeFolder {
    /// Where it will be in the DAM
    #[arg(required = true, value_name = "PATH", add = complete::paths())]
    pub(crate) paths: Vec<String>,
    /// Make the folders above it as well; a folder that is there already is fine
    #[arg(long, short)]
    pub(crate) parents: bool,
}
