//! A program whose lines are timed as they come.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use wait4::Wait4;

use super::{
    process::{self, Used},
    run::Cost,
};

/// A program that runs until this is dropped, or until it ends.
pub(crate) struct Lines {
    name: String,
    child: Child,
    printed: Receiver<(Instant, String)>,
}

impl Lines {
    pub(crate) fn start(name: &str, command: &mut Command) -> Result<Self> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{name} can't be started"))?;
        let output = child.stdout.take().context("no output")?;
        let (to, printed) = channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if to.send((Instant::now(), line)).is_err() {
                    return;
                }
            }
        });
        Ok(Self {
            name: name.to_owned(),
            child,
            printed,
        })
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// When the first line came that is wanted; those before it are gone.
    pub(crate) fn until(&self, wanted: impl Fn(&str) -> bool) -> Result<Instant> {
        let end = Instant::now() + MOST;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let Ok((at, line)) = self.printed.recv_timeout(left) else {
                bail!("{} did not print what was waited for", self.name);
            };
            if wanted(&line) {
                return Ok(at);
            }
        }
    }
}

/// Nothing takes longer, on the slowest computer.
const MOST: Duration = Duration::from_mins(5);

impl Drop for Lines {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What it cost until the first line that is wanted, and in all.
pub(crate) struct FirstAndWhole {
    pub(crate) first: Cost,
    pub(crate) whole: Cost,
    /// How many lines are as wanted.
    pub(crate) lines: u64,
}

/// Runs a program to its end, and reads what it prints.
pub(crate) fn first_and_whole(
    name: &str,
    command: &mut Command,
    wanted: impl Fn(&str) -> bool,
) -> Result<FirstAndWhole> {
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("{name} can't be started"))?;
    let output = child.stdout.take().context("no output")?;
    let (mut first, mut lines) = (None, 0);
    for line in BufReader::new(output).lines() {
        if !wanted(&line?) {
            continue;
        }
        lines += 1;
        if first.is_none() {
            let wall = start.elapsed().as_secs_f64();
            let Used { cpu, peak, .. } = process::used(child.id())?;
            first = Some(Cost {
                wall,
                cpu,
                memory: peak,
            });
        }
    }
    let used = child.wait4()?;
    let wall = start.elapsed().as_secs_f64();
    if !used.status.success() {
        bail!("{name} failed: {}", used.status);
    }
    Ok(FirstAndWhole {
        first: first.with_context(|| format!("{name} printed nothing"))?,
        whole: Cost {
            wall,
            cpu: (used.rusage.utime + used.rusage.stime).as_secs_f64(),
            memory: used.rusage.maxrss as f64,
        },
        lines,
    })
}
