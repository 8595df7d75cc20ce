//! Medians, their spread, and what they are against the others.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::run::Cost;

/// Everything that was measured so far.
#[derive(Debug)]
pub(crate) struct Report {
    cases: Vec<Value>,
    /// Has the cases at any time: one that fails takes no other with it.
    file: Option<PathBuf>,
}

/// What one contestant's runs came to.
#[derive(Debug, Clone, Copy)]
struct Figures {
    wall: Spread,
    cpu: Spread,
    memory: Spread,
}

#[derive(Debug, Clone, Copy)]
struct Spread {
    median: f64,
    least: f64,
    most: f64,
}

impl Report {
    pub(crate) fn new(file: Option<PathBuf>) -> Self {
        Self {
            cases: Vec::new(),
            file,
        }
    }

    /// Prints a case, ours first, and keeps it.
    pub(crate) fn add(&mut self, case: &str, rows: &[(String, Vec<Cost>)]) -> Result<()> {
        let figures: Vec<_> = rows
            .iter()
            .map(|(name, costs)| (name.as_str(), Figures::of(costs)))
            .collect();
        println!("\n{case}");
        println!(
            "  {:<34} {:>22} {:>8} {:>22} {:>8} {:>9}",
            "", "wall (least–most) s", "ours ÷", "CPU (least–most) s", "ours ÷", "peak"
        );
        let Some((_, ours)) = figures.first() else {
            return Ok(());
        };
        for (name, figures) in &figures {
            println!(
                "  {name:<34} {:>22} {:>8} {:>22} {:>8} {:>6.0} MB",
                figures.wall.text(),
                ratio(ours.wall, figures.wall),
                figures.cpu.text(),
                ratio(ours.cpu, figures.cpu),
                figures.memory.median / 1e6,
            );
        }
        let rows: Vec<_> = figures
            .iter()
            .map(|(name, figures)| {
                json!({
                    "name": name,
                    "wall_seconds": figures.wall.json(),
                    "cpu_seconds": figures.cpu.json(),
                    "peak_bytes": figures.memory.json(),
                    "ours_by_wall": ours.wall.median / figures.wall.median,
                    "ours_by_cpu": ours.cpu.median / figures.cpu.median,
                })
            })
            .collect();
        self.keep(json!({ "case": case, "contestants": rows }))
    }

    /// Keeps a case that has figures of its own and was shown.
    pub(crate) fn keep(&mut self, case: Value) -> Result<()> {
        self.cases.push(case);
        let Some(file) = &self.file else {
            return Ok(());
        };
        let text = serde_json::to_string_pretty(&self.cases)?;
        fs::write(file, text + "\n").with_context(|| format!("writing {}", file.display()))
    }
}

/// Ours by theirs; against nothing there is no ratio.
fn ratio(ours: Spread, theirs: Spread) -> String {
    let ratio = ours.median / theirs.median;
    if ratio.is_finite() {
        format!("{ratio:.2}")
    } else {
        "–".to_owned()
    }
}

impl Figures {
    fn of(costs: &[Cost]) -> Self {
        Self {
            wall: Spread::of(costs.iter().map(|cost| cost.wall)),
            cpu: Spread::of(costs.iter().map(|cost| cost.cpu)),
            memory: Spread::of(costs.iter().map(|cost| cost.memory)),
        }
    }
}

impl Spread {
    fn of(figures: impl Iterator<Item = f64>) -> Self {
        let mut figures: Vec<f64> = figures.collect();
        figures.sort_by(f64::total_cmp);
        let at = |index: usize| figures.get(index).copied().unwrap_or(f64::NAN);
        Self {
            median: at(figures.len() / 2),
            least: at(0),
            most: at(figures.len().saturating_sub(1)),
        }
    }

    fn text(self) -> String {
        format!("{:.2} ({:.2}–{:.2})", self.median, self.least, self.most)
    }

    fn json(self) -> Value {
        json!({ "median": self.median, "least": self.least, "most": self.most })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_that_of_the_middle() {
        let spread = Spread::of([3.0, 1.0, 2.0].into_iter());
        assert_eq!(spread.text(), "2.00 (1.00–3.00)");
    }
}
