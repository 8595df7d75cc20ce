//! The cache folder of one connection: the only place of the product that touches asset files.
//!
//! Everybody else speaks in [`DamPath`]s. [`Local`](crate::ports::Local) maps them to names that the disk can hold
//! (`damson_core::name`), and never lets one lead out of the cache folder.

mod aside;
mod changes;
pub mod disk_local;
pub mod fault;
mod held;
mod location;
pub mod memory;
pub(crate) mod moving;
mod names;
pub(crate) mod outward;
mod own_files;
mod partial;
mod platform;
pub mod quiet;
pub mod saves;
mod scan;
mod source;
#[cfg(test)]
mod tests;
pub mod watch;

use damson_core::{
    DamPath,
    name::{Disk, NameProblem},
};

pub use changes::{Changes, WatchEvent};
pub use disk_local::DiskLocal;
pub use fault::{FaultKind, FaultyLocal, LocalCall, LocalFault, Strike};
pub use memory::{MemoryLocal, Trouble};
pub use outward::copy_out;
pub use quiet::{Quiet, Verdict};
pub use saves::{App, SaveStep};
pub use scan::{PROBLEM_DEVICE, PROBLEM_LINK, PROBLEM_NAME, PROBLEM_UNREADABLE};
pub use watch::{Watching, watch};

/// Why applications may not open a path in the cache folder `root`, in the units of this system.
fn too_long(root: &std::path::Path, path: &DamPath) -> Option<NameProblem> {
    let root = root.to_string_lossy();
    let root_len = if cfg!(windows) {
        root.encode_utf16().count()
    } else {
        root.len()
    };
    damson_core::name::path_problem(root_len, path, Disk::HERE)
}
