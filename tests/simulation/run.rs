//! Playing many seeds, and making a failing one small.
#![expect(
    clippy::print_stdout,
    reason = "histories and sums are read at a terminal"
)]

use std::{collections::BTreeMap, env, panic, sync::Once, thread, time::Instant};

use damson_engine::sabotage::{self, Sabotage};

use crate::{
    computer::PANICS,
    dice::generate,
    history::History,
    world::{self, Played},
};

/// Which seeds are played.
#[derive(Debug, Clone)]
pub struct Budget {
    pub first: u64,
    pub count: u64,
}

/// What came of many seeds.
#[derive(Debug, Default)]
pub struct Sum {
    pub seeds: u64,
    pub steps: u64,
    pub effects: u64,
    pub crashes: u64,
    pub cycles: u64,
    pub strikes: BTreeMap<&'static str, u64>,
    pub failing: Vec<(u64, String)>,
    pub seconds: f64,
}

impl Budget {
    pub fn part(nth: u64, usual: u64) -> Self {
        let count = number("DAMSON_SEEDS").unwrap_or(usual);
        let first = number("DAMSON_FIRST").unwrap_or(0);
        Self {
            first: first + nth * count,
            count,
        }
    }
}

impl Sum {
    fn add(&mut self, seed: u64, outcome: Played) {
        self.seeds += 1;
        self.steps += outcome.steps;
        self.effects += outcome.effects;
        self.crashes += outcome.crashes;
        self.cycles += outcome.cycles;
        for (kind, count) in outcome.strikes {
            *self.strikes.entry(kind).or_default() += count;
        }
        if let Some(first) = outcome.violations.first() {
            self.failing.push((seed, first.clone()));
        }
    }

    pub fn expect_none(&self) {
        println!("{}", self.words());
        if let Some((seed, _)) = self.failing.first() {
            let small = shrink(&generate(*seed));
            let said = tell(&small);
            println!("{said}");
        }
        let mut sorts: BTreeMap<String, Vec<u64>> = BTreeMap::new();
        for (seed, what) in &self.failing {
            sorts.entry(sort(what)).or_default().push(*seed);
        }
        assert!(sorts.is_empty(), "failing seeds: {sorts:#?}");
    }

    pub fn words(&self) -> String {
        let faults: u64 = self.strikes.values().sum();
        format!(
            "{} seeds, {} steps, {} effects, {} crashes, {} cycles to rest, {faults} faults {:?}, {:.0} s",
            self.seeds,
            self.steps,
            self.effects,
            self.crashes,
            self.cycles,
            self.strikes,
            self.seconds
        )
    }
}

/// What sort of failure it is: its words without names and numbers.
fn sort(what: &str) -> String {
    what.split_whitespace()
        .filter(|word| !word.contains(['.', '/', '#', '~']) && word.parse::<u64>().is_err())
        .take(12)
        .collect::<Vec<_>>()
        .join(" ")
}

pub fn run(budget: &Budget) -> Sum {
    let began = Instant::now();
    let mut sum = Sum::default();
    for seed in budget.first..budget.first + budget.count {
        sum.add(seed, play(&generate(seed)));
    }
    sum.seconds = began.elapsed().as_secs_f64();
    sum
}

/// Plays a history; a panic anywhere in it is a violation.
pub(crate) fn play(history: &History) -> Played {
    listen();
    let me = thread::current().id();
    take_panics(me);
    let played = panic::catch_unwind(|| world::play(history));
    let panics = take_panics(me);
    let mut outcome = played.unwrap_or_default();
    for panic in panics {
        outcome.lines.push(format!("!! {panic}"));
        outcome.violations.push(panic);
    }
    outcome
}

fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let mut panics = PANICS.lock().expect("nobody panics with it");
            panics.push((thread::current().id(), format!("panic: {info}")));
            drop(panics);
            if !damson_engine::simulation::is_on() {
                usual(info);
            }
        }));
    });
}

fn take_panics(me: thread::ThreadId) -> Vec<String> {
    let mut panics = PANICS.lock().expect("nobody panics with it");
    let mine = panics
        .iter()
        .filter(|(id, _)| *id == me)
        .map(|(_, said)| said.clone())
        .collect();
    panics.retain(|(id, _)| *id != me);
    mine
}

