//! What holds for a whole tree: folders in folders, with an asset in any state at each end.

use std::collections::{BTreeMap, BTreeSet};

use damson_core::{
    Action, DamPath, DiskExpect, Facts, Kind, Lock, Offer, OnDisk, OnServer, Refusal, Status, Step,
    Subject, allowed,
    brake::{Brake, Findings, findings_brake},
    change::{self, Change},
    name::{Disk, DiskName, fold, from_disk, together},
    plan, plan_offline, status,
    status::adopts,
};
use proptest::prelude::*;

use crate::{
    laws::facts,
    names::{any_disk, any_name},
    situations::{base, on_disk, revision},
};

/// A folder of the DAM. What is in it has different names; folders and assets alike.
pub(crate) type Folder<A> = BTreeMap<String, Node<A>>;

#[derive(Debug, Clone)]
pub(crate) enum Node<A> {
    Folder(Folder<A>),
    Asset(A),
}

/// Any tree with these assets in it. Half of the names are plain, and so meet each other in
/// different folders; the others are what a hostile server would send.
pub(crate) fn tree<A, S>(asset: S) -> impl Strategy<Value = Folder<A>>
where
    A: std::fmt::Debug + Clone + 'static,
    S: Strategy<Value = A> + 'static,
{
    let node = asset.prop_map(Node::Asset).boxed();
    let node = node.prop_recursive(4, 48, 6, |inner| folder(inner).prop_map(Node::Folder));
    folder(node)
}

fn folder<A: std::fmt::Debug + Clone>(
    inner: impl Strategy<Value = Node<A>>,
) -> impl Strategy<Value = Folder<A>> {
    prop::collection::btree_map(name(), inner, 0..6)
}

/// A name that a path can have.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ab]",
        any_name().prop_map(|name| {
            if DamPath::root().join(&name).is_ok() {
                name
            } else {
                "odd".to_owned()
            }
        }),
    ]
}

/// Every asset below a folder, with its path, in the order of a walk.
pub(crate) fn assets<A>(tree: &Folder<A>) -> Vec<(DamPath, &A)> {
    let mut found = Vec::new();
    walk(tree, &DamPath::root(), &mut |path, node| {
        if let Node::Asset(asset) = node {
            found.push((path, asset));
        }
    });
    found
}

/// Every folder, the root first.
fn folders<A>(tree: &Folder<A>) -> Vec<DamPath> {
    let mut found = vec![DamPath::root()];
    walk(tree, &DamPath::root(), &mut |path, node| {
        if let Node::Folder(_) = node {
            found.push(path);
        }
    });
    found
}

fn walk<'a, A>(tree: &'a Folder<A>, at: &DamPath, see: &mut dyn FnMut(DamPath, &'a Node<A>)) {
    for (name, node) in tree {
        let path = at.join(name).expect("only names that a path can have");
        see(path.clone(), node);
        if let Node::Folder(inner) = node {
            walk(inner, &path, see);
        }
    }
}

fn below<'a, A>(tree: &'a Folder<A>, names: &mut dyn Iterator<Item = &str>) -> &'a Folder<A> {
    match names.next() {
        None => tree,
        Some(name) => match &tree[name] {
            Node::Folder(inner) => below(inner, names),
            Node::Asset(_) => panic!("{name} is an asset"),
        },
    }
}

fn answer(action: Action, facts: &Facts, kind: Kind, online: bool) -> Result<(), Refusal> {
    let subject = Subject {
        facts,
        kind,
        read_only: false,
        pinned: action == Action::Unpin,
        pinned_itself: action == Action::Unpin,
        busy: false,
        name_problem: false,
    };
    let offer = Offer {
        online,
        locks: true,
        forced_release: true,
        versions: true,
        copy: true,
    };
    allowed(action, &subject, &offer)
}

fn writes(step: &Step) -> bool {
    matches!(
        step,
        Step::Send { .. }
            | Step::RenameOnServer { .. }
            | Step::RemoveOnServer { .. }
            | Step::RestoreOnServer { .. }
    )
}

