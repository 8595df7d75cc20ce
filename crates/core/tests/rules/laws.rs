//! What holds for every combination of facts.

use damson_core::{
    Action, Base, ByteCount, ContentId, Digest, DiskExpect, Facts, HashKind, Kind, Lock, Offer,
    OnDisk, OnServer, Refusal, Revision, Sameness, ServerExpect, Status, Step, Subject, Tag,
    TagSource, Timestamp, allowed, change, plan, plan_offline, status, status::adopts,
};
use proptest::prelude::*;

use crate::situations::hash;

fn digest() -> impl Strategy<Value = Digest> {
    prop::sample::select(vec![
        hash("a"),
        hash("b"),
        Digest::new(HashKind::Sha256, &"0".repeat(64)).expect("as many digits as it has"),
    ])
}

fn size() -> impl Strategy<Value = ByteCount> {
    (0u64..3).prop_map(ByteCount)
}

fn revision() -> impl Strategy<Value = Revision> {
    let content = prop_oneof![
        digest().prop_map(ContentId::Hash),
        "[xy]".prop_map(|text| ContentId::Tag(Tag {
            text,
            source: TagSource::Listing
        })),
    ];
    let time = (0i64..3).prop_map(Timestamp);
    (
        prop::option::of(content),
        prop::option::of(size()),
        prop::option::of(time),
        any::<bool>(),
    )
        .prop_map(|(content, size, modified, unsettled)| Revision {
            content,
            size,
            modified,
            digest: None,
            unsettled,
        })
}

prop_compose! {
    fn base()(revision in revision(), digest in prop::option::of(digest()), size in prop::option::of(size())) -> Base {
        Base { revision, digest, size }
    }
}

fn local() -> impl Strategy<Value = OnDisk> {
    let present = (prop::option::weighted(0.9, digest()), size());
    prop_oneof![
        1 => Just(OnDisk::Absent),
        4 => present.prop_map(|(digest, size)| OnDisk::Present { digest, size }),
    ]
}

fn remote() -> impl Strategy<Value = OnServer> {
    prop_oneof![
        1 => Just(OnServer::Unknown),
        1 => Just(OnServer::Absent),
        6 => revision().prop_map(OnServer::Present),
    ]
}

fn lock() -> impl Strategy<Value = Lock> {
    prop::sample::select(vec![Lock::Free, Lock::Mine, Lock::Theirs("joe".to_owned())])
}

prop_compose! {
    pub(crate) fn facts()(base in prop::option::of(base()), local in local(), remote in remote(), lock in lock()) -> Facts {
        Facts { base, local, remote, lock }
    }
}

/// The circumstances of a row and its connection, as switches that only ever forbid.
type Switches = [bool; 8];

fn answer(
    action: Action,
    facts: &Facts,
    kind: Kind,
    pinned: bool,
    off: Switches,
) -> Result<(), Refusal> {
    let [
        offline,
        no_locks,
        no_force,
        no_versions,
        no_copy,
        read_only,
        busy,
        name_problem,
    ] = off;
    let subject = Subject {
        facts,
        kind,
        read_only,
        pinned,
        pinned_itself: pinned,
        busy,
        name_problem,
    };
    let offer = Offer {
        online: !offline,
        locks: !no_locks,
        forced_release: !no_force,
        versions: !no_versions,
        copy: !no_copy,
    };
    allowed(action, &subject, &offer)
}

fn action() -> impl Strategy<Value = Action> {
    prop::sample::select(Action::ALL.to_vec())
}

fn kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(vec![
        Kind::Root,
        Kind::Folder,
        Kind::Asset,
        Kind::NoFile,
        Kind::NoName,
    ])
}

