//! Between what crosses to front ends and the words of the core, the engine and the connectors. Pure.

pub(crate) mod commands;
mod failures;
mod fields;
pub(crate) mod outcomes;
mod rows;
mod snapshots;
mod words;
