//! One owner, any number of guests, over the real local socket.

#![expect(clippy::unwrap_used, reason = "a test ends where it can't go on")]

use std::{
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::Duration,
};

use damson_app::{
    Dirs, ErrorCode, Handle, Intent, Ports, Reply,
    link::Link,
    secrets::SessionSecrets,
    shell::SystemShell,
    view::{SettingsView, SnapshotView},
};
use tempfile::TempDir;
use tokio::{sync::watch, time::timeout};

fn ports() -> Ports {
    Ports {
        secrets: Arc::new(SessionSecrets::default()),
        shell: Arc::new(SystemShell::default()),
    }
}

async fn open(home: &Path) -> Link {
    let link = Link::open(Dirs::below(home), Box::new(ports));
    soon(link).await.unwrap()
}

/// Fails instead of hanging.
async fn soon<T>(what: impl Future<Output = T>) -> T {
    timeout(Duration::from_secs(30), what)
        .await
        .expect("in time")
}

async fn set(link: &Link, key: &str, value: &str) -> SettingsView {
    let set = Intent::Set {
        connection: None,
        key: key.to_owned(),
        value: Some(value.to_owned()),
    };
    let Reply::Settings(view) = soon(link.send(set)).await.unwrap() else {
        panic!("no settings");
    };
    view
}

async fn get(link: &Link, key: &str) -> String {
    let Reply::Settings(view) = soon(link.send(Intent::Settings { connection: None }))
        .await
        .unwrap()
    else {
        panic!("no settings");
    };
    let found = view.settings.into_iter().find(|setting| setting.key == key);
    found.unwrap().value
}

async fn ended(mut shown: watch::Receiver<Arc<SnapshotView>>) {
    soon(async { while shown.changed().await.is_ok() {} }).await;
}

