//! Check-out, and what must not be written while somebody else holds it.

use damson_core::Lock;
use damson_demo_server::{
    Personality,
    switches::{OwnCheckout, WhenLocked},
};
use damson_remote::{ErrorKind, Expect, Remote as _};

use crate::setup::{BOTH, Dam, expect, path, upload};

fn held_by(who: &str) -> ErrorKind {
    ErrorKind::Locked {
        holder: Some(who.into()),
    }
}

#[tokio::test]
async fn a_check_out_is_what_the_property_says() {
    for own in [OwnCheckout::Ok, OwnCheckout::Conflict] {
        let dam = Dam::with(Personality::Aem65, |switches| switches.own_checkout = own).await;
        let at = path("shoot/a.psd");
        dam.server.put_asset(&at, b"one", "jane").unwrap();
        let jane = dam.log_in("jane").await;
        let omar = dam.log_in("omar").await;
        jane.lock(&at).await.unwrap();
        jane.lock(&at).await.unwrap();
        assert_eq!(jane.stat(&at).await.unwrap().lock, Lock::Mine);
        assert_eq!(
            omar.stat(&at).await.unwrap().lock,
            Lock::Theirs("jane".into())
        );
        assert_eq!(omar.lock(&at).await.unwrap_err().kind, held_by("jane"));
        assert_eq!(
            omar.unlock(&at, None).await.unwrap_err().kind,
            held_by("jane")
        );
        assert_eq!(
            omar.force_unlock(&at).await.unwrap_err().kind,
            ErrorKind::Forbidden
        );
        dam.log_in("admin").await.force_unlock(&at).await.unwrap();
        assert_eq!(dam.server.holder(&at), None);
        jane.unlock(&at, None).await.unwrap();
    }
}

#[tokio::test]
async fn an_answer_of_ok_that_did_nothing_is_no_check_out() {
    let dam = Dam::with(Personality::Cloud, |switches| {
        switches.checkout_ignored = true;
    })
    .await;
    let at = path("a.psd");
    dam.server.put_asset(&at, b"one", "jane").unwrap();
    let jane = dam.log_in("jane").await;
    assert_eq!(
        jane.lock(&at).await.unwrap_err().kind,
        ErrorKind::Unsupported
    );
}

#[tokio::test]
async fn a_server_without_check_out_is_noticed_once() {
    let dam = Dam::with(Personality::Aem65, |switches| switches.checkout = false).await;
    let at = path("a.psd");
    dam.server.put_asset(&at, b"one", "jane").unwrap();
    let jane = dam.log_in("jane").await;
    assert!(jane.capability().locks);
    assert_eq!(
        jane.lock(&at).await.unwrap_err().kind,
        ErrorKind::Unsupported
    );
    assert!(!jane.capability().locks);
    let gone = jane.lock(&path("gone.psd")).await.unwrap_err();
    assert_eq!(gone.kind, ErrorKind::Unsupported);
}

#[tokio::test]
async fn nothing_is_sent_to_what_somebody_else_holds() {
    for personality in BOTH {
        let dam = Dam::start(personality).await;
        let at = path("shoot/a.psd");
        dam.server.put_asset(&at, b"one", "jane").unwrap();
        let jane = dam.log_in("jane").await;
        let known = expect(&jane, &at).await;
        dam.server.lock_as(&at, "omar").unwrap();
        dam.server.forget_requests();
        let error = upload(&jane, &at, b"two", Some(&known)).await.unwrap_err();
        assert_eq!(error.kind, held_by("omar"));
        let to = path("shoot/b.psd");
        let error = jane.rename(&at, &to, &Expect::default()).await.unwrap_err();
        assert_eq!(error.kind, held_by("omar"));
        let error = jane.remove(&at, &Expect::default()).await.unwrap_err();
        assert_eq!(error.kind, held_by("omar"));
        let error = jane
            .remove(&path("shoot"), &Expect::default())
            .await
            .unwrap_err();
        assert_eq!(error.kind, held_by("omar"));
        assert_eq!(error.about, Some(at.clone()));
        let said = dam.said();
        assert!(said.iter().all(|line| line.starts_with("GET ")), "{said:?}");
        assert_eq!(dam.server.read(&at).unwrap(), b"one");
    }
}

#[tokio::test]
async fn a_folder_is_walked_for_locks_where_no_query_answers() {
    let dam = Dam::with(Personality::Aem65, |switches| switches.block_bin = true).await;
    let at = path("shoot/day 1/a.psd");
    dam.server.put_asset(&at, b"one", "omar").unwrap();
    dam.server.lock_as(&at, "omar").unwrap();
    let jane = dam.log_in("jane").await;
    assert!(!jane.capability().search && !jane.capability().change_feed);
    let error = jane
        .remove(&path("shoot"), &Expect::default())
        .await
        .unwrap_err();
    assert_eq!(error.kind, held_by("omar"));
    dam.server.unlock(&at).unwrap();
    jane.remove(&path("shoot"), &Expect::default())
        .await
        .unwrap();
    assert!(!dam.server.exists(&at));
}

/// The lock comes between the check and the step that counts: whatever the server answers then,
/// the holder is named.
#[tokio::test]
async fn every_answer_to_a_late_lock_means_locked() {
    for personality in BOTH {
        for answer in [
            WhenLocked::S403,
            WhenLocked::S409,
            WhenLocked::S423,
            WhenLocked::S500,
        ] {
            let dam = Dam::with(personality, |switches| {
                switches.locked_complete_upload = answer;
                switches.locked_createasset = answer;
                switches.locked_versions = WhenLocked::Allow;
            })
            .await;
            let at = path("shoot/a.psd");
            dam.server.put_asset(&at, b"one", "jane").unwrap();
            let jane = dam.log_in("jane").await;
            let known = expect(&jane, &at).await;
            let source = LockedWhenSealed {
                dam: &dam.server,
                at: &at,
            };
            let ledger = crate::setup::Ledger::default();
            let error = crate::setup::upload_with(&jane, &at, &source, Some(&known), &ledger)
                .await
                .unwrap_err();
            assert_eq!(error.kind, held_by("omar"), "{personality:?} {answer:?}");
            assert_eq!(dam.server.read(&at).unwrap(), b"one");
        }
    }
}

/// A file during whose last check somebody else checks the asset out.
#[derive(Debug)]
struct LockedWhenSealed<'a> {
    dam: &'a damson_demo_server::DemoServer,
    at: &'a damson_core::DamPath,
}

#[async_trait::async_trait]
impl damson_remote::Source for LockedWhenSealed<'_> {
    fn length(&self) -> damson_core::ByteCount {
        damson_core::ByteCount(3)
    }

    fn digest(&self) -> Option<&damson_core::Digest> {
        None
    }

    async fn read_at(&self, offset: u64, _most: usize) -> damson_remote::Result<bytes::Bytes> {
        let start = usize::try_from(offset).unwrap();
        Ok(bytes::Bytes::from_static(&b"two"[start..]))
    }

    async fn seal(&self) -> damson_remote::Result<()> {
        self.dam.lock_as(self.at, "omar").unwrap();
        Ok(())
    }
}