proptest! {
    #![proptest_config(crate::many(16))]

    #[test]
    fn there_is_a_row_exactly_when_there_is_something(facts in facts()) {
        let nothing_there = match (&facts.remote, &facts.base) {
            (OnServer::Present(_), _) | (OnServer::Unknown, Some(_)) => false,
            (OnServer::Absent, _) | (OnServer::Unknown, None) => true,
        };
        let nothing = !facts.local.is_present() && nothing_there;
        prop_assert_eq!(status(&facts).is_none(), nothing);
    }

    #[test]
    fn only_equal_content_is_adopted(facts in facts()) {
        if adopts(&facts) {
            prop_assert!(change::same_content(&facts.local, &facts.remote));
            prop_assert_eq!(status(&facts), Some(Status::AvailableLocally));
            let after = Facts { base: adopted(&facts), ..facts };
            prop_assert!(!adopts(&after), "once is enough");
            prop_assert_eq!(status(&after), Some(Status::AvailableLocally));
        }
    }

    /// What can't be compared is an edit, and bytes with edits are never called clean.
    #[test]
    fn an_edit_is_never_called_clean(facts in facts()) {
        let clean = matches!(
            status(&facts),
            Some(Status::AvailableLocally | Status::ModifiedRemotely | Status::RemovedRemotely)
        );
        if clean {
            let (digest, _) = facts.local.content().expect("clean is what could be read");
            let is_base = facts.base.as_ref().is_some_and(|base| base.digest.as_ref() == Some(digest));
            prop_assert!(is_base || change::same_content(&facts.local, &facts.remote));
        }
    }

    /// The lock is a fact beside the status.
    #[test]
    fn the_lock_makes_no_status(facts in facts(), lock in lock()) {
        let other = Facts { lock, ..facts.clone() };
        prop_assert_eq!(status(&facts), status(&other));
    }

    /// No trouble ever allows what would be refused without it, except for locks: on a server
    /// that has none, nobody has to have checked out what is here.
    #[test]
    fn trouble_only_forbids(
        action in action(), facts in facts(), kind in kind(), pinned: bool, off: Switches, which in 0usize..8,
    ) {
        let mut worse = off;
        worse[which] = true;
        let locks = which == 1 && action == Action::Edit;
        if answer(action, &facts, kind, pinned, off).is_err() && !locks {
            prop_assert!(answer(action, &facts, kind, pinned, worse).is_err());
        }
    }

    /// No path leads to it, so nothing may be tried.
    #[test]
    fn nothing_is_done_with_what_has_no_name(action in action(), facts in facts(), pinned: bool, off: Switches) {
        prop_assert!(answer(action, &facts, Kind::NoName, pinned, off).is_err());
    }

    #[test]
    fn offline_nothing_asks_the_server(action in action(), facts in facts(), pinned: bool) {
        let off = [true, false, false, false, false, false, false, false];
        if answer(action, &facts, Kind::Asset, pinned, off).is_ok() {
            for step in plan_offline(action, &facts) {
                let waits = step == Step::FetchIfStale && action == Action::Pin;
                prop_assert!(waits || !asks_server(&step), "{:?}: {:?}", action, step);
            }
        }
    }

    #[test]
    fn offline_only_edit_has_a_plan_of_its_own(action in action(), facts in facts()) {
        if action != Action::Edit {
            prop_assert_eq!(plan_offline(action, &facts), plan(action, &facts));
        }
    }

    /// Whatever writes to the server has read the asset right before, and expects it.
    #[test]
    fn a_write_comes_after_a_look(action in action(), facts in facts(), pinned: bool) {
        if answer(action, &facts, Kind::Asset, pinned, [false; 8]).is_err() {
            return Ok(());
        }
        let steps = plan(action, &facts);
        for (at, step) in steps.iter().enumerate() {
            let Some(expect) = expected_of_server(step) else {
                continue;
            };
            let sends = matches!(step, Step::Send { .. });
            prop_assert!(expect == ServerExpect::Present || sends);
            prop_assert_eq!(Some(&Step::ReadAgain(expect)), at.checked_sub(1).map(|at| &steps[at]));
        }
    }

    /// A file that is removed or replaced is a clean copy; everything else moves to Recovered or aside.
    #[test]
    fn only_clean_copies_are_removed(action in action(), facts in facts(), pinned: bool) {
        if answer(action, &facts, Kind::Asset, pinned, [false; 8]).is_err() {
            return Ok(());
        }
        let mut here = facts.local.is_present();
        for step in plan(action, &facts) {
            if let Step::RemoveLocal { local } = &step {
                prop_assert_eq!(local, &DiskExpect::Clean);
                prop_assert!(matches!(facts.remote, OnServer::Present(_)));
            }
            if let Step::Fetch { local } = &step {
                let update = action == Action::Update && *local == DiskExpect::Clean;
                prop_assert!(update || (*local == DiskExpect::Absent && !here));
            }
            if let Step::Recover { local } | Step::SetAside { local } = step {
                let expected = match facts.local.content() {
                    Some((digest, _)) => DiskExpect::Exactly(digest.clone()),
                    None => DiskExpect::Unread,
                };
                prop_assert_eq!(local, expected);
                here = false;
            }
        }
    }

    #[test]
    fn comparing_is_symmetric(one in revision(), other in revision(), digest in digest(), size in size()) {
        prop_assert_eq!(one.compare(&other), other.compare(&one));
        prop_assert_ne!(one.compare(&one), Sameness::Different);
        let said = Revision { content: Some(ContentId::Hash(digest.clone())), size: Some(size), ..Revision::default() };
        prop_assert_eq!(said.holds(&digest, size), Sameness::Same);
        prop_assert_eq!(said.holds(&digest, ByteCount(size.0 + 1)), Sameness::Different);
        prop_assert_eq!(Revision::default().compare(&one), Sameness::Unknown);
    }
}

