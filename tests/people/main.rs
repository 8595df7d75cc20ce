//! Two people and an administrator at one server, over HTTP, from the handle that front ends hold:
//! check-out, refused check-out, forced release, editing conflict and each of its resolutions.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where it can't go on"
)]

mod at_webdav;
mod person;
#[path = "../../crates/webdav/tests/webdav/server.rs"]
#[expect(
    dead_code,
    clippy::print_stdout,
    reason = "the connector's own tests use the rest; what is skipped is said"
)]
mod server;

use damson_app::{
    ErrorCode,
    view::{Action, LockView, RefusalCode, RowView, StatusView},
};
use damson_core::DamPath;
use damson_demo_server::{DemoConfig, DemoServer, Personality, Sample};
use person::Person;

const FOLDER: &str = "/Campaigns/Autumn";
const HERO: &str = "/Campaigns/Autumn/hero.png";

/// A server of one personality, and three people with computers of their own.
struct Office {
    server: DemoServer,
    jane: Person,
    omar: Person,
    admin: Person,
    _storage: tempfile::TempDir,
}

impl Office {
    async fn open(personality: Personality) -> Self {
        let storage = tempfile::tempdir().unwrap();
        let config = DemoConfig::new(storage.path().join("dam"), personality, Sample::Small);
        let server = DemoServer::start(config).await.unwrap();
        let jane = Person::at(&server, "jane", personality).await;
        let omar = Person::at(&server, "omar", personality).await;
        let admin = Person::at(&server, "admin", personality).await;
        Self {
            server,
            jane,
            omar,
            admin,
            _storage: storage,
        }
    }

    fn on_server(&self) -> Vec<u8> {
        self.server.read(&hero()).unwrap()
    }

    fn holder(&self) -> Option<String> {
        self.server.holder(&hero())
    }

    /// Jane and Omar both change the asset; Omar is first to upload.
    async fn make_conflict(&self, mine: &[u8], theirs: &[u8]) {
        for person in [&self.jane, &self.omar] {
            person.refresh(FOLDER).await;
            let status = person.row(HERO).await.status;
            let action = match status {
                Some(StatusView::ModifiedRemotely) => Action::Update,
                Some(StatusView::CloudOnly) => Action::Download,
                _ => continue,
            };
            person.act(action, HERO).await.unwrap();
        }
        self.omar.save(HERO, theirs).await;
        self.omar
            .act(Action::UploadChanges, HERO)
            .await
            .unwrap();
        self.jane.save(HERO, mine).await;
        let error = self
            .jane
            .act(Action::UploadChanges, HERO)
            .await
            .unwrap_err();
        assert_eq!(error.code, ErrorCode::Conflict, "{error:?}");
        assert_eq!(self.on_server(), theirs, "nothing was sent");
        assert_eq!(
            self.jane.row(HERO).await.status,
            Some(StatusView::EditingConflict)
        );
    }
}

