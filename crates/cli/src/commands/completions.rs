//! `damson completions`.

use clap_complete::env::Shells;

use crate::{args::Completions, exit::Exit, failure::Failure, output::Output, words::say};

/// The variable by which a shell asks this program for what may come next.
pub(crate) const VARIABLE: &str = "COMPLETE";

/// Prints what the shell needs to complete commands, options, connections and paths: it asks this
/// program.
pub(crate) fn completions(args: &Completions, output: &Output) -> Result<Exit, Failure> {
    let name = args.shell.to_string();
    let shells = Shells::builtins();
    let Some(shell) = shells.completer(&name) else {
        return Err(Failure::Usage {
            what: say!("failure-no-shell", name = name),
            hint: say!(
                "failure-no-shell"."todo",
                shells = shells.names().collect::<Vec<_>>().join(", ")
            ),
        });
    };
    let mut script = Vec::new();
    shell.write_registration(VARIABLE, "damson", "damson", "damson", &mut script)?;
    output.raw(&script)?;
    Ok(Exit::Done)
}
