//! Seeds of the test command.

use damson_engine::sabotage::Sabotage;
use damson_simulation::{
    cases,
    run::{self, Budget},
};

/// How many seeds each half plays, unless `DAMSON_SEEDS` says otherwise as the test command does.
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

/// Histories that once failed.
mod once {
    use super::cases;

    #[test]
    fn a_former_hash_hides_no_version() {
        cases::a_former_hash_hides_no_version();
    }

    #[test]
    fn the_last_copy_stays() {
        cases::the_last_copy_stays();
    }

    #[test]
    fn a_renamed_failure_leaves_nothing() {
        cases::a_renamed_failure_leaves_nothing();
    }

    #[test]
    fn a_moved_folder_keeps_no_partial_file() {
        cases::a_moved_folder_keeps_no_partial_file();
    }

    #[test]
    fn an_end_that_was_not_noted_is_noted_later() {
        cases::an_end_that_was_not_noted_is_noted_later();
    }

    #[test]
    fn an_upload_goes_on_with_its_own_bytes() {
        cases::an_upload_goes_on_with_its_own_bytes();
    }

    #[test]
    fn a_disk_that_comes_later_is_gone_on_with() {
        cases::a_disk_that_comes_later_is_gone_on_with();
    }
}

/// Promises that are broken on purpose are noticed, each within the seeds that hold otherwise.
#[test]
fn every_sabotage_is_caught() {
    let caught = run::sabotage(&Sabotage::ALL, 1_000);
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
