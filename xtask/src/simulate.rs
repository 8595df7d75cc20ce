//! Random histories: one seed read closely, many for a night, or promises broken on purpose.

use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::run::{cargo, step};

#[derive(Args)]
pub(crate) struct SimulateArgs {
    /// Plays this seed alone and prints its history; a failing one is made small first
    #[arg(long, conflicts_with_all = ["seeds", "hours", "sabotage"])]
    seed: Option<u64>,
    /// So many seeds
    #[arg(long)]
    seeds: Option<u64>,
    /// For so many hours at most
    #[arg(long)]
    hours: Option<u64>,
    /// The first seed
    #[arg(long, default_value_t = 0)]
    first: u64,
    /// Breaks one promise after the other, and shows which seed notices
    #[arg(long)]
    sabotage: bool,
}

/// How many seeds each half of the test command plays.
const HALF: u64 = 1_250;

/// What the test command plays: seeds, promises broken on purpose, histories that once failed.
pub(crate) fn test() -> Result<()> {
    step(
        "simulation",
        tests()
            .args(["--", "--nocapture"])
            .env("DAMSON_SEEDS", HALF.to_string()),
    )
}

/// The simulation, optimised: it plays four times as much in the same time.
fn tests() -> Command {
    let mut tests = cargo();
    tests
        .args(["test", "--quiet", "--profile", "simulation"])
        .args(["-p", "damson-simulation", "--all-features"])
        .args(["--test", "simulation"]);
    tests
}

/// Plays what is asked for.
pub(crate) fn simulate(args: &SimulateArgs) -> Result<()> {
    let test = match args {
        SimulateArgs { seed: Some(_), .. } => "one",
        SimulateArgs { sabotage: true, .. } => "every_sabotage_is_caught",
        SimulateArgs { .. } => "many",
    };
    let mut play = tests();
    play.args(["--", "--exact", test])
        .args(["--include-ignored", "--nocapture"])
        .env("DAMSON_FIRST", args.first.to_string());
    let numbers = [
        ("DAMSON_SEED", args.seed),
        ("DAMSON_SEEDS", args.seeds),
        ("DAMSON_HOURS", args.hours),
    ];
    for (name, number) in numbers {
        if let Some(number) = number {
            play.env(name, number.to_string());
        }
    }
    step("simulation", &mut play)
}
