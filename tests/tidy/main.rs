//! Rules of the house that a machine can check.

mod arrows;
mod sources;
mod words;
