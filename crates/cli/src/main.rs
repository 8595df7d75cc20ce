//! `damson`: the headless client.

mod acting;
mod args;
mod ask;
mod commands;
mod exit;
mod failure;
mod human;
mod output;
mod place;
mod progress;
mod report;
mod rows;
mod session;
mod style;
mod table;
mod words;

use std::process::ExitCode;

use anyhow::Context as _;
use clap::Parser as _;

use crate::{args::Cli, output::Output};

fn main() -> anyhow::Result<ExitCode> {
    let cli = Cli::parse();
    log_to_stderr();
    let output = Output::new(&cli.global);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the program's threads could not be started")?;
    let end = runtime.block_on(commands::run(&cli, output.clone()));
    // A thread that waits for the terminal must not keep the program.
    runtime.shutdown_background();
    let exit = end.unwrap_or_else(|failure| report::failure(&failure, &output));
    Ok(exit.into())
}

/// Logs are for who looks for a fault: `DAMSON_LOG=debug`.
fn log_to_stderr() {
    let Ok(wanted) = std::env::var("DAMSON_LOG") else {
        return;
    };
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::new(wanted))
        .with_writer(std::io::stderr)
        .init();
}
