//! Rules of the house that a machine can check.

#![expect(
    clippy::unwrap_used,
    reason = "a rule that can't be read is a broken one"
)]

mod arrows;
mod floors;
mod glossary;
mod named;
mod paths;
mod sources;
mod words;
