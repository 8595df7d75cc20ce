//! Damson killed again and again, for longer than the tests do.

use anyhow::Result;
use clap::Args;

use crate::run::{cargo, step};

#[derive(Args)]
pub(crate) struct CrashesArgs {
    /// How many kills
    #[arg(long, default_value_t = 2_000)]
    kills: u64,
    /// Which random days; each seed is another one
    #[arg(long, default_value_t = 0)]
    seed: u64,
}

/// Runs the tests of crashes with that many kills.
pub(crate) fn crashes(args: &CrashesArgs) -> Result<()> {
    step(
        "crashes",
        cargo()
            .args(["test", "-p", "damson", "--test", "crashes", "--"])
            .args(["--nocapture", "--test-threads", "2"])
            .env("DAMSON_KILLS", args.kills.to_string())
            .env("DAMSON_SEED", args.seed.to_string()),
    )
}
