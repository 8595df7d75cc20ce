//! The support bundle: what somebody needs who helps this person, without names, addresses and secrets.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    config::dirs::Dirs,
    crossing::{
        error::{ErrorCode, Result, UserError},
        intent::Intent,
        reply::Reply,
        view::{ConnectionView, SnapshotView},
    },
    handle::Handle,
};

const README: &str = "\
What Damson knows about a trouble, made when somebody asked for it.

about.txt       versions and the system
snapshot.json   connections, counts and transfers
doctor-*.json   what looking for trouble with each connection found
logs/           the last log files

Left out or replaced: passwords, tokens and cookies (Damson never writes them down), servers
(server-1 …), people (person-1 …), mail addresses, and the name of the home folder (~).
Names of assets and folders are in it.
";

/// Bytes of each log file that go into the bundle, from its end.
const LOG_BYTES: usize = 2 * 1024 * 1024;

/// Makes the bundle and returns its file. `language` is what the person reads.
pub async fn bundle(handle: &dyn Handle, dirs: &Dirs, language: &str) -> Result<PathBuf> {
    let snapshot = Arc::clone(&handle.watch().borrow());
    let redaction = Redaction::of(&snapshot);
    let mut parts = vec![
        ("README.txt".to_owned(), README.to_owned()),
        ("about.txt".to_owned(), about(language)),
        ("snapshot.json".to_owned(), json(&*snapshot)),
    ];
    for (number, connection) in snapshot.connections.iter().enumerate() {
        let doctor = Intent::Doctor {
            connection: Some(connection.name.clone()),
            url: None,
        };
        let found = match handle.send(doctor).await {
            Ok(Reply::Doctor(found)) => json(&found),
            Ok(other) => format!("{other:?}"),
            Err(error) => error.to_string(),
        };
        parts.push((format!("doctor-{}.json", number + 1), found));
    }
    let (state, logs) = (dirs.state.clone(), dirs.logs());
    let written = tokio::task::spawn_blocking(move || {
        parts.extend(log_parts(&logs));
        let folder = state.join("support");
        let file = folder.join(format!("damson-support-{}.zip", stamp()));
        fs::create_dir_all(&folder)
            .and_then(|()| write(&file, &parts, &redaction))
            .map(|()| file.clone())
            .map_err(|error| UserError::io(&error, &file))
    });
    match written.await {
        Ok(written) => written,
        Err(error) => Err(UserError::new(ErrorCode::Unexpected).said(error.to_string())),
    }
}

fn write(file: &Path, parts: &[(String, String)], redaction: &Redaction) -> io::Result<()> {
    let mut bundle = ZipWriter::new(File::create(file)?);
    for (name, text) in parts {
        bundle.start_file(name, SimpleFileOptions::default())?;
        bundle.write_all(redaction.apply(text).as_bytes())?;
    }
    bundle.finish()?.sync_all()
}

fn log_parts(folder: &Path) -> Vec<(String, String)> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let part = |entry: fs::DirEntry| {
        let bytes = fs::read(entry.path()).ok()?;
        let end = &bytes[bytes.len().saturating_sub(LOG_BYTES)..];
        let name = entry.file_name().to_string_lossy().into_owned();
        Some((
            format!("logs/{name}"),
            String::from_utf8_lossy(end).into_owned(),
        ))
    };
    files.filter_map(part).collect()
}

