//! Check-out and check-in.

use damson_core::{Lock, Sameness};

use super::{
    Case, Outcome, case,
    setting::{Setting, all_pages, assert_kind, assert_locked, source, version},
};
use crate::{Error, ErrorKind, Expect, Remote, Result};

pub(super) const CASES: &[Case] = &[
    case!("checks out and in", [Locks], checks_out_and_in),
    case!("checks out again what is mine", [Locks], checks_out_again),
    case!(
        "everybody sees who holds it",
        [Locks, SecondEditor],
        everybody_sees_who_holds_it
    ),
    case!(
        "what is held can't be checked out",
        [Locks, SecondEditor],
        held_stays_held
    ),
    case!(
        "what is held can't be written to",
        [Locks, SecondEditor],
        held_is_not_written_to
    ),
    case!(
        "what is held can't be moved or removed",
        [Locks, SecondEditor],
        held_is_not_moved
    ),
    case!("the holder goes on working", [Locks], the_holder_goes_on),
    case!(
        "only the holder checks in",
        [Locks, SecondEditor],
        only_the_holder_checks_in
    ),
    case!(
        "what is free can be checked in",
        [Locks],
        free_can_be_checked_in
    ),
    case!(
        "what is checked out is listed",
        [Locks],
        what_is_checked_out_is_listed
    ),
    case!(
        "an administrator releases a lock",
        [Locks, Administrator, ForcedRelease],
        releases
    ),
    case!(
        "an editor can't release a lock",
        [Locks, SecondEditor],
        an_editor_cant_release
    ),
    case!(
        "a reader can't check out",
        [Locks, Reader],
        a_reader_cant_check_out
    ),
    case!(
        "what is missing can't be checked out",
        [Locks],
        missing_cant_be_checked_out
    ),
    case!("a lock is prolonged", [Locks], a_lock_is_prolonged),
    case!(
        "a check-out is no other revision",
        [Locks],
        a_check_out_is_no_revision
    ),
    case!(
        "bytes of the same size are another revision",
        [],
        same_size_is_another_revision
    ),
];

async fn lock_seen(remote: &dyn Remote, s: &Setting<'_>, name: &str) -> Result<Lock> {
    let stat = remote.stat(&s.at(name)).await?.lock;
    let listed = all_pages(|page| remote.list(&s.root, page)).await?;
    let listed = listed.into_iter().find(|entry| entry.path == s.at(name));
    assert_eq!(
        listed.map(|entry| entry.lock),
        Some(stat.clone()),
        "list and stat agree"
    );
    Ok(stat)
}

async fn checks_out_and_in(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    let grant = s.first.lock(&s.at("a.txt")).await?;
    assert_eq!(
        grant.lasts.is_some(),
        s.capability.locks_expire,
        "whether it ends by itself"
    );
    assert_eq!(lock_seen(&*s.first, s, "a.txt").await?, Lock::Mine);
    s.first.unlock(&s.at("a.txt"), grant.token.as_ref()).await?;
    assert_eq!(lock_seen(&*s.first, s, "a.txt").await?, Lock::Free);
    Ok(())
}

async fn checks_out_again(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    let first = s.first.lock(&s.at("a.txt")).await?;
    assert!(!first.held_before, "nobody held it");
    let again = s.first.lock(&s.at("a.txt")).await?;
    assert!(again.held_before, "it was checked out already");
    assert_eq!(s.first.stat(&s.at("a.txt")).await?.lock, Lock::Mine);
    s.first.unlock(&s.at("a.txt"), again.token.as_ref()).await?;
    let anew = s.first.lock(&s.at("a.txt")).await?;
    assert!(!anew.held_before, "it was checked in");
    s.first.unlock(&s.at("a.txt"), anew.token.as_ref()).await
}

/// A server may give it another tag then: that is a question, and no more.
async fn a_check_out_is_no_revision(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    let revision = async || Ok::<_, Error>(s.first.stat(&s.at("a.txt")).await?.revision);
    let before = revision().await?;
    let grant = s.first.lock(&s.at("a.txt")).await?;
    assert_ne!(before.compare(&revision().await?), Sameness::Different);
    s.first.unlock(&s.at("a.txt"), grant.token.as_ref()).await?;
    assert_ne!(before.compare(&revision().await?), Sameness::Different);
    s.assert_bytes("a.txt", b"one").await
}

async fn same_size_is_another_revision(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    s.fixture.settle().await;
    if s.first.capability().hash_may_be_stale {
        // There the time speaks, and in one second it says nothing.
        tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    }
    let before = s.first.stat(&s.at("a.txt")).await?.revision;
    let (path, bytes, expect) = (s.at("a.txt"), source(b"two"), s.expect("a.txt").await?);
    s.first.upload(version(&path, &bytes, &expect)).await?;
    s.fixture.settle().await;
    let after = s.first.stat(&path).await?.revision;
    assert_ne!(
        before.compare(&after),
        Sameness::Same,
        "{before:?} {after:?}"
    );
    Ok(())
}

async fn everybody_sees_who_holds_it(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    s.first.lock(&s.at("a.txt")).await?;
    let holder = s.first_id().await?;
    assert_eq!(
        lock_seen(&*s.second(), s, "a.txt").await?,
        Lock::Theirs(holder)
    );
    Ok(())
}

async fn held_stays_held(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    s.first.lock(&s.at("a.txt")).await?;
    assert_locked(s.second().lock(&s.at("a.txt")).await, &s.first_id().await?);
    assert_eq!(s.first.stat(&s.at("a.txt")).await?.lock, Lock::Mine);
    Ok(())
}

