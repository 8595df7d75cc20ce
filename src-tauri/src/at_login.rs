//! Starting when the person logs in to the computer.

#[cfg(target_os = "linux")]
pub(crate) use entry::{is_on, set};
#[cfg(not(target_os = "linux"))]
pub(crate) use plugin::{is_on, set};

/// By the plugin, as Windows and macOS have it.
#[cfg(not(target_os = "linux"))]
mod plugin {
    use tauri::{AppHandle, Runtime};
    use tauri_plugin_autostart::{Error, ManagerExt as _};

    pub(crate) fn is_on<R: Runtime>(app: &AppHandle<R>) -> Option<bool> {
        app.autolaunch().is_enabled().ok()
    }

    pub(crate) fn set<R: Runtime>(app: &AppHandle<R>, on: bool) -> Result<(), Error> {
        let start = app.autolaunch();
        if on { start.enable() } else { start.disable() }
    }
}

/// By an entry of the desktop's (XDG Autostart). The plugin's own looks for it in `~/.config` alone,
/// does not see that it was switched off there, and starts nothing from a path with a space.
#[cfg(target_os = "linux")]
mod entry {
    use std::{
        env, fs, io,
        path::{Path, PathBuf},
    };

    use tauri::{AppHandle, Manager as _, Runtime};

    use crate::HIDDEN;

    pub(crate) fn is_on<R: Runtime>(app: &AppHandle<R>) -> Option<bool> {
        match fs::read_to_string(file(app)?) {
            Ok(text) => Some(starts(&text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Some(false),
            Err(_) => None,
        }
    }

    pub(crate) fn set<R: Runtime>(app: &AppHandle<R>, on: bool) -> io::Result<()> {
        let file = file(app).ok_or(io::ErrorKind::NotFound)?;
        if !on {
            return match fs::remove_file(file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                Ok(()) | Err(_) => Ok(()),
            };
        }
        let program = match app.env().appimage {
            Some(image) => PathBuf::from(image),
            None => env::current_exe()?,
        };
        let text =
            text(&app.package_info().name, &program).ok_or(io::ErrorKind::InvalidFilename)?;
        let folder = file.parent().unwrap_or(&file);
        fs::create_dir_all(folder)?;
        fs::write(&file, text)
    }

    fn file<R: Runtime>(app: &AppHandle<R>) -> Option<PathBuf> {
        let config = app.path().config_dir().ok()?;
        let name = format!("{}.desktop", app.package_info().name);
        Some(config.join("autostart").join(name))
    }

    /// The entry; `None` for a program whose path is no text.
    fn text(name: &str, program: &Path) -> Option<String> {
        let program = quoted(program.to_str()?)?;
        Some(format!(
            "[Desktop Entry]\nType=Application\nName={name}\nExec={program} {HIDDEN}\n\
             StartupNotify=false\nTerminal=false\n"
        ))
    }

    /// An argument as the Desktop Entry Specification wants it in Exec: quoted, and what the quoting
    /// escapes escaped once more as a value.
    fn quoted(argument: &str) -> Option<String> {
        let mut text = String::from("\"");
        for letter in argument.chars() {
            match letter {
                '"' | '`' | '$' => text.extend(['\\', '\\', letter]),
                '\\' => text.push_str("\\\\\\\\"),
                '%' => text.push_str("%%"),
                _ if letter.is_control() => return None,
                _ => text.push(letter),
            }
        }
        text.push('"');
        Some(text)
    }

    /// Whether an entry starts anything: the desktop's settings switch it off in its place.
    fn starts(text: &str) -> bool {
        let lines = text.lines().map(|line| line.replace(' ', ""));
        !lines
            .map(|line| line.to_lowercase())
            .any(|line| line == "hidden=true" || line == "x-gnome-autostart-enabled=false")
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_program_is_quoted_as_the_specification_wants_it() {
            let entry = |program: &str| text("Damson", Path::new(program));
            let exec = |program: &str| {
                let entry = entry(program)?;
                let line = entry.lines().find(|line| line.starts_with("Exec="));
                line.map(ToOwned::to_owned)
            };
            let found = exec("/opt/My Tools/damson").unwrap();
            assert_eq!(found, format!("Exec=\"/opt/My Tools/damson\" {HIDDEN}"));
            let found = exec(r#"/a"b$c`d\e%f"#).unwrap();
            assert_eq!(found, format!(r#"Exec="/a\\"b\\$c\\`d\\\\e%%f" {HIDDEN}"#));
            assert_eq!(entry("/a\nHidden=true"), None);
        }

        #[test]
        fn an_entry_that_was_switched_off_starts_nothing() {
            let entry = text("Damson", Path::new("/opt/damson")).unwrap();
            assert!(starts(&entry));
            assert!(!starts(&format!("{entry}Hidden=true\n")));
            assert!(!starts(&format!(
                "{entry}X-GNOME-Autostart-enabled = false\n"
            )));
            assert!(starts(&format!("{entry}Hidden=false\n")));
        }
    }
}
