//! Stories that hold on every server: every action and its refusals (states.md, section 3), every
//! row of the table of statuses (section 2), two people, files from anywhere.
//!
//! They are compiled once for each server; the module above says which by its `World`.

mod conflicts;
mod copies;
mod editing;
mod linked;
mod renaming_new;
mod status;
mod together;
mod tree;
mod upload_here;
mod uploading;

use damson_core::Action;
use damson_engine::{ActOptions, EngineError, Outcome};
use damson_tests::dam;

use super::World;

/// Somebody else and Jane wrote different bytes.
async fn conflict() -> World {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/a.psd", "mine");
    world.there("shoot/a.psd", "theirs").await;
    world.settle().await;
    world
}

async fn to(world: &World, action: Action, path: &str, to: &str) -> Result<Outcome, EngineError> {
    let options = ActOptions {
        to: Some(dam(to)),
        ..ActOptions::default()
    };
    world.act_with(action, path, options).await
}

/// The refusal of an action as a short text.
fn refusal(error: &EngineError) -> String {
    if let EngineError::Refused { refusal, .. } = error {
        return format!("{refusal:?}");
    }
    error.to_string()
}