/// The server still shows the hash of the bytes before the upload, and this person went back to
/// them: that is an edit.
#[test]
fn an_old_hash_is_not_what_the_server_has() {
    let time = Some(Timestamp(1));
    let size = ByteCount(5);
    let told = Revision {
        content: Some(ContentId::Hash(hash("a"))),
        size: Some(size),
        modified: time,
        ..Revision::default()
    };
    let uploaded = Base {
        revision: told.clone(),
        digest: Some(hash("b")),
        size: Some(size),
    };
    let facts = Facts {
        base: Some(uploaded),
        local: OnDisk::Present {
            digest: Some(hash("a")),
            size,
        },
        remote: OnServer::Present(told),
        lock: Lock::Mine,
    };
    assert!(!adopts(&facts));
    assert_eq!(status(&facts), Some(Status::EditedLocally));
}

/// The base after an adoption, as the engine writes it.
fn adopted(facts: &Facts) -> Option<Base> {
    let OnServer::Present(revision) = &facts.remote else {
        return None;
    };
    let (digest, size) = facts.local.content()?;
    Some(Base {
        revision: revision.clone(),
        digest: Some(digest.clone()),
        size: Some(size),
    })
}

fn asks_server(step: &Step) -> bool {
    match step {
        Step::ReadAgain(_)
        | Step::CheckOut
        | Step::CheckIn
        | Step::ForceCheckIn
        | Step::Fetch { .. }
        | Step::FetchIfStale
        | Step::Send { .. }
        | Step::RenameOnServer { .. }
        | Step::CopyOnServer
        | Step::MakeFolder
        | Step::RemoveOnServer { .. }
        | Step::RestoreOnServer { .. }
        | Step::ListVersions
        | Step::ReceiveFiles => true,
        // Does nothing while the server can't be reached.
        Step::BringLinks
        | Step::CheckLinks
        | Step::Recover { .. }
        | Step::RemoveLocal { .. }
        | Step::SetAside { .. }
        | Step::BuildUpon
        | Step::Forget
        | Step::MakeWritable
        | Step::Protect
        | Step::Open
        | Step::Reveal
        | Step::ShowInWeb
        | Step::ShowBoth
        | Step::FollowRename
        | Step::RenameHere
        | Step::SetPin(_) => false,
    }
}

/// What a step that writes to the server expects there.
fn expected_of_server(step: &Step) -> Option<ServerExpect> {
    if let Step::Send { server, .. }
    | Step::RenameOnServer { server }
    | Step::RemoveOnServer { server }
    | Step::RestoreOnServer { server } = step
    {
        return Some(*server);
    }
    None
}