/// An asset of which the client has a clean copy.
fn clean(content: &str) -> Facts {
    Facts {
        base: Some(base(content)),
        local: on_disk(content),
        remote: OnServer::Present(revision(content, 1)),
        lock: Lock::Free,
    }
}

/// What a scan of the whole tree finds among the clean copies.
fn findings(before: &Folder<Facts>, after: &Folder<Facts>) -> Findings {
    let mut found = Findings::default();
    for ((_, before), (_, after)) in assets(before).into_iter().zip(assets(after)) {
        let Some(base) = &before.base else { continue };
        if change::on_disk(base, &before.local) != Change::Unchanged {
            continue;
        }
        found.known += 1;
        match change::on_disk(base, &after.local) {
            Change::Unchanged => {}
            Change::Written => found.changed += 1,
            Change::Deleted => found.missing += 1,
        }
    }
    found
}

/// A tree wide enough for a mass change: so many folders of so many clean copies each.
fn wide(folders: usize, each: usize) -> Folder<Facts> {
    let names = |front: &str, many: usize| (0..many).map(|at| format!("{front}{at}")).collect();
    let inside: Vec<String> = names("a", each);
    let outside: Vec<String> = names("f", folders);
    let asset = |name: String| (name, Node::Asset(clean("a")));
    let folder: Folder<Facts> = inside.into_iter().map(asset).collect();
    let folders = outside.into_iter();
    folders
        .map(|name| (name, Node::Folder(folder.clone())))
        .collect()
}

/// The tree after something happened to the first so many assets of a walk.
fn happened(tree: &Folder<Facts>, many: &mut usize, local: &OnDisk) -> Folder<Facts> {
    let mut after = Folder::new();
    for (name, node) in tree {
        let node = match node {
            Node::Folder(inner) => Node::Folder(happened(inner, many, local)),
            Node::Asset(facts) if *many > 0 => {
                *many -= 1;
                let local = local.clone();
                Node::Asset(Facts {
                    local,
                    ..facts.clone()
                })
            }
            Node::Asset(facts) => Node::Asset(facts.clone()),
        };
        after.insert(name.clone(), node);
    }
    after
}

/// Where everything lies in the cache folder, folded as a disk without case would.
fn on_the_disk<A>(tree: &Folder<A>, disk: Disk) -> BTreeMap<DamPath, Vec<DiskName>> {
    let mut placed = BTreeMap::new();
    for folder in folders(tree) {
        let inside = below(tree, &mut folder.names());
        let siblings: BTreeSet<&str> = inside.keys().map(String::as_str).collect();
        let front: Vec<DiskName> = placed.get(&folder).cloned().unwrap_or_default();
        for (name, held) in together(&siblings, disk, &|_| None) {
            let path = folder.join(name).expect("only names that a path can have");
            let mut parts = front.clone();
            parts.push(held);
            placed.insert(path, parts);
        }
    }
    placed
}

