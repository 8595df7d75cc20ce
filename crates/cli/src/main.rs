//! `damson`: the headless client.

mod acting;
mod args;
mod ask;
mod commands;
mod complete;
mod dry_run;
mod exit;
mod failure;
mod human;
mod json;
mod output;
mod place;
mod progress;
mod report;
mod rows;
mod session;
mod style;
mod table;
mod width;
mod words;

use std::process::ExitCode;

use anyhow::Context as _;
use clap::{CommandFactory as _, Parser as _};

use damson_app::{Dirs, logs};
use damson_words::Language;

use crate::{
    args::{Cli, Global, Verb},
    commands::completions,
    exit::Exit,
    output::Output,
};

fn main() -> anyhow::Result<ExitCode> {
    words::speak(words::language::of_this_person());
    // A shell asks what may come next.
    clap_complete::CompleteEnv::with_factory(Cli::command)
        .var(completions::VARIABLE)
        .complete();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return Ok(usage(&error)),
    };
    if cli.global.json {
        // What programs read is the same everywhere.
        words::speak(Language::English);
    }
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

/// What was typed is no command: told as every other failure, as JSON where that was asked for.
fn usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // Help and version are results.
        let _ = error.print();
        return Exit::Done.into();
    }
    // The rest of what clap says is in English.
    words::speak(Language::English);
    let global = Global::as_typed();
    let output = Output::new(&global);
    let text = error.render().to_string();
    let text = text.strip_prefix("error: ").unwrap_or(&text).trim_end();
    let (what, hint) = text.split_once("\n\n").unwrap_or((text, ""));
    report::usage(what.trim_end(), hint.trim(), &output).into()
}

/// Logs are for who looks for a fault: in the logs folder, and with `DAMSON_LOG=debug` here.
fn log(verb: &Verb) {
    // These are no part of this person's Damson.
    let apart = matches!(
        verb,
        Verb::Demo(_) | Verb::Completions(_) | Verb::Errors(_) | Verb::Man(_) | Verb::Service(_)
    );
    let dirs = if apart {
        None
    } else {
        Dirs::of_this_person().ok()
    };
    logs::start_echoed(dirs.as_ref());
}
