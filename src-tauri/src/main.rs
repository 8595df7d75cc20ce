//! Damson's desktop application.
// Without it a console window opens beside the application on Windows.
#![cfg_attr(windows, windows_subsystem = "windows")]

use std::{env, io::Write as _};

use damson_desktop::start;

fn main() -> anyhow::Result<()> {
    if let Some(answer) = start::answer(env::args().skip(1)) {
        std::io::stdout().write_all(answer.as_bytes())?;
        return Ok(());
    }
    if let Some(problem) = start::problem() {
        anyhow::bail!(problem);
    }
    start::choose_renderer();
    damson_desktop::run()
}