proptest! {
    #![proptest_config(crate::many(2))]

    /// Two looks at the same facts say the same, and a look that adopts settles at once.
    #[test]
    fn statuses_are_total_and_stable(tree in tree(facts())) {
        for (path, facts) in assets(&tree) {
            let first = status(facts);
            prop_assert_eq!(first, status(&facts.clone()), "{}", path);
            let something = facts.local.is_present()
                || matches!(facts.remote, OnServer::Present(_))
                || (facts.base.is_some() && facts.remote == OnServer::Unknown);
            prop_assert_eq!(first.is_some(), something, "{}: {:?}", path, facts);
            if adopts(facts) {
                prop_assert_eq!(first, Some(Status::AvailableLocally), "{}", path);
            }
        }
    }

    /// Whatever is asked of the whole tree: nothing that somebody else holds is written to.
    #[test]
    fn nothing_that_others_hold_is_written(tree in tree(facts()), action in prop::sample::select(Action::ALL.to_vec()), online: bool) {
        for (path, facts) in assets(&tree) {
            if facts.lock.other_holder().is_none() || answer(action, facts, Kind::Asset, online).is_err() {
                continue;
            }
            let steps = if online { plan(action, facts) } else { plan_offline(action, facts) };
            prop_assert!(!steps.iter().any(writes), "{:?} of {}: {:?}", action, path, steps);
        }
    }

    /// Without the server, less is allowed and less is done, never anything else.
    #[test]
    fn what_is_done_offline_is_part_of_what_is_done_online(tree in tree(facts()), action in prop::sample::select(Action::ALL.to_vec())) {
        for (path, facts) in assets(&tree) {
            if answer(action, facts, Kind::Asset, false).is_err() {
                continue;
            }
            prop_assert_eq!(answer(action, facts, Kind::Asset, true), Ok(()), "{:?} of {}", action, path);
            let online = plan(action, facts);
            let mut rest = online.iter();
            for step in plan_offline(action, facts) {
                prop_assert!(rest.any(|other| *other == step), "{:?} of {}: {:?} is not in {:?}", action, path, step, online);
            }
        }
    }

    /// What isn't a clean copy goes away only by way of Recovered or aside, and a plan that
    /// fetches over something has made room before.
    #[test]
    fn what_exists_nowhere_else_is_kept(tree in tree(facts()), action in prop::sample::select(Action::ALL.to_vec())) {
        for (path, facts) in assets(&tree) {
            let edited = matches!(
                status(facts),
                Some(Status::EditedLocally | Status::NewLocally | Status::EditingConflict(_))
            );
            if !edited || answer(action, facts, Kind::Asset, true).is_err() {
                continue;
            }
            let mut kept = false;
            for step in plan(action, facts) {
                if let Step::Recover { .. } | Step::SetAside { .. } = step {
                    kept = true;
                }
                if let Step::RemoveLocal { .. } = step {
                    prop_assert!(kept, "{:?} removes {}", action, path);
                }
                if let Step::Fetch { local } = step {
                    let free = kept && local == DiskExpect::Absent;
                    prop_assert!(free, "{:?} fetches over {}", action, path);
                }
            }
        }
    }

    /// No two things of a tree share a place on the disk, and each place leads back to its thing.
    #[test]
    fn every_path_has_a_place_of_its_own(tree in tree(Just(())), disk in any_disk()) {
        let placed = on_the_disk(&tree, disk);
        let mut owners: BTreeMap<Vec<String>, &DamPath> = BTreeMap::new();
        for (path, parts) in &placed {
            let place: Vec<String> = parts.iter().map(|part| fold(&part.text)).collect();
            prop_assert_eq!(owners.insert(place, path), None, "{} lies on another", path);
            prop_assert_eq!(parts.len(), path.depth());
            if parts.iter().all(|part| part.reversible) {
                let mut back = DamPath::root();
                for part in parts {
                    let name = from_disk(&part.text, disk);
                    prop_assert!(name.is_some(), "{:?} leads nowhere", part);
                    back = back.join(&name.unwrap()).expect("a name that a path can have");
                }
                prop_assert_eq!(&back, path);
            }
        }
    }

    /// A tree of which everything goes, or half and at least a hundred at once, halts everything;
    /// a day's work doesn't.
    #[test]
    fn a_mass_change_meets_the_brake(
        folders in 1usize..25, each in 1usize..25, share in 0usize..=100, wiped: bool,
    ) {
        let before = wide(folders, each);
        let known = folders * each;
        let hit = known * share / 100;
        let local = if wiped { OnDisk::Absent } else { on_disk("b") };
        let after = happened(&before, &mut hit.clone(), &local);
        let found = findings(&before, &after);
        let (known, hit) = (known as u64, hit as u64);
        prop_assert_eq!(found.known, known);
        prop_assert_eq!((found.missing, found.changed), if wiped { (hit, 0) } else { (0, hit) });
        let expected = if wiped && hit == known && known >= 5 {
            Some(Brake::EmptiedRoot { before: known })
        } else if hit >= 100 && hit * 2 >= known {
            Some(Brake::MassChange { changed: hit, of: known })
        } else {
            None
        };
        prop_assert_eq!(findings_brake(found), expected);
    }
}
