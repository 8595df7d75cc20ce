//! Words of servers, as entries of the port.

use damson_core::{ByteCount, ContentId, Lock, Tag, TagSource, Timestamp};

use super::*;
use crate::wire::{ActiveLock, Props};

fn reader() -> Reader {
    Reader {
        me: Me {
            id: "jane".into(),
            also: Vec::new(),
            computer: "desk".into(),
        },
        roots: vec![vec!["dav".into(), "a b".into()], vec!["inner".into()]],
        fine_tags: false,
        user_locks: false,
    }
}

fn path(text: &str) -> DamPath {
    DamPath::parse(text).unwrap()
}

fn locked_by(owner: &str) -> Reply {
    let lock = ActiveLock {
        exclusive: true,
        owner: owner.into(),
        token: Some("urn:1".into()),
        ..ActiveLock::default()
    };
    Reply {
        props: Props {
            locks: Some(vec![lock]),
            ..Props::default()
        },
        ..Reply::default()
    }
}

fn lock_of(reader: &Reader, owner: &str) -> Lock {
    reader.see(&path("x"), locked_by(owner), None).entry.lock
}

#[test]
fn finds_children_in_every_spelling() {
    let reader = reader();
    let folder = path("shoot");
    for href in [
        "/dav/a%20b/shoot/x.psd",
        "http://elsewhere:81/dav/a%20b/shoot/x.psd",
        "/inner/shoot/x.psd",
        "/inner/shoot/x.psd/",
        "/inner/%73hoot/x%2Epsd",
    ] {
        assert_eq!(
            reader.member(&folder, href),
            Member::Child(path("shoot/x.psd")),
            "{href}"
        );
    }
    assert_eq!(reader.member(&folder, "/inner/shoot/"), Member::Itself);
    for href in ["/inner/other/x.psd", "/inner/shoot/a/b", "/", ""] {
        assert_eq!(reader.member(&folder, href), Member::Beside, "{href}");
    }
}

#[test]
fn refuses_names_that_lead_elsewhere() {
    let reader = reader();
    let folder = path("shoot");
    let why = |href: &str| match reader.member(&folder, href) {
        Member::Refused(refused) => refused.why,
        other @ (Member::Itself | Member::Beside | Member::Child(_)) => panic!("{href}: {other:?}"),
    };
    assert_eq!(why("/inner/shoot/.."), PathError::Dots);
    assert_eq!(why("/inner/shoot/%2e%2e"), PathError::Dots);
    assert_eq!(why("/inner/shoot/../../etc/passwd"), PathError::Dots);
    assert_eq!(why("/inner/../shoot/x"), PathError::Dots);
    assert_eq!(why("/inner/shoot/a%2Fb"), PathError::Forbidden);
    assert_eq!(why("/inner/shoot/a%00b"), PathError::Forbidden);
    assert!(reader.path("/inner/shoot/..").is_err());
    assert!(reader.path("/etc/passwd").is_err());
    assert_eq!(reader.path("/inner/shoot/x"), Ok(path("shoot/x")));
}

#[test]
fn knows_whose_lock_it_is() {
    let reader = reader();
    assert_eq!(lock_of(&reader, "damson:jane@desk"), Lock::Mine);
    assert_eq!(
        lock_of(&reader, "damson:jane@laptop"),
        Lock::Theirs("jane@laptop".into())
    );
    assert_eq!(
        lock_of(&reader, "damson:omar@desk"),
        Lock::Theirs("omar".into())
    );
    assert_eq!(
        lock_of(&reader, "mailto:omar@example.com"),
        Lock::Theirs("omar@example.com".into())
    );
    assert_eq!(lock_of(&reader, "jane"), Lock::Theirs("jane".into()));
    assert_eq!(lock_of(&reader, ""), Lock::Theirs("?".into()));
    assert_eq!(
        lock_of(&reader, "a\u{202e}b"),
        Lock::Theirs("a\\u{202e}b".into())
    );
    // A token that we hold proves more than a name.
    let held = LockToken("urn:1".into());
    let seen = reader.see(&path("x"), locked_by("somebody"), Some(&held));
    assert_eq!(seen.entry.lock, Lock::Mine);
    assert_eq!(seen.token, Some(held));
    // Also beside the lock of somebody else, and whatever the server says of its owner.
    let mut beside = locked_by("");
    let omars = locked_by("damson:omar@desk").props.locks.unwrap();
    let all = beside.props.locks.as_mut().unwrap();
    all.insert(
        0,
        ActiveLock {
            token: Some("urn:2".into()),
            ..omars[0].clone()
        },
    );
    let held = LockToken("urn:1".into());
    assert_eq!(
        reader.see(&path("x"), beside, Some(&held)).entry.lock,
        Lock::Mine
    );
    // A shared lock is nobody's check-out, even with our name on it.
    let mut shared = locked_by("damson:jane@desk");
    if let Some(locks) = &mut shared.props.locks {
        locks[0].exclusive = false;
    }
    assert_eq!(
        reader.see(&path("x"), shared, None).entry.lock,
        Lock::Theirs("jane@desk".into())
    );
}

