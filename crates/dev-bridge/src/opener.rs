//! What stands for the native applications: a program that writes down what it was to open.

use std::{env, fs, io, path::PathBuf, sync::Arc};

use damson_app::{
    Dirs, Ports,
    error::Result,
    link::Link,
    shell::{OPENER_VARIABLE, SystemShell},
};
use damson_desk::Desk;

use crate::Bench;

/// Where it is written down, one a line.
pub(crate) fn record(dirs: &Dirs) -> PathBuf {
    dirs.state.join("opened.txt")
}

/// A desk whose native applications only write down what they were given. `DAMSON_OPENER` names
/// another one.
pub async fn open_desk(dirs: Dirs, bench: Arc<Bench>) -> Result<Desk> {
    dirs.make()?;
    let writer = writer(&dirs).map_err(|error| damson_app::UserError::io(&error, &dirs.state))?;
    let ports = move || {
        let ports = Ports::of_this_computer();
        if env::var_os(OPENER_VARIABLE).is_some() {
            return ports;
        }
        Ports {
            shell: Arc::new(SystemShell::with_opener(writer.clone())),
            ..ports
        }
    };
    let link = Link::open(dirs.clone(), Box::new(ports)).await?;
    Desk::with(Box::new(link), dirs, bench)
}

#[cfg(unix)]
fn writer(dirs: &Dirs) -> io::Result<PathBuf> {
    use std::os::unix::fs::PermissionsExt as _;
    let script = dirs.state.join("opener.sh");
    let text = "#!/bin/sh\nprintf '%s\\n' \"$1\" >> \"$(dirname \"$0\")/opened.txt\"\n";
    fs::write(&script, text)?;
    fs::set_permissions(&script, fs::Permissions::from_mode(0o700))?;
    Ok(script)
}

#[cfg(windows)]
fn writer(dirs: &Dirs) -> io::Result<PathBuf> {
    let script = dirs.state.join("opener.cmd");
    fs::write(&script, "@echo %~1>>\"%~dp0opened.txt\"\r\n")?;
    Ok(script)
}
