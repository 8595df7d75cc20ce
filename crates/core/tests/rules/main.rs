//! The rules as a whole: the rule book as one text, and what must hold whatever happens.

mod laws;
mod names;
mod no_loss;
mod promises;
mod rule_book;
mod situations;
mod trees;
mod world;

/// So many times the cases that proptest does by itself, or `PROPTEST_CASES` says.
fn many(times: u32) -> proptest::test_runner::Config {
    let usual = proptest::test_runner::Config::default();
    proptest::test_runner::Config::with_cases(usual.cases.saturating_mul(times))
}
