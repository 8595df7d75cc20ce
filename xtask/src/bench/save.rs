//! One save among many files: how long until somebody who watches sees it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use anyhow::{Context, Result};
use walkdir::WalkDir;

use super::{
    apache::Apache,
    contest::Setup,
    lines::Lines,
    ours::Ours,
    peers::is_there,
    process::{used, wait_until_quiet},
    run::Cost,
    table::Report,
    trees::Tree,
};
pub(crate) fn save(setup: &Setup, report: &mut Report) -> Result<()> {
    let apache = Apache::start()?;
    let tree = Tree {
        name: "saves",
        files: (100_000 / setup.smaller).max(2),
        bytes: 1_000,
        folder: 500,
    };
    let (ours, files) = copies(setup, &apache, &tree)?;
    let watch = Lines::start("damson watch", &mut ours.command(&["watch", "--json"]))?;
    watch.until(|line| line.contains("\"online\""))?;
    let inotify = if is_there("inotifywait") {
        let mut command = inotifywait(&files[0]);
        Some(Lines::start("inotifywait", &mut command)?)
    } else {
        println!("inotifywait is missing, and left out (Debian: inotify-tools)");
        None
    };
    for program in [Some(&watch), inotify.as_ref()].into_iter().flatten() {
        wait_until_quiet(program.id())?;
    }
    let (mut seen, mut told) = (Vec::new(), Vec::new());
    for run in 0..setup.runs {
        let file = &files[(run * 7_919 + 1) % files.len()];
        let before = used(watch.id())?;
        let closed = write(file, run)?;
        let edits = run as u64 + 1;
        let at = watch.until(|line| edited(line) == Some(edits))?;
        let after = used(watch.id())?;
        seen.push(Cost {
            wall: at.saturating_duration_since(closed).as_secs_f64(),
            cpu: after.cpu - before.cpu,
            memory: after.peak,
        });
        if let Some(inotify) = &inotify {
            let before = used(inotify.id())?;
            let name = file.file_name().and_then(|name| name.to_str());
            let at = inotify.until(|line| Some(line) == name)?;
            told.push(Cost {
                wall: at.saturating_duration_since(closed).as_secs_f64(),
                cpu: used(inotify.id())?.cpu - before.cpu,
                memory: used(inotify.id())?.peak,
            });
        }
    }
    let mut rows = vec![("damson watch --json".to_owned(), seen)];
    if inotify.is_some() {
        rows.push(("inotifywait: the event alone".to_owned(), told));
    }
    let title = format!(
        "one save among {} files until it is seen; a file counts as saved after {} ms of quiet",
        tree.files,
        quiet_ms(&ours)?
    );
    report.add(&title, &rows)
}

/// A connection with a copy of everything, and where the copies are.
pub(crate) fn copies(setup: &Setup, apache: &Apache, tree: &Tree) -> Result<(Ours, Vec<PathBuf>)> {
    let paths = tree.make(&apache.files)?;
    apache.give_away()?;
    let ours = apache.ours(setup);
    ours.begin(&apache.connect())?;
    let below = format!("/{}", tree.name);
    super::run::run(
        "the first copy",
        &mut ours.command(&["get", &below, "--yes"]),
    )?;
    tree.check(ours.home())?;
    let cache = WalkDir::new(ours.home())
        .into_iter()
        .flatten()
        .find(|entry| entry.file_type().is_dir() && entry.file_name() == tree.name)
        .and_then(|entry| entry.path().parent().map(Path::to_path_buf))
        .context("no cache folder")?;
    let files = paths.iter().map(|path| cache.join(path)).collect();
    Ok((ours, files))
}

/// Saves in place, and says when the file was closed.
fn write(file: &Path, run: usize) -> Result<Instant> {
    let mut rights = fs::metadata(file)?.permissions();
    if rights.readonly() {
        #[expect(
            clippy::permissions_set_readonly_false,
            reason = "as an application does that replaces a protected file"
        )]
        rights.set_readonly(false);
        fs::set_permissions(file, rights)?;
    }
    fs::write(file, format!("saved in run {run}"))?;
    Ok(Instant::now())
}

/// How many files are edited, by a line of `damson watch --json` that says so.
fn edited(line: &str) -> Option<u64> {
    let event: serde_json::Value = serde_json::from_str(line).ok()?;
    event["counts"]["by_status"]["edited-locally"].as_u64()
}

fn inotifywait(file: &Path) -> Command {
    let mut command = Command::new("inotifywait");
    command.args([
        "--monitor",
        "--recursive",
        "--quiet",
        "--event",
        "close_write",
        "--format",
        "%f",
    ]);
    // The cache folder: a file lies in a folder of the tree.
    command.args(file.ancestors().nth(3));
    command
}

/// How long a file has to be quiet, as the connection's setting says.
fn quiet_ms(ours: &Ours) -> Result<String> {
    let said = ours.command(&["settings", "get", "quiet-ms"]).output()?;
    let text = String::from_utf8_lossy(&said.stdout);
    let value = text.split_once('=').map(|(_, value)| value.trim());
    Ok(value.context("no setting quiet-ms")?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_how_many_are_edited() {
        let line = r#"{"event":"counts","counts":{"by_status":{"edited-locally":2}}}"#;
        assert_eq!(edited(line), Some(2));
        assert_eq!(edited(r#"{"event":"state","state":"online"}"#), None);
    }
}
