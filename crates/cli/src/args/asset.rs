//! What the commands about assets and folders take.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Commands that only take paths.
macro_rules! of_paths {
    ($($name:ident)*) => {$(
        #[derive(Debug, Args)]
        pub(crate) struct $name {
            /// Where it is in the DAM
            #[arg(required = true, value_name = "PATH")]
            pub(crate) paths: Vec<String>,
        }
    )*};
}

of_paths!(Open Edit CheckOut Update Free Reveal Web Pin Unpin);

#[derive(Debug, Args)]
pub(crate) struct Get {
    /// Where it is in the DAM
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<String>,
    /// Do not ask before a folder is downloaded
    #[arg(long, short)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CheckIn {
    /// Where it is in the DAM
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<String>,
    /// Check in although edits were not uploaded; they stay on this computer
    #[arg(long, alias = "discard-lock-with-edits")]
    pub(crate) anyway: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Put {
    /// Where it is in the DAM
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<String>,
    /// What you changed; kept with the version
    #[arg(long, short = 'm', value_name = "COMMENT")]
    pub(crate) message: Option<String>,
    /// Stay checked out after the upload
    #[arg(long)]
    pub(crate) keep_checked_out: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Upload {
    /// Files and folders on this computer
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The folder of the DAM
    #[arg(long, short, value_name = "PATH")]
    pub(crate) to: String,
    /// Only show what would be sent: names that change, and what exists already
    #[arg(long)]
    pub(crate) dry_run: bool,
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
    /// Where it is in the DAM
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<String>,
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
    pub(crate) path: String,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// Where it is in the DAM
    pub(crate) path: String,
    /// The version, as `damson history` shows it
    pub(crate) version: String,
    /// Do not ask
    #[arg(long, short)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Await {
    #[arg(required = true)]
    pub(crate) paths: Vec<String>,
    /// Wait for them no longer
    #[arg(long)]
    pub(crate) no: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Release {
    /// Where it is in the DAM
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<String>,
    /// Do not ask
    #[arg(long, short)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Move {
    /// Where it is in the DAM
    pub(crate) from: String,
    /// The folder to move it into, or its path with another name
    pub(crate) to: String,
}

#[derive(Debug, Args)]
pub(crate) struct Copy {
    /// Where it is in the DAM
    pub(crate) from: String,
    /// The folder to copy it into, or the path of the copy
    pub(crate) to: String,
}

#[derive(Debug, Args)]
pub(crate) struct Delete {
    /// Where it is in the DAM
    #[arg(required = true, value_name = "PATH")]
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
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<String>,
}
