//! The log: what happened, for whoever helps this person. It holds no secrets.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use tracing::level_filters::LevelFilter;
use tracing_subscriber::{
    EnvFilter, Layer, Registry,
    fmt::{self, MakeWriter},
    layer::SubscriberExt as _,
    util::SubscriberInitExt as _,
};

use crate::{
    config::{dirs::Dirs, files::make_private},
    crossing::error::{Result, UserError},
    redact::Redacted,
};

/// Says how much is written: `debug`, `damson_aem=trace` …
pub const LOG_VARIABLE: &str = "DAMSON_LOG";

/// A file of bounded length: a full file is renamed to `….1.log`, and the log begins a new one.
#[derive(Debug, Clone)]
pub struct LogFile(Arc<Mutex<Open>>);

#[derive(Debug)]
struct Open {
    path: PathBuf,
    file: File,
    written: u64,
    largest: u64,
}

const LARGEST: u64 = 8 * 1024 * 1024;

/// Writes the log of this process into the logs folder. Does nothing where the process logs already.
pub fn start(dirs: &Dirs) -> Result<()> {
    begin(vec![to_file(dirs)?]);
    Ok(())
}

/// As [`start`], and to the standard error too where [`LOG_VARIABLE`] is set. Without a folder that can
/// be written to, the log goes to the standard error alone.
pub fn start_echoed(dirs: Option<&Dirs>) {
    let echo = std::env::var_os(LOG_VARIABLE).is_some();
    let file = dirs.and_then(|dirs| to_file(dirs).ok());
    let outputs: Vec<_> = file.into_iter().chain(echo.then(to_stderr)).collect();
    if !outputs.is_empty() {
        begin(outputs);
    }
}

type Output = Box<dyn Layer<Registry> + Send + Sync>;

fn to_file(dirs: &Dirs) -> Result<Output> {
    let file = LogFile::open(&dirs.logs().join("damson.log"), LARGEST)?;
    Ok(output(file))
}

fn to_stderr() -> Output {
    output(io::stderr)
}

/// The output of all events. Every output is made here, so that no secret passes unredacted.
fn output(to: impl for<'a> MakeWriter<'a> + Send + Sync + 'static) -> Output {
    let filter = EnvFilter::builder()
        .with_default_directive(LevelFilter::INFO.into())
        .with_env_var(LOG_VARIABLE)
        .from_env_lossy();
    let lines = fmt::layer().with_ansi(false).with_writer(Redacted(to));
    lines.with_filter(filter).boxed()
}

fn begin(outputs: Vec<Output>) {
    if let Err(error) = tracing_subscriber::registry().with(outputs).try_init() {
        tracing::debug!(%error, "something logs already");
    }
}

impl LogFile {
    /// Opens the file at its end; `largest` is its bound in bytes.
    pub fn open(path: &Path, largest: u64) -> Result<Self> {
        let opened = Open::at(path, largest).map_err(|error| UserError::io(&error, path))?;
        Ok(Self(Arc::new(Mutex::new(opened))))
    }
}

impl Open {
    fn at(path: &Path, largest: u64) -> io::Result<Self> {
        if let Some(folder) = path.parent() {
            make_private(folder)?;
        }
        let file = File::options().create(true).append(true).open(path)?;
        Ok(Self {
            path: path.to_owned(),
            written: file.metadata()?.len(),
            file,
            largest,
        })
    }

    fn begin_anew(&mut self) -> io::Result<()> {
        fs::rename(&self.path, self.path.with_extension("1.log"))?;
        *self = Self::at(&self.path, self.largest)?;
        Ok(())
    }
}

impl Write for &LogFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if open.written >= open.largest {
            // A file that another process holds open can't be renamed on Windows, and grows.
            let _ = open.begin_anew();
        }
        let count = open.file.write(bytes)?;
        open.written += u64::try_from(count).unwrap_or(0);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.file.flush()
    }
}

impl<'a> MakeWriter<'a> for LogFile {
    type Writer = &'a Self;

    fn make_writer(&'a self) -> Self::Writer {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crossing::intent::{Connect, Login, Secret};

    #[test]
    fn it_has_a_bound_and_keeps_the_one_before() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("logs/damson.log");
        let file = LogFile::open(&path, 10).unwrap();
        for line in ["0123456789\n", "second\n", "third\n"] {
            (&file).write_all(line.as_bytes()).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), "second\nthird\n");
        let before = fs::read_to_string(path.with_extension("1.log")).unwrap();
        assert_eq!(before, "0123456789\n");
    }

    #[test]
    fn what_nobody_meant_to_log_is_left_out() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("damson.log");
        let file = LogFile::open(&path, LARGEST).unwrap();
        let log = tracing_subscriber::registry().with(vec![output(file)]);
        tracing::subscriber::with_default(log, || {
            let header = "Basic cGx1bS1waWU=";
            tracing::error!(
                header,
                url = "https://jane:plum-pie@dam.example.com/",
                "sent"
            );
            let failed = std::io::Error::other("GET /a?sig=plum-pie failed");
            tracing::warn!(error = %failed, "a transfer failed");
        });
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            text.contains("dam.example.com") && text.contains("a transfer failed"),
            "{text}"
        );
        assert!(
            !text.contains("plum-pie") && !text.contains("cGx1bS1waWU"),
            "{text}"
        );
    }

    #[test]
    fn an_intent_in_the_log_holds_no_secret() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("damson.log");
        let log = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_writer(LogFile::open(&path, LARGEST).unwrap())
            .finish();
        let connect = Connect {
            url: "https://dam.example.com".to_owned(),
            name: None,
            login: Login::Token {
                token: Secret::new("plum-pie"),
            },
            remember: true,
            allow_plain_http: false,
            cache_folder: None,
        };
        tracing::subscriber::with_default(log, || {
            tracing::info!(?connect, "asked");
        });
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("dam.example.com"), "{text}");
        assert!(!text.contains("plum-pie"), "{text}");
    }
}
