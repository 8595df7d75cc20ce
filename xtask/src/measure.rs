//! Peak memory of the client where it matters: a huge folder, a huge file.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use clap::Args;

use crate::{
    peers::Server,
    run::{build, command},
};

#[derive(Args)]
pub(crate) struct MeasureArgs {
    /// Assets in the folder that is listed
    #[arg(long, default_value_t = 100_000)]
    assets: u32,
    /// The same folder in the real window instead, on a screen of its own
    #[arg(long)]
    window: bool,
    /// Takes our programs from this folder instead of building them
    #[arg(long, value_name = "FOLDER")]
    programs: Option<PathBuf>,
    /// Size of the file that goes up and comes down, in MiB
    #[arg(long, default_value_t = 4096)]
    mebibytes: u64,
}

/// Lists, uploads and downloads with the release build, and prints peak resident memory; or opens
/// the folder in the window.
pub(crate) fn measure(args: &MeasureArgs) -> Result<()> {
    ensure!(
        cfg!(target_os = "linux"),
        "peak memory is read from /proc, so on Linux only"
    );
    if args.window {
        return crate::window::measure(args.programs.as_deref(), args.assets);
    }
    let folder = match &args.programs {
        Some(programs) => programs.clone(),
        None => build(&["damson", "damson-demo-server"], true)?,
    };
    let home = tempfile::Builder::new()
        .prefix("damson-measure-")
        .tempdir()?;
    let storage = home.path().join("server");
    make_many(&folder, &storage, args.assets)?;
    let server = Server::start(&folder, "cloud", &storage, "none")?;
    let client = Client {
        program: folder.join("damson"),
        home: home.path().join("home"),
        token: server.token_of("jane")?,
    };
    let token = home.path().join("token");
    fs::write(&token, &client.token)?;
    client.run(&[
        "connect",
        &server.url,
        "--token-file",
        &token.display().to_string(),
    ])?;
    let listed = client.run(&["ls", "/many", "--json"])?;
    println!("list {} assets: {listed}", args.assets);
    let file = home.path().join("huge.bin");
    make_file(&file, args.mebibytes)?;
    let sent = client.run(&["upload", &file.display().to_string(), "--to", "/"])?;
    println!("upload {} MiB: {sent}", args.mebibytes);
    let got = client.run(&["get", "/huge.bin", "--yes"])?;
    println!("download {} MiB: {got}", args.mebibytes);
    Ok(())
}

struct Client {
    program: PathBuf,
    home: PathBuf,
    token: String,
}

struct Cost {
    seconds: f64,
    peak_kib: u64,
}

impl std::fmt::Display for Cost {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "peak {:.1} MB, {:.1} s",
            self.peak_kib as f64 * 1024.0 / 1e6,
            self.seconds
        )
    }
}

impl Client {
    fn run(&self, arguments: &[&str]) -> Result<Cost> {
        let start = Instant::now();
        let mut child = Command::new(&self.program)
            .args(arguments)
            .env("DAMSON_HOME", &self.home)
            .env("DAMSON_KEYCHAIN", "none")
            .env("DAMSON_TOKEN", &self.token)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()?;
        let peak_kib = peak(&mut child)?;
        let status = child.wait()?;
        if !status.success() {
            bail!("damson {} failed: {status}", arguments.join(" "));
        }
        Ok(Cost {
            seconds: start.elapsed().as_secs_f64(),
            peak_kib,
        })
    }
}

/// Reads the high-water mark again and again until the process ends.
fn peak(child: &mut Child) -> Result<u64> {
    let file = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait()?.is_none() {
        if let Ok(text) = fs::read_to_string(&file) {
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let kib = line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok());
            peak = peak.max(kib.unwrap_or(0));
        }
        thread::sleep(Duration::from_millis(5));
    }
    Ok(peak)
}

/// Fills an empty storage of the demo server with a folder `/many` of so many assets.
pub(crate) fn make_many(folder: &Path, storage: &Path, count: u32) -> Result<()> {
    let status = command(folder.join("damson-demo-server"))
        .args(["--personality", "cloud", "--sample", "none", "--make-many"])
        .arg(format!("/many={count}"))
        .arg("--storage")
        .arg(storage)
        .status()?;
    ensure!(
        status.success(),
        "the demo server could not make {count} assets"
    );
    Ok(())
}

/// Bytes that don't compress and are not all the same.
fn make_file(file: &Path, mebibytes: u64) -> Result<()> {
    let mut out = fs::File::create(file)?;
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut block = vec![0_u8; 1 << 20];
    for _ in 0..mebibytes {
        for chunk in block.chunks_exact_mut(8) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            chunk.copy_from_slice(&state.to_le_bytes());
        }
        out.write_all(&block).context("writing the large file")?;
    }
    Ok(())
}
