//! Seeds of the test command.

use damson_engine::sabotage::Sabotage;
use damson_simulation::run::{self, Budget};

/// How many seeds each half of the test command plays, unless `DAMSON_SEEDS` says otherwise.
const SEEDS: u64 = 50;

#[test]
fn seeds_a() {
    run::run(&Budget::part(0, SEEDS)).expect_none();
}

#[test]
fn seeds_b() {
    run::run(&Budget::part(1, SEEDS)).expect_none();
}

#[test]
fn a_seed_plays_the_same_twice() {
    for seed in 0..20 {
        run::expect_same_twice(seed);
    }
}

/// Promises that are broken on purpose are noticed.
#[test]
fn sabotage_is_caught() {
    let soon = [
        Sabotage::NoRecheckBeforeUpload,
        Sabotage::NoRecheckBeforeReplacing,
        Sabotage::BaseBeforeVerifying,
        Sabotage::NoRecovered,
        Sabotage::IgnoreLocks,
    ];
    run::sabotage(&soon, 400).expect_all();
}

/// `cargo xtask simulate --sabotage`.
#[test]
#[ignore = "takes minutes"]
fn every_sabotage_is_caught() {
    let caught = run::sabotage(&Sabotage::ALL, 2_000);
    println!("{}", caught.words());
    caught.expect_all();
}

/// `cargo xtask simulate --seed N`.
#[test]
#[ignore = "for one seed, by hand"]
fn one() {
    run::show(run::number("DAMSON_SEED").expect("DAMSON_SEED is the seed"));
}

/// `cargo xtask simulate --seeds N --hours H`.
#[test]
#[ignore = "for as long as one likes"]
fn many() {
    run::many().expect_none();
}
