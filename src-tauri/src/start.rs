//! What is done before there is a window: answers for a terminal, and which renderer works here.

use std::env;

use crate::{DEMO, HIDDEN};

/// Has WebKitGTK draw without DMA-BUF.
const PLAIN_RENDERER: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// What the arguments ask to be printed in the terminal, in the place of a window.
pub fn answer<I: IntoIterator<Item = String>>(arguments: I) -> Option<String> {
    arguments
        .into_iter()
        .find_map(|argument| match argument.as_str() {
            "--help" | "-h" => Some(help()),
            "--version" | "-V" => Some(format!("damson-desktop {}\n", env!("CARGO_PKG_VERSION"))),
            _ => None,
        })
}

fn help() -> String {
    format!(
        "Damson's window.\n\n\
        Usage: damson-desktop [OPTIONS] [LINK]...\n\n\
        Options:\n  \
        {HIDDEN}    Start in the tray\n  \
        {DEMO}      Start a demo DAM and connect to it\n  \
        --help      Print this\n  \
        --version   Print the version\n\n\
        If the window stays blank on Linux, set {PLAIN_RENDERER}=1.\n\
        The command line is another program: damson --help\n"
    )
}

/// Why no window can be shown; `None` where one can.
pub fn problem() -> Option<&'static str> {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    let can_be_shown = !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
    (!can_be_shown).then_some(
        "There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set. \
        The command line works without one: damson --help",
    )
}

/// Starts this program anew where WebKitGTK would show a blank window, with the renderer that
/// works; does nothing elsewhere.
pub fn choose_renderer() {
    #[cfg(target_os = "linux")]
    if is_renderer_broken(
        std::path::Path::new("/sys/module/nvidia").exists(),
        env::var_os(PLAIN_RENDERER).as_deref(),
    ) {
        use std::os::unix::process::CommandExt as _;
        let Ok(program) = env::current_exe() else {
            return;
        };
        // Only a process that is not begun yet takes a variable for sure.
        let error = std::process::Command::new(program)
            .args(env::args_os().skip(1))
            .env(PLAIN_RENDERER, "1")
            .exec();
        tracing::warn!(%error, "the window may stay blank");
    }
}

/// Whether NVIDIA's driver is used, and nobody has chosen: `0` keeps DMA-BUF.
#[cfg(any(target_os = "linux", test))]
fn is_renderer_broken(has_nvidia: bool, chosen: Option<&std::ffi::OsStr>) -> bool {
    has_nvidia && chosen.is_none()
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::*;

    #[test]
    fn nvidia_gets_the_plain_renderer_unless_somebody_chose() {
        assert!(is_renderer_broken(true, None));
        assert!(!is_renderer_broken(true, Some(OsStr::new("0"))));
        assert!(!is_renderer_broken(true, Some(OsStr::new("1"))));
        assert!(!is_renderer_broken(false, None));
    }

    #[test]
    fn a_link_and_an_option_are_no_questions() {
        let asked = |argument: &str| answer([argument.to_owned()]);
        assert_eq!(asked("damson://open?asset=%2Fa"), None);
        assert_eq!(asked(HIDDEN), None);
        assert!(asked("--help").unwrap().contains("Usage"));
    }
}
