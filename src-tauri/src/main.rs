//! Damson's desktop application.
// Without it a console window opens beside the application on Windows.
#![cfg_attr(windows, windows_subsystem = "windows")]

fn main() -> anyhow::Result<()> {
    damson_desktop::run()
}
