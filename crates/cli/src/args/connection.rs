//! What the commands about connections take.

use std::path::PathBuf;

use clap::Args;

use crate::complete;

/// The password is asked for. Elsewhere than on a terminal set DAMSON_PASSWORD, or pass
/// `--password-stdin`; it is never an argument, because arguments are visible to others.
#[derive(Debug, Args)]
pub(crate) struct Connect {
    /// The address of the server: `https://author.example.com`; or the name of a connection
    #[arg(add = complete::connections())]
    pub(crate) url: String,
    /// Who you are on the server
    #[arg(long, short, value_name = "NAME")]
    pub(crate) user: Option<String>,
    /// Read the password from the standard input
    #[arg(long, conflicts_with_all = ["token_file", "service_credentials"])]
    pub(crate) password_stdin: bool,
    /// Log in with the access token in this file
    #[arg(long, value_name = "FILE", conflicts_with_all = ["user", "service_credentials"])]
    pub(crate) token_file: Option<PathBuf>,
    /// Log in as a technical account (the JSON file of an OAuth Server-to-Server credential)
    #[arg(long, value_name = "FILE", conflicts_with = "user")]
    pub(crate) service_credentials: Option<PathBuf>,
    /// How to call the connection; else the name of the host
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Where copies of assets are kept on this computer; else Damson/NAME in your home
    #[arg(long, value_name = "FOLDER")]
    pub(crate) cache_folder: Option<PathBuf>,
    /// Let the password travel unprotected over http (for servers on this computer)
    #[arg(long)]
    pub(crate) allow_plain_http: bool,
    /// Forget the password when Damson ends
    #[arg(long)]
    pub(crate) no_remember: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Use {
    /// The name of the connection
    #[arg(add = complete::connections())]
    pub(crate) name: String,
}

#[derive(Debug, Args)]
pub(crate) struct Disconnect {
    /// The name of the connection; else the one in use
    #[arg(add = complete::connections())]
    pub(crate) name: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Forget {
    /// The name of the connection
    #[arg(add = complete::connections())]
    pub(crate) name: String,
    /// Do not ask
    #[arg(long, short)]
    pub(crate) yes: bool,
}
