//! What each action promises for a whole tree in a world that goes on: carried out on everything
//! below a folder, it leads to the status that the rule book names, and nothing is lost.

use std::collections::BTreeMap;

use damson_core::{Action, DamPath, Lock, OnServer, Status, status};
use proptest::prelude::*;

use crate::{
    no_loss::{Deed, deed, perform, steps, world},
    trees::{Folder, assets, tree},
    world::{Event, World},
};

/// An asset that some things have happened to already.
fn lived() -> impl Strategy<Value = World> {
    let past = prop::collection::vec(deed(), 0..4);
    (world(), past).prop_map(|(mut world, past)| {
        for deed in &past {
            perform(&mut world, deed).expect("a past without losses");
        }
        world
    })
}

fn plain(action: Action) -> Deed {
    Deed {
        action,
        offline: false,
        before: Event::Nothing,
        between: Vec::new(),
    }
}

fn worlds(tree: &Folder<World>) -> BTreeMap<DamPath, World> {
    let assets = assets(tree).into_iter();
    assets.map(|(path, world)| (path, world.clone())).collect()
}

/// What the person sees of it: status and lock.
type Seen = (Option<Status>, Lock);

fn seen(world: &World) -> Seen {
    (status(&world.facts), world.facts.lock.clone())
}

/// What the rule book promises of an action that ran to its end with nobody in between; `None`
/// where it promises nothing of status and lock.
fn promised(action: Action, before: &World) -> Option<Seen> {
    let (status, lock) = seen(before);
    let there = matches!(before.facts.remote, OnServer::Present(_));
    let cloud_only = there.then_some(Status::CloudOnly);
    let here = Some(Status::AvailableLocally);
    let free_if_mine = if lock == Lock::Mine {
        Lock::Free
    } else {
        lock.clone()
    };
    Some(match action {
        Action::Open | Action::Reveal => match status {
            Some(Status::CloudOnly) => (here, lock),
            other => (other, lock),
        },
        Action::Edit => match status {
            Some(Status::CloudOnly | Status::ModifiedRemotely) => (here, Lock::Mine),
            other => (other, Lock::Mine),
        },
        Action::CheckOut => (status, Lock::Mine),
        Action::CheckIn | Action::ReleaseLock => (status, Lock::Free),
        Action::UploadChanges => (here, free_if_mine),
        Action::DiscardChanges | Action::RemoveLocalCopy => (cloud_only, lock),
        Action::Download | Action::Update | Action::KeepBoth => (here, lock),
        Action::KeepMine if there => (Some(Status::EditedLocally), lock),
        Action::KeepMine => (Some(Status::NewLocally), lock),
        Action::KeepTheirs => (if there { here } else { None }, lock),
        Action::Delete => (None, Lock::Free),
        Action::Restore => (
            if before.local.is_some() {
                here
            } else {
                cloud_only
            },
            lock,
        ),
        Action::Pin => match status {
            Some(Status::CloudOnly | Status::ModifiedRemotely) => (here, lock),
            other => (other, lock),
        },
        Action::Compare
        | Action::OpenInWeb
        | Action::Rename
        | Action::Move
        | Action::Duplicate
        | Action::History
        | Action::Unpin => (status, lock),
        Action::UploadHere | Action::NewFolder => return None,
    })
}

proptest! {
    #![proptest_config(crate::many(2))]

    /// Everything below a folder is asked for the same thing, from fresh facts.
    #[test]
    fn each_action_leads_to_what_it_promises(
        tree in tree(lived()),
        action in prop::sample::select(Action::ALL.to_vec()),
    ) {
        for (path, mut world) in worlds(&tree) {
            world.happen(Event::Poll);
            world.look();
            let before = world.clone();
            let steps = steps(&world, &plain(action));
            let mut through = true;
            for step in &steps {
                through = world.run(step).is_ok();
                if !through {
                    break;
                }
            }
            // A pin is set whatever there is to settle first; nothing is fetched over it.
            if action == Action::Pin && !through {
                prop_assert_eq!(world.local, before.local);
                continue;
            }
            prop_assert!(through, "{:?} of {} stopped: {:?}", action, path, before);
            if steps.is_empty() {
                prop_assert_eq!(seen(&world), seen(&before));
                continue;
            }
            if let Some(promised) = promised(action, &before) {
                prop_assert_eq!(seen(&world), promised, "{:?} of {}: {:?} -> {:?}", action, path, before, world);
            }
        }
    }

    /// The same while everybody goes on, one asset after the other as a folder is carried out:
    /// each step is checked for losses.
    #[test]
    fn a_folder_in_a_world_that_goes_on_loses_nothing(
        tree in tree(lived()),
        deeds in prop::collection::vec(deed(), 1..4),
    ) {
        let mut all = worlds(&tree);
        for deed in &deeds {
            for world in all.values_mut() {
                perform(world, deed)?;
            }
        }
    }

    /// A second look at a world that stands still changes nothing that a person sees.
    #[test]
    fn a_tree_that_stands_still_stays_as_it_is(tree in tree(lived())) {
        for (path, mut world) in worlds(&tree) {
            world.happen(Event::Poll);
            world.look();
            let first = seen(&world);
            for _ in 0..3 {
                world.happen(Event::Poll);
                world.look();
                prop_assert_eq!(&seen(&world), &first, "{}", path);
            }
        }
    }
}