/// Writes a connection as a person would who edits the file; nothing connects to it.
fn write_connection(home: &Path, name: &str) {
    let dirs = Dirs::below(home);
    dirs.make().unwrap();
    let text = format!(
        "[[connection]]\nname = \"{name}\"\nid = \"abc\"\nurl = \"https://dam.example.com\"\n\
         login = \"password\"\ncache-folder = \"/damson/{name}\"\n"
    );
    std::fs::write(dirs.accounts_file(), text).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_is_a_guest_and_sees_the_same() {
    let home = TempDir::new().unwrap();
    write_connection(home.path(), "studio");
    let owner = open(home.path()).await;
    let guest = open(home.path()).await;
    assert!(owner.is_owner().await);
    assert!(!guest.is_owner().await);

    set(&guest, "transfers", "3").await;
    assert_eq!(get(&owner, "transfers").await, "3");

    let mut seen = guest.watch();
    let first = soon(seen.wait_for(|shown| !shown.connections.is_empty()))
        .await
        .unwrap()
        .clone();
    assert_eq!(first.connections[0].name, "studio");
    assert_eq!(*owner.watch().borrow(), first);

    let forget = Intent::Forget {
        connection: "studio".to_owned(),
    };
    soon(owner.send(forget)).await.unwrap();
    let gone = soon(seen.wait_for(|shown| shown.connections.is_empty()));
    assert!(gone.await.unwrap().generation > first.generation);
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_cross_whole() {
    let home = TempDir::new().unwrap();
    let _owner = open(home.path()).await;
    let guest = open(home.path()).await;
    let unknown = Intent::Use {
        connection: "nowhere".to_owned(),
    };
    let error = soon(guest.send(unknown)).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::UnknownConnection);
    assert_eq!(error.detail.as_deref(), Some("nowhere"));
}

#[tokio::test(flavor = "multi_thread")]
async fn many_guests_ask_at_once() {
    let home = TempDir::new().unwrap();
    let _owner = open(home.path()).await;
    let guests = futures::future::join_all((0..8).map(|_| open(home.path()))).await;
    let asks = guests
        .iter()
        .flat_map(|guest| (0..20).map(move |_| get(guest, "transfers")));
    let answers = soon(futures::future::join_all(asks)).await;
    assert!(answers.iter().all(|answer| answer == "8"));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_that_start_at_once_one_is_the_owner() {
    let home = TempDir::new().unwrap();
    let links = futures::future::join_all((0..6).map(|_| open(home.path()))).await;
    let mut owners = 0;
    for link in &links {
        owners += usize::from(link.is_owner().await);
    }
    assert_eq!(owners, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_takes_over_when_the_owner_ends() {
    let home = TempDir::new().unwrap();
    let owner = open(home.path()).await;
    let guest = open(home.path()).await;
    set(&guest, "transfers", "5").await;
    let shown = owner.watch();
    soon(owner.close()).await;
    ended(shown).await;
    let late = soon(owner.send(Intent::Connections)).await.unwrap_err();
    assert_eq!(late.code, ErrorCode::ShuttingDown);

    assert_eq!(get(&guest, "transfers").await, "5");
    assert!(guest.is_owner().await);
    let third = open(home.path()).await;
    assert!(!third.is_owner().await);
    assert_eq!(get(&third, "transfers").await, "5");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_can_end_the_owner() {
    let home = TempDir::new().unwrap();
    let owner = open(home.path()).await;
    let guest = open(home.path()).await;
    let shown = owner.watch();
    assert_eq!(
        soon(guest.send(Intent::Shutdown)).await.unwrap(),
        Reply::Done
    );
    ended(shown).await;
    assert!(!owner.is_owner().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_path_of_the_folders_is_no_obstacle() {
    let home = TempDir::new().unwrap();
    let deep = home.path().join("x".repeat(120));
    let owner = open(&deep).await;
    let guest = open(&deep).await;
    assert!(owner.is_owner().await && !guest.is_owner().await);
    assert_eq!(get(&guest, "transfers").await, "8");
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn the_socket_is_this_persons_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = TempDir::new().unwrap();
    let _owner = open(home.path()).await;
    let mode = |file: &Path| std::fs::metadata(file).unwrap().permissions().mode() & 0o777;
    let runtime = Dirs::below(home.path()).runtime;
    assert_eq!(mode(&runtime), 0o700);
    assert_eq!(mode(&runtime.join("damson.sock")), 0o600);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn another_version_is_told_so() {
    use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
    let home = TempDir::new().unwrap();
    let _owner = open(home.path()).await;
    let socket = Dirs::below(home.path()).runtime.join("damson.sock");
    let mut stream = tokio::net::UnixStream::connect(socket).await.unwrap();
    let hello = b"{\"frame\":\"hello\",\"protocol\":1,\"version\":\"0.0.9\"}\n";
    stream.write_all(hello).await.unwrap();
    let mut answer = String::new();
    soon(BufReader::new(stream).read_line(&mut answer))
        .await
        .unwrap();
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(answer["frame"], "refused");
    assert_eq!(answer["error"]["code"], "versions-differ");
    let detail = answer["error"]["detail"].as_str().unwrap();
    assert!(detail.contains("0.0.9"), "{detail}");
}

/// Not a test: the owner that the tests below start as a process of its own.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "run by other tests"]
async fn be_the_owner() {
    let Some(home) = std::env::var_os("DAMSON_TEST_HOME") else {
        return;
    };
    let link = open(Path::new(&home)).await;
    assert!(link.is_owner().await);
    std::fs::write(Path::new(&home).join("ready"), "").unwrap();
    let mut shown = link.watch();
    while shown.changed().await.is_ok() {}
}

async fn start_owner(home: &Path) -> Child {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "be_the_owner", "--ignored"])
        .env("DAMSON_TEST_HOME", home)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let ready = home.join("ready");
    soon(async {
        while !ready.exists() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
    child
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_owner_is_replaced_and_its_socket_is_no_obstacle() {
    let home = TempDir::new().unwrap();
    let mut owner = start_owner(home.path()).await;
    let guest = open(home.path()).await;
    assert!(!guest.is_owner().await);
    set(&guest, "transfers", "6").await;
    owner.kill().unwrap();
    owner.wait().unwrap();

    assert_eq!(get(&guest, "transfers").await, "6");
    assert!(guest.is_owner().await);
    let next = open(home.path()).await;
    assert!(!next.is_owner().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_socket_is_no_owner() {
    let home = TempDir::new().unwrap();
    let mut owner = start_owner(home.path()).await;
    owner.kill().unwrap();
    owner.wait().unwrap();
    if cfg!(unix) {
        assert!(
            Dirs::below(home.path())
                .runtime
                .join("damson.sock")
                .exists()
        );
    }
    let link = open(home.path()).await;
    assert!(link.is_owner().await);
    assert_eq!(get(&open(home.path()).await, "transfers").await, "8");
}
