//! Ours, a peer and the physical limit, in turn, on the same data: ratios, not times.

mod apache;
mod contest;
mod demo;
mod idle;
mod lines;
mod link;
mod list;
mod ours;
mod peers;
mod process;
mod run;
mod save;
mod sink;
mod slow;
mod table;
mod trees;

use anyhow::{Result, ensure};
use clap::{Args, ValueEnum};

use crate::run::build;
use table::Report;

#[derive(Args)]
pub(crate) struct BenchArgs {
    /// Which cases; all of them when none is named
    #[arg(value_enum)]
    cases: Vec<Case>,
    /// How often each contestant runs
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Divides the number of files and the size of the large one, to try things out
    #[arg(long, default_value_t = 1)]
    smaller: u64,
    /// Of the cases with several kinds of files only these: small, middling, large
    #[arg(long, value_name = "KIND")]
    only: Vec<String>,
    /// How long nothing happens in the case `idle`
    #[arg(long, default_value_t = 10.0)]
    minutes: f64,
    /// Takes our programs from this folder instead of building them
    #[arg(long, value_name = "FOLDER")]
    programs: Option<std::path::PathBuf>,
    /// Where the figures go as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<std::path::PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Case {
    /// Download from Apache (WebDAV): small files, middling ones, a large one; rclone, curl
    Download,
    /// A tree of 10,000 files from Apache, then the same again with nothing changed; rclone
    Mirror,
    /// 50,000 files that are here and have not changed, from Apache; rclone, curl, find
    Unchanged,
    /// The start of a program that has 100,000 files to look at; git, rclone, find
    Scan,
    /// Upload to Apache: the same three; rclone, curl
    Upload,
    /// Download from the demo server (AEM, blobs elsewhere): the same three; curl
    DownloadAem,
    /// Upload to the demo server (direct upload); Adobe's own client
    UploadAem,
    /// A folder of 100,000 assets on the demo server: its first row, and all of it; curl
    List,
    /// One save among 100,000 copies until somebody who watches sees it; inotifywait
    Save,
    /// 1,000 small files and a large one over a long, narrow, lossy link; rclone, curl
    Slow,
    /// Nothing happens, with 100,000 files; syncthing
    Idle,
}

const ALL: [Case; 11] = [
    Case::Download,
    Case::Mirror,
    Case::Unchanged,
    Case::Scan,
    Case::Upload,
    Case::DownloadAem,
    Case::UploadAem,
    Case::List,
    Case::Save,
    Case::Slow,
    Case::Idle,
];

/// Runs the cases and prints a table of each.
pub(crate) fn bench(args: &BenchArgs) -> Result<()> {
    ensure!(
        cfg!(target_os = "linux"),
        "the peers and the figures of processes are those of Linux"
    );
    ensure!(
        args.runs > 0 && args.smaller > 0 && args.minutes > 0.0,
        "nothing to run"
    );
    let programs = match &args.programs {
        Some(programs) => programs.clone(),
        None => build(&["damson", "damson-demo-server"], true)?,
    };
    let cases = if args.cases.is_empty() {
        &ALL[..]
    } else {
        &args.cases[..]
    };
    let mut report = Report::new(args.json.clone());
    for case in cases {
        let setup = contest::Setup {
            programs: programs.clone(),
            runs: args.runs,
            smaller: args.smaller,
            only: args.only.clone(),
            minutes: args.minutes,
        };
        match case {
            Case::Download => apache::download(&setup, &mut report)?,
            Case::Mirror => apache::mirror(&setup, &mut report)?,
            Case::Unchanged => apache::all_unchanged(&setup, &mut report)?,
            Case::Scan => apache::scan(&setup, &mut report)?,
            Case::Upload => apache::upload(&setup, &mut report)?,
            Case::DownloadAem => demo::download(&setup, &mut report)?,
            Case::UploadAem => demo::upload(&setup, &mut report)?,
            Case::List => list::list(&setup, &mut report)?,
            Case::Save => save::save(&setup, &mut report)?,
            Case::Slow => slow::slow(&setup, &mut report)?,
            Case::Idle => idle::idle(&setup, &mut report)?,
        }
    }
    Ok(())
}
