//! The main job on real files, told in the terminal.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail, ensure};
use clap::Args;

use crate::{
    peers::Server,
    run::{build, command},
};

#[derive(Args)]
pub(crate) struct DemoArgs {
    /// Which AEM the demo server imitates
    #[arg(long, default_value = "6.5", value_parser = ["6.5", "cloud"])]
    personality: String,
    /// Keep the files and say where they are
    #[arg(long)]
    keep: bool,
    /// In the terminal, although a window could be opened
    #[arg(long)]
    terminal: bool,
}

const FOLDER: &str = "/Campaigns/Autumn/Key visual";
const DESCRIBED: [&str; 2] = [
    "/Photography/Harvest 2026/Morning over the orchard.jpg",
    "/Campaigns/Autumn/Key visual/autumn-key-visual.jpg",
];
const TEXTURES: &str = "/Photography/Textures";
const EXPIRED: &str = "/Photography/Textures/Leaves and lights 3.jpg";
const ASSET: &str = "/Campaigns/Autumn/Key visual/autumn-fruit.psd";

/// Builds what it needs, starts the demo server and goes through the main job as two people.
pub(crate) fn demo(args: &DemoArgs) -> Result<()> {
    if !args.terminal && crate::window::has_display() {
        return crate::window::demo();
    }
    let folder = build(&["damson", "damson-demo-server"], false)?;
    let home = tempfile::Builder::new().prefix("damson-demo-").tempdir()?;
    let story = Story::begin(&folder, home.path(), &args.personality)?;
    let told = story.tell();
    if args.keep || told.is_err() {
        println!("\nThe files are in {}", home.keep().display());
    }
    told
}

struct Story {
    program: PathBuf,
    home: PathBuf,
    server: Server,
    tokens: bool,
}

impl Story {
    fn begin(folder: &Path, home: &Path, personality: &str) -> Result<Self> {
        println!("\nA demo server starts, with a DAM of photographs, layouts and video.");
        let server = Server::start(folder, personality, &home.join("server"), "full")?;
        println!(
            "It is at {}; jane and omar are editors, admin is the administrator.",
            server.url
        );
        Ok(Self {
            program: folder.join("damson"),
            home: home.to_path_buf(),
            server,
            tokens: personality == "cloud",
        })
    }

    fn tell(&self) -> Result<()> {
        self.connect_and_browse()?;
        let file = self.edit()?;
        self.upload_and_history(&file)?;
        self.conflict()?;
        self.describe()?;
        self.use_with_care()?;
        heading("That was the main job");
        println!("Every byte went over HTTP between two clients and the demo server.");
        Ok(())
    }

    fn connect_and_browse(&self) -> Result<()> {
        heading("1. Connect");
        for user in ["jane", "omar", "admin"] {
            self.connect(user)?;
        }
        heading("2. Browse and find");
        self.run("jane", &["ls", "/"])?;
        self.run("jane", &["ls", FOLDER])?;
        self.run("jane", &["find", "orchard"])
    }

    fn edit(&self) -> Result<PathBuf> {
        heading("3. Edit: check out, download, open");
        self.run("jane", &["edit", ASSET])?;
        let file = self.file("jane", ASSET)?;
        println!("  the copy on this computer is {}", self.shown(&file));
        heading("4. Somebody else is told, and refused");
        self.refused("omar", &["checkout", ASSET])?;
        self.run("omar", &["ls", FOLDER])?;
        heading("5. A change in the native application");
        println!("  (jane saves the file; here, a few bytes are added to it)");
        change(&file, b"\njane: warmer colours")?;
        self.run("jane", &["status"])?;
        Ok(file)
    }

    fn upload_and_history(&self, file: &Path) -> Result<()> {
        heading("6. Upload the change as a new version, with a comment: that checks it in");
        self.run("jane", &["put", ASSET, "-m", "Warmer colours for autumn"])?;
        self.run("jane", &["history", ASSET])?;
        self.run("omar", &["get", ASSET])?;
        let theirs = fs::read(self.file("omar", ASSET)?)?;
        ensure!(theirs == fs::read(file)?, "omar has other bytes than jane");
        println!("  omar's download has jane's bytes");
        Ok(())
    }

    fn conflict(&self) -> Result<()> {
        heading("7. Both change the same asset without a check-out");
        let mine = self.file("jane", ASSET)?;
        let theirs = self.file("omar", ASSET)?;
        change(&theirs, b"\nomar: another headline")?;
        self.run("omar", &["put", ASSET, "-m", "Another headline"])?;
        change(&mine, b"\njane: a second thought")?;
        self.refused("jane", &["put", ASSET, "-m", "A second thought"])?;
        self.run("jane", &["status"])?;
        heading("8. An honest choice: keep both");
        self.run("jane", &["resolve", ASSET, "--keep", "both"])?;
        self.run("jane", &["status", FOLDER])?;
        ensure!(
            fs::read(&mine)? == fs::read(&theirs)?,
            "theirs was not fetched"
        );
        heading("9. The administrator releases a check-out that was forgotten");
        self.run("omar", &["checkout", ASSET])?;
        self.refused("jane", &["edit", ASSET])?;
        self.run("admin", &["release", ASSET, "--yes"])?;
        self.run("jane", &["edit", ASSET])?;
        self.run("jane", &["checkin", ASSET])
    }

