//! Opens and shows files with the system's own applications.

use std::{
    collections::BTreeSet,
    ffi::{OsStr, OsString},
    io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use damson_engine::Shell;
use url::Url;

use crate::crossing::error::{ErrorCode, UserError};

/// The desktop. It does not open a file that runs as a program, unless the person confirmed it: the file
/// came from a server.
#[derive(Debug, Default)]
pub struct SystemShell {
    /// Files that run as programs, and that the person wants to be opened once.
    confirmed: Mutex<BTreeSet<PathBuf>>,
    /// The program that runs in the place of the system's application, with the file as its only
    /// argument.
    opener: Option<OsString>,
}

/// The program that opens files instead of the system's application.
pub const OPENER_VARIABLE: &str = "DAMSON_OPENER";

/// How long a program that opens files is watched: a program that fails ends within this time.
const ENDS_WITHIN: Duration = Duration::from_millis(500);
const WATCH_EVERY: Duration = Duration::from_millis(10);

/// Why something was not opened, inside the [`io::Error`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShellError {
    /// The file would run as a program.
    #[error("files of the type {extension} run programs")]
    Executable {
        /// In lower case.
        extension: String,
    },
    #[error("the system could not open it: {said}")]
    Failed { said: String },
}

impl SystemShell {
    /// The system's desktop, or the program that `DAMSON_OPENER` names.
    pub fn of_this_computer() -> Self {
        let named = std::env::var_os(OPENER_VARIABLE).filter(|program| !program.is_empty());
        Self {
            opener: named,
            ..Self::default()
        }
    }

    /// A desktop where this program opens everything.
    pub fn with_opener(program: impl Into<OsString>) -> Self {
        Self {
            opener: Some(program.into()),
            ..Self::default()
        }
    }

    /// Lets this file be opened once although it may run as a program, because the person confirmed it.
    pub fn confirm(&self, file: &Path) {
        self.confirmed().insert(file.to_owned());
    }

    fn confirmed(&self) -> MutexGuard<'_, BTreeSet<PathBuf>> {
        self.confirmed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn run_opener(program: &OsString, argument: &OsStr) -> io::Result<()> {
        Self::run(program, [argument])
    }

    fn run<'a>(
        program: impl AsRef<OsStr>,
        arguments: impl IntoIterator<Item = &'a OsStr>,
    ) -> io::Result<()> {
        let failed = |error: io::Error| {
            let said = error.to_string();
            io::Error::other(ShellError::Failed { said })
        };
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(failed)?;
        // A program that can't open the file ends at once. To wait for the others would hold the command
        // until the person closes the application.
        let began = Instant::now();
        while began.elapsed() < ENDS_WITHIN {
            match child.try_wait().map_err(failed)? {
                Some(ended) if ended.success() => return Ok(()),
                Some(ended) => return Err(failed(io::Error::other(ended.to_string()))),
                None => std::thread::sleep(WATCH_EVERY),
            }
        }
        std::thread::spawn(move || child.wait());
        Ok(())
    }
}

impl Shell for SystemShell {
    fn open(&self, file: &Path) -> io::Result<()> {
        if let Some(extension) = runs_as_program(file)
            && !self.confirmed().remove(file)
        {
            return Err(io::Error::new(
                io::ErrorKind::PermissionDenied,
                ShellError::Executable { extension },
            ));
        }
        match &self.opener {
            Some(program) => Self::run_opener(program, file.as_os_str()),
            None => opener::open(file).map_err(failed),
        }
    }

    fn reveal(&self, file: &Path) -> io::Result<()> {
        match &self.opener {
            Some(program) => Self::run_opener(program, file.as_os_str()),
            None => opener::reveal(file).map_err(failed),
        }
    }

    fn browse(&self, page: &Url) -> io::Result<()> {
        if !matches!(page.scheme(), "http" | "https") {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "only pages of the web are opened",
            ));
        }
        match &self.opener {
            Some(program) => Self::run_opener(program, page.as_str().as_ref()),
            None => opener::open_browser(page.as_str()).map_err(failed),
        }
    }
}

/// Opens a file with a program of this computer that a person picked. Blocks for half a second.
pub fn open_with(file: &Path, program: &Path) -> Result<(), UserError> {
    let with = if cfg!(target_os = "macos") && program.extension() == Some("app".as_ref()) {
        SystemShell::run(
            "open",
            [OsStr::new("-a"), program.as_os_str(), file.as_os_str()],
        )
    } else if program.extension() == Some("desktop".as_ref()) {
        // A launcher says itself how its application takes files.
        SystemShell::run(
            "gio",
            [OsStr::new("launch"), program.as_os_str(), file.as_os_str()],
        )
    } else {
        SystemShell::run(program, [file.as_os_str()])
    };
    with.map_err(|error| {
        UserError::new(ErrorCode::Desktop)
            .file(file)
            .said(error.to_string())
    })
}

fn failed(error: opener::OpenError) -> io::Error {
    let said = if let opener::OpenError::Io(error) = error {
        error.to_string()
    } else {
        error.to_string()
    };
    io::Error::other(ShellError::Failed { said })
}

/// The extension of a file that the system would run as a program. The list is the same on
/// every system: a file may go on to another, and a false alarm costs one confirmation.
fn runs_as_program(file: &Path) -> Option<String> {
    // Windows ignores dots and blanks at the end of a name.
    let name = file.file_name()?.to_string_lossy().to_lowercase();
    let name = name.trim_end_matches(['.', ' ']);
    let extension = name.rsplit_once('.')?.1.trim();
    EXECUTABLE
        .binary_search(&extension)
        .is_ok()
        .then(|| extension.to_owned())
}

