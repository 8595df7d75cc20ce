//! The names of actions.

use damson_app::view::Action;

use super::say::message;

/// The system that this runs on, as the catalogue calls it: file managers have names of their own.
const SYSTEM: &str = if cfg!(windows) {
    "windows"
} else if cfg!(target_os = "macos") {
    "macos"
} else {
    "linux"
};

/// What an action is called.
pub(crate) fn action(action: Action) -> String {
    let name = of_action("action", action);
    message(&name, None, vec![("system", SYSTEM.into())])
}

/// The message of the catalogue that says `what` of an action.
pub(super) fn of_action(what: &str, action: Action) -> String {
    format!("{what}-{}", action.facts().word)
}