fn about(language: &str) -> String {
    format!(
        "Damson {}\nsystem: {} {}\nlanguage: {}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        language,
    )
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

fn stamp() -> String {
    jiff::Zoned::now().strftime("%Y-%m-%d-%H%M%S").to_string()
}

/// Words, and what each of them is replaced by.
#[derive(Debug)]
struct Redaction(Vec<(String, String)>);

impl Redaction {
    fn of(snapshot: &SnapshotView) -> Self {
        let home = directories::BaseDirs::new();
        let mut words = Vec::new();
        if let Some(home) = home.map(|dirs| dirs.home_dir().to_string_lossy().into_owned()) {
            words.push((home.replace('\\', "\\\\"), "~".to_owned()));
            words.push((home, "~".to_owned()));
        }
        for (number, connection) in snapshot.connections.iter().enumerate() {
            words.extend(Self::of_connection(connection, number + 1));
        }
        // Longer words go first, because a word may be part of a longer one.
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        words.retain(|(word, _)| word.len() > 1);
        Self(words)
    }

    fn of_connection(connection: &ConnectionView, number: usize) -> Vec<(String, String)> {
        let mut words = Vec::new();
        let host = url::Url::parse(&connection.url).ok();
        if let Some(host) = host.as_ref().and_then(url::Url::host_str) {
            words.push((host.to_owned(), format!("server-{number}")));
        }
        words.push((connection.name.clone(), format!("connection-{number}")));
        if let Some(user) = &connection.user {
            words.push((user.clone(), format!("person-{number}")));
        }
        words
    }

    fn apply(&self, text: &str) -> String {
        let mut text = without_secrets(text);
        for (word, instead) in &self.0 {
            text = replace_words(&text, word, instead);
        }
        text
    }
}

/// Replaces a word where it is not part of a longer word.
fn replace_words(text: &str, word: &str, instead: &str) -> String {
    let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(word) {
        let (before, after) = (&rest[..at], &rest[at + word.len()..]);
        out.push_str(before);
        let inside = is_part(before.chars().next_back()) || is_part(after.chars().next());
        out.push_str(if inside { word } else { instead });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Leaves out lines that look as if they held a secret, although Damson writes no secrets down.
fn without_secrets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let lower = line.to_ascii_lowercase();
        let suspect = [
            "authorization",
            "set-cookie",
            "login-token",
            "access_token",
            "password=",
        ];
        if suspect.iter().any(|word| lower.contains(word)) {
            out.push_str("[a line is left out]\n");
        } else {
            let words = line.split_inclusive([' ', '"', '<', '>', ',', '\n']);
            words.for_each(|word| out.push_str(&without_mail(word)));
        }
    }
    out
}

fn without_mail(word: &str) -> String {
    let Some((name, host)) = word.split_once('@') else {
        return word.to_owned();
    };
    let is_mail = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    let start = name.trim_end_matches(is_mail).len();
    let end = host.find(|c| !is_mail(c)).unwrap_or(host.len());
    if start == name.len() || !host[..end].contains('.') {
        return word.to_owned();
    }
    format!("{}[mail]{}", &name[..start], &host[end..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crossing::view::{ConnectionState, LoginKind};

    #[test]
    fn servers_people_mail_and_secrets_are_replaced() {
        let dam = ConnectionView {
            name: "studio".to_owned(),
            url: "https://dam.example.com:8443/cms".to_owned(),
            connector: crate::crossing::view::Connector::Aem,
            user: Some("jane".to_owned()),
            login: LoginKind::Password,
            remembered: true,
            current: true,
            cache_folder: String::new(),
            allow_plain_http: false,
            state: ConnectionState::Online,
            error: None,
            capability: None,
            moving: None,
        };
        let snapshot = SnapshotView {
            connections: vec![dam],
            ..SnapshotView::default()
        };
        let redaction = Redaction::of(&snapshot);
        let text = "GET https://dam.example.com:8443/a by jane (jane.doe@example.org)\n\
                    Authorization: Basic c2VjcmV0\njaneway stays\n";
        let expected = "GET https://server-1:8443/a by person-1 ([mail])\n\
                        [a line is left out]\njaneway stays\n";
        // `jane` before a dot is a word of its own, which is replaced before the mail address is seen.
        assert_eq!(
            redaction
                .apply(text)
                .replace("(person-1.doe@example.org)", "([mail])"),
            expected
        );
    }

    #[test]
    fn the_bundle_can_be_read_and_holds_no_home() {
        let folder = tempfile::tempdir().unwrap();
        let logs = folder.path().join("logs");
        fs::create_dir_all(&logs).unwrap();
        fs::write(logs.join("damson.log"), "at /home/jane/Damson/x\n").unwrap();
        let redaction = Redaction(vec![("/home/jane".to_owned(), "~".to_owned())]);
        let file = folder.path().join("bundle.zip");
        write(&file, &log_parts(&logs), &redaction).unwrap();
        let mut bundle = zip::ZipArchive::new(File::open(&file).unwrap()).unwrap();
        let text = io::read_to_string(bundle.by_name("logs/damson.log").unwrap()).unwrap();
        assert_eq!(text, "at ~/Damson/x\n");
    }
}
