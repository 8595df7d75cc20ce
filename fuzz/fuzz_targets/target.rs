//! Feeds one target, which `DAMSON_FUZZ_TARGET` names: `cargo xtask fuzz` runs them all.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;

#[path = "../targets.rs"]
mod targets;

static TARGET: OnceLock<targets::Target> = OnceLock::new();

fuzz_target!(|data: &[u8]| {
    let target = TARGET.get_or_init(|| {
        let named = std::env::var("DAMSON_FUZZ_TARGET").expect("DAMSON_FUZZ_TARGET names a target");
        let found = targets::TARGETS.iter().find(|(name, _)| *name == named);
        found.expect("it is one of the targets").1
    });
    target(data);
});
