//! `damson man`.

use std::{fs, path::Path};

use clap::CommandFactory;
use clap_mangen::Man as Page;
use damson_app::UserError;

use crate::{
    args::{Cli, Man},
    exit::Exit,
    failure::Failure,
    output::Output,
    words::say,
};

/// Prints the first page of the manual, or writes all of them.
pub(crate) fn man(args: &Man, output: &Output) -> Result<Exit, Failure> {
    let mut command = Cli::command().display_name("damson");
    command.build();
    let Some(folder) = &args.to else {
        let mut page = Vec::new();
        Page::new(command).render(&mut page)?;
        output.raw(&page)?;
        return Ok(Exit::Done);
    };
    fs::create_dir_all(folder).map_err(|error| UserError::io(&error, folder))?;
    let written = write(&command, "damson", folder)?;
    let folder = folder.to_string_lossy();
    output.result(say!(
        "man-written",
        count = u64::from(written),
        folder = folder.as_ref()
    ))?;
    Ok(Exit::Done)
}

/// A page for a command and for each below it.
fn write(command: &clap::Command, name: &str, folder: &Path) -> Result<u32, Failure> {
    let file = folder.join(format!("{name}.1"));
    let failed = |error: std::io::Error| UserError::io(&error, &file);
    let mut page = fs::File::create(&file).map_err(failed)?;
    Page::new(command.clone().display_name(name))
        .title(name)
        .render(&mut page)
        .map_err(failed)?;
    let mut written = 1;
    let below = command.get_subcommands();
    for command in below.filter(|command| !command.is_hide_set() && command.get_name() != "help") {
        written += write(command, &format!("{name}-{}", command.get_name()), folder)?;
    }
    Ok(written)
}
