//! Edits of metadata: the server's matter, which no copy and no halt may be hurt by.

use std::collections::BTreeMap;

use damson_core::{Action, Status, brake::Brake};
use damson_remote::{FieldChange, FieldValue, MetadataEdit, Verb, metadata::known};
use damson_tests::dam;

use crate::World;

fn title(text: &str) -> MetadataEdit {
    let change = FieldChange::Set(FieldValue::Text(text.to_owned()));
    MetadataEdit {
        changes: BTreeMap::from([(known::TITLE.to_owned(), change)]),
        seen: None,
    }
}

/// Metadata changes when the asset changed, and none of its bytes.
#[tokio::test(start_paused = true)]
async fn an_edit_of_metadata_makes_no_conflict() {
    let world = World::synced([("a.psd", "v1")]).await;
    world.write("a.psd", "mine");
    world.settle().await;
    let engine = world.desk.engine();
    let path = dam("a.psd");
    let after = engine.set_metadata(&path, &title("Mine")).await;
    assert_eq!(after.expect("saved").text(known::TITLE), Some("Mine"));
    world.settle().await;
    let row = world.row("a.psd").await.expect("a row");
    assert_eq!(row.status, Some(Status::EditedLocally));
    world.done(Action::UploadChanges, "a.psd").await;
    assert_eq!(world.on_server("a.psd").await.as_deref(), Some("mine"));
    let (kept, _) = engine.metadata(&path).await.expect("read");
    assert_eq!(kept.text(known::TITLE), Some("Mine"));
}

#[tokio::test(start_paused = true)]
async fn a_brake_stops_edits_of_metadata_too() {
    let names = ["a.psd", "b.psd", "c.psd", "d.psd", "e.psd"];
    let mut world = World::synced(names.map(|name| (name, "v1"))).await;
    world.desk.stop().await;
    for name in names {
        world.remove(name);
    }
    world.desk.start();
    world.settle().await;
    let halted = world.snapshot().halted;
    assert_eq!(halted, Some(Brake::EmptiedRoot { before: 5 }));
    let refused = world.desk.engine();
    let refused = refused.set_metadata(&dam("a.psd"), &title("Mine")).await;
    assert_eq!(refused.expect_err("it is halted").code(), "halted");
    let sent = world.server().calls();
    assert!(sent.iter().all(|call| call.verb != Verb::SetMetadata));
}