async fn held_is_not_written_to(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    s.first.lock(&s.at("a.txt")).await?;
    let (path, theirs, expect) = (s.at("a.txt"), source(b"theirs"), s.expect("a.txt").await?);
    let upload = s.second().upload(version(&path, &theirs, &expect)).await;
    assert_locked(upload, &s.first_id().await?);
    s.assert_bytes("a.txt", b"one").await?;
    assert_eq!(s.first.stat(&path).await?.lock, Lock::Mine);
    Ok(())
}

async fn held_is_not_moved(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    s.first.lock(&s.at("a.txt")).await?;
    let (holder, expect) = (s.first_id().await?, s.expect("a.txt").await?);
    let second = s.second();
    assert_locked(
        second.rename(&s.at("a.txt"), &s.at("b.txt"), &expect).await,
        &holder,
    );
    assert_locked(second.remove(&s.at("a.txt"), &expect).await, &holder);
    assert_eq!(s.names_in(&s.root).await?, ["a.txt"]);
    s.assert_bytes("a.txt", b"one").await
}

async fn the_holder_goes_on(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    let token = s.first.lock(&s.at("a.txt")).await?.token;
    let (path, mine) = (s.at("a.txt"), source(b"number two"));
    let expect = Expect {
        token: token.clone(),
        ..s.expect("a.txt").await?
    };
    s.first.upload(version(&path, &mine, &expect)).await?;
    s.assert_bytes("a.txt", b"number two").await?;
    assert_eq!(
        s.first.stat(&path).await?.lock,
        Lock::Mine,
        "an upload keeps the lock"
    );
    s.first.unlock(&path, token.as_ref()).await
}

async fn only_the_holder_checks_in(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    let token = s.first.lock(&s.at("a.txt")).await?.token;
    let holder = s.first_id().await?;
    assert_locked(s.second().unlock(&s.at("a.txt"), None).await, &holder);
    assert_eq!(s.first.stat(&s.at("a.txt")).await?.lock, Lock::Mine);
    s.first.unlock(&s.at("a.txt"), token.as_ref()).await?;
    let theirs = s.second().lock(&s.at("a.txt")).await?;
    s.second()
        .unlock(&s.at("a.txt"), theirs.token.as_ref())
        .await
}

async fn free_can_be_checked_in(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    s.first.unlock(&s.at("a.txt"), None).await?;
    assert_eq!(s.first.stat(&s.at("a.txt")).await?.lock, Lock::Free);
    Ok(())
}

async fn what_is_checked_out_is_listed(s: &Setting<'_>) -> Outcome {
    s.folder("folder").await?;
    for name in ["a.txt", "b.txt", "folder/c.txt"] {
        s.put(name, name.as_bytes()).await?;
    }
    s.first.lock(&s.at("a.txt")).await?;
    s.first.lock(&s.at("folder/c.txt")).await?;
    s.fixture.settle().await;
    let held = all_pages(|page| s.first.locked(&s.root, page)).await?;
    let mut held: Vec<_> = held
        .into_iter()
        .map(|entry| (entry.path, entry.lock))
        .collect();
    held.sort_by(|one, other| one.0.cmp(&other.0));
    assert_eq!(
        held,
        [
            (s.at("a.txt"), Lock::Mine),
            (s.at("folder/c.txt"), Lock::Mine)
        ]
    );
    let below = all_pages(|page| {
        let folder = s.at("folder");
        async move { s.first.locked(&folder, page).await }
    });
    assert_eq!(below.await?.len(), 1);
    Ok(())
}

async fn releases(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    s.first.lock(&s.at("a.txt")).await?;
    let administrator = s
        .fixture
        .administrator()
        .expect("the case needs an administrator");
    administrator.force_unlock(&s.at("a.txt")).await?;
    assert_eq!(s.first.stat(&s.at("a.txt")).await?.lock, Lock::Free);
    s.assert_bytes("a.txt", b"one").await
}

async fn an_editor_cant_release(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    s.first.lock(&s.at("a.txt")).await?;
    let released = s.second().force_unlock(&s.at("a.txt")).await;
    assert_kind(released, &ErrorKind::Forbidden);
    assert_eq!(s.first.stat(&s.at("a.txt")).await?.lock, Lock::Mine);
    Ok(())
}

async fn a_reader_cant_check_out(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    let reader = s.fixture.reader().expect("the case needs a reader");
    assert_kind(reader.lock(&s.at("a.txt")).await, &ErrorKind::Forbidden);
    assert_eq!(s.first.stat(&s.at("a.txt")).await?.lock, Lock::Free);
    Ok(())
}

async fn missing_cant_be_checked_out(s: &Setting<'_>) -> Outcome {
    assert_kind(
        s.first.lock(&s.at("nothing.txt")).await,
        &ErrorKind::NotFound,
    );
    s.assert_absent("nothing.txt").await;
    Ok(())
}

async fn a_lock_is_prolonged(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    let grant = s.first.lock(&s.at("a.txt")).await?;
    let Some(token) = grant.token else {
        assert!(
            !s.capability.locks_expire,
            "what expires has a token to prolong it with"
        );
        return Ok(());
    };
    let longer = s.first.refresh_lock(&s.at("a.txt"), &token).await?;
    assert_eq!(longer.lasts.is_some(), s.capability.locks_expire);
    assert_eq!(s.first.stat(&s.at("a.txt")).await?.lock, Lock::Mine);
    Ok(())
}
