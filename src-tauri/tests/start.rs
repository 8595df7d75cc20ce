//! Questions of a terminal are answered where no window can be shown.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test")]

use std::process::{Command, Output};

fn start(argument: Option<&str>) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_damson-desktop"));
    program.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    program.args(argument).output().unwrap()
}

#[test]
fn help_and_version_need_no_display() {
    for (argument, expected) in [
        ("--help", "Usage:"),
        ("--version", env!("CARGO_PKG_VERSION")),
    ] {
        let told = start(Some(argument));
        assert!(told.status.success(), "{argument}");
        assert!(
            String::from_utf8_lossy(&told.stdout).contains(expected),
            "{told:?}"
        );
    }
}

#[test]
fn without_a_display_it_says_so() {
    let told = start(None);
    assert!(!told.status.success());
    let said = String::from_utf8_lossy(&told.stderr);
    assert!(said.contains("There is no display"), "{said}");
    assert!(!said.contains("panicked"), "{said}");
}
