//! Contestants in turn: A B C A B C …, so that a noisy minute hits them all.

use std::{path::PathBuf, process::Command};

use anyhow::Result;

use super::{
    run::{Cost, run},
    table::Report,
    trees::Tree,
};

/// What every case needs.
pub(crate) struct Setup {
    /// Where our release programs are.
    pub(crate) programs: PathBuf,
    pub(crate) runs: usize,
    pub(crate) smaller: u64,
    /// Which kinds of files; all of them when none is named.
    pub(crate) only: Vec<String>,
    /// How long nothing happens.
    pub(crate) minutes: f64,
}

impl Setup {
    /// Those of the trees that somebody asked for.
    pub(crate) fn wanted(&self, trees: impl IntoIterator<Item = Tree>) -> Vec<Tree> {
        let named = |tree: &Tree| self.only.iter().any(|name| name == tree.name);
        let wanted = trees.into_iter();
        wanted
            .filter(|tree| self.only.is_empty() || named(tree))
            .collect()
    }
}

type Prepare<'a> = Box<dyn FnMut() -> Result<()> + 'a>;
type Commands<'a> = Box<dyn Fn() -> Vec<Command> + 'a>;
type Check<'a> = Box<dyn Fn() -> Result<()> + 'a>;

/// One who does the job: what is done before, what is measured (several programs are measured as
/// one), and how it is seen that the job was done.
pub(crate) struct Contestant<'a> {
    pub(crate) name: String,
    pub(crate) before: Prepare<'a>,
    pub(crate) commands: Commands<'a>,
    pub(crate) after: Check<'a>,
}

/// Lets all of them do it, and adds what it cost to the report. Ours comes first.
pub(crate) fn contest(
    setup: &Setup,
    case: &str,
    contestants: &mut [Contestant<'_>],
    report: &mut Report,
) -> Result<()> {
    let rows = let_all_do_it(setup, contestants)?;
    report.add(case, &rows)
}

/// As [`contest`], with a limit that nobody has to run for.
pub(crate) fn contest_with(
    setup: &Setup,
    case: &str,
    contestants: &mut [Contestant<'_>],
    (name, limit): (&str, Cost),
    report: &mut Report,
) -> Result<()> {
    let mut rows = let_all_do_it(setup, contestants)?;
    rows.push((name.to_owned(), vec![limit]));
    report.add(case, &rows)
}

fn let_all_do_it(
    setup: &Setup,
    contestants: &mut [Contestant<'_>],
) -> Result<Vec<(String, Vec<Cost>)>> {
    let mut rows: Vec<(String, Vec<Cost>)> = contestants
        .iter()
        .map(|contestant| (contestant.name.clone(), Vec::new()))
        .collect();
    for _ in 0..setup.runs {
        for (contestant, row) in contestants.iter_mut().zip(&mut rows) {
            (contestant.before)()?;
            let mut sum = Cost {
                wall: 0.0,
                cpu: 0.0,
                memory: 0.0,
            };
            for mut command in (contestant.commands)() {
                let cost = run(&contestant.name, &mut command)?;
                sum.wall += cost.wall;
                sum.cpu += cost.cpu;
                sum.memory = sum.memory.max(cost.memory);
            }
            (contestant.after)()?;
            row.1.push(sum);
        }
    }
    Ok(rows)
}
