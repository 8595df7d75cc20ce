//! Clients that none of us wrote, against the demo server.

mod clients;

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, bail, ensure};

use crate::run::{build, command, root, step};

/// Uploads a file and a tree in both personalities and reads the bytes back; then asks in the words
/// of every other client.
pub(crate) fn peers() -> Result<()> {
    let home = tempfile::tempdir()?;
    let clients = clients::Clients::install(home.path())?;
    let folder = build(&["damson-demo-server"], false)?;
    let files = make_files(home.path())?;
    let mut told = clients::Told::default();
    for personality in ["6.5", "cloud"] {
        let storage = home.path().join(personality);
        let server = Server::start(&folder, personality, &storage, "small")?;
        upload(&clients.transfer, &server, personality, &files)?;
        for (name, bytes) in expected() {
            let got = server.get(&format!("/content/dam/peer/{name}"))?;
            ensure!(
                got == bytes,
                "{personality}: {name} arrived with {} bytes",
                got.len()
            );
            told.accepted(&format!("{personality}: {name}"));
        }
        println!("   {personality}: every byte arrived");
        clients.run(personality, &server, home.path(), &mut told)?;
    }
    told.close()
}

/// Installs Adobe's client below `home` and returns the folder of the script that runs it.
pub(crate) fn aem_upload(home: &Path) -> Result<PathBuf> {
    let modules = home.join("client");
    fs::create_dir(&modules)?;
    let files = [
        "package.json",
        "package-lock.json",
        "upload.cjs",
        "transfer.cjs",
        "calls.cjs",
    ];
    for file in files {
        fs::copy(root().join("tests/peers").join(file), modules.join(file))?;
    }
    npm("@adobe/aem-upload", &modules)?;
    Ok(modules)
}

/// Installs what a lock file names.
fn npm(what: &str, folder: &Path) -> Result<()> {
    let quietly = [
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ];
    step(
        &format!("install {what}"),
        Command::new("npm").args(quietly).current_dir(folder),
    )
}

/// The name on the server and the bytes. Adobe's client writes folders in lower case and replaces
/// what the server refuses.
fn expected() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("poster.psd", pattern(25_000_000, 1)),
        ("shoot/day-1/a%20b.jpg", pattern(70_000, 2)),
        ("shoot/day-1/raw/%C3%A9t%C3%A9.tif", pattern(1_200_000, 3)),
        ("shoot/notes.txt", pattern(10, 4)),
    ]
}

fn make_files(home: &Path) -> Result<Vec<PathBuf>> {
    let source = home.join("source");
    let local = [
        "poster.psd",
        "Shoot/Day 1/a b.jpg",
        "Shoot/Day 1/raw/été.tif",
        "Shoot/notes.txt",
    ];
    for (name, (_, bytes)) in local.iter().zip(expected()) {
        let file = source.join(name);
        fs::create_dir_all(file.parent().expect("a file in the source folder"))?;
        fs::write(file, bytes)?;
    }
    Ok(vec![source.join("poster.psd"), source.join("Shoot")])
}

fn pattern(length: usize, seed: u8) -> Vec<u8> {
    let mut state = u64::from(seed) | 1;
    std::iter::repeat_with(|| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[0]
    })
    .take(length)
    .collect()
}

fn upload(modules: &Path, server: &Server, personality: &str, files: &[PathBuf]) -> Result<()> {
    let (user, secret) = server.login();
    step(
        &format!("{personality}: upload a file and a tree"),
        Command::new("node")
            .arg("upload.cjs")
            .arg(format!("{}content/dam/peer", server.url))
            .args([user, secret])
            .args(files)
            .current_dir(modules),
    )
}

/// A running demo server.
pub(crate) struct Server {
    child: Child,
    pub(crate) url: String,
    token: Option<String>,
    said: serde_json::Value,
}

impl Server {
    /// Starts it on a free port and waits until it says where it listens.
    pub(crate) fn start(
        folder: &Path,
        personality: &str,
        storage: &Path,
        sample: &str,
    ) -> Result<Self> {
        let mut child = command(folder.join("damson-demo-server"))
            .args([
                "--personality",
                personality,
                "--listen",
                "127.0.0.1:0",
                "--sample",
                sample,
            ])
            .arg("--json")
            .arg("--storage")
            .arg(storage)
            .stdout(Stdio::piped())
            .spawn()
            .context("starting the demo server")?;
        let output = child
            .stdout
            .take()
            .context("the demo server has no output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let said: serde_json::Value = serde_json::from_str(&line)
            .with_context(|| format!("the demo server said {line:?}"))?;
        let url = said["url"]
            .as_str()
            .context("the demo server names no URL")?
            .to_owned();
        let token = (personality == "cloud")
            .then(|| said["tokens"]["jane"].as_str().map(str::to_owned))
            .flatten();
        Ok(Self {
            child,
            url,
            token,
            said,
        })
    }

    /// Who our scripts are: jane, or "-" and her token.
    fn login(&self) -> (&str, &str) {
        match &self.token {
            Some(token) => ("-", token.as_str()),
            None => ("jane", "jane"),
        }
    }

    /// The developer token of one of its people.
    pub(crate) fn token_of(&self, user: &str) -> Result<String> {
        let token = self.said["tokens"][user].as_str();
        token
            .map(str::to_owned)
            .with_context(|| format!("the demo server has no token for {user}"))
    }

    /// The body of a plain GET, without following redirects to anything but the same machine.
    fn get(&self, path: &str) -> Result<Vec<u8>> {
        let authorization = match &self.token {
            Some(token) => format!("Bearer {token}"),
            None => "Basic amFuZTpqYW5l".to_owned(),
        };
        let (status, headers, body) = get(&self.url, path, Some(&authorization))?;
        if (300..400).contains(&status) {
            let location = headers
                .lines()
                .find_map(|line| {
                    line.to_ascii_lowercase()
                        .starts_with("location:")
                        .then(|| line[9..].trim())
                })
                .context("a redirect without a location")?;
            let (base, rest) = split_url(location)?;
            return Ok(get(&base, &rest, None)?.2);
        }
        ensure!(status == 200, "{path} answered {status}");
        Ok(body)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn split_url(url: &str) -> Result<(String, String)> {
    let rest = url
        .strip_prefix("http://")
        .context("not a plain HTTP address")?;
    let at = rest.find('/').unwrap_or(rest.len());
    Ok((format!("http://{}/", &rest[..at]), rest[at..].to_owned()))
}

/// HTTP/1.0, so that the body simply ends with the connection.
fn get(base: &str, path: &str, authorization: Option<&str>) -> Result<(u16, String, Vec<u8>)> {
    let (base, _) = split_url(base)?;
    let host = base.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(host)?;
    let authorization =
        authorization.map_or_else(String::new, |value| format!("Authorization: {value}\r\n"));
    write!(
        stream,
        "GET {path} HTTP/1.0\r\nHost: {host}\r\n{authorization}\r\n"
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .context("no end of headers")?;
    let headers = String::from_utf8_lossy(&answer[..end]).into_owned();
    let status = headers.split(' ').nth(1).and_then(|code| code.parse().ok());
    let Some(status) = status else {
        bail!("no status in {headers:?}")
    };
    Ok((status, headers, answer[end + 4..].to_vec()))
}
