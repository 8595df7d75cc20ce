//! The stories of `scenarios/everywhere` with the AEM connector, over HTTP: as both products, as
//! friendly as they get and as odd as they may be.

#![expect(
    clippy::duplicate_mod,
    reason = "the same stories are told of each server"
)]

mod aem65;
mod aem65_odd;
mod cloud;
mod cloud_odd;
mod fidelity;
mod late_index;

use damson_core::{ByteCount, policy::Policy};

/// Time can't be moved over HTTP, so that waiting for a file to be quiet takes real time.
fn policy() -> Policy {
    Policy {
        keep_free: ByteCount(0),
        quiet_ms: 50,
        ..Policy::default()
    }
}
