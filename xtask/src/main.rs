//! What is done twice: `cargo xtask demo | test | cross | peers | …`.
#![expect(
    clippy::print_stdout,
    reason = "a task tells the person at the terminal what it does"
)]

mod bench;
mod crashes;
mod cross;
mod demo;
mod fuzz;
mod measure;
mod peers;
mod run;
mod simulate;
mod test;
mod window;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "What is done twice around Damson")]
struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Opens the window on a demo DAM; without a display, plays the main job in the terminal
    Demo(demo::DemoArgs),
    /// All checks: formatting, lints, licences and bans, unit, property, scenario, end-to-end tests
    Test(test::TestArgs),
    /// Checks for Windows and macOS; runs the tests as Windows programs where that is possible
    Cross,
    /// Adobe's own open upload client against the demo server, both personalities
    Peers,
    /// Fuzzes everything that reads a server's words; for every night
    Fuzz(fuzz::FuzzArgs),
    /// Kills Damson in the middle of its work, thousands of times, and looks for what was lost
    Crashes(crashes::CrashesArgs),
    /// Peak memory: list 100,000 assets; upload and download a large file
    Measure(measure::MeasureArgs),
    /// Ours beside a peer and the physical limit, on the same data in the same run, as ratios
    Bench(bench::BenchArgs),
    /// Random histories of desks, network and server, from seeds
    Simulate(simulate::SimulateArgs),
    /// Writes docs/errors.md from the catalogue of the command line
    Docs,
    /// Writes the window's TypeScript types from the Rust ones
    Types,
    /// The real window, driven as a person does (Linux)
    WindowTests(window::WindowTestsArgs),
    /// The window's page in Chromium over the development bridge
    BrowserTests,
    /// Pictures of every screen, in both sizes, themes and languages
    Tour(window::TourArgs),
    /// An installer of the window for this system
    Bundle {
        /// `deb`, `rpm`, `msi`, `nsis`, `app`, `dmg`; those of the configuration if none is named
        formats: Vec<String>,
    },
}

fn main() -> anyhow::Result<()> {
    match Args::parse().task {
        Task::Demo(args) => demo::demo(&args),
        Task::Test(args) => test::test(&args),
        Task::Cross => cross::cross(),
        Task::Peers => peers::peers(),
        Task::Fuzz(args) => fuzz::fuzz(&args),
        Task::Crashes(args) => crashes::crashes(&args),
        Task::Measure(args) => measure::measure(&args),
        Task::Bench(args) => bench::bench(&args),
        Task::Simulate(args) => simulate::simulate(&args),
        Task::Docs => test::write_docs(),
        Task::Types => test::write_types(),
        Task::WindowTests(args) => window::tests(&args),
        Task::BrowserTests => window::browser_tests(),
        Task::Tour(args) => window::tour(&args),
        Task::Bundle { formats } => window::bundle(&formats),
    }
}