    fn describe(&self) -> Result<()> {
        heading("10. Metadata of several assets in one go");
        let [first, second] = DESCRIBED;
        self.run(
            "jane",
            &[
                "meta",
                "set",
                first,
                second,
                "--set",
                "dc:rights=© 2026 Orchard & Co.",
                "--add",
                "cq:tags=damson:season/harvest",
                "--add",
                "dc:subject=autumn",
            ],
        )?;
        self.run("omar", &["meta", "get", second])
    }

    fn use_with_care(&self) -> Result<()> {
        heading("11. What has expired is asked about before it is used");
        self.refused("jane", &["get", EXPIRED])?;
        println!("  (in a terminal that is a question; here nobody can answer)");
        self.run("jane", &["get", EXPIRED, "--anyway"])?;
        self.run("jane", &["ls", TEXTURES])?;
        self.run("omar", &["ls", TEXTURES])?;
        println!("  (the listings of this server do not say what has expired; its searches do)");
        self.run("omar", &["find", "Leaves"])?;
        self.run("omar", &["settings", "set", "hide-expired", "on"])?;
        self.run("omar", &["ls", TEXTURES])
    }

    fn connect(&self, user: &str) -> Result<()> {
        let url = self.server.url.clone();
        let mut arguments = vec!["connect".to_owned(), url];
        if self.tokens {
            let token = self.home.join(format!("{user}.token"));
            fs::write(&token, self.server.token_of(user)?)?;
            arguments.extend(["--token-file".to_owned(), token.display().to_string()]);
        } else {
            arguments.extend(["--user".to_owned(), user.to_owned()]);
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        self.run(user, &arguments)
    }

    /// Runs the command line as one person and shows what they see.
    fn run(&self, user: &str, arguments: &[&str]) -> Result<()> {
        let status = self.start(user, arguments)?;
        ensure!(
            status.success(),
            "damson {} failed: {status}",
            arguments.join(" ")
        );
        Ok(())
    }

    /// As `run`, for what must not work.
    fn refused(&self, user: &str, arguments: &[&str]) -> Result<()> {
        let status = self.start(user, arguments)?;
        ensure!(
            !status.success(),
            "damson {} was not refused",
            arguments.join(" ")
        );
        Ok(())
    }

    fn start(&self, user: &str, arguments: &[&str]) -> Result<std::process::ExitStatus> {
        println!("\n{user} $ damson {}", typed(arguments));
        std::io::stdout().flush()?;
        Ok(self
            .command(user)
            .args(arguments)
            .stdin(Stdio::null())
            .status()?)
    }

    fn command(&self, user: &str) -> Command {
        let mut command = command(&self.program);
        if self.tokens
            && let Ok(token) = self.server.token_of(user)
        {
            command.env("DAMSON_TOKEN", token);
        }
        command
            .env("DAMSON_HOME", self.home.join(user))
            .env("DAMSON_PASSWORD", user)
            .env("DAMSON_KEYCHAIN", "none")
            // Stands for Photoshop: this program itself, doing nothing.
            .env(
                "DAMSON_OPENER",
                if cfg!(windows) { "where" } else { "true" },
            );
        command
    }

    /// Where an asset is on this person's computer.
    fn file(&self, user: &str, asset: &str) -> Result<PathBuf> {
        let output = self.command(user).args(["ls", asset, "--json"]).output()?;
        if !output.status.success() {
            bail!(
                "damson ls failed: {}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        let text = String::from_utf8(output.stdout)?;
        let row: serde_json::Value = text
            .lines()
            .find_map(|line| serde_json::from_str(line).ok())
            .or_else(|| serde_json::from_str(&text).ok())
            .context("ls --json printed no JSON")?;
        let file = find_text(&row, "file").context("the row names no file")?;
        Ok(PathBuf::from(file))
    }

    fn shown(&self, file: &Path) -> String {
        file.strip_prefix(&self.home)
            .unwrap_or(file)
            .display()
            .to_string()
    }
}

fn find_text(value: &serde_json::Value, key: &str) -> Option<String> {
    match value {
        serde_json::Value::Object(fields) => fields
            .get(key)
            .and_then(|text| text.as_str().map(str::to_owned))
            .or_else(|| fields.values().find_map(|inner| find_text(inner, key))),
        serde_json::Value::Array(items) => items.iter().find_map(|inner| find_text(inner, key)),
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Number(_)
        | serde_json::Value::String(_) => None,
    }
}

/// The arguments as a person types them.
fn typed(arguments: &[&str]) -> String {
    let quoted = |text: &&str| {
        if text.contains(' ') {
            format!("\"{text}\"")
        } else {
            (*text).to_owned()
        }
    };
    arguments.iter().map(quoted).collect::<Vec<_>>().join(" ")
}

fn heading(text: &str) {
    println!("\n━━ {text}");
}

/// What an application does that ignores the read-only mark: it replaces the file.
fn change(file: &Path, more: &[u8]) -> Result<()> {
    let mut bytes = fs::read(file)?;
    bytes.extend_from_slice(more);
    let folder = file.parent().context("a file in a folder")?;
    let beside = folder.join("~save.tmp");
    fs::write(&beside, bytes)?;
    fs::rename(&beside, file).with_context(|| format!("saving {}", file.display()))
}
