//! The real keychain of this computer, where it can be had: Secret Service under a session bus of
//! its own, so that the person's own keychain is left alone.

#![cfg(target_os = "linux")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, and tells when it was skipped"
)]

use std::{
    os::unix::fs::DirBuilderExt as _,
    process::{Command, Stdio},
};

use damson_app::{
    intent::Secret,
    secrets::{self, KeychainSecrets, Secrets},
};

/// Which part of the test this process is.
const PART: &str = "DAMSON_KEYCHAIN_PART";
/// Where a missing keychain is a failure.
const REQUIRED: &str = "DAMSON_REQUIRE_KEYCHAIN";

#[test]
fn the_keychain_keeps_logins_over_a_restart() {
    let Ok(part) = std::env::var(PART) else {
        return whole();
    };
    match part.as_str() {
        "first" => first(),
        "second" => second(),
        "locked" => locked(),
        other => panic!("no such part: {other}"),
    }
}

fn whole() {
    if has("dbus-run-session") && has("gnome-keyring-daemon") {
        parts();
    } else if std::env::var_os(REQUIRED).is_some() {
        panic!("there is no keychain here");
    } else {
        println!("skipped: dbus-run-session or gnome-keyring-daemon is not installed");
    }
}

/// Each part in a session of its own, with one home.
fn parts() {
    let home = tempfile::tempdir().unwrap();
    let run = home.path().join("run");
    std::fs::DirBuilder::new().mode(0o700).create(&run).unwrap();
    for (part, password) in [("first", "pw"), ("second", "pw"), ("locked", "wrong")] {
        let script = format!(
            "printf '{password}\\n' | gnome-keyring-daemon --unlock --components=secrets \
             --daemonize >/dev/null; exec \"$0\" --exact \
             the_keychain_keeps_logins_over_a_restart --nocapture"
        );
        let ended = Command::new("dbus-run-session")
            .args(["--", "sh", "-c", &script])
            .arg(std::env::current_exe().unwrap())
            .env("HOME", home.path())
            .env("XDG_RUNTIME_DIR", &run)
            .env_remove("XDG_DATA_HOME")
            .env_remove("DAMSON_KEYCHAIN")
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env(PART, part)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(
            ended.status.success(),
            "{part}: {}\n{}",
            String::from_utf8_lossy(&ended.stdout),
            String::from_utf8_lossy(&ended.stderr)
        );
    }
}

fn first() {
    assert!(secrets::of_this_computer().lasts(), "the keychain is found");
    let keychain = KeychainSecrets;
    let get = |name| {
        keychain
            .get(name)
            .unwrap()
            .map(|kept| kept.expose().to_owned())
    };
    assert_eq!(get("studio"), None);
    keychain.set("studio", &Secret::new("plum-pie")).unwrap();
    keychain
        .set("studio", &Secret::new("plum-pie, warm"))
        .unwrap();
    keychain
        .set("other", &Secret::new("x".repeat(20_000)))
        .unwrap();
    keychain.set("gone", &Secret::new("ü€𝄞")).unwrap();
    assert_eq!(get("studio").as_deref(), Some("plum-pie, warm"));
    assert_eq!(get("gone").as_deref(), Some("ü€𝄞"));
    keychain.remove("gone").unwrap();
    assert_eq!(get("gone"), None);
    keychain.remove("never there").unwrap();
}

fn second() {
    let keychain = KeychainSecrets;
    let get = |name| {
        keychain
            .get(name)
            .unwrap()
            .map(|kept| kept.expose().to_owned())
    };
    assert_eq!(get("studio").as_deref(), Some("plum-pie, warm"));
    assert_eq!(get("other").map(|kept| kept.len()), Some(20_000));
    assert_eq!(get("gone"), None);
}

/// A keychain that stays locked gives nothing, and says so.
fn locked() {
    let kept = KeychainSecrets.get("studio");
    assert!(kept.is_err(), "{kept:?}");
}

fn has(program: &str) -> bool {
    let mut asked = Command::new(program);
    asked
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    asked.status().is_ok_and(|status| status.success())
}
