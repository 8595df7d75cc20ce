//! What a process uses while it runs, as Linux tells it.

use std::{
    collections::BTreeMap,
    fs, thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};

/// What a process used since it began; of several together, the sum.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Used {
    /// Seconds of the processor, in steps of a hundredth.
    pub(crate) cpu: f64,
    /// Bytes that are in memory.
    pub(crate) memory: f64,
    /// Bytes, at its peak.
    pub(crate) peak: f64,
}

/// The unit of `/proc/PID/stat`, which is the same on every Linux.
const TICKS: f64 = 100.0;

/// What one process used.
pub(crate) fn used(pid: u32) -> Result<Used> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))
        .with_context(|| format!("process {pid} has ended"))?;
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let kilobytes = |name: &str| number(&status, name).unwrap_or(0) as f64 * 1024.0;
    Ok(Used {
        cpu: (stat_field(&stat, 14) + stat_field(&stat, 15)) as f64 / TICKS,
        memory: kilobytes("VmRSS:"),
        peak: kilobytes("VmHWM:"),
    })
}

/// Waits until a process and those that it started use no processor for a while.
pub(crate) fn wait_until_quiet(pid: u32) -> Result<()> {
    const QUIET: Duration = Duration::from_secs(3);
    let end = Instant::now() + Duration::from_mins(10);
    let (mut before, mut since) = (f64::NAN, Instant::now());
    while since.elapsed() < QUIET {
        ensure!(Instant::now() < end, "process {pid} does not come to rest");
        let cpu = family(pid)
            .into_iter()
            .filter_map(|pid| Some(used(pid).ok()?.cpu))
            .sum::<f64>();
        if cpu.total_cmp(&before).is_ne() {
            (before, since) = (cpu, Instant::now());
        }
        thread::sleep(Duration::from_millis(200));
    }
    Ok(())
}

/// Counts what a process and those that it started use from its beginning on.
#[derive(Debug)]
pub(crate) struct Tally {
    pid: u32,
    cpu: BTreeMap<u32, (f64, f64)>,
    /// Of each thread, how often it was switched to when it was seen first, and last.
    switches: BTreeMap<u32, (u64, u64)>,
    memory: f64,
}

impl Tally {
    pub(crate) fn begin(pid: u32) -> Result<Self> {
        used(pid)?;
        let mut tally = Self {
            pid,
            cpu: BTreeMap::new(),
            switches: BTreeMap::new(),
            memory: 0.0,
        };
        tally.look(true);
        Ok(tally)
    }

    /// To be called every few seconds: what a thread did is gone with it.
    pub(crate) fn again(&mut self) {
        self.look(false);
    }

    /// Seconds of the processor.
    pub(crate) fn cpu(&self) -> f64 {
        self.cpu.values().map(|(from, to)| to - from).sum()
    }

    /// How often any of its threads was woken.
    pub(crate) fn switches(&self) -> u64 {
        self.switches.values().map(|(from, to)| to - from).sum()
    }

    /// Bytes that were in memory when it was looked at last.
    pub(crate) fn memory(&self) -> f64 {
        self.memory
    }

    fn look(&mut self, begins: bool) {
        self.memory = 0.0;
        for pid in family(self.pid) {
            let Ok(Used { cpu, memory, .. }) = used(pid) else {
                continue;
            };
            self.memory += memory;
            let from = if begins { cpu } else { 0.0 };
            self.cpu.entry(pid).or_insert((from, cpu)).1 = cpu;
            for (thread, count) in switches(pid) {
                let from = if begins { count } else { 0 };
                self.switches.entry(thread).or_insert((from, count)).1 = count;
            }
        }
    }
}

/// A process and everything that it started.
fn family(pid: u32) -> Vec<u32> {
    let mut family = vec![pid];
    let mut at = 0;
    while let Some(parent) = family.get(at).copied() {
        at += 1;
        let tasks = fs::read_dir(format!("/proc/{parent}/task"));
        for task in tasks.into_iter().flatten().flatten() {
            let children = fs::read_to_string(task.path().join("children")).unwrap_or_default();
            family.extend(
                children
                    .split_whitespace()
                    .filter_map(|child| child.parse::<u32>().ok()),
            );
        }
    }
    family
}

/// Of each thread of a process, how often it gave the processor away or lost it.
fn switches(pid: u32) -> Vec<(u32, u64)> {
    let tasks = fs::read_dir(format!("/proc/{pid}/task"));
    tasks
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|task| {
            let thread = task.file_name().to_str()?.parse().ok()?;
            let status = fs::read_to_string(task.path().join("status")).ok()?;
            let given = number(&status, "voluntary_ctxt_switches:")?;
            let lost = number(&status, "nonvoluntary_ctxt_switches:")?;
            Some((thread, given + lost))
        })
        .collect()
}

fn number(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

/// A field as `man proc` counts them; the name of the program may have spaces in it.
fn stat_field(stat: &str, field: usize) -> u64 {
    let rest = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let value = rest.split_whitespace().nth(field.saturating_sub(3));
    value.and_then(|value| value.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_counted_after_the_name_of_the_program() {
        let stat = "7 (a (b) c) S 1 7 7 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 1 0 9";
        assert_eq!((stat_field(stat, 14), stat_field(stat, 15)), (250, 50));
    }

    #[test]
    fn a_line_of_the_status_is_found_by_its_whole_name() {
        let status =
            "voluntary_ctxt_switches:\t5\nnonvoluntary_ctxt_switches:\t2\nVmRSS:\t 12 kB\n";
        assert_eq!(number(status, "nonvoluntary_ctxt_switches:"), Some(2));
        assert_eq!(number(status, "voluntary_ctxt_switches:"), Some(5));
        assert_eq!(number(status, "VmRSS:"), Some(12));
    }
}
