//! What a disk or a server can't hold, and what it holds instead.
//!
//! A name from a server is hostile until [`on_disk`] has passed it: what comes out is exactly one
//! name in one folder, on every disk. A name from a disk passes [`outgoing_asset`] or
//! [`outgoing_folder`] before a server sees it.

mod claims;
mod convention;
mod escape;
mod fold;
mod kept;
mod length;
mod order;
mod outgoing;
mod reason;

pub use claims::{Claims, numbered};
pub use convention::{Convention, Replacement, Style, conventional_asset, conventional_folder};
pub use escape::{DiskName, from_disk, on_disk};
pub use fold::{fold, together};
pub use kept::{Fragile, may_be_listed_as};
pub use length::path_problem;
pub use order::in_order;
pub use outgoing::{NameRules, Outgoing, outgoing_asset, outgoing_folder};
pub use reason::{NameProblem, name_problem};

/// Whose rules names follow on a disk. Whether it takes `a` and `A` for one name is another
/// question ([`fold()`]): every one of these comes with and without case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Disk {
    Windows,
    MacOs,
    Linux,
    /// What all of them can hold: for a cache folder on a disk that travels.
    Portable,
}

impl Disk {
    /// The rules of the operating system that this was built for.
    pub const HERE: Self = if cfg!(windows) {
        Self::Windows
    } else if cfg!(target_os = "macos") {
        Self::MacOs
    } else {
        Self::Linux
    };

    /// Every set of rules.
    pub const ALL: [Self; 4] = [Self::Windows, Self::MacOs, Self::Linux, Self::Portable];

    fn is_strict(self) -> bool {
        match self {
            Self::Windows | Self::Portable => true,
            Self::MacOs | Self::Linux => false,
        }
    }
}