/// Drops steps for as long as it still fails in the same way.
pub(crate) fn shrink(history: &History) -> History {
    let Some(first) = play(history).violations.first().map(|what| sort(what)) else {
        return history.clone();
    };
    let fails = |history: &History| {
        play(history)
            .violations
            .first()
            .is_some_and(|what| sort(what) == first)
    };
    let mut small = history.clone();
    let mut chunk = small.steps.len() / 2;
    while chunk > 0 {
        let mut at = 0;
        while at < small.steps.len() {
            let mut shorter = small.clone();
            let end = (at + chunk).min(shorter.steps.len());
            shorter.steps.drain(at..end);
            if fails(&shorter) {
                small = shorter;
            } else {
                at += chunk;
            }
        }
        chunk /= 2;
    }
    small
}

/// A history and what came of it, readably.
pub(crate) fn tell(history: &History) -> String {
    let outcome = play(history);
    format!(
        "seed {}: {:?}\n{}\n{}",
        history.seed,
        history.setting,
        outcome.lines.join("\n"),
        outcome.violations.join("\n")
    )
}

pub fn show(seed: u64) {
    let history = generate(seed);
    let outcome = play(&history);
    if outcome.violations.is_empty() {
        println!("{}", tell(&history));
        println!("seed {seed} holds");
        return;
    }
    let small = shrink(&history);
    println!("{}", tell(&small));
    panic!(
        "seed {seed} fails; the {} steps above are what is needed of {}",
        small.steps.len(),
        history.steps.len()
    );
}

pub fn number(name: &str) -> Option<u64> {
    env::var(name).ok()?.parse().ok()
}

/// Two plays of one seed are the same to the letter.
pub fn expect_same_twice(seed: u64) {
    let history = generate(seed);
    let (one, other) = (play(&history), play(&history));
    assert_eq!(one.lines, other.lines, "seed {seed}");
}

/// Which broken promises were noticed, each with the seed and the words.
#[derive(Debug, Default)]
pub struct Caught {
    by: Vec<(Sabotage, Option<(u64, String)>)>,
}

/// Breaks one promise after the other, and plays seeds until somebody notices.
pub fn sabotage(switches: &[Sabotage], seeds: u64) -> Caught {
    let only = env::var("DAMSON_SABOTAGE").ok();
    let mut caught = Caught::default();
    for switch in switches {
        if only
            .as_ref()
            .is_some_and(|only| *only != format!("{switch:?}"))
        {
            continue;
        }
        let noticed = (0..seeds).find_map(|seed| {
            let history = generate(seed);
            sabotage::switch(Some(*switch));
            let outcome = play(&history);
            sabotage::switch(None);
            let what = outcome.violations.first()?;
            // It only counts where the promise holds when nobody breaks it.
            let holds = play(&history).violations.is_empty();
            holds.then(|| (seed, what.clone()))
        });
        caught.by.push((*switch, noticed));
    }
    caught
}

impl Caught {
    pub fn words(&self) -> String {
        let lines = self.by.iter().map(|(switch, noticed)| match noticed {
            Some((seed, what)) => format!("{:<26}seed {seed:>4}  {what}", format!("{switch:?}")),
            None => format!("{:<26}not noticed", format!("{switch:?}")),
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    pub fn expect_all(&self) {
        let missed = self.by.iter().filter(|(_, noticed)| noticed.is_none());
        let missed: Vec<_> = missed.map(|(switch, _)| switch).collect();
        assert!(missed.is_empty(), "not noticed: {missed:?}");
    }
}

/// As many seeds as `DAMSON_SEEDS` says, for `DAMSON_HOURS` at most.
pub fn many() -> Sum {
    let began = Instant::now();
    let hours = number("DAMSON_HOURS").unwrap_or(u64::MAX / 3_600);
    let count = number("DAMSON_SEEDS").unwrap_or(u64::MAX);
    let first = number("DAMSON_FIRST").unwrap_or(0);
    let mut sum = Sum::default();
    for seed in first..first.saturating_add(count) {
        if began.elapsed().as_secs() >= hours * 3_600 {
            break;
        }
        sum.add(seed, play(&generate(seed)));
        if seed % 1_000 == 999 {
            println!("{}", sum.words());
        }
    }
    sum.seconds = began.elapsed().as_secs_f64();
    sum
}
