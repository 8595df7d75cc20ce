//! What can be typed.

use clap::{Parser, Subcommand, ValueEnum};

mod asset;
mod browse;
mod collection;
mod connection;
mod metadata;
mod upkeep;

pub(crate) use asset::{
    Await, CheckIn, CheckOut, Copy, Delete, Discard, Edit, Free, Get, History, MakeFolder, Move,
    Open, Pin, Put, Release, Resolve, Restore, Reveal, Side, Unpin, Update, Upload, Web, WhenTaken,
    Which,
};
pub(crate) use browse::{
    Decision, Find, Links, List, Locks, LocksList, LocksVerb, Order, Package, Renditions, Shape,
    ShownStatus, State,
};
pub(crate) use collection::{
    CollectionEdit, CollectionExport, CollectionGet, CollectionShow, CollectionVerb, Collections,
};
pub(crate) use connection::{Connect, Disconnect, Forget, Use};
pub(crate) use metadata::{Meta, MetaGet, MetaSet, MetaTags, MetaVerb};
pub(crate) use upkeep::{
    Cache, CacheVerb, CertificatePassphrase, Completions, Demo, Doctor, Errors, Later, LaterVerb,
    Man, Personality, ProxyLogin, Recovered, RecoveredVerb, SampleSize, Service, ServiceVerb,
    Settings, SettingsVerb, Transfers, TransfersVerb, Watch,
};

/// Work on the assets of a DAM server from the command line.
///
/// Paths are those of the DAM, from its root: `/Campaigns/Spring/hero.psd`. Where an asset is
/// meant, the file in the cache folder may be named instead, or its address in the browser.
#[derive(Debug, Parser)]
#[command(name = "damson", version, after_help = crate::exit::HELP, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// What every command takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Global {
    /// Which connection to use, by its name; else the one chosen with `damson use`
    #[arg(
        long,
        short = 'C',
        global = true,
        value_name = "NAME",
        env = "DAMSON_CONNECTION",
        hide_env_values = true,
        add = crate::complete::connections()
    )]
    pub(crate) connection: Option<String>,
    /// Print results as JSON: one document, or one line for each item of a long list
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Print no messages and no progress; results and errors only
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// While the server can't be reached, keep what is asked for and carry it out when it is back
    /// (get, update, checkout, checkin, put)
    #[arg(long, global = true)]
    pub(crate) later: bool,
    /// Change nothing; say what would be done
    #[arg(long, global = true)]
    pub(crate) dry_run: bool,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
}

impl Global {
    /// What was typed of it where the whole can't be understood.
    pub(crate) fn as_typed() -> Self {
        let has = |flag: &str| std::env::args_os().any(|typed| typed == flag);
        Self {
            connection: None,
            json: has("--json"),
            quiet: has("--quiet") || has("-q"),
            later: false,
            dry_run: false,
            color: Color::Auto,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Never,
    Always,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Connect to a DAM server and remember the connection
    Connect(Connect),
    /// List the connections
    Connections,
    /// Choose the connection that commands use
    Use(Use),
    /// Log out; the copies on this computer stay
    Disconnect(Disconnect),
    /// Remove a connection from the list
    Forget(Forget),

    /// List a folder
    #[command(visible_alias = "list")]
    Ls(List),
    /// Search the server
    Find(Find),
    /// List the assets that a layout, an artwork or a project links to, and how each stands
    Links(Links),
    /// Copy a document with all that it links to into a folder of its own, to hand it over
    Package(Package),
    /// Show and edit metadata: titles, keywords, tags, rights, expiry
    Meta(Meta),
    /// List the renditions that the server keeps of assets; `get --rendition` exports one
    Renditions(Renditions),
    /// Browse the collections on the server, change static ones, and download what is in them
    Collection(Collections),
    /// Show what is edited, in conflict, checked out or being transferred
    Status(State),

    /// Download assets, and folders with everything below them
    #[command(visible_alias = "download")]
    Get(Get),
    /// Open an asset with the application this computer has for it
    Open(Open),
    /// Check out, download if needed, and open
    Edit(Edit),
    /// Check out, so that others see that you work on it
    Checkout(CheckOut),
    /// Check in without uploading
    Checkin(CheckIn),
    /// Upload your changes of an asset as its next version, and check it in
    Put(Put),
    /// Upload files and folders from this computer into a folder of the DAM
    Upload(Upload),
    /// Discard your changes; the edited copy is kept in Recovered
    Discard(Discard),
    /// Replace a clean copy by the version on the server
    Update(Update),
    /// Remove the copy on this computer; the asset stays on the server
    Free(Free),
    /// Resolve an editing conflict, or show both sides of it
    Resolve(Resolve),
    /// Show the file in the file manager
    Reveal(Reveal),
    /// Open the page of the asset on the server
    Web(Web),
    /// List the versions of an asset
    History(History),
    /// Make an earlier version the current one
    Restore(Restore),
    /// Notify me when an asset that somebody else has checked out is available
    Await(Await),
    /// Check in what somebody else has checked out (administrators)
    Release(Release),
    /// List what is checked out
    Lock(Locks),

    /// Move or rename on the server
    Mv(Move),
    /// Duplicate on the server
    Cp(Copy),
    /// Delete on the server
    Rm(Delete),
    /// Make a folder on the server
    Mkdir(MakeFolder),
    /// Keep a folder or an asset on this computer and up to date
    Pin(Pin),
    /// Stop keeping it up to date; the copy stays
    Unpin(Unpin),

    /// List, restore or remove what was kept before an edit was overwritten or discarded
    Recovered(Recovered),
    /// List or cancel what is queued until the server can be reached
    Later(Later),
    /// List, pause, resume or cancel transfers
    Transfers(Transfers),
    /// Keep Damson running here and print what happens; it serves other commands
    Watch(Watch),
    /// Continue after Damson stopped all changes to be safe
    GoOn,
    /// Find out why a connection does not work
    Doctor(Doctor),
    /// Show how full the cache folder is, or move it
    Cache(Cache),
    /// Show or change settings
    Settings(Settings),
    /// Run a demo DAM server with sample assets on this computer
    Demo(Demo),
    /// Collect what helps to investigate a problem, in one file
    Support,
    /// Start `damson watch` at every login
    Service(Service),
    /// Print the completions of a shell
    Completions(Completions),
    /// Print the manual
    Man(Man),
    /// Print every error with its words
    #[command(hide = true)]
    Errors(Errors),
}
