//! What to start.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    str::FromStr,
};

use crate::Switches;

/// How one server is to be started.
#[derive(Debug, Clone)]
pub struct DemoConfig {
    pub personality: Personality,
    /// The folder for the database and the binaries. It is created when absent; an existing one
    /// is served as it was left.
    pub storage: PathBuf,
    /// Where to listen; port 0 takes a free one. The blob origin always takes a free port.
    pub listen: SocketAddr,
    /// What an empty storage is filled with at the first start.
    pub sample: Sample,
    pub switches: Switches,
}

/// Which product the server behaves as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Personality {
    /// AEM 6.5 on a file data store: Basic, `createasset.html`, versions, no direct upload.
    Aem65,
    /// AEM as a Cloud Service: Bearer, direct upload to a second origin, redirected downloads.
    Cloud,
}

/// What an empty storage is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    None,
    /// A few tiny assets for tests, which rely on these paths and contents:
    ///
    /// | path | content |
    /// |---|---|
    /// | `Campaigns/Autumn/hero.png` | a picture of 96 × 64 pixels, titled "Autumn hero" |
    /// | `Campaigns/Autumn/notes.txt` | `Notes on the campaign.\n`, written by omar |
    /// | `Campaigns/Autumn/locked.psd` | a document of 48 × 32 pixels, checked out by omar |
    /// | `Campaigns/Spring/plan.txt` | `A plan.\n` |
    /// | `Brand/logo.svg` | a logo |
    /// | `Brand/history.txt` | `four\n`, after the versions `one\n`, `two\n` and `three\n` |
    ///
    /// The picture is tagged `damson:season/harvest` and `damson:subject/orchard`, the plan
    /// `damson:season/spring`, and `Brand` uses the metadata schema form `brand`.
    Small,
    /// Some tens of megabytes that a creative recognises.
    Full,
}

impl DemoConfig {
    /// A server on a free port of the loopback address with friendly switches.
    pub fn new(storage: impl Into<PathBuf>, personality: Personality, sample: Sample) -> Self {
        Self {
            personality,
            storage: storage.into(),
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            sample,
            switches: Switches::default(),
        }
    }
}

impl FromStr for Personality {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "6.5" => Ok(Self::Aem65),
            "cloud" => Ok(Self::Cloud),
            other => Err(format!("`{other}` is neither `6.5` nor `cloud`")),
        }
    }
}

impl FromStr for Sample {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "none" => Ok(Self::None),
            "small" => Ok(Self::Small),
            "full" => Ok(Self::Full),
            other => Err(format!("`{other}` is none of `full`, `small`, `none`")),
        }
    }
}
