//! Where a client of AEM sends bytes to: addresses that are asked for beforehand, so that what is
//! measured is the sending alone.

use std::{
    fs::{self, File},
    io::{self, Read as _, Seek as _, SeekFrom},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::peers::Server;

/// How many files are asked about at a time.
const BATCH: usize = 250;

/// Asks the server for an upload of each file (paths below `from`), and returns where each part of
/// it goes. A file of several parts is cut up in `pieces`, once.
pub(crate) fn addresses(
    server: &Server,
    token: &str,
    from: &Path,
    paths: &[String],
    pieces: &Path,
) -> Result<Vec<(String, PathBuf)>> {
    let mut addresses = Vec::new();
    for some in paths.chunks(BATCH) {
        let offered = initiate(server, token, from, some)?;
        let files = offered["files"].as_array();
        let files = files.context("the server offers no upload")?;
        ensure!(files.len() == some.len(), "the server leaves files out");
        for (path, offer) in some.iter().zip(files) {
            let places = offer["uploadURIs"].as_array();
            let places = places.context("the server names no address")?;
            let place = |place: &Value| place.as_str().map(|place| absolute(server, place));
            let places: Option<Vec<_>> = places.iter().map(place).collect();
            let places = places.context("an address is no text")?;
            let parts = cut(&from.join(path), places.len(), pieces)?;
            addresses.extend(places.into_iter().zip(parts));
        }
    }
    Ok(addresses)
}

fn absolute(server: &Server, place: &str) -> String {
    if place.starts_with('/') {
        format!("{}{place}", server.url.trim_end_matches('/'))
    } else {
        place.to_owned()
    }
}

fn initiate(server: &Server, token: &str, from: &Path, paths: &[String]) -> Result<Value> {
    let mut curl = Command::new("curl");
    curl.args([
        "--silent",
        "--show-error",
        "--fail",
        "--oauth2-bearer",
        token,
    ]);
    for path in paths {
        let file = from.join(path);
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        curl.arg("--data-urlencode").arg(format!("fileName={name}"));
        let size = file.metadata()?.len();
        curl.arg("--data").arg(format!("fileSize={size}"));
    }
    curl.arg(format!("{}content/dam.initiateUpload.json", server.url));
    let answer = curl.output().context("running curl")?;
    let said = String::from_utf8_lossy(&answer.stderr);
    ensure!(answer.status.success(), "initiateUpload: {said}");
    Ok(serde_json::from_slice(&answer.stdout)?)
}

/// The file as so many files of nearly one size.
fn cut(file: &Path, parts: usize, pieces: &Path) -> Result<Vec<PathBuf>> {
    if parts <= 1 {
        return Ok(vec![file.to_owned()]);
    }
    fs::create_dir_all(pieces)?;
    let mut whole = File::open(file)?;
    let (size, parts) = (whole.metadata()?.len(), parts as u64);
    let part = size.div_ceil(parts);
    let mut made = Vec::new();
    for start in (0..parts).map(|nth| nth * part).take_while(|at| *at < size) {
        let piece = pieces.join(format!("{start}"));
        if !piece.exists() {
            whole.seek(SeekFrom::Start(start))?;
            io::copy(&mut (&whole).take(part), &mut File::create(&piece)?)?;
        }
        made.push(piece);
    }
    Ok(made)
}