fn hero() -> DamPath {
    DamPath::parse(HERO).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_on_65() {
    two_people(Personality::Aem65).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_on_cloud_service() {
    two_people(Personality::Cloud).await;
}

async fn two_people(personality: Personality) {
    let office = Office::open(personality).await;
    check_out_and_refusal(&office).await;
    forced_release(&office).await;
    keep_theirs(&office).await;
    keep_both(&office).await;
    keep_mine(&office).await;
    moves(&office).await;
    office.jane.close().await;
    office.omar.close().await;
    office.admin.close().await;
}

async fn check_out_and_refusal(office: &Office) {
    office.jane.act(Action::Edit, HERO).await.unwrap();
    assert_eq!(office.holder().as_deref(), Some("jane"));
    // Omar's client has not heard of it.
    let error = office.omar.act(Action::Edit, HERO).await.unwrap_err();
    assert_eq!(
        error.refusal.as_ref().unwrap().code,
        RefusalCode::CheckedOutBy,
        "{error:?}"
    );
    assert_eq!(error.who.as_deref(), Some("jane"));
    assert_eq!(
        office.omar.row(HERO).await.lock,
        LockView::Theirs {
            who: "jane".to_owned()
        }
    );
    // Nor does a file that he forces into place go up.
    office.omar.act(Action::Download, HERO).await.unwrap();
    office.omar.save(HERO, b"omar anyway").await;
    let before = office.on_server();
    let error = office
        .omar
        .act(Action::UploadChanges, HERO)
        .await
        .unwrap_err();
    assert_eq!(
        error.refusal.as_ref().unwrap().code,
        RefusalCode::CheckedOutBy,
        "{error:?}"
    );
    assert_eq!(office.on_server(), before);
    office
        .omar
        .act(Action::DiscardChanges, HERO)
        .await
        .unwrap();
    assert_eq!(office.omar.recovered().await, [b"omar anyway".to_vec()]);
}

async fn forced_release(office: &Office) {
    let error = office
        .omar
        .act(Action::ReleaseLock, HERO)
        .await
        .unwrap_err();
    assert!(
        matches!(error.code, ErrorCode::Refused | ErrorCode::Forbidden),
        "an editor may not: {error:?}"
    );
    assert_eq!(office.holder().as_deref(), Some("jane"));
    office
        .admin
        .act(Action::ReleaseLock, HERO)
        .await
        .unwrap();
    assert_eq!(office.holder(), None);
    office.omar.act(Action::CheckOut, HERO).await.unwrap();
    assert_eq!(office.holder().as_deref(), Some("omar"));
    // Jane believes that it is hers until the server says otherwise; her save stays here.
    office.jane.save(HERO, b"jane, without the lock").await;
    let before = office.on_server();
    let error = office
        .jane
        .act(Action::UploadChanges, HERO)
        .await
        .unwrap_err();
    assert_eq!(error.who.as_deref(), Some("omar"), "{error:?}");
    assert_eq!(office.on_server(), before);
    assert_eq!(office.jane.read(HERO), b"jane, without the lock");
    office.omar.act(Action::CheckIn, HERO).await.unwrap();
    assert_eq!(office.holder(), None);
    office
        .jane
        .act(Action::UploadChanges, HERO)
        .await
        .unwrap();
    assert_eq!(office.on_server(), b"jane, without the lock");
}

async fn keep_theirs(office: &Office) {
    office.make_conflict(b"mine 1", b"theirs 1").await;
    office.jane.act(Action::KeepTheirs, HERO).await.unwrap();
    assert_eq!(office.jane.read(HERO), b"theirs 1");
    assert_eq!(
        office.jane.row(HERO).await.status,
        Some(StatusView::AvailableLocally)
    );
    assert_eq!(office.jane.recovered().await, [b"mine 1".to_vec()]);
}

async fn keep_both(office: &Office) {
    office.make_conflict(b"mine 2", b"theirs 2").await;
    office.jane.act(Action::KeepBoth, HERO).await.unwrap();
    assert_eq!(office.jane.read(HERO), b"theirs 2");
    let copy = office.jane.only_with(StatusView::NewLocally).await;
    assert!(
        copy.starts_with("/Campaigns/Autumn/hero (Jane's copy "),
        "{copy}"
    );
    assert_eq!(office.jane.read(&copy), b"mine 2");
    office
        .jane
        .act(Action::UploadChanges, &copy)
        .await
        .unwrap();
    assert_eq!(
        office.server.read(&DamPath::parse(&copy).unwrap()).unwrap(),
        b"mine 2"
    );
}

async fn keep_mine(office: &Office) {
    office.make_conflict(b"mine 3", b"theirs 3").await;
    office.jane.act(Action::KeepMine, HERO).await.unwrap();
    assert_eq!(
        office.jane.row(HERO).await.status,
        Some(StatusView::EditedLocally)
    );
    assert_eq!(office.on_server(), b"theirs 3");
    office
        .jane
        .act(Action::UploadChanges, HERO)
        .await
        .unwrap();
    assert_eq!(office.on_server(), b"mine 3");
    // Five uploads, each of which kept the state before it.
    let kept = office.server.versions(&hero());
    assert_eq!(kept.len(), 5, "{kept:?}");
}

/// Omar renames what Jane has edited; Jane renames it in her file manager.
async fn moves(office: &Office) {
    let (poster, last) = ("/Campaigns/Autumn/poster.png", "/Campaigns/Autumn/last.png");
    let is = |status| move |row: &RowView| row.status == Some(status);
    office.jane.save(HERO, b"mine 4").await;
    office.omar.rename(HERO, poster).await.unwrap();
    office.jane.refresh(FOLDER).await;
    office
        .jane
        .sees(poster, is(StatusView::EditedLocally))
        .await;
    assert_eq!(office.jane.read(poster), b"mine 4");
    office.jane.act(Action::Edit, poster).await.unwrap();
    office.jane.rename_here(poster, last);
    let renamed = |row: &RowView| {
        let note = row.problem.as_ref();
        note.is_some_and(|note| note.code == "renamed-here" && note.detail == poster)
    };
    office.jane.sees(last, renamed).await;
    office.jane.rename(poster, last).await.unwrap();
    office.jane.sees(last, is(StatusView::EditedLocally)).await;
    office
        .jane
        .act(Action::UploadChanges, last)
        .await
        .unwrap();
    let there = office.server.read(&DamPath::parse(last).unwrap());
    assert_eq!(there.unwrap(), b"mine 4");
    assert!(
        office
            .server
            .read(&DamPath::parse(poster).unwrap())
            .is_none()
    );
}
