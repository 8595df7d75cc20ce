//! `damson completions`.

use clap::CommandFactory;

use crate::{
    args::{Cli, Completions},
    exit::Exit,
    failure::Failure,
    output::Output,
};

/// Prints what the shell needs to complete commands and options.
pub(crate) fn completions(args: &Completions, output: &Output) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "damson", &mut script);
    output.raw(&script)?;
    Ok(Exit::Done)
}
