//! No edit is lost and no revision unseen is overwritten, whatever happens between two steps.

use damson_core::{
    Action, Kind, Lock, Offer, OnServer, Step, Subject, allowed, plan, plan_offline,
};
use proptest::prelude::*;

use crate::world::{Content, Event, Hashing, World};

/// Contents of different sizes.
const CONTENTS: [Content; 4] = ["a", "b", "c", "d"];

pub(crate) fn content() -> impl Strategy<Value = Content> {
    prop::sample::select(CONTENTS.to_vec())
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        6 => Just(Event::Nothing),
        3 => content().prop_map(Event::Save),
        1 => Just(Event::Unlink),
        2 => content().prop_map(Event::TheyWrite),
        1 => Just(Event::TheyDelete),
        1 => Just(Event::TheyCheckOut),
        3 => Just(Event::Poll),
    ]
}

#[derive(Debug, Clone)]
pub(crate) struct Deed {
    pub(crate) action: Action,
    pub(crate) offline: bool,
    pub(crate) before: Event,
    /// One before each step; then nothing more happens.
    pub(crate) between: Vec<Event>,
}

pub(crate) fn deed() -> impl Strategy<Value = Deed> {
    let events = prop::collection::vec(event(), 0..5);
    let action = prop::sample::select(Action::ALL.to_vec());
    (action, prop::bool::weighted(0.1), event(), events).prop_map(
        |(action, offline, before, between)| Deed {
            action,
            offline,
            before,
            between,
        },
    )
}

pub(crate) fn world() -> impl Strategy<Value = World> {
    let hashing = prop::sample::select(vec![Hashing::AtOnce, Hashing::Never, Hashing::Late]);
    let first = prop::option::weighted(0.8, content());
    (hashing, first, any::<bool>())
        .prop_map(|(hashing, first, known)| World::new(hashing, first, known))
}

/// The steps, as far as the action is allowed.
pub(crate) fn steps(world: &World, deed: &Deed) -> Vec<Step> {
    let subject = Subject {
        facts: &world.facts,
        kind: Kind::Asset,
        read_only: false,
        pinned: false,
        pinned_itself: false,
        busy: false,
        name_problem: false,
    };
    let offer = Offer {
        online: !deed.offline,
        locks: true,
        forced_release: true,
        versions: true,
        copy: true,
    };
    if allowed(deed.action, &subject, &offer).is_err() {
        return Vec::new();
    }
    if deed.offline {
        plan_offline(deed.action, &world.facts)
    } else {
        plan(deed.action, &world.facts)
    }
}

/// Carries out a plan in a world that goes on, and checks every step.
pub(crate) fn perform(world: &mut World, deed: &Deed) -> Result<(), TestCaseError> {
    world.happen(deed.before);
    world.look();
    let mut events = deed.between.iter();
    for step in steps(world, deed) {
        world.happen(*events.next().unwrap_or(&Event::Nothing));
        let before = world.clone();
        let stopped = world.run(&step).is_err();
        if stopped {
            prop_assert_eq!(before.local, world.local, "{:?} stopped half way", step);
            prop_assert_eq!(&before.server, &world.server, "{:?} stopped half way", step);
            break;
        }
        if let Some(held) = before.local {
            let deleted_there = matches!(step, Step::RemoveOnServer { .. });
            let by_others = is_clean(&before, held);
            prop_assert!(
                world.safe().contains(held) || deleted_there || by_others,
                "{:?} lost {:?}: {:?} -> {:?}",
                step,
                held,
                before,
                world
            );
        }
        if let Step::Send { .. } = step {
            // Where nothing is, nothing is overwritten: somebody removed it since the look.
            let there = before.server.last().copied();
            prop_assert!(
                there.is_none() || there == before.base_content,
                "{:?} overwrote what nobody saw: {:?} -> {:?}",
                step,
                before,
                world
            );
        }
    }
    Ok(())
}

/// What is here is what the server had when it was last asked, and others removed it since.
fn is_clean(world: &World, held: Content) -> bool {
    world.base_content == Some(held) && matches!(world.facts.remote, OnServer::Present(_))
}

proptest! {
    #![proptest_config(crate::many(16))]

    #[test]
    fn whatever_happens_nothing_is_lost(
        mut world in world(),
        deeds in prop::collection::vec(deed(), 1..8),
    ) {
        for deed in &deeds {
            perform(&mut world, deed)?;
        }
    }

    /// Others hold it, and the client knows: nothing it may do writes to the server.
    #[test]
    fn what_others_hold_is_never_written(
        mut world in world(),
        past in prop::collection::vec(deed(), 0..4),
        now in prop::sample::select(Action::ALL.to_vec()),
    ) {
        for deed in &past {
            perform(&mut world, deed)?;
        }
        world.lock = Lock::Theirs("joe".to_owned());
        world.happen(Event::Poll);
        let deed = Deed { action: now, offline: false, before: Event::Nothing, between: Vec::new() };
        let written = steps(&world, &deed).into_iter().find(|step| matches!(
            step,
            Step::Send { .. } | Step::RenameOnServer { .. } | Step::RemoveOnServer { .. } | Step::RestoreOnServer { .. }
        ));
        prop_assert_eq!(written, None);
    }
}

/// The way of an edit, from the first look to the check-in.
#[test]
fn an_edit_arrives() {
    let mut world = World::new(Hashing::Late, Some("a"), true);
    let deed = |action, before| Deed {
        action,
        offline: false,
        before,
        between: Vec::new(),
    };
    perform(&mut world, &deed(Action::Edit, Event::Nothing)).unwrap();
    assert_eq!((world.local, &world.lock), (Some("a"), &Lock::Mine));
    perform(&mut world, &deed(Action::UploadChanges, Event::Save("b"))).unwrap();
    assert_eq!(
        (world.server.clone(), &world.lock),
        (vec!["a", "b"], &Lock::Free)
    );
    // Back to the bytes whose hash the server still shows.
    perform(&mut world, &deed(Action::UploadChanges, Event::Save("a"))).unwrap();
    assert_eq!(world.server, ["a", "b", "a"]);
}

/// Somebody writes between the look and the upload: nothing is sent, and each way out keeps all.
#[test]
fn a_conflict_loses_nothing() {
    for (action, local, server, elsewhere) in [
        (Action::KeepMine, Some("b"), &["a", "c"][..], None),
        (Action::KeepTheirs, Some("c"), &["a", "c"], Some("b")),
        (Action::KeepBoth, Some("c"), &["a", "c"], Some("b")),
        (Action::DiscardChanges, None, &["a", "c"], Some("b")),
    ] {
        let mut world = World::new(Hashing::AtOnce, Some("a"), true);
        let deed = |action, before, between: &[Event]| Deed {
            action,
            offline: false,
            before,
            between: between.to_vec(),
        };
        let mut go = |deed: Deed| perform(&mut world, &deed).unwrap();
        go(deed(Action::Download, Event::Nothing, &[]));
        go(deed(
            Action::UploadChanges,
            Event::Save("b"),
            &[Event::TheyWrite("c")],
        ));
        go(deed(action, Event::Nothing, &[]));
        assert_eq!(world.local, local, "{action:?}");
        assert_eq!(world.server, server, "{action:?}");
        let kept = world.recovered.union(&world.aside).copied().next();
        assert_eq!(kept, elsewhere, "{action:?}");
    }
}
