//! The local socket: where it is, and that it is this person's alone.

use std::io;

use interprocess::local_socket::{
    ListenerOptions,
    tokio::{Listener, Stream, prelude::*},
};

use crate::config::{dirs::Dirs, files::short_hash};

/// Listens for guests. The caller holds the owner's lock, because the socket of an earlier owner is
/// removed.
pub(super) fn listen(dirs: &Dirs) -> io::Result<Listener> {
    platform::listen(dirs)
}

pub(super) async fn connect(dirs: &Dirs) -> io::Result<Stream> {
    Stream::connect(platform::name(dirs)?).await
}

#[cfg(unix)]
mod platform {
    use std::{
        fs, io,
        os::unix::fs::{MetadataExt as _, PermissionsExt as _},
        path::PathBuf,
    };

    use interprocess::local_socket::{GenericFilePath, Name, ToFsName as _};

    use super::{Dirs, Listener, ListenerOptions};
    use crate::config::files::make_private;

    /// Bytes of a path; systems allow 104 to 108.
    const LONGEST: usize = 100;

    pub(super) fn name(dirs: &Dirs) -> io::Result<Name<'static>> {
        file(dirs)?.to_fs_name::<GenericFilePath>()
    }

    pub(super) fn listen(dirs: &Dirs) -> io::Result<Listener> {
        let file = file(dirs)?;
        match fs::remove_file(&file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
        let options = ListenerOptions::new().name(name(dirs)?);
        let listener = options.create_tokio()?;
        // Others are kept out by the folder from the beginning; this is a second bar.
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600))?;
        Ok(listener)
    }

    /// The socket in the runtime folder; where its path is too long, in a private temporary folder.
    fn file(dirs: &Dirs) -> io::Result<PathBuf> {
        let file = dirs.runtime.join("damson.sock");
        if file.as_os_str().len() <= LONGEST {
            return Ok(file);
        }
        let short = std::env::temp_dir().join(format!("damson-{}", super::hash(dirs)));
        make_private(&short)?;
        // Another person may have made a folder or a link of that name before.
        let (made, mine) = (fs::symlink_metadata(&short)?, fs::metadata(&dirs.state)?);
        if !made.is_dir() || made.uid() != mine.uid() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        Ok(short.join("damson.sock"))
    }
}

#[cfg(windows)]
mod platform {
    use std::io;

    use interprocess::{
        local_socket::{GenericNamespaced, Name, ToNsName as _},
        os::windows::{
            local_socket::ListenerOptionsExt as _, security_descriptor::SecurityDescriptor,
        },
    };

    use super::{Dirs, Listener, ListenerOptions};

    pub(super) fn name(dirs: &Dirs) -> io::Result<Name<'static>> {
        format!("damson-{}", super::hash(dirs)).to_ns_name::<GenericNamespaced>()
    }

    pub(super) fn listen(dirs: &Dirs) -> io::Result<Listener> {
        // Full access for this person, and none for anybody else.
        let mine_alone = widestring::u16cstr!("D:P(A;;GA;;;OW)");
        ListenerOptions::new()
            .name(name(dirs)?)
            .security_descriptor(SecurityDescriptor::deserialize(mine_alone)?)
            .create_tokio()
    }
}

/// Names the owner's folders where their path can't be used.
fn hash(dirs: &Dirs) -> String {
    short_hash(dirs.runtime.as_os_str().as_encoded_bytes())
}
