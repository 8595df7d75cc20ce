//! What the commands about Damson itself take.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct Recovered {
    #[command(subcommand)]
    pub(crate) verb: Option<RecoveredVerb>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RecoveredVerb {
    /// List what is kept (the default)
    List,
    /// Restore a file next to where it was
    Restore { id: i64 },
    /// Remove a file for good
    Remove {
        id: i64,
        /// Do not ask
        #[arg(long, short)]
        yes: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Transfers {
    #[command(subcommand)]
    pub(crate) verb: Option<TransfersVerb>,
}

#[derive(Debug, Clone, Copy, Subcommand)]
pub(crate) enum TransfersVerb {
    /// List transfers (the default)
    List,
    /// Pause one transfer, or all of them
    Pause { id: Option<i64> },
    /// Resume one transfer, or all of them; a failed one is tried again
    Resume { id: Option<i64> },
    /// Cancel a transfer
    Cancel { id: i64 },
    /// Clear the finished ones
    Clear,
}

#[derive(Debug, Args)]
pub(crate) struct Later {
    #[command(subcommand)]
    pub(crate) verb: Option<LaterVerb>,
}

#[derive(Debug, Clone, Copy, Subcommand)]
pub(crate) enum LaterVerb {
    /// List what is queued, and what could not be carried out (the default)
    List,
    /// Remove one from the queue
    Cancel { id: i64 },
}

#[derive(Debug, Args)]
pub(crate) struct Watch {
    /// End when nothing is left to do: transfers are over and what is pinned is up to date
    #[arg(long)]
    pub(crate) until_idle: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// The address of a server; else the one of the connection in use
    pub(crate) url: Option<String>,
    /// Also record the connection's calls in this file, without any names
    #[arg(long, value_name = "FILE", conflicts_with = "url")]
    pub(crate) trace: Option<PathBuf>,
    /// An asset to check out and in again for the record, if nobody has it
    #[arg(long, value_name = "ASSET", requires = "trace")]
    pub(crate) check_out: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Cache {
    #[command(subcommand)]
    pub(crate) verb: Option<CacheVerb>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CacheVerb {
    /// Show where it is and how full (the default)
    Show,
    /// Move it, with everything in it, to a folder that is not there or empty
    Move { folder: PathBuf },
}

#[derive(Debug, Args)]
pub(crate) struct Settings {
    #[command(subcommand)]
    pub(crate) verb: Option<SettingsVerb>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SettingsVerb {
    /// Show one setting, or all of them (the default)
    Get { key: Option<String> },
    /// Change a setting
    Set { key: String, value: String },
    /// Reset one setting to its default, or all of them
    Reset {
        /// The setting
        #[arg(required_unless_present = "all")]
        key: Option<String>,
        /// All settings
        #[arg(long, conflicts_with = "key")]
        all: bool,
    },
    /// Keep the name and password for the proxy of the settings in the keychain
    ProxyLogin(ProxyLogin),
    /// Keep the passphrase of the client certificate of the settings in the keychain
    CertificatePassphrase(CertificatePassphrase),
}

/// The password is asked for, or read from the standard input; it is never an argument.
#[derive(Debug, Args)]
pub(crate) struct ProxyLogin {
    /// Who you are to the proxy
    #[arg(long, short, value_name = "NAME", required_unless_present = "forget")]
    pub(crate) user: Option<String>,
    /// Read the password from the standard input
    #[arg(long)]
    pub(crate) password_stdin: bool,
    /// Forget name and password
    #[arg(long, conflicts_with_all = ["user", "password_stdin"])]
    pub(crate) forget: bool,
}

/// The passphrase is asked for, or read from the standard input; it is never an argument.
#[derive(Debug, Args)]
pub(crate) struct CertificatePassphrase {
    /// Read the passphrase from the standard input
    #[arg(long)]
    pub(crate) passphrase_stdin: bool,
    /// Forget the passphrase
    #[arg(long, conflicts_with = "passphrase_stdin")]
    pub(crate) forget: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Which product the server behaves as
    #[arg(long, value_enum, default_value_t = Personality::Aem65)]
    pub(crate) personality: Personality,
    /// The port to listen at on this computer; 0 takes a free one
    #[arg(long, default_value_t = 4502)]
    pub(crate) port: u16,
    /// The folder for its storage; else a temporary one that is removed at the end
    #[arg(long, value_name = "FOLDER")]
    pub(crate) storage: Option<PathBuf>,
    /// How many sample assets a new storage gets
    #[arg(long, value_enum, default_value_t = SampleSize::Full)]
    pub(crate) sample: SampleSize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Personality {
    /// AEM 6.5
    #[value(name = "6.5")]
    Aem65,
    /// AEM as a Cloud Service
    Cloud,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SampleSize {
    None,
    Small,
    Full,
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct Errors {
    /// As a table for the documentation
    #[arg(long)]
    pub(crate) markdown: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Man {
    /// Write a page for every command into this folder; else the first page is printed
    #[arg(long, value_name = "FOLDER")]
    pub(crate) to: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Service {
    #[command(subcommand)]
    pub(crate) verb: ServiceVerb,
}

#[derive(Debug, Clone, Copy, Subcommand)]
pub(crate) enum ServiceVerb {
    /// Start `damson watch` now and at every login
    Install {
        /// Only print what would be installed
        #[arg(long)]
        print: bool,
    },
    /// Stop starting it at login, and stop it now
    Remove,
}
