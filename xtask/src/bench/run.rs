//! One run of one program: how long, how much of the processor, how much memory.

use std::{
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, bail};
use wait4::Wait4;

/// What a run cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) wall: f64,
    /// Seconds of the processor, of the program and what it started.
    pub(crate) cpu: f64,
    /// Bytes, at its peak.
    pub(crate) memory: f64,
}

/// Runs a program to its end, without its output.
pub(crate) fn run(name: &str, command: &mut Command) -> Result<Cost> {
    let quiet = std::env::var_os("DAMSON_BENCH_LOUD").is_none();
    let output = || {
        if quiet {
            Stdio::null()
        } else {
            Stdio::inherit()
        }
    };
    let start = Instant::now();
    let child = command
        .stdin(Stdio::null())
        .stdout(output())
        .stderr(output())
        .spawn()
        .with_context(|| {
            format!(
                "{name}: {} can't be started",
                command.get_program().display()
            )
        })?;
    let used = child.wait4()?;
    let wall = start.elapsed().as_secs_f64();
    if !used.status.success() {
        bail!(
            "{name} failed: {}; DAMSON_BENCH_LOUD=1 shows what it says",
            used.status
        );
    }
    Ok(Cost {
        wall,
        cpu: (used.rusage.utime + used.rusage.stime).as_secs_f64(),
        memory: used.rusage.maxrss as f64,
    })
}
