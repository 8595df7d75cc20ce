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

use damson_app::{Dirs, logs};

use crate::{
    args::{Cli, Verb},
    output::Output,
};

fn main() -> anyhow::Result<ExitCode> {
    let cli = Cli::parse();
    log(&cli.verb);
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

/// Logs are for who looks for a fault: in the logs folder, and with `DAMSON_LOG=debug` here.
fn log(verb: &Verb) {
    // These are no part of this person's Damson.
    let apart = matches!(verb, Verb::Demo(_) | Verb::Completions(_) | Verb::Errors(_));
    let dirs = if apart {
        None
    } else {
        Dirs::of_this_person().ok()
    };
    logs::start_echoed(dirs.as_ref());
}
