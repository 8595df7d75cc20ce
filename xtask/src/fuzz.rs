//! Coverage-guided fuzzing of what reads a server's words, with the stable toolchain.
//!
//! libFuzzer only wants the compiler to count which code ran, which the stable one does on request;
//! the sanitizers that `cargo fuzz` adds want another toolchain and look for faults of `unsafe`
//! code, of which Damson has none.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::run::{cargo, command, root, step};

#[derive(Args)]
pub(crate) struct FuzzArgs {
    /// How long each target runs
    #[arg(long, default_value_t = 300)]
    seconds: u64,
    /// Only these targets (`fuzz/targets.rs`)
    only: Vec<String>,
}

/// What counts the code that ran.
const FLAGS: [&str; 7] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
    "--cfg=fuzzing",
];

/// Builds the fuzzer and runs every target. An input that makes a reader panic, take 512 MB or ten
/// seconds ends the run and is kept in `fuzz/artifacts`; mend it, and move it to `fuzz/corpus`.
pub(crate) fn fuzz(args: &FuzzArgs) -> Result<()> {
    ensure!(cfg!(unix), "libFuzzer is built for Unix here");
    let fuzz = root().join("fuzz");
    let host = host()?;
    // Named, so that the flags leave build scripts alone.
    step(
        "building the fuzzer",
        cargo()
            .args(["build", "--release", "--target", &host, "--target-dir"])
            .arg(root().join("target/fuzz"))
            .current_dir(&fuzz)
            .env("RUSTFLAGS", FLAGS.join(" ")),
    )?;
    let program = root().join(format!("target/fuzz/{host}/release/target"));
    for target in targets(&fuzz)? {
        if args.only.is_empty() || args.only.contains(&target) {
            run(&fuzz, &program, &target, args.seconds)?;
        }
    }
    Ok(())
}

fn host() -> Result<String> {
    let output = command("rustc").arg("-vV").output()?;
    let text = String::from_utf8(output.stdout)?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc names no host")
}

/// One folder of the corpus each.
fn targets(fuzz: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(fuzz.join("corpus"))? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

fn run(fuzz: &Path, program: &Path, target: &str, seconds: u64) -> Result<()> {
    // What is found grows beside the corpus, which is kept small by hand.
    let grown = fuzz.join("grown").join(target);
    let artifacts = fuzz.join("artifacts").join(target);
    fs::create_dir_all(&grown)?;
    fs::create_dir_all(&artifacts)?;
    step(
        &format!("fuzzing {target}"),
        command(program)
            .arg(&grown)
            .arg(fuzz.join("corpus").join(target))
            .arg(format!("-max_total_time={seconds}"))
            .arg(format!("-artifact_prefix={}/", artifacts.display()))
            .args(["-timeout=10", "-rss_limit_mb=512", "-max_len=65536"])
            .arg("-print_final_stats=1")
            .env("DAMSON_FUZZ_TARGET", target),
    )
}
