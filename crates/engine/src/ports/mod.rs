//! What the engine needs of the computer it runs on, as traits; the real sides are above.

mod clock;
mod local;
mod name_store;
mod shell;

pub use clock::{Clock, SystemClock, TokioClock};
pub use local::{
    FileState, Finish, Flusher, FolderId, Found, FoundKind, InRecovered, Local, Named, Opened,
    Partial, Protection,
};
pub use name_store::{NameStore, Rival};
pub use shell::Shell;