/// Sorted. Programs, scripts (of the system and of design applications), installers, disk images,
/// and files that only point to one of these.
const EXECUTABLE: &[&str] = &[
    "action",
    "ade",
    "adp",
    "air",
    "apk",
    "app",
    "appcontent-ms",
    "appimage",
    "application",
    "appref-ms",
    "appx",
    "appxbundle",
    "bash",
    "bat",
    "bin",
    "bundle",
    "ccx",
    "cdxml",
    "cer",
    "cgi",
    "chm",
    "class",
    "cmd",
    "com",
    "command",
    "cpl",
    "crt",
    "csh",
    "deb",
    "desklink",
    "desktop",
    "diagcab",
    "dll",
    "dmg",
    "dylib",
    "exe",
    "fileloc",
    "fish",
    "fxp",
    "gadget",
    "hlp",
    "hta",
    "idjs",
    "img",
    "inetloc",
    "inf",
    "ins",
    "iso",
    "isp",
    "jar",
    "jnlp",
    "js",
    "jse",
    "jsx",
    "jsxbin",
    "jsxinc",
    "kext",
    "ksh",
    "library-ms",
    "lnk",
    "mad",
    "maf",
    "mag",
    "mam",
    "mapimail",
    "maq",
    "mas",
    "mau",
    "mav",
    "maw",
    "mcf",
    "mda",
    "mde",
    "mdt",
    "mdw",
    "mdz",
    "mobileconfig",
    "mpkg",
    "msc",
    "msh",
    "msh1",
    "msh1xml",
    "msh2",
    "msh2xml",
    "mshxml",
    "msi",
    "msix",
    "msixbundle",
    "msp",
    "mst",
    "msu",
    "nsh",
    "ocx",
    "ops",
    "osax",
    "pcd",
    "phar",
    "pif",
    "pkg",
    "pl",
    "plg",
    "plugin",
    "ppkg",
    "prefpane",
    "prg",
    "printerexport",
    "ps1",
    "ps1xml",
    "ps2",
    "ps2xml",
    "psc1",
    "psd1",
    "psh",
    "psjs",
    "psm1",
    "pssc",
    "py",
    "pyc",
    "pyw",
    "pyz",
    "pyzw",
    "qlgenerator",
    "rb",
    "rdp",
    "reg",
    "rgs",
    "rpm",
    "run",
    "saver",
    "scf",
    "scpt",
    "scptd",
    "scr",
    "sct",
    "search-ms",
    "service",
    "settingcontent-ms",
    "sh",
    "shb",
    "shs",
    "so",
    "swf",
    "sys",
    "terminal",
    "theme",
    "tool",
    "udl",
    "url",
    "vb",
    "vbe",
    "vbs",
    "vbscript",
    "vhd",
    "vhdx",
    "vsmacros",
    "vsto",
    "vsw",
    "vxd",
    "webloc",
    "website",
    "workflow",
    "ws",
    "wsb",
    "wsc",
    "wsf",
    "wsh",
    "xbap",
    "xll",
    "xnk",
    "xpi",
    "zsh",
    "zxp",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_so_that_it_can_be_searched() {
        let mut sorted = EXECUTABLE.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted, EXECUTABLE);
    }

    #[test]
    fn programs_are_known_by_name_whatever_the_case() {
        for name in [
            "a.exe",
            "A.EXE",
            "x.vbs",
            "photo.jpg.scr",
            "run.sh",
            "a.bat. .",
            "a.url",
            "batch.jsx",
            "plugin.ccx",
        ] {
            assert!(runs_as_program(Path::new(name)).is_some(), "{name}");
        }
        for name in [
            "a.psd",
            "a.pdf",
            "exe",
            "a.exe.jpg",
            "readme",
            "a.indd",
            "a.svg",
        ] {
            assert_eq!(runs_as_program(Path::new(name)), None, "{name}");
        }
    }

    #[test]
    fn a_program_is_opened_once_it_is_confirmed_and_only_once() {
        // `true` stands in for the desktop; on Windows nothing is started.
        let program = if cfg!(windows) { "where" } else { "true" };
        let shell = SystemShell::with_opener(program);
        let file = Path::new("setup.exe");
        let refused = |error: io::Error| {
            *error
                .into_inner()
                .unwrap()
                .downcast::<ShellError>()
                .unwrap()
        };
        let exe = ShellError::Executable {
            extension: "exe".to_owned(),
        };
        assert_eq!(refused(shell.open(file).unwrap_err()), exe);
        shell.confirm(file);
        shell.open(file).unwrap();
        assert_eq!(refused(shell.open(file).unwrap_err()), exe);
        shell.open(Path::new("a.psd")).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn an_opener_that_fails_has_opened_nothing() {
        let file = Path::new("a.psd");
        SystemShell::with_opener("false").open(file).unwrap_err();
        SystemShell::with_opener("false").reveal(file).unwrap_err();
        SystemShell::with_opener("true").open(file).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_was_picked_gets_the_file_and_nothing_else() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("a b;c.psd");
        std::fs::write(&file, "bytes").unwrap();
        // `rm` takes what it is given: the one file is gone afterwards.
        open_with(&file, Path::new("/bin/rm")).unwrap();
        assert!(!file.exists());
        let error = open_with(&file, Path::new("/no/such/program")).unwrap_err();
        assert_eq!(error.code, ErrorCode::Desktop);
        open_with(&file, Path::new("/bin/false")).unwrap_err();
    }

    #[test]
    fn only_the_web_is_browsed() {
        let shell = SystemShell::with_opener("no-such-program-here");
        for page in ["file:///etc/passwd", "smb://host/x", "javascript:alert(1)"] {
            let error = shell.browse(&Url::parse(page).unwrap()).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidInput, "{page}");
        }
    }
}
