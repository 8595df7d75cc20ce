//! Random histories from one seed: everything that desks, a network and a server do, in any order,
//! checked against the world's own record of all bytes that anybody ever wrote.
#![cfg(feature = "simulation")]

pub mod cases;
mod computer;
mod dice;
mod disk;
mod happen;
mod history;
mod line;
mod outside;
mod power;
mod record;
pub mod run;
mod scene;
mod truth;
mod world;
