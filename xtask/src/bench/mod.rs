//! Ours, a peer and the physical limit, in turn, on the same data: ratios, not times.

mod apache;
mod contest;
mod demo;
mod ours;
mod peers;
mod run;
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
}

const ALL: [Case; 7] = [
    Case::Download,
    Case::Mirror,
    Case::Unchanged,
    Case::Scan,
    Case::Upload,
    Case::DownloadAem,
    Case::UploadAem,
];

/// Runs the cases and prints a table of each.
pub(crate) fn bench(args: &BenchArgs) -> Result<()> {
    ensure!(
        cfg!(target_os = "linux"),
        "the peers and the figures of processes are those of Linux"
    );
    ensure!(args.runs > 0 && args.smaller > 0, "nothing to run");
    let programs = match &args.programs {
        Some(programs) => programs.clone(),
        None => build(&["damson", "damson-demo-server"], true)?,
    };
    let cases = if args.cases.is_empty() {
        &ALL[..]
    } else {
        &args.cases[..]
    };
    let mut report = Report::default();
    for case in cases {
        let setup = contest::Setup {
            programs: programs.clone(),
            runs: args.runs,
            smaller: args.smaller,
        };
        match case {
            Case::Download => apache::download(&setup, &mut report)?,
            Case::Mirror => apache::mirror(&setup, &mut report)?,
            Case::Unchanged => apache::all_unchanged(&setup, &mut report)?,
            Case::Scan => apache::scan(&setup, &mut report)?,
            Case::Upload => apache::upload(&setup, &mut report)?,
            Case::DownloadAem => demo::download(&setup, &mut report)?,
            Case::UploadAem => demo::upload(&setup, &mut report)?,
        }
    }
    if let Some(file) = &args.json {
        report.write(file)?;
    }
    Ok(())
}
