//! What expires, and what nobody is to use without a thought.

use std::{collections::BTreeMap, time::Duration};

use damson_core::{
    Action, Status, Timestamp,
    usage::{Restriction, Use},
};
use damson_remote::{FieldChange, FieldValue, MetadataEdit, Remote as _, Verb, metadata::known};
use damson_tests::dam;

use crate::World;

/// What a person writes into the metadata.
fn edit(name: &str, value: FieldValue) -> MetadataEdit {
    MetadataEdit {
        changes: BTreeMap::from([(name.to_owned(), FieldChange::Set(value))]),
        seen: None,
    }
}

async fn restrictions(world: &World, path: &str) -> Option<Vec<Restriction>> {
    world.row(path).await.expect("a row").restrictions
}

/// Nobody lists anything at the moment at which it happens.
#[tokio::test(start_paused = true)]
async fn what_expires_while_it_is_shown_is_shown_as_expired() {
    let world = World::synced([("a.psd", "v1")]).await;
    let engine = world.desk.engine();
    let now = world.desk.now();
    let expires = Timestamp((now.0 / 1_000 + 10) * 1_000);
    let saved = engine
        .set_metadata(
            &dam("a.psd"),
            &edit(known::EXPIRES, FieldValue::Date(expires)),
        )
        .await;
    saved.expect("saved");
    world.settle().await;
    assert_eq!(restrictions(&world, "a.psd").await, Some(Vec::new()));
    let until = u64::try_from(expires.0 - world.desk.now().0).expect("the future");
    tokio::time::sleep(Duration::from_millis(until - 1)).await;
    let calls = world.server().calls().len();
    let mut shown = engine.snapshot();
    shown.borrow_and_update();
    let soon = tokio::time::timeout(Duration::from_millis(500), shown.changed()).await;
    soon.expect("the rows are asked for again")
        .expect("it runs");
    assert_eq!(
        restrictions(&world, "a.psd").await,
        Some(vec![Restriction::Expired(expires)])
    );
    assert_eq!(world.server().calls().len(), calls);
}

/// What restricts an asset stands before its use, and never before an edit that is made.
#[tokio::test(start_paused = true)]
async fn an_edit_of_a_rejected_asset_is_uploaded_like_any_other() {
    let world = World::synced([("a.psd", "v1"), ("b.psd", "v1")]).await;
    let engine = world.desk.engine();
    let rejected = edit(known::STATUS, FieldValue::Text("rejected".to_owned()));
    let saved = engine.set_metadata(&dam("a.psd"), &rejected).await;
    saved.expect("saved");
    world.settle().await;
    let asked = engine.restricted(Use::Shown, &[dam("a.psd")]).await;
    assert_eq!(asked.expect("known").count, 1);
    let other = engine.restricted(Use::Shown, &[dam("b.psd")]).await;
    assert_eq!(other.expect("known").count, 0);
    world.write("a.psd", "mine");
    world.settle().await;
    world.done(Action::UploadChanges, "a.psd").await;
    assert_eq!(world.on_server("a.psd").await.as_deref(), Some("mine"));
    let row = world.row("a.psd").await.expect("a row");
    assert_eq!(row.status, Some(Status::AvailableLocally));
    assert!(
        world
            .server()
            .calls()
            .iter()
            .any(|call| call.verb == Verb::Upload)
    );
}

/// Listings need not tell it, and a request for each of a thousand assets is what nobody waits for.
#[tokio::test(start_paused = true)]
async fn what_restricts_many_is_asked_for_together_and_once() {
    let world = World::new().await;
    world.server().set_bare_listings(true);
    for nth in 0..150 {
        world.there(&format!("shoot/{nth}.psd"), "bytes").await;
    }
    world.settle().await;
    let rejected = edit(known::STATUS, FieldValue::Text("rejected".to_owned()));
    let omar = world.server().login("omar");
    let saved = omar.set_metadata(&dam("shoot/7.psd"), &rejected).await;
    saved.expect("saved");
    world.server().forget_calls();
    let engine = world.desk.engine();
    let top = [dam("shoot")];
    let asked = engine.restricted(Use::Brought, &top).await.expect("known");
    assert_eq!(asked.count, 1);
    assert_eq!(asked.assets[0].0, dam("shoot/7.psd"));
    let verbs: Vec<_> = world
        .server()
        .calls()
        .iter()
        .map(|call| call.verb)
        .collect();
    assert_eq!(verbs, [Verb::StatMany]);
    let again = engine.restricted(Use::Brought, &top).await.expect("known");
    assert_eq!(again, asked);
    assert_eq!(world.server().calls().len(), 1);
}