#[test]
fn every_tag_is_evidence_and_a_strong_one_may_stand_in_a_condition() {
    let see = |tag: &str| {
        let props = Props {
            tag: Some(tag.into()),
            length: Some(5),
            modified: Some("Sat, 21 Nov 2026 10:00:00 GMT".into()),
            ..Props::default()
        };
        let reply = Reply {
            props,
            ..Reply::default()
        };
        let seen = reader().see(&path("x"), reply, None);
        (seen.entry.revision, seen.strong_tag)
    };
    let tag = |text: &str| {
        Some(ContentId::Tag(Tag {
            text: text.into(),
            source: TagSource::Listing,
        }))
    };
    let (revision, strong) = see("\"a\"");
    assert_eq!(
        (revision.content, strong.as_deref()),
        (tag("\"a\""), Some("\"a\""))
    );
    assert_eq!(see("a").0.content, tag("\"a\""));
    let (revision, strong) = see("W/\"a\"");
    assert_eq!((revision.content, strong), (tag("\"a\""), None));
    assert_eq!(revision.size, Some(ByteCount(5)));
    assert_eq!(revision.modified, Some(Timestamp(1_795_255_200_000)));
    for nothing in ["", " ", "\"\"", "W/\"\""] {
        let (revision, strong) = see(nothing);
        assert_eq!((revision.content, strong), (None, None), "{nothing:?}");
    }
}

#[test]
fn what_was_written_in_the_second_of_the_look_is_not_settled() {
    let see = |reader: &Reader, tag: Option<&str>, looked: &str| {
        let props = Props {
            tag: tag.map(Into::into),
            modified: Some("Sat, 21 Nov 2026 10:00:00 GMT".into()),
            ..Props::default()
        };
        let reply = Reply {
            props,
            looked: http_date(looked),
            ..Reply::default()
        };
        reader.see(&path("x"), reply, None).entry.revision.unsettled
    };
    let coarse = reader();
    for (looked, unsettled) in [
        ("Sat, 21 Nov 2026 10:00:00 GMT", true),
        ("Sat, 21 Nov 2026 09:59:59 GMT", true),
        ("Sat, 21 Nov 2026 10:00:01 GMT", false),
        // Another clock altogether says nothing.
        ("Sat, 21 Nov 2026 09:00:00 GMT", false),
        ("", false),
    ] {
        for tag in [None, Some("W/\"a\""), Some("\"a\"")] {
            assert_eq!(see(&coarse, tag, looked), unsettled, "{looked} {tag:?}");
        }
    }
    let fine = Reader {
        fine_tags: true,
        ..reader()
    };
    let young = "Sat, 21 Nov 2026 10:00:00 GMT";
    assert!(!see(&fine, Some("\"a\""), young));
    assert!(see(&fine, None, young));
}

#[test]
fn nextclouds_locks_are_by_user() {
    let reader = Reader {
        user_locks: true,
        ..reader()
    };
    let see = |lock: bool, owner: &str, kind: u8| {
        let cloud = Cloud {
            lock: Some(lock),
            lock_owner: Some(owner.into()),
            lock_owner_type: Some(kind),
            lock_timeout: Some(0),
            permissions: Some("RGDNV".into()),
            ..Cloud::default()
        };
        let reply = Reply {
            props: Props {
                cloud,
                ..Props::default()
            },
            ..Reply::default()
        };
        reader.see(&path("x"), reply, None)
    };
    assert_eq!(see(false, "", 0).entry.lock, Lock::Free);
    let mine = see(true, "jane", 0);
    assert_eq!((mine.entry.lock, time(mine.lasts)), (Lock::Mine, None));
    assert_eq!(mine.entry.rights, Rights::ReadOnly);
    // An editor in the browser holds it for her.
    assert_eq!(see(true, "jane", 1).entry.lock, Lock::Theirs("jane".into()));
    assert_eq!(see(true, "omar", 0).entry.lock, Lock::Theirs("omar".into()));
}
